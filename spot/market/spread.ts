import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { oneOf, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { ASSET_VERSIONS, type AssetVersion, TOKENIZED, type Tokenized, wholeSeconds } from "./_params.ts";

/** Query of {@linkcode spread}. */
export interface SpreadParams {
  /** One pair in any spelling of Kraken's: `"XBTUSD"`, `"XXBTZUSD"`, `"BTC/USD"`. */
  pair: string;
  /**
   * Only changes from here on: a `Date`, or Unix seconds; usually the last answer's {@linkcode SpreadResult.last}.
   * Inclusive, so the changes of that second come again.
   */
  since?: Date | number | string;
  /**
   * `1` keys the answer by display names (`BTC`, `BTC/USD`) in place of Kraken's internal ones (`XXBT`, `XXBTZUSD`).
   * `altname` and `wsname` stay as they are.
   */
  assetVersion?: AssetVersion;
  /** `"tokenized_asset"` when the pair is an xStock, which Kraken does not find without; else left out. */
  asset_class?: Tokenized;
}

/** Best prices after a change, in the quote asset; time in Unix seconds, whole, so rows may share it. */
export type SpreadRow = [time: number, bid: Decimal, ask: Decimal];

/** The changes under Kraken's name of the pair, and the cursor. */
export interface SpreadResult {
  /** Unix seconds of the newest change; the next `since`. */
  last: number;
  /** Changes, oldest first, about 200. */
  [pair: string]: SpreadRow[] | number;
}

/**
 * About the last 200 changes of the best bid and ask, oldest first. The key beside `last` is Kraken's own pair name, not
 * the one asked for.
 *
 * Public; one call on the limit of the IP address and pair.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-recent-spreads}
 */
export const spread: Endpoint<SpreadParams, SpreadResult> = publicGet("Spread", {
  params: {
    pair: required(text),
    since: wholeSeconds,
    assetVersion: oneOf(ASSET_VERSIONS),
    asset_class: oneOf(TOKENIZED),
  },
});
