import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { list, listOf, oneOf, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { ASSET_VERSIONS, type AssetVersion, LISTED_CLASSES, type ListedClass } from "./_params.ts";

/** Which fields AssetPairs sends. */
export type PairInfo = "info" | "leverage" | "fees" | "margin";
const INFO: readonly PairInfo[] = ["info", "leverage", "fees", "margin"];

/** Where a pair is matched. */
export type Venue = "international" | "bitnomial_exchange";
const VENUES: readonly Venue[] = ["international", "bitnomial_exchange"];

/** Query of {@linkcode assetPairs}. */
export interface AssetPairsParams {
  /** One pair or several in any spelling of Kraken's (`"XBTUSD"`, `"BTC/USD"`); every pair when left out. */
  pair?: string | readonly string[];
  /** Class of the base asset; xStocks are `"tokenized_asset"`. @default {"currency"} */
  aclass_base?: ListedClass;
  /**
   * Which fields to send: all, or only {@linkcode PairLeverage}, {@linkcode PairFees} or {@linkcode PairMargin}.
   *
   * @default {"info"}
   */
  info?: PairInfo;
  /** Only pairs available there, ISO 3166-1 alpha-2: `"GB"`. */
  country_code?: string;
  /** One venue or several. @default {"international"} */
  execution_venue?: Venue | readonly Venue[];
  /**
   * `1` keys the answer by display names (`BTC`, `BTC/USD`) in place of Kraken's internal ones (`XXBT`, `XXBTZUSD`).
   * `altname` and `wsname` stay as they are.
   */
  assetVersion?: AssetVersion;
}

/** A step of a fee schedule: from this 30-day volume in {@linkcode AssetPair.fee_volume_currency}, this fee in percent. */
export type FeeStep = [volume: number, percent: number];

/** One tradable pair. */
export interface AssetPair {
  /** Short name, e.g. `"XBTUSD"`; orders show it as `descr.pair`. */
  altname: string;
  /** Name on WebSocket v1, e.g. `"XBT/USD"`; WebSocket v2 says `BTC/USD`. Dark pools (`.d`, seen in 2021) have none. */
  wsname?: string;
  /** Class of the base asset. */
  aclass_base: ListedClass | (string & Record<never, never>);
  /** Base asset by Kraken's name, e.g. `"XXBT"`. */
  base: string;
  /** Class of the quote asset. */
  aclass_quote: ListedClass | (string & Record<never, never>);
  /** Quote asset by Kraken's name, e.g. `"ZUSD"`. */
  quote: string;
  /** Where it is matched; sent since 27 April 2026. */
  execution_venue?: Venue | (string & Record<never, never>);
  /** Always `"unit"`; deprecated by Kraken. */
  lot?: string;
  /** Decimals of a cost, in the quote asset; answers of 2021 lack it. */
  cost_decimals?: number;
  /** Decimals of a price. The finer rule is {@linkcode tick_size}. */
  pair_decimals: number;
  /** Decimals of a volume, in the base asset. */
  lot_decimals: number;
  /** Seen as 1 only. */
  lot_multiplier: number;
  /** Leverages a buy may have; empty where there is no margin. */
  leverage_buy: number[];
  /** Leverages a sell may have; empty where there is no margin. */
  leverage_sell: number[];
  /** Taker fees by volume. Kraken stopped filling them on 8 September 2026; ask TradeVolume. Empty does not mean free. */
  fees?: FeeStep[];
  /** Maker fees by volume. Kraken stopped filling them on 8 September 2026; ask TradeVolume. Empty does not mean free. */
  fees_maker?: FeeStep[];
  /** Currency of the volumes in {@linkcode fees}. */
  fee_volume_currency: string;
  /** Margin level in percent at which Kraken warns. */
  margin_call: number;
  /** Margin level in percent at which Kraken liquidates. */
  margin_stop: number;
  /** Smallest volume of an order, in the base asset. */
  ordermin?: Decimal;
  /** Smallest cost of an order, in the quote asset. */
  costmin?: Decimal;
  /** Step of prices, in the quote asset. */
  tick_size?: Decimal;
  /** What may be done with it; answers of 2021 lack it. */
  status?:
    | "online"
    | "cancel_only"
    | "post_only"
    | "limit_only"
    | "reduce_only"
    | (string & Record<never, never>);
  /** Largest long margin position, in the base asset. */
  long_position_limit?: number;
  /** Largest short margin position, in the base asset. */
  short_position_limit?: number;
}

/** What `info: "leverage"` sends of a pair. */
export type PairLeverage = Pick<AssetPair, "leverage_buy" | "leverage_sell">;

/** What `info: "fees"` sends of a pair. */
export type PairFees = Pick<AssetPair, "fees" | "fees_maker" | "fee_volume_currency">;

/** What `info: "margin"` sends of a pair; the second field's name differs from {@linkcode AssetPair.margin_stop}. */
export interface PairMargin {
  /** Margin level in percent at which Kraken warns. */
  margin_call: number;
  /** Margin level in percent at which Kraken liquidates. */
  margin_level: number;
}

/**
 * Keyed by Kraken's name of the pair: `XXBTZUSD`, `SOLUSD`. The type is that of `info: "info"`; the other three send
 * {@linkcode PairLeverage}, {@linkcode PairFees} or {@linkcode PairMargin} only.
 */
export type AssetPairsResult = Record<string, AssetPair>;

/**
 * Tradable pairs with decimals, minimums, tick size and leverage, keyed by Kraken's own name (`XXBTZUSD`).
 *
 * Public; one call on the limit of the IP address. An unknown name fails with `EQuery:Unknown asset pair`.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs}
 */
export const assetPairs: Endpoint<AssetPairsParams, AssetPairsResult> = publicGet("AssetPairs", {
  params: {
    pair: list,
    aclass_base: oneOf(LISTED_CLASSES),
    info: oneOf(INFO),
    country_code: text,
    execution_venue: listOf(VENUES),
    assetVersion: oneOf(ASSET_VERSIONS),
  },
});
