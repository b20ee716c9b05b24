import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { oneOf, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { ASSET_VERSIONS, type AssetVersion, TOKENIZED, type Tokenized, wholeSeconds } from "./_params.ts";

/** Length of a candle in minutes: 1 minute to 15 days. */
export type OhlcInterval = 1 | 5 | 15 | 30 | 60 | 240 | 1440 | 10080 | 21600;
/** All of {@linkcode OhlcInterval}, shortest first. */
export const OHLC_INTERVALS: readonly OhlcInterval[] = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600];

/** Query of {@linkcode ohlc}. */
export interface OhlcParams {
  /** One pair in any spelling of Kraken's: `"XBTUSD"`, `"XXBTZUSD"`, `"BTC/USD"`. */
  pair: string;
  /** Length of a candle in minutes. @default {1} */
  interval?: OhlcInterval;
  /**
   * Only candles from here on: a `Date`, or Unix seconds; usually the last answer's {@linkcode OhlcResult.last}. It
   * cannot reach further back than the newest 720 finished candles. The candle at this very time may come again.
   */
  since?: Date | number | string;
  /**
   * `1` keys the answer by display names (`BTC`, `BTC/USD`) in place of Kraken's internal ones (`XXBT`, `XXBTZUSD`).
   * `altname` and `wsname` stay as they are.
   */
  assetVersion?: AssetVersion;
  /** `"tokenized_asset"` when the pair is an xStock, which Kraken does not find without; else left out. */
  asset_class?: Tokenized;
}

/** One candle; prices in the quote asset, volume in the base asset. */
export type OhlcRow = [
  /** Begin of the candle, Unix seconds. */
  time: number,
  open: Decimal,
  high: Decimal,
  low: Decimal,
  close: Decimal,
  /** Volume-weighted average price; `"0.0"` without a trade. */
  vwap: Decimal,
  volume: Decimal,
  /** Number of trades. */
  count: number,
];

/** The candles under Kraken's name of the pair, and the cursor. */
export interface OhlcResult {
  /** Unix seconds of the newest finished candle; the next `since`. */
  last: number;
  /** Candles, oldest first: at most 720 finished ones and the running one. */
  [pair: string]: OhlcRow[] | number;
}

/**
 * The newest candles of a pair, oldest first: at most 720 finished ones, then the one still running.
 *
 * There is no older history here: `since` is a cursor for polling. The key beside `last` is Kraken's own pair name, not
 * the one asked for.
 *
 * Public; one call on the limit of the IP address and pair.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-ohlc-data}
 */
export const ohlc: Endpoint<OhlcParams, OhlcResult> = publicGet("OHLC", {
  params: {
    pair: required(text),
    interval: oneOf(OHLC_INTERVALS),
    since: wholeSeconds,
    assetVersion: oneOf(ASSET_VERSIONS),
    asset_class: oneOf(TOKENIZED),
  },
});
