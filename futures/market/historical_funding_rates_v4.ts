import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { HistoricalFundingRatesParams, HistoricalFundingRatesResult } from "./historical_funding_rates.ts";

/**
 * The same as `historicalFundingRates` under its old address, which older libraries still call.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @deprecated Use `historicalFundingRates`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/historical-funding-rates}
 */
export const historicalFundingRatesV4: Endpoint<HistoricalFundingRatesParams, HistoricalFundingRatesResult> = open(
  "/derivatives/api/v4/historicalfundingrates",
  {
    params: { symbol: required(text) },
    deprecated: "Legacy address: use historicalFundingRates, which gives the same answer",
  },
);
