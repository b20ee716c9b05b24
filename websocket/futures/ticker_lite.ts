import { type Feed, publicFeed } from "./feed.ts";
import type { Greeks } from "./ticker.ts";

/** A message of {@linkcode tickerLite}. */
export interface TickerLiteMessage {
  /** `"ticker_lite"`. */
  readonly feed: "ticker_lite";
  /** `PF_XBTUSD`. */
  product_id: string;
  /** Best bid. */
  bid: number;
  /** Best ask. */
  ask: number;
  /** 24-hour change in percent. */
  change: number;
  /** Premium over the index in percent. */
  premium: number;
  /** 24-hour volume in contracts or base units. */
  volume: number;
  /** 24-hour volume in quote units. */
  volumeQuote?: number;
  /** `perpetual`, `month`, `quarter`, `semiannual`. */
  tag: string;
  /** `XBT:USD`. */
  pair: string;
  /** Days to maturity. */
  dtm: number;
  /** Unix milliseconds, 0 for perpetuals. */
  maturityTime: number;
  /** Options only. */
  greeks?: Greeks;
}

/**
 * A short ticker; at most one a second for each contract.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/ticker_lite}
 */
export const tickerLite: Feed<TickerLiteMessage> = publicFeed("ticker_lite");
