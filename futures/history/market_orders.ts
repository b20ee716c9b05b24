import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import { historyQuery } from "./_codecs.ts";
import type { HistoryPage, HistoryQuery, PublicOrder } from "./_types.ts";

/** Query of {@linkcode marketOrders}. */
export interface MarketOrdersParams extends HistoryQuery {
  /** Contract, `"PF_XBTUSD"`. */
  tradeable: string;
}

/** What happened to an order of anybody's, under the key that names it. */
export type MarketOrderEvent =
  | {
    /** It came into the book. */
    OrderPlaced: {
      /** The order. */
      order: PublicOrder;
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
      oldOrder: PublicOrder;
      /** After. */
      newOrder: PublicOrder;
      /** `full_fill`, `partial_fill`, `edited_by_user` … */
      reason: string;
      /** What was trimmed from a reduce-only order, decimal text; empty when nothing. */
      reducedQuantity: string;
    };
  }
  | {
    /** It was cancelled. */
    OrderCancelled: {
      /** The order. */
      order: PublicOrder;
      /** `cancelled_by_user` … */
      reason: string;
    };
  }
  | {
    /** It was refused. */
    OrderRejected: {
      /** The order that was wanted. */
      order: PublicOrder;
      /** Why. */
      orderError?: string;
      /** What led to it. */
      reason?: string;
    };
  };

/** Answer to {@linkcode marketOrders}. */
export interface MarketOrdersResult extends HistoryPage<MarketOrderEvent> {}

/**
 * All public orders of a contract since 27 May 2021, page by page. Very many.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/get-public-order-events}
 */
export const marketOrders: Endpoint<MarketOrdersParams, MarketOrdersResult> = open(
  "/api/history/v3/market/{tradeable}/orders",
  { params: { tradeable: required(text), ...historyQuery } },
);
