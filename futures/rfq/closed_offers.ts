import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { RfqOffersResult } from "./open_offers.ts";

/**
 * The account's closed offers. Pre-production; HTTP 404 where it is off.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-closed-rfq-offers}
 */
export const closedOffers: Endpoint<Record<never, never>, RfqOffersResult> = derivatives(
  "GET",
  "/derivatives/api/v3/rfqs/closed-offers",
);
