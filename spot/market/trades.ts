import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { integer, oneOf, required, text, unixSeconds } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { ASSET_VERSIONS, type AssetVersion, TOKENIZED, type Tokenized } from "./_params.ts";

/** Query of {@linkcode trades}. */
export interface TradesParams {
  /** One pair in any spelling of Kraken's: `"XBTUSD"`, `"XXBTZUSD"`, `"BTC/USD"`. */
  pair: string;
  /**
   * Only trades after this: the last answer's {@linkcode TradesResult.last} (text of nanoseconds), a `Date`, or Unix
   * seconds; `"0"` begins with the pair's first trade. The newest trades when left out.
   */
  since?: Date | number | string;
  /** How many, 1 to 1000. @default {1000} */
  count?: number;
  /**
   * `1` keys the answer by display names (`BTC`, `BTC/USD`) in place of Kraken's internal ones (`XXBT`, `XXBTZUSD`).
   * `altname` and `wsname` stay as they are.
   */
  assetVersion?: AssetVersion;
  /** `"tokenized_asset"` when the pair is an xStock, which Kraken does not find without; else left out. */
  asset_class?: Tokenized;
}

/** One trade; price in the quote asset, volume in the base asset. */
export type TradesRow = [
  price: Decimal,
  volume: Decimal,
  /** Unix seconds with a fraction. */
  time: number,
  /** What the taker did: `"b"` bought, `"s"` sold. */
  side: "b" | "s" | (string & Record<never, never>),
  /** The taker's order: `"m"` market, `"l"` limit. */
  ordertype: "m" | "l" | (string & Record<never, never>),
  /** Usually empty. */
  misc: string,
  /** Rising by one within a pair; answers of 2013 lack it. */
  trade_id?: number,
];

/** The trades under Kraken's name of the pair, and the cursor. */
export interface TradesResult {
  /** Unix nanoseconds as text, above 2^53: leave it text; the next `since`. */
  last: string;
  /** Trades, oldest first. */
  [pair: string]: TradesRow[] | string;
}

/**
 * Public trades of a pair, oldest first, from its first trade on: the only call that reaches the whole past.
 *
 * As many rows as asked for mean that more may follow: pass `last` as the next `since`. The key beside `last` is
 * Kraken's own pair name, not the one asked for.
 *
 * Public; one call on the limit of the IP address and pair. One call in 1 to 2 seconds is customary.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-recent-trades}
 */
export const trades: Endpoint<TradesParams, TradesResult> = publicGet("Trades", {
  params: {
    pair: required(text),
    since: unixSeconds,
    count: integer(1, 1000),
    assetVersion: oneOf(ASSET_VERSIONS),
    asset_class: oneOf(TOKENIZED),
  },
});
