import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { list, oneOf } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { ASSET_VERSIONS, type AssetVersion } from "./_params.ts";

/** Asset class of what Ticker lists. */
export type TickerClass = "tokenized_asset" | "forex";
const CLASSES: readonly TickerClass[] = ["tokenized_asset", "forex"];

/** Query of {@linkcode ticker}. */
export interface TickerParams {
  /** One pair or several, e.g. `"XBTUSD"` or `["XBTUSD", "ETHUSD"]`; every tradable pair when left out. */
  pair?: string | readonly string[];
  /**
   * `1` keys the answer by display names (`BTC`, `BTC/USD`) in place of Kraken's internal ones (`XXBT`, `XXBTZUSD`).
   * `altname` and `wsname` stay as they are.
   */
  assetVersion?: AssetVersion;
  /** `"tokenized_asset"` for xStocks; without {@linkcode pair} every pair of the class. @default {"forex"} */
  asset_class?: TickerClass;
}

/** Prices and volumes of one pair. Prices are in the quote asset, volumes in the base asset; "today" begins at 00:00 UTC. */
export interface TickerInfo {
  /** Best ask. Answers of 2014 lack the last figure. */
  a: [price: Decimal, wholeLotVolume: Decimal, lotVolume?: Decimal];
  /** Best bid. Answers of 2014 lack the last figure. */
  b: [price: Decimal, wholeLotVolume: Decimal, lotVolume?: Decimal];
  /** Last trade. */
  c: [price: Decimal, volume: Decimal];
  /** Volume. */
  v: [today: Decimal, last24Hours: Decimal];
  /** Volume-weighted average price. */
  p: [today: Decimal, last24Hours: Decimal];
  /** Number of trades. */
  t: [today: number, last24Hours: number];
  /** Lowest price. */
  l: [today: Decimal, last24Hours: Decimal];
  /** Highest price. */
  h: [today: Decimal, last24Hours: Decimal];
  /** First price of today. */
  o: Decimal;
}

/** Keyed by Kraken's name of the pair: `XXBTZUSD`, `SOLUSD`. */
export type TickerResult = Record<string, TickerInfo>;

/**
 * Best bid and ask, last trade and the day's statistics, keyed by Kraken's own pair name (`XXBTZUSD`).
 *
 * Public; one call on the limit of the IP address, however many pairs.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-ticker-information}
 */
export const ticker: Endpoint<TickerParams, TickerResult> = publicGet("Ticker", {
  params: { pair: list, assetVersion: oneOf(ASSET_VERSIONS), asset_class: oneOf(CLASSES) },
});
