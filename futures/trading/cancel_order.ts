import { inHeader, isoTime, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { clientOrderId } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import { cancelRefused } from "./outcome.ts";
import type { OrderEvent } from "./_types.ts";

/** Parameters of {@linkcode cancelOrder}: `order_id` or `cliOrdId`. */
export interface CancelOrderParams {
  /** Algorithm id, a request header; some regulated accounts only. */
  algoId?: string;
  /** Kraken refuses when it would handle the call later than this. */
  processBefore?: Date | string;
  /** Kraken's id of the order. Mind the spelling: `editOrder` calls it `orderId`. */
  order_id?: string;
  /** Our id of the order. */
  cliOrdId?: string;
}

/** The order was cancelled by this call. */
export interface OrderCancelled {
  /** Done. */
  status: "cancelled";
  /** Kraken's id. */
  order_id?: string;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  receivedTime?: string;
  /** `CANCEL`. */
  orderEvents?: OrderEvent[];
}

/** Nothing was cancelled: the order was filled before, or is not known (any more). */
export interface CancelRefused {
  /** Why; a status not listed here cancelled nothing either. */
  status: "filled" | "notFound" | (string & Record<never, never>);
  /** Kraken's id. */
  order_id?: string;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  receivedTime?: string;
  /** Usually absent. */
  orderEvents?: OrderEvent[];
}

/** What became of the cancellation. */
export type CancelStatus = OrderCancelled | CancelRefused;

/** Answer to {@linkcode cancelOrder}. */
export interface CancelOrderResult extends FuturesAnswer {
  /** What became of the cancellation. Refusals are raised: `isCancelled(cancelStatus)` holds. */
  cancelStatus: CancelStatus;
}

/**
 * Cancels one open order or trigger. Repeating it is harmless, but the repetition is refused with `notFound`: after a
 * call whose answer was lost and that we therefore repeated, that may mean that the first one did it.
 *
 * Needs `General API - Full Access`; costs 10. Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was cancelled; `errors` are Kraken's status, `filled` or `notFound`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/cancel-order}
 */
export const cancelOrder: Endpoint<CancelOrderParams, CancelOrderResult> = derivatives(
  "POST",
  "/derivatives/api/v3/cancelorder",
  {
    permission: FULL,
    cost: 10,
    idempotent: true,
    refused: cancelRefused,
    params: { algoId: inHeader(text), processBefore: isoTime, order_id: text, cliOrdId: clientOrderId },
  },
);
