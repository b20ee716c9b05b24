import { boolean, integer, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { accountId, clientOrderId, rebaseMultiplier, userReference } from "../_codecs.ts";
import type { AccountSelector, CursorPaging, NextCursor, Rebasing } from "../_params.ts";
import type { OrderInfo } from "./_types.ts";

/** Body of {@linkcode openOrders}. */
export interface OpenOrdersParams extends CursorPaging, Rebasing, AccountSelector {
  /**
   * Add the ids of the fills.
   *
   * @default {false}
   */
  trades?: boolean;
  /** Only orders with this number of the caller's, a signed 32-bit whole number. */
  userref?: number;
  /** Only the order with this id of the caller's. */
  cl_ord_id?: string;
  /**
   * Merge the fills an order took at once into one.
   *
   * @default {true}
   */
  consolidate_taker?: boolean;
}

/** Open orders. */
export interface OpenOrdersResult {
  /** Keyed by order txid. */
  open: Record<string, OrderInfo>;
  /** With `with_cursor` only. */
  cursor?: NextCursor;
}

/**
 * Orders that are open or pending: all of them (up to about 1,000), or page by page with a cursor.
 *
 * Permission: Query open orders & trades.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-open-orders}
 */
export const openOrders: Endpoint<OpenOrdersParams, OpenOrdersResult> = privatePost("OpenOrders", {
  params: {
    trades: boolean,
    userref: userReference,
    cl_ord_id: clientOrderId,
    consolidate_taker: boolean,
    with_cursor: boolean,
    cursor: text,
    limit: integer(1, 100),
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  permission: "Query open orders & trades",
});
