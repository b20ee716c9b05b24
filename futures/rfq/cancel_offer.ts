import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import { rfqRefused } from "./_refused.ts";

/** Query of {@linkcode cancelOffer}. */
export interface CancelOfferParams {
  /** Id of the request. */
  rfqUid: string;
  /** Id of the offer. */
  offerUid?: string;
}

/** Answer to {@linkcode cancelOffer}: without a `reason` it is done. */
export interface CancelOfferResult extends FuturesAnswer {
  /** Why nothing was withdrawn: `rfqNotFound`, `offerNotFound`. */
  reason?: string;
}

/**
 * Withdraws an offer. Pre-production.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was withdrawn; `errors` is Kraken's `reason`, e.g. `offerNotFound`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/cancel-rfq-offer}
 */
export const cancelOffer: Endpoint<CancelOfferParams, CancelOfferResult> = derivatives(
  "DELETE",
  "/derivatives/api/v3/rfqs/cancel-offer/{rfqUid}",
  { permission: FULL, idempotent: true, refused: rfqRefused, params: { rfqUid: required(text), offerUid: text } },
);
