import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { RfqOffer } from "./_types.ts";

/** Answer to {@linkcode openOffers} and `closedOffers`. */
export interface RfqOffersResult extends FuturesAnswer {
  /** The account's offers. */
  offers: RfqOffer[];
}

/**
 * The account's open offers. Pre-production; HTTP 404 where it is off.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-open-rfq-offers}
 */
export const openOffers: Endpoint<Record<never, never>, RfqOffersResult> = derivatives(
  "GET",
  "/derivatives/api/v3/rfqs/open-offers",
);
