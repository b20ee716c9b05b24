import { integers, texts } from "../v2/codecs.ts";
import { type OrderOutcome, outcomes } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";

/** Parameters of {@linkcode cancelOrder}; at least one of them. */
export interface CancelOrderParams {
  /** Kraken's order ids. */
  order_id?: string | readonly string[];
  /** Your ids. */
  cl_ord_id?: string | readonly string[];
  /** Your numbers; each may stand for several orders. */
  order_userref?: number | readonly number[];
}

/**
 * Cancels orders. Kraken answers once per order; the result says of each whether it was done. When all were refused the call
 * rejects.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/cancel_order}
 */
export const cancelOrder: Method<CancelOrderParams, readonly OrderOutcome[], "spot"> = method({
  api: "spot",
  name: "cancel_order",
  permission: "Cancel & close orders",
  params: { order_id: texts, cl_ord_id: texts, order_userref: integers },
  idempotent: true,
  answers: (params) => Object.values(params).reduce<number>((sum, ids) => sum + (ids as unknown[]).length, 0),
  read: outcomes,
  check: (params) => {
    if (Object.keys(params).length > 0) return;
    throw new TypeError("needs at least one of 'order_id', 'cl_ord_id', 'order_userref'");
  },
});
