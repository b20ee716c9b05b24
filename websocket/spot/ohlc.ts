import { boolean, oneOf, required } from "../../core/codecs.ts";
import { texts } from "../v2/codecs.ts";
import type { CandleData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";

/** Candle lengths in minutes. */
export const OHLC_INTERVALS = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600] as const;

/** Subscription to {@linkcode ohlc}. */
export interface OhlcParams {
  /** `"BTC/USD"`, or several. */
  symbol: string | readonly string[];
  /** Candle length in minutes. @default {1} */
  interval?: typeof OHLC_INTERVALS[number];
  /** Whether recent candles come first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode ohlc}. */
export interface OhlcMessage extends ChannelMessage<"ohlc", CandleData[]> {
  /** Kraken's time, RFC 3339 with nanoseconds. */
  timestamp: string;
}

/**
 * Candles, sent with each trade. The candle of an `interval_begin` repeats until the interval ends; nothing says that it has
 * closed, and intervals without trades are left out.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/ohlc}
 */
export const ohlc: Channel<OhlcParams, OhlcMessage, "spot"> = channel({
  api: "spot",
  name: "ohlc",
  host: "public",
  params: { symbol: required(texts), interval: oneOf(OHLC_INTERVALS), snapshot: boolean },
  defaults: { interval: 1 },
  key: ["interval"],
});
