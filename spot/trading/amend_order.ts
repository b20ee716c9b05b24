import { boolean, isoTime, positiveDecimal, relativePrice, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { clientOrderId } from "../_codecs.ts";
import { exactlyOneOf } from "../_rules.ts";

/** Body of {@linkcode amendOrder}. */
export interface AmendOrderParams {
  /** Order txid; this or `cl_ord_id`, exactly one. */
  txid?: string;
  /** The caller's own id of the order; this or `txid`, exactly one. */
  cl_ord_id?: string;
  /** New total quantity, in base. Below what is filled already, the rest is cancelled. */
  order_qty?: Decimal | number;
  /** New visible quantity of an iceberg, in base, at least a fifteenth of what is left. */
  display_qty?: Decimal | number;
  /** New limit price, in quote; relative with `+` or `-` in front and `%` behind. */
  limit_price?: Decimal | number;
  /** New trigger price, in quote; in the forms of `limit_price`. */
  trigger_price?: Decimal | number;
  /** Pair; needed for orders in xStocks only. */
  pair?: string;
  /**
   * Refuse a limit price that would take.
   *
   * @default {false}
   */
  post_only?: boolean;
  /** The engine refuses the change after this moment, 2 to 60 seconds ahead: a `Date` or RFC 3339 text. */
  deadline?: Date | string;
}

/** The change that was made. */
export interface AmendOrderResult {
  /** Id of the change; `OrderAmends` lists them. */
  amend_id: string;
}

/**
 * Changes an open order in place: its ids stay. Fewer units keep their place in the queue; more units or another price
 * lose it.
 *
 * Permission: Create & modify orders OR Cancel & close orders. Cost: none on the REST counter; on the trading counter of
 * the pair 1, and up to 3 more while the order is younger than 15 seconds. Not sent twice by us: the second may be
 * refused although the first went through.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/amend-order}
 */
export const amendOrder: Endpoint<AmendOrderParams, AmendOrderResult> = privatePost("AmendOrder", {
  params: {
    txid: text,
    cl_ord_id: clientOrderId,
    order_qty: positiveDecimal,
    display_qty: positiveDecimal,
    limit_price: relativePrice,
    trigger_price: relativePrice,
    pair: text,
    post_only: boolean,
    deadline: isoTime,
  },
  check: exactlyOneOf("txid", "cl_ord_id"),
  permission: "Create & modify orders OR Cancel & close orders",
  cost: 0,
  pool: "trading",
  idempotent: false,
});
