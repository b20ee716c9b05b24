/** What every market-related request of this socket says: which class of markets. */

import { type Codec, oneOf } from "../../core/codecs.ts";

/** Classes of markets; only `derivatives` is served as of November 2026, Spot is announced for the first quarter of 2027. */
export const ASSET_CLASSES = ["derivatives", "spot"] as const;

/** Class of markets. */
export interface AssetClassParam {
  /** Which markets. @default {"derivatives"} */
  asset_class?: typeof ASSET_CLASSES[number];
}

/** Codec of `asset_class`. */
export const assetClass: Codec<typeof ASSET_CLASSES[number]> & { required?: false } = oneOf(ASSET_CLASSES);

/** Sent unless the caller says otherwise. */
export const DERIVATIVES: { readonly asset_class: "derivatives" } = { asset_class: "derivatives" };
