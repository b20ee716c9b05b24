import { boolean, oneOf, required } from "../../core/codecs.ts";
import { texts } from "../v2/codecs.ts";
import type { CandleData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

const INTERVALS = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600] as const;
const TICK_TYPES = ["trade", "mark", "spot"] as const;

/** Subscription to {@linkcode ohlc}. Documented on Kraken's Unified page. */
export interface OhlcParams extends AssetClassParam {
  /** `"PF_XBTUSD"`, or several. */
  symbol: string | readonly string[];
  /** Candle length in minutes. @default {1} */
  interval?: typeof INTERVALS[number];
  /** Which price: trades, mark, or the spot index. One kind per symbol and connection. @default {"trade"} */
  tick_type?: typeof TICK_TYPES[number];
  /** Whether recent candles come first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode ohlc}. Fields as on Spot v2; whether rows name their `tick_type` is unconfirmed. */
export interface OhlcMessage extends ChannelMessage<"ohlc", (CandleData & Record<string, unknown>)[]> {
  /** Kraken's time, RFC 3339. */
  timestamp?: string;
}

/** Candles of trades, mark or index price, sent with each trade. */
export const ohlc: Channel<OhlcParams, OhlcMessage, "unified"> = channel({
  api: "unified",
  name: "ohlc",
  host: "public",
  params: {
    asset_class: assetClass,
    symbol: required(texts),
    interval: oneOf(INTERVALS),
    tick_type: oneOf(TICK_TYPES),
    snapshot: boolean,
  },
  defaults: { ...DERIVATIVES, interval: 1 },
  key: ["asset_class", "interval", "tick_type"],
});
