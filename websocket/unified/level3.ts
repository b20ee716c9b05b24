import { boolean, oneOf, required } from "../../core/codecs.ts";
import { L3_DEPTHS, type L3Depth } from "../book/mod.ts";
import { texts } from "../v2/codecs.ts";
import type { L3Data } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode level3}. As on Spot v2; `asset_class` is expected, not confirmed. */
export interface Level3Params extends AssetClassParam {
  /** `"PF_XBTUSD"`, or several; more than 200 are spread over several connections. */
  symbol: string | readonly string[];
  /** Price levels per side: 10, 100 or 1000. @default {10} */
  depth?: L3Depth;
  /** Whether the whole book comes first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode level3}. */
export type Level3Message = ChannelMessage<"level3", L3Data[]>;

const COST: Readonly<Record<number, number>> = { 10: 5, 100: 25, 1000: 100 };

/**
 * Every resting order. A page exists, with the public address and a token; whether derivatives are served is not confirmed.
 *
 * @experimental
 */
export const level3: Channel<Level3Params, Level3Message, "unified"> = channel({
  api: "unified",
  name: "level3",
  host: "public",
  token: true,
  overflow: "fail",
  params: { asset_class: assetClass, symbol: required(texts), depth: oneOf(L3_DEPTHS), snapshot: boolean },
  defaults: { ...DERIVATIVES, depth: 10 },
  key: ["asset_class", "depth"],
  maxSymbols: 200,
  budget: ({ depth }) => ({ each: COST[Number(depth)] ?? 100, perSecond: 200 }),
});
