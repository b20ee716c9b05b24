import { boolean, required } from "../../core/codecs.ts";
import { texts } from "../v2/codecs.ts";
import type { TradeData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";

/** Subscription to {@linkcode trade}. */
export interface TradeParams {
  /** `"BTC/USD"`, or several. */
  symbol: string | readonly string[];
  /** Whether the last 50 trades come first. @default {false} */
  snapshot?: boolean;
}

/** A message of {@linkcode trade}: one or more trades of a symbol. */
export type TradeMessage = ChannelMessage<"trade", TradeData[]>;

/**
 * Trades as they happen. A reader that is too slow loses the oldest; for a stream where each trade comes exactly once, across
 * reconnects, see `everyTrade`.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/trade}
 */
export const trade: Channel<TradeParams, TradeMessage, "spot"> = channel({
  api: "spot",
  name: "trade",
  host: "public",
  params: { symbol: required(texts), snapshot: boolean },
  // Kraken's documentation and tools disagree about the default, so it is always said.
  defaults: { snapshot: false },
});
