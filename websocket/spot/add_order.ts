import { boolean, oneOf, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { positiveNumber } from "../v2/codecs.ts";
import {
  checkOrder,
  type CommonOrder,
  commonOrder,
  type OrderRequest,
  orderRequest,
  SPOT_ORDER_TYPES,
  userref,
} from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";

/** An order on Spot. */
export interface SpotOrder extends CommonOrder {
  /** Type. */
  order_type: typeof SPOT_ORDER_TYPES[number];
  /** Size in quote units instead of `order_qty`; market orders that buy, without margin. */
  cash_order_qty?: Decimal | number;
  /** On margin, with the pair's highest leverage. @default {false} */
  margin?: boolean;
  /** Visible size of an iceberg, at least a fifteenth of `order_qty`. */
  display_qty?: Decimal | number;
  /** Which currency fees are taken in. @default {quote for buys, base for sells} */
  fee_preference?: "base" | "quote";
  /** Your number, 32 bits, need not be unique. Excludes `cl_ord_id`. */
  order_userref?: number;
}

/** Parameters of {@linkcode addOrder}. */
export interface AddOrderParams extends SpotOrder, OrderRequest {
  /** `"BTC/USD"`. */
  symbol: string;
}

/** What Kraken answers. */
export interface AddOrderResult {
  /** Kraken's order id. */
  order_id: string;
  /** Your id. */
  cl_ord_id?: string;
  /** Your number. */
  order_userref?: number;
  /** Kraken's warnings. */
  warnings?: string[];
}

/** Codecs of {@linkcode SpotOrder}. */
export const spotOrder = {
  ...commonOrder,
  order_type: required(oneOf(SPOT_ORDER_TYPES)),
  cash_order_qty: positiveNumber,
  margin: boolean,
  display_qty: positiveNumber,
  fee_preference: oneOf(["base", "quote"]),
  order_userref: userref,
};

/**
 * Places an order. The answer says that it was accepted; fills are told on `executions`. Without an id of yours it gets a
 * `cl_ord_id`, by which it can be looked up when the answer is lost.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/add_order}
 */
export const addOrder: Method<AddOrderParams, AddOrderResult, "spot"> = method({
  api: "spot",
  name: "add_order",
  permission: "Create & modify orders",
  params: { ...spotOrder, ...orderRequest, symbol: required(text) },
  places: true,
  check: checkOrder,
});
