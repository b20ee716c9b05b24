import { boolean } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { history } from "../_endpoint.ts";
import { accountHistoryQuery } from "./_codecs.ts";
import type { AccountHistoryPage, AccountHistoryQuery, HistoryTrigger } from "./_types.ts";

/** Query of {@linkcode triggers}. */
export interface TriggersParams extends AccountHistoryQuery {
  /** Whether events that open a trigger are wanted. */
  opened?: boolean;
  /** Whether events that close a trigger are wanted. */
  closed?: boolean;
}

/** What happened to a trigger, under the key that names it. */
export type TriggerHistoryEvent =
  | {
    /** It waits. */
    OrderTriggerPlaced: {
      /** The trigger. */
      order: HistoryTrigger;
      /** `new_user_order` … */
      reason: string;
    };
  }
  | {
    /** It was cancelled. */
    OrderTriggerCancelled: {
      /** The trigger. */
      order: HistoryTrigger;
      /** `cancelled_by_user` … */
      reason: string;
    };
  }
  | {
    /** It was edited, or it followed the price. */
    OrderTriggerUpdated: {
      /** Before. */
      oldOrderTrigger: HistoryTrigger;
      /** After. */
      newOrderTrigger: HistoryTrigger;
      /** `edited_by_user` … */
      reason: string;
    };
  }
  | {
    /** It fired. */
    OrderTriggerActivated: {
      /** The trigger. */
      order: HistoryTrigger;
    };
  }
  | {
    /** An edit was refused. */
    OrderTriggerEditRejected: {
      /** The trigger that was wanted. */
      attemptedOrderTrigger: HistoryTrigger;
      /** The trigger as it stays. */
      oldOrderTrigger: HistoryTrigger;
      /** What led to it. */
      reason: string;
      /** Why. */
      orderError: string;
    };
  };

/** Answer to {@linkcode triggers}. */
export interface TriggersResult extends AccountHistoryPage<TriggerHistoryEvent> {}

/**
 * Everything that happened to the account's triggers, page by page, over all time.
 *
 * Needs `General API - Read Only`; costs 1 of the history pool (100 points, refilled in 10 minutes).
 * Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/get-trigger-events}
 */
export const triggers: Endpoint<TriggersParams, TriggersResult> = history("/api/history/v3/triggers", {
  params: { ...accountHistoryQuery, opened: boolean, closed: boolean },
});
