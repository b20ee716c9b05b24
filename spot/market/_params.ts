/** Parameters that many market calls share: the closed sets and the one codec that core does not have. */

import { type Codec, unixSeconds } from "../../core/codecs.ts";

/** An asset class that Assets and AssetPairs list; xStocks are `"tokenized_asset"`. */
export type ListedClass = "currency" | "tokenized_asset";
/** All of {@linkcode ListedClass}. */
export const LISTED_CLASSES: readonly ListedClass[] = ["currency", "tokenized_asset"];

/** `1` keys answers by display names (`BTC`, `BTC/USD`); there is no other. */
export type AssetVersion = 1;
/** All of {@linkcode AssetVersion}. */
export const ASSET_VERSIONS: readonly AssetVersion[] = [1];

/** What calls for one pair want to be told when the pair is an xStock. */
export type Tokenized = "tokenized_asset";
/** All of {@linkcode Tokenized}. */
export const TOKENIZED: readonly Tokenized[] = ["tokenized_asset"];

/**
 * Unix seconds without a fraction, for Kraken's integer parameters; a `Date` or number is cut down to its second, so
 * nothing that happened since is left out.
 */
export const wholeSeconds: Codec<Date | number | string> & { required?: false } = {
  encode: (value) => {
    const written = unixSeconds.encode(value);
    return typeof value === "string" ? written : String(written).split(".", 1)[0] ?? written;
  },
};
