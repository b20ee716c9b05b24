import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode historicalFundingRates}. */
export interface HistoricalFundingRatesParams {
  /** A perpetual, `"PF_XBTUSD"` or `"PI_XBTUSD"`. */
  symbol: string;
}

/** Funding rate of one hour (of four hours before 29 September 2022). */
export interface HistoricalFundingRate {
  /** Start of the time the rate applies to, ISO 8601. */
  timestamp: string;
  /** Absolute: quote currency per base unit (linear), base coin per contract (inverse), per hour. */
  fundingRate: number;
  /** Relative to the index price, a fraction per hour; positive when longs pay. */
  relativeFundingRate: number;
}

/** Answer to {@linkcode historicalFundingRates}. */
export interface HistoricalFundingRatesResult extends FuturesAnswer {
  /** All since the contract was listed, oldest first. */
  rates: HistoricalFundingRate[];
}

/**
 * All funding rates of a perpetual since it was listed. Kraken answers another symbol with HTTP 400.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/historical-funding-rates}
 */
export const historicalFundingRates: Endpoint<HistoricalFundingRatesParams, HistoricalFundingRatesResult> = open(
  "/derivatives/api/v3/historical-funding-rates",
  { params: { symbol: required(text) } },
);
