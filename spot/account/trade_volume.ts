import { array, boolean, type Codec, list, object, oneOf, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { rebaseMultiplier } from "../_codecs.ts";
import type { Rebasing } from "../_params.ts";
import type { FeeTierInfo } from "./_types.ts";

/** A pair together with its class, for those that are not forex (xStocks). */
export interface ClassedPair {
  /** Pair name, e.g. `"AAPLxUSD"`. */
  asset: string;
  /** Class of the pair. */
  aclass:
    | "currency"
    | "forex"
    | "equity"
    | "equity_pair"
    | "nft"
    | "derivatives"
    | "tokenized_asset"
    | "futures_contract";
}

/** Body of {@linkcode tradeVolume}. */
export interface TradeVolumeParams extends Rebasing {
  /** Pairs whose fees are wanted; no fee is answered without it. */
  pair?: string | readonly string[] | readonly ClassedPair[];
  /**
   * Old flag that asks for fees; still accepted.
   *
   * @default {false}
   */
  "fee-info"?: boolean;
  /** Add `schedules` with every tier. Since 16 June 2026. */
  fee_schedule?: boolean;
}

/** One row of a fee schedule. Fees are percent; any of the minima reached is enough. */
export interface FeeScheduleTier {
  /** Percent for an order that rested. */
  maker_fee: Decimal;
  /** Percent for an order that took. */
  taker_fee: Decimal;
  /** Spot volume of 30 days, US dollars. */
  min_spot_volume?: Decimal | null;
  /** Futures volume of 30 days, US dollars. */
  min_futures_volume?: Decimal | null;
  /** Assets on the platform, US dollars. */
  min_assets_on_platform?: Decimal | null;
  /** Whether it is the caller's own tier. */
  active?: boolean | null;
}

/** Fee schedule of one pair. */
export interface FeeSchedule {
  /** Pair id. */
  pair: string;
  /** Class of the pair. */
  class: string;
  /** Tiers, lowest first. */
  tiers: FeeScheduleTier[];
}

/** What the tier is worked out from, in US dollars. */
export interface VolumeInputs {
  /** Spot volume of 30 days, subaccounts included. */
  domain_spot_volume_30d: Decimal;
  /** Futures volume of 30 days, subaccounts included. */
  domain_futures_volume_30d: Decimal;
  /** Assets on the platform, subaccounts included. */
  domain_assets_on_platform: Decimal;
}

/** Volume and fees. */
export interface TradeVolumeResult {
  /** Currency of the volumes, `"ZUSD"`. */
  currency: string;
  /** Class of that currency. */
  asset_class?: string | null;
  /** Spot volume of 30 days. */
  volume: Decimal;
  /** Since June 2026. */
  inputs?: VolumeInputs;
  /** Taker fees keyed by pair id; `null` without `pair`. Pairs that know no roles stand only here. */
  fees?: Record<string, FeeTierInfo> | null;
  /** Maker fees keyed by pair id; `null` without `pair`. */
  fees_maker?: Record<string, FeeTierInfo> | null;
  /** Volume of each subaccount; master accounts only. */
  volume_subaccounts?: { iiban: string; volume: Decimal }[];
  /** With `fee_schedule` only. */
  schedules?: FeeSchedule[] | null;
}

const classedPairs = array(object<ClassedPair>({
  asset: required(text),
  aclass: required(oneOf([
    "currency",
    "forex",
    "equity",
    "equity_pair",
    "nft",
    "derivatives",
    "tokenized_asset",
    "futures_contract",
  ])),
}));

// Names travel as a comma list, objects as a list of JSON objects: the reason why this call is sent as JSON.
const pairs: Codec<string | readonly string[] | readonly ClassedPair[]> & { readonly required?: false } = {
  encode(value) {
    const classed = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item !== "string");
    return classed ? classedPairs.encode(value) : list.encode(value as string | readonly string[]);
  },
};

/**
 * Trading volume of 30 days, and the fees that follow from it for the pairs asked for.
 *
 * Permission: Query funds. `AssetPairs` stopped listing fees on 8 September 2026: this is where they are now.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-trade-volume}
 */
export const tradeVolume: Endpoint<TradeVolumeParams, TradeVolumeResult> = privatePost("TradeVolume", {
  params: { pair: pairs, "fee-info": boolean, fee_schedule: boolean, rebase_multiplier: rebaseMultiplier },
  permission: "Query funds",
  encode: "json",
});
