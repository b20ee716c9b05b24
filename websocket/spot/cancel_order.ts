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

const IDS = ["order_id", "cl_ord_id", "order_userref"] as const;

/**
 * Cancels orders. Kraken answers once per order; the result says of each whether it was done. When all were refused the call
 * rejects. How many orders an `order_userref` stands for nobody says: with one, answers are collected until none has come for 250 ms.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/cancel_order}
 */
export const cancelOrder: Method<CancelOrderParams, readonly OrderOutcome[], "spot"> = method({
  api: "spot",
  name: "cancel_order",
  permission: "Cancel & close orders",
  params: { order_id: texts, cl_ord_id: texts, order_userref: integers },
  idempotent: true,
  answers: (params) => IDS.reduce((sum, name) => sum + [params[name] ?? []].flat().length, 0),
  more: ({ order_userref }) => order_userref !== undefined,
  read: outcomes,
  check: (params) => {
    if (IDS.some((name) => params[name] !== undefined)) return;
    throw new TypeError("needs at least one of 'order_id', 'cl_ord_id', 'order_userref'");
  },
});
