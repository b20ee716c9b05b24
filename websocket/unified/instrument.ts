import { boolean } from "../../core/codecs.ts";
import type { AssetData, PairData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode instrument}. Documented on Kraken's Unified page. */
export interface InstrumentParams extends AssetClassParam {
  /** Whether everything comes first. @default {true} */
  snapshot?: boolean;
}

/** Contracts. `price_increment`, `qty_increment` and `qty_min` are documented for derivatives; the rest is as on Spot v2. */
export interface InstrumentData {
  /** Assets. */
  assets: (Partial<AssetData> & Record<string, unknown>)[];
  /** Contracts. */
  pairs: (
    & Partial<PairData>
    & Pick<PairData, "symbol" | "price_increment" | "qty_increment" | "qty_min">
    & Record<string, unknown>
  )[];
}

/** A message of {@linkcode instrument}. */
export type InstrumentMessage = ChannelMessage<"instrument", InstrumentData>;

/** Every contract with its steps and minimums. A tick need not be a power of ten: never derive it from the precision. */
export const instrument: Channel<InstrumentParams, InstrumentMessage, "unified"> = channel({
  api: "unified",
  name: "instrument",
  host: "public",
  bySymbol: false,
  overflow: "fail",
  params: { asset_class: assetClass, snapshot: boolean },
  defaults: DERIVATIVES,
  key: ["asset_class"],
});
