import { boolean, required } from "../../core/codecs.ts";
import { texts } from "../v2/codecs.ts";
import type { TradeData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode trade}. Documented on Kraken's Unified page. */
export interface TradeParams extends AssetClassParam {
  /** `"PF_XBTUSD"`, or several. */
  symbol: string | readonly string[];
  /** Whether recent trades come first. @default {false} */
  snapshot?: boolean;
}

/** A message of {@linkcode trade}. Fields as on Spot v2; how liquidations are marked is unconfirmed. */
export type TradeMessage = ChannelMessage<"trade", (TradeData & Record<string, unknown>)[]>;

/** Trades as they happen, numbered in sequence. */
export const trade: Channel<TradeParams, TradeMessage, "unified"> = channel({
  api: "unified",
  name: "trade",
  host: "public",
  params: { asset_class: assetClass, symbol: required(texts), snapshot: boolean },
  defaults: { ...DERIVATIVES, snapshot: false },
  key: ["asset_class"],
});
