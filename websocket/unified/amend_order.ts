import { boolean, isoTime, oneOf, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { exactNumber, positiveNumber } from "../v2/codecs.ts";
import { checkOneOf, PRICE_TYPES, type PriceType } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Parameters of {@linkcode amendOrder}; the trigger fields as on Spot v2, the others documented on the Unified page. */
export interface AmendOrderParams extends AssetClassParam {
  /** Kraken's order id; or `cl_ord_id`. */
  order_id?: string;
  /** Your id; or `order_id`. */
  cl_ord_id?: string;
  /** New total size; below what is filled, the rest is cancelled. */
  order_qty?: Decimal | number;
  /** New limit price. */
  limit_price?: Decimal | number;
  /** Refuse a price that would take. @default {false} */
  post_only?: boolean;
  /** New trigger price. */
  trigger_price?: Decimal | number;
  /** How `trigger_price` is meant. */
  trigger_price_type?: PriceType;
  /** Latest acceptance, 0.5 to 60 s ahead. @default {5 s} */
  deadline?: Date | string;
}

/** What Kraken answers. */
export interface AmendOrderResult {
  /** Empty for derivatives. */
  amend_id: string;
  /** As in the request. */
  order_id?: string;
  /** As in the request. */
  cl_ord_id?: string;
  /** Kraken's warnings. */
  warnings?: string[];
}

/** Changes an order where it stands: its ids stay, and its place in the queue where possible. */
export const amendOrder: Method<AmendOrderParams, AmendOrderResult, "unified"> = method({
  api: "unified",
  name: "amend_order",
  permission: "Create & modify orders",
  params: {
    asset_class: assetClass,
    order_id: text,
    cl_ord_id: text,
    order_qty: positiveNumber,
    limit_price: exactNumber,
    post_only: boolean,
    trigger_price: exactNumber,
    trigger_price_type: oneOf(PRICE_TYPES),
    deadline: isoTime,
  },
  defaults: DERIVATIVES,
  check: (params) => checkOneOf(params, ["order_id", "cl_ord_id"]),
});
