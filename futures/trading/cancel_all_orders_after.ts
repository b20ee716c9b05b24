import { inHeader, integer, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Parameters of {@linkcode cancelAllOrdersAfter}. */
export interface CancelAllOrdersAfterParams {
  /** Algorithm id, a request header; some regulated accounts only. */
  algoId?: string;
  /** Seconds until everything is cancelled, 0 to 4294967295; 0 disarms the switch. */
  timeout?: number;
}

/** Answer to {@linkcode cancelAllOrdersAfter}. */
export interface CancelAllOrdersAfterResult extends FuturesAnswer {
  /** The switch as it is now. */
  status: {
    /** Kraken's clock, ISO 8601. */
    currentTime: string;
    /** When everything will be cancelled, ISO 8601; the text `"0"` when disarmed. */
    triggerTime: string;
  };
}

/**
 * Dead man's switch: cancels all open orders and triggers unless it is called again in time. Positions stay.
 *
 * Kraken advises 60 seconds, renewed every 15 to 20.
 *
 * Needs `General API - Full Access`; costs 25. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/cancel-all-orders-after}
 */
export const cancelAllOrdersAfter: Endpoint<CancelAllOrdersAfterParams, CancelAllOrdersAfterResult> = derivatives(
  "POST",
  "/derivatives/api/v3/cancelallordersafter",
  {
    permission: FULL,
    cost: 25,
    idempotent: true,
    params: { algoId: inHeader(text), timeout: integer(0, 4_294_967_295) },
  },
);
