import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { IndexTicker, MarketTicker } from "./tickers.ts";

/** Query of {@linkcode ticker}. */
export interface TickerParams {
  /** `"PF_XBTUSD"`; case is free. */
  symbol: string;
}

/** Answer to {@linkcode ticker}. */
export interface TickerResult extends FuturesAnswer {
  /** A contract, or an index where the symbol names one: `"markPrice" in ticker` tells them apart. */
  ticker: MarketTicker | IndexTicker;
}

/**
 * State and 24-hour statistics of one contract. Kraken answers an unknown symbol with HTTP 404 and an error.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-ticker}
 */
export const ticker: Endpoint<TickerParams, TickerResult> = open("/derivatives/api/v3/tickers/{symbol}", {
  params: { symbol: required(text) },
});
