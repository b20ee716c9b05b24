import { type Feed, publicFeed } from "./feed.ts";

/** Sensitivities of an option. */
export interface Greeks {
  /** Implied volatility. */
  iv: number;
  /** Change by the underlying. */
  delta: number;
  /** Change by time. */
  theta: number;
  /** Change of delta. */
  gamma: number;
  /** Change by volatility. */
  vega: number;
  /** Change by the interest rate. */
  rho: number;
}

/** A message of {@linkcode ticker}. */
export interface TickerMessage {
  /** `"ticker"`. */
  readonly feed: "ticker";
  /** `PF_XBTUSD`. */
  product_id: string;
  /** Unix milliseconds. */
  time: number;
  /** Best bid. */
  bid: number;
  /** Best ask. */
  ask: number;
  /** Size at the best bid. */
  bid_size: number;
  /** Size at the best ask. */
  ask_size: number;
  /** Last trade. */
  last: number;
  /** 24-hour change in percent. */
  change: number;
  /** 24-hour volume in contracts or base units. */
  volume: number;
  /** 24-hour volume in quote units. */
  volumeQuote?: number;
  /** 24-hour open. */
  open?: number;
  /** 24-hour high. */
  high?: number;
  /** 24-hour low. */
  low?: number;
  /** Open interest. */
  openInterest: number;
  /** Index price. */
  index: number;
  /** Mark price. */
  markPrice: number;
  /** Premium over the index in percent. */
  premium?: number;
  /** Highest leverage: `"50x"`. */
  leverage?: string;
  /** Days to maturity, 0 for perpetuals. */
  dtm: number;
  /** Unix milliseconds, 0 for perpetuals. */
  maturityTime: number;
  /** `perpetual`, `month`, `quarter`, `semiannual`. */
  tag: "perpetual" | "month" | "quarter" | "semiannual" | (string & Record<never, never>);
  /** `XBT:USD`. */
  pair: string;
  /** Whether trading is suspended. */
  suspended: boolean;
  /** Whether only post-only orders are taken. */
  post_only: boolean;
  /** Funding rate, absolute; perpetuals. */
  funding_rate?: number;
  /** Next funding rate as predicted. */
  funding_rate_prediction?: number;
  /** Funding rate per hour relative to the price. */
  relative_funding_rate?: number;
  /** Next relative funding rate as predicted. */
  relative_funding_rate_prediction?: number;
  /** When it changes, Unix milliseconds. */
  next_funding_rate_time?: number;
  /** Options only. */
  greeks?: Greeks;
}

/**
 * Prices, volumes, mark price, index and funding of contracts; at most one a second each.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/ticker}
 */
export const ticker: Feed<TickerMessage> = publicFeed("ticker");
