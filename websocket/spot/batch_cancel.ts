import { texts } from "../v2/codecs.ts";
import { type CancelCount, cancelCount, checkIds } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";

/** Parameters of {@linkcode batchCancel}; 2 to 50 ids in all. */
export interface BatchCancelParams {
  /** Kraken's order ids, or your numbers as text. */
  orders?: string | readonly string[];
  /** Your ids. */
  cl_ord_id?: string | readonly string[];
}

/**
 * Cancels 2 to 50 orders at once; the result says how many were.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/batch_cancel}
 */
export const batchCancel: Method<BatchCancelParams, CancelCount, "spot"> = method({
  api: "spot",
  name: "batch_cancel",
  permission: "Cancel & close orders",
  params: { orders: texts, cl_ord_id: texts },
  idempotent: true,
  read: cancelCount,
  check: checkIds,
});
