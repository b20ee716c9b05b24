import { boolean, listUpTo, required } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { accountId, clientOrderId, rebaseMultiplier, userReference } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";
import type { OrderInfo } from "./_types.ts";

/** Body of {@linkcode queryOrders}. */
export interface QueryOrdersParams extends Rebasing, AccountSelector {
  /** Order txids, at most 50. */
  txid: string | readonly string[];
  /** Only the order with this id of the caller's. */
  cl_ord_id?: string;
  /**
   * Add the ids of the fills.
   *
   * @default {false}
   */
  trades?: boolean;
  /** Only orders with this number of the caller's, a signed 32-bit whole number. */
  userref?: number;
  /**
   * Merge the fills an order took at once into one.
   *
   * @default {true}
   */
  consolidate_taker?: boolean;
}

/** The orders found, keyed by order txid. */
export type QueryOrdersResult = Record<string, OrderInfo>;

/**
 * Orders by id, open or ended. An unknown id gives `EOrder:Unknown order` or is missing in the answer.
 *
 * Permission: Query open orders & trades, or Query closed orders & trades, by the state of the order.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-orders-info}
 */
export const queryOrders: Endpoint<QueryOrdersParams, QueryOrdersResult> = privatePost("QueryOrders", {
  params: {
    txid: required(listUpTo(50)),
    cl_ord_id: clientOrderId,
    trades: boolean,
    userref: userReference,
    consolidate_taker: boolean,
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  permission: "Query open or closed orders & trades (by order status)",
});
