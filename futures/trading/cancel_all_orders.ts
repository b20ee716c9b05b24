import { inHeader, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { OrderEvent } from "./_types.ts";

/** Parameters of {@linkcode cancelAllOrders}. */
export interface CancelAllOrdersParams {
  /** Algorithm id, a request header; some regulated accounts only. */
  algoId?: string;
  /** Only orders of this contract; all contracts when left out. */
  symbol?: string;
}

/** Ids of a cancelled order. */
export interface CancelledOrder {
  /** Kraken's id. */
  order_id: string;
  /** Our id. */
  cliOrdId?: string | null;
}

/** What became of the orders. */
export interface CancelAllStatus {
  /** Whether there was anything to cancel. */
  status: "cancelled" | "noOrdersToCancel" | (string & Record<never, never>);
  /** `"all"` or the symbol. */
  cancelOnly: string;
  /** ISO 8601. */
  receivedTime: string;
  /** All that were cancelled, triggers included. */
  cancelledOrders: CancelledOrder[];
  /** `CANCEL` events; may be fewer than the orders. */
  orderEvents: OrderEvent[];
}

/** Answer to {@linkcode cancelAllOrders}. */
export interface CancelAllOrdersResult extends FuturesAnswer {
  /** What became of the orders. */
  cancelStatus: CancelAllStatus;
}

/**
 * Cancels all open orders and triggers, of one contract or of all. That there were none is a result, not an error:
 * `cancelStatus.status` is `noOrdersToCancel` then.
 *
 * Needs `General API - Full Access`; costs 25. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/cancel-all-orders}
 */
export const cancelAllOrders: Endpoint<CancelAllOrdersParams, CancelAllOrdersResult> = derivatives(
  "POST",
  "/derivatives/api/v3/cancelallorders",
  { permission: FULL, cost: 25, idempotent: true, params: { algoId: inHeader(text), symbol: text } },
);
