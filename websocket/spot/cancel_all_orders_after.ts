import { integer, required } from "../../core/codecs.ts";
import type { CancelAllOrdersAfterResult } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";

/** Parameters of {@linkcode cancelAllOrdersAfter}. */
export interface CancelAllOrdersAfterParams {
  /** Seconds until every order is cancelled, less than a day; 0 disarms. */
  timeout: number;
}

/**
 * Dead man's switch: cancels every order of the account unless it is called again in time. Call it each 15 to 30 s with 60. It is
 * not tied to the connection.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/cancel_after}
 */
export const cancelAllOrdersAfter: Method<CancelAllOrdersAfterParams, CancelAllOrdersAfterResult, "spot"> = method({
  api: "spot",
  name: "cancel_all_orders_after",
  permission: "Create & modify orders",
  params: { timeout: required(integer(0, 86_399)) },
  idempotent: true,
});
