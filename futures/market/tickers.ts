import type { Endpoint } from "../../core/endpoint.ts";
import { contractTypes, symbols } from "../_codecs.ts";
import { open } from "../_endpoint.ts";
import type { ContractType, FuturesAnswer, Greeks } from "../_types.ts";

/** Query of {@linkcode tickers}. */
export interface TickersParams {
  /** Kinds of contract, one or several. @default all kinds of futures; options only when asked for */
  contractType?: ContractType | readonly ContractType[];
  /** Symbols, one or several; case is free. @default all */
  symbol?: string | readonly string[];
}

/** State and 24-hour statistics of a contract. Sizes in base units (linear) or contracts of 1 USD (inverse). */
export interface MarketTicker {
  /** `PF_XBTUSD`. */
  symbol: string;
  /** `perpetual` or the kind of maturity. */
  tag: "perpetual" | "month" | "quarter" | "semiannual" | (string & Record<never, never>);
  /** `XBT:USD`; Bitcoin reads `XBT` here. */
  pair: string;
  /** Price that margins are reckoned with. */
  markPrice: number;
  /** Price of the underlying index. */
  indexPrice: number;
  /** Best bid; absent on an empty side. */
  bid?: number;
  /** Size at the best bid. */
  bidSize?: number;
  /** Best ask; absent on an empty side. */
  ask?: number;
  /** Size at the best ask. */
  askSize?: number;
  /** Price of the last trade. */
  last?: number;
  /** Time of the last trade, ISO 8601 with 0 to 9 decimals. */
  lastTime?: string;
  /** Size of the last trade. */
  lastSize?: number;
  /** Price 24 hours ago. */
  open24h?: number;
  /** Highest price of 24 hours. */
  high24h?: number;
  /** Lowest price of 24 hours. */
  low24h?: number;
  /** Volume-weighted mean price of 24 hours. */
  vwap24h?: number;
  /** Volume of 24 hours, in size units. */
  vol24h: number;
  /** Volume of 24 hours in quote currency. */
  volumeQuote?: number;
  /** Open interest, in size units. */
  openInterest: number;
  /** Change of 24 hours in percent. */
  change24h?: number;
  /** Absolute hourly funding rate: quote currency per base unit (linear), base coin per contract (inverse). */
  fundingRate?: number;
  /** The same for the next hour, as it stands. */
  fundingRatePrediction?: number;
  /** Whether trading is suspended. */
  suspended: boolean;
  /** Whether only post-only orders are taken. */
  postOnly: boolean;
  /** Value beyond the intrinsic one; options only. */
  extrinsicValue?: number;
  /** Sensitivities; options only. */
  greeks?: Greeks;
  /** Whether the market of a traditional underlying is closed. */
  isUnderlyingMarketClosed?: boolean;
}

/** Value of an index (`in_xbtusd`, `rr_xbtusd`); known by the lack of `markPrice`. */
export interface IndexTicker {
  /** Real-time index `in_…` or reference rate `rr_…`, lower case. */
  symbol: string;
  /** Last value. */
  last?: number;
  /** Its time, ISO 8601. */
  lastTime?: string;
}

/** Answer to {@linkcode tickers}. */
export interface TickersResult extends FuturesAnswer {
  /** Contracts and indices: `"markPrice" in ticker` tells them apart. */
  tickers: (MarketTicker | IndexTicker)[];
}

/**
 * State and 24-hour statistics of all contracts, and the values of their indices.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-tickers}
 */
export const tickers: Endpoint<TickersParams, TickersResult> = open("/derivatives/api/v3/tickers", {
  params: { contractType: contractTypes, symbol: symbols },
});
