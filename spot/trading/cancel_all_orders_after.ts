import { integer, required } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** Body of {@linkcode cancelAllOrdersAfter}. */
export interface CancelAllOrdersAfterParams {
  /** Seconds until every order is cancelled, below 86,400; `0` disarms. */
  timeout: number;
}

/** The switch as it is set now. */
export interface CancelAllOrdersAfterResult {
  /** Kraken's clock, RFC 3339. */
  currentTime: string;
  /** When the orders will be cancelled, RFC 3339; `"0"` when disarmed. */
  triggerTime: string;
}

/**
 * Dead man's switch: cancels every order, on all pairs, unless called again in time.
 *
 * Permission: Create & modify orders OR Cancel & close orders. Cost: 1. Customary: `timeout: 60` every 15 to 30 seconds.
 * Disarm it before announced maintenance.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/cancel-all-orders-after}
 */
export const cancelAllOrdersAfter: Endpoint<CancelAllOrdersAfterParams, CancelAllOrdersAfterResult> = privatePost(
  "CancelAllOrdersAfter",
  {
    params: { timeout: required(integer(0, 86_399)) },
    permission: "Create & modify orders OR Cancel & close orders",
  },
);
