import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { list, oneOf } from "../../core/codecs.ts";
import { ASSET_VERSIONS, type AssetVersion, LISTED_CLASSES, type ListedClass } from "./_params.ts";

/** Query of {@linkcode assets}. */
export interface AssetsParams {
  /** One asset or several, e.g. `"XBT"` or `["XBT", "ETH"]`; every asset of the class when left out. */
  asset?: string | readonly string[];
  /** Class of the assets. @default {"currency"} */
  aclass?: ListedClass;
  /**
   * `1` keys the answer by display names (`BTC`, `BTC/USD`) in place of Kraken's internal ones (`XXBT`, `XXBTZUSD`).
   * `altname` and `wsname` stay as they are.
   */
  assetVersion?: AssetVersion;
}

/** One asset. */
export interface AssetInfo {
  /** `"currency"` or `"tokenized_asset"`. */
  aclass: ListedClass | (string & Record<never, never>);
  /** Short name, e.g. `"XBT"`. */
  altname: string;
  /** Decimals Kraken keeps books with; balances and ledgers have them. */
  decimals: number;
  /** Decimals Kraken shows. */
  display_decimals: number;
  /** Weight as margin collateral, 0 to 1; left out where it is no collateral. */
  collateral_value?: number;
  /** Whether it can be paid in and out; answers of 2021 lack it. */
  status?:
    | "enabled"
    | "deposit_only"
    | "withdrawal_only"
    | "funding_temporarily_disabled"
    | (string & Record<never, never>);
  /**
   * Rate for borrowing it on margin, where it can be borrowed. A number in Kraken's documentation; one answer shown in a
   * third party's tests has text (`"0.02"`), so pass it through `Number()` before adding to it.
   */
  margin_rate?: number;
}

/** Keyed by Kraken's name of the asset: `XXBT`, `ZUSD`, `SOL`. */
export type AssetsResult = Record<string, AssetInfo>;

/**
 * Assets with their decimals and state, keyed by Kraken's own name (`XXBT`).
 *
 * Public; one call on the limit of the IP address. An unknown name fails with `EQuery:Unknown asset`.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-asset-info}
 */
export const assets: Endpoint<AssetsParams, AssetsResult> = publicGet("Assets", {
  params: { asset: list, aclass: oneOf(LISTED_CLASSES), assetVersion: oneOf(ASSET_VERSIONS) },
});
