import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { Rfq, RfqLegPrice } from "./_types.ts";

/** A request of ours with the best offers on it. */
export interface OwnRfq extends Rfq {
  /** Best price offered for buying the package. */
  bestBid?: number | string;
  /** Best price offered for selling the package. */
  bestAsk?: number | string;
  /** The best bid by leg. */
  bidSide?: RfqLegPrice[];
  /** The best ask by leg. */
  askSide?: RfqLegPrice[];
}

/** Answer to {@linkcode openRfqs}. */
export interface OpenRfqsResult extends FuturesAnswer {
  /** Our open requests. */
  rfqs: OwnRfq[];
}

/**
 * The account's own open requests for quotes with the best offers. Pre-production; HTTP 404 where it is off.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-open-rfqs-for-account}
 */
export const openRfqs: Endpoint<Record<never, never>, OpenRfqsResult> = derivatives(
  "GET",
  "/derivatives/api/v3/rfqs/open-rfqs",
);
