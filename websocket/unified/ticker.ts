import { boolean, required } from "../../core/codecs.ts";
import { texts } from "../v2/codecs.ts";
import type { TickerData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode ticker}. Documented on Kraken's Unified page. */
export interface TickerParams extends AssetClassParam {
  /** `"PF_XBTUSD"`, or several. */
  symbol: string | readonly string[];
  /** Whether the present state comes first. @default {true} */
  snapshot?: boolean;
}

/**
 * A message of {@linkcode ticker}. Fields as on Spot v2, unconfirmed for derivatives; names of mark price, index, funding and open
 * interest are not known, so unknown keys are kept.
 */
export type TickerMessage = ChannelMessage<"ticker", (TickerData & Record<string, unknown>)[]>;

/** Best bid and ask, last trade and 24-hour statistics, sent with each trade. */
export const ticker: Channel<TickerParams, TickerMessage, "unified"> = channel({
  api: "unified",
  name: "ticker",
  host: "public",
  params: { asset_class: assetClass, symbol: required(texts), snapshot: boolean },
  defaults: DERIVATIVES,
  key: ["asset_class"],
});
