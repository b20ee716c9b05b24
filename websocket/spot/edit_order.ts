import { boolean, object, oneOf, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { exactNumber, positiveNumber } from "../v2/codecs.ts";
import { type OrderRequest, orderRequest, PRICE_TYPES, type Triggers, userref } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";

/** Parameters of {@linkcode editOrder}. */
export interface EditOrderParams extends OrderRequest {
  /** Kraken's id of the order to replace. */
  order_id: string;
  /** `"BTC/USD"`. */
  symbol: string;
  /** New size. */
  order_qty?: Decimal | number;
  /** New limit price. */
  limit_price?: Decimal | number;
  /** New visible size of an iceberg. */
  display_qty?: Decimal | number;
  /** Which currency fees are taken in. */
  fee_preference?: "base" | "quote";
  /** Your number for the new order. */
  order_userref?: number;
  /** Refused rather than taking. @default {false} */
  post_only?: boolean;
  /** Only reduces a position. @default {false} */
  reduce_only?: boolean;
  /** New trigger. */
  triggers?: Triggers;
}

/** What Kraken answers. */
export interface EditOrderResult {
  /** The new order. */
  order_id: string;
  /** The order it replaces. */
  original_order_id: string;
  /** Kraken's warnings. */
  warnings?: string[];
}

/**
 * Cancels an order and places another: the place in the queue is lost. Prefer `amendOrder`, which Kraken recommends; orders with a
 * `cl_ord_id` can't be edited.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/edit_order}
 */
export const editOrder: Method<EditOrderParams, EditOrderResult, "spot"> = method({
  api: "spot",
  name: "edit_order",
  permission: "Create & modify orders",
  params: {
    ...orderRequest,
    order_id: required(text),
    symbol: required(text),
    order_qty: positiveNumber,
    limit_price: exactNumber,
    display_qty: positiveNumber,
    fee_preference: oneOf(["base", "quote"]),
    order_userref: userref,
    post_only: boolean,
    reduce_only: boolean,
    triggers: object<Triggers>({
      price: required(exactNumber),
      reference: oneOf(["last", "index"]),
      price_type: oneOf(PRICE_TYPES),
    }),
  },
});
