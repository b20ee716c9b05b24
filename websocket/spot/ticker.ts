import { boolean, oneOf, required } from "../../core/codecs.ts";
import { texts } from "../v2/codecs.ts";
import type { TickerData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";

/** Subscription to {@linkcode ticker}. */
export interface TickerParams {
  /** `"BTC/USD"`, or several. */
  symbol: string | readonly string[];
  /** What brings an update: each trade, or each change of the best prices. @default {"trades"} */
  event_trigger?: "trades" | "bbo";
  /** Whether the present state comes first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode ticker}; always one row. */
export type TickerMessage = ChannelMessage<"ticker", TickerData[]>;

/**
 * Best bid and ask, last trade and 24-hour statistics. The whole row comes each time.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/ticker}
 */
export const ticker: Channel<TickerParams, TickerMessage, "spot"> = channel({
  api: "spot",
  name: "ticker",
  host: "public",
  params: { symbol: required(texts), event_trigger: oneOf(["trades", "bbo"]), snapshot: boolean },
  key: ["event_trigger"],
});
