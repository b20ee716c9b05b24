import { boolean } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { history } from "../_endpoint.ts";
import { accountHistoryQuery } from "./_codecs.ts";
import type { AccountHistoryPage, AccountHistoryQuery, HistoryOrder } from "./_types.ts";

/** Query of {@linkcode orders}. */
export interface OrdersParams extends AccountHistoryQuery {
  /** Whether events that open an order are wanted. */
  opened?: boolean;
  /** Whether events that close an order are wanted. */
  closed?: boolean;
}

/** What happened to an order, under the key that names it. */
export type OrderHistoryEvent =
  | {
    /** It came into the book. */
    OrderPlaced: {
      /** The order. */
      order: HistoryOrder;
      /** `new_user_order` … */
      reason: string;
      /** What was trimmed from a reduce-only order, decimal text; empty when nothing. */
      reducedQuantity: string;
    };
  }
  | {
    /** It was filled or edited. */
    OrderUpdated: {
      /** Before. */
      oldOrder: HistoryOrder;
      /** After. */
      newOrder: HistoryOrder;
      /** `full_fill`, `partial_fill`, `edited_by_user` … */
      reason: string;
      /** What was trimmed from a reduce-only order, decimal text; empty when nothing. */
      reducedQuantity: string;
    };
  }
  | {
    /** It was refused. */
    OrderRejected: {
      /** The order that was wanted. */
      order: HistoryOrder;
      /** Why. */
      orderError: string;
      /** What led to it. */
      reason: string;
    };
  }
  | {
    /** It was cancelled. */
    OrderCancelled: {
      /** The order. */
      order: HistoryOrder;
      /** `cancelled_by_user` … */
      reason: string;
    };
  }
  | {
    /** It was not there. */
    OrderNotFound: {
      /** Id of the account. */
      accountUid: string;
      /** `Uuid(uuid=…)`. */
      orderId: string;
    };
  }
  | {
    /** An edit was refused. */
    OrderEditRejected: {
      /** The order as it stays. */
      oldOrder: HistoryOrder;
      /** The order that was wanted. */
      attemptedOrder: HistoryOrder;
      /** Why. */
      orderError: string;
    };
  };

/** Answer to {@linkcode orders}. */
export interface OrdersResult extends AccountHistoryPage<OrderHistoryEvent> {}

/**
 * Everything that happened to the account's orders, page by page, over all time.
 *
 * Needs `General API - Read Only`; costs 1 of the history pool (100 points, refilled in 10 minutes).
 * Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/get-order-events}
 */
export const orders: Endpoint<OrdersParams, OrdersResult> = history("/api/history/v3/orders", {
  params: { ...accountHistoryQuery, opened: boolean, closed: boolean },
});
