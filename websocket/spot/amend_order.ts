import { boolean, isoTime, oneOf, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { exactNumber, positiveNumber } from "../v2/codecs.ts";
import { checkOneOf, PRICE_TYPES, type PriceType } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";

/** Parameters of {@linkcode amendOrder}. */
export interface AmendOrderParams {
  /** Kraken's order id; or `cl_ord_id`. */
  order_id?: string;
  /** Your id; or `order_id`. */
  cl_ord_id?: string;
  /** New total size; below what is filled, the rest is cancelled. */
  order_qty?: Decimal | number;
  /** New limit price. */
  limit_price?: Decimal | number;
  /** How `limit_price` is meant. @default {"static"} */
  limit_price_type?: PriceType;
  /** New visible size of an iceberg. */
  display_qty?: Decimal | number;
  /** Refuse a price that would take. @default {false} */
  post_only?: boolean;
  /** New trigger price. */
  trigger_price?: Decimal | number;
  /** How `trigger_price` is meant. @default {"static"} */
  trigger_price_type?: PriceType;
  /** Needed for pairs that are not crypto, such as xStocks. */
  symbol?: string;
  /** Latest acceptance, 0.5 to 60 s ahead. @default {5 s} */
  deadline?: Date | string;
}

/** What Kraken answers. */
export interface AmendOrderResult {
  /** Id of the amendment. */
  amend_id: string;
  /** As in the request. */
  order_id?: string;
  /** As in the request. */
  cl_ord_id?: string;
  /** Kraken's warnings. */
  warnings?: string[];
}

/**
 * Changes an order where it stands: its ids stay, and its place in the queue where possible.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/amend_order}
 */
export const amendOrder: Method<AmendOrderParams, AmendOrderResult, "spot"> = method({
  api: "spot",
  name: "amend_order",
  permission: "Create & modify orders",
  params: {
    order_id: text,
    cl_ord_id: text,
    order_qty: positiveNumber,
    limit_price: exactNumber,
    limit_price_type: oneOf(PRICE_TYPES),
    display_qty: positiveNumber,
    post_only: boolean,
    trigger_price: exactNumber,
    trigger_price_type: oneOf(PRICE_TYPES),
    symbol: text,
    deadline: isoTime,
  },
  check: (params) => checkOneOf(params, ["order_id", "cl_ord_id"]),
});
