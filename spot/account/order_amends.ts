import { required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";

/** Body of {@linkcode orderAmends}. */
export interface OrderAmendsParams extends Rebasing, AccountSelector {
  /** Order txid. */
  order_id: string;
}

/** The order as it was after one change. */
export interface OrderAmend {
  /** Id of the change. */
  amend_id: string;
  /** Who made it: `"original"` is the order as placed, `"restated"` the engine. */
  amend_type: "original" | "user" | "restated" | (string & Record<never, never>);
  /** Quantity, in base. */
  order_qty: Decimal;
  /** Visible quantity of an iceberg, in base. */
  display_qty?: Decimal;
  /** Quantity not filled yet, in base. */
  remaining_qty: Decimal;
  /** Limit price, in quote. */
  limit_price?: Decimal;
  /** Trigger price, in quote. */
  trigger_price?: Decimal;
  /** Why, e.g. `"User requested"`. */
  reason?: string;
  /** Whether it may only rest. */
  post_only?: boolean;
  /**
   * When, Unix nanoseconds in live answers, milliseconds in some recorded ones: tell them by size. As a JSON number
   * nanoseconds are rounded to about 256.
   */
  timestamp: number;
}

/** The changes of one order. */
export interface OrderAmendsResult {
  /** How many there are, the original included. */
  count: number;
  /** Oldest first. */
  amends: OrderAmend[];
}

/**
 * How an order was changed by amending, oldest first.
 *
 * Permission: Query open orders & trades, or Query closed orders & trades, by the state of the order.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-order-amends}
 */
export const orderAmends: Endpoint<OrderAmendsParams, OrderAmendsResult> = privatePost("OrderAmends", {
  params: { order_id: required(text), rebase_multiplier: rebaseMultiplier, account_id: accountId },
  permission: "Query open or closed orders & trades (by order status)",
});
