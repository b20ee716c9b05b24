import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, fundingClass } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import { direction } from "./_types.ts";

/** Path and query of {@linkcode listAssets}. */
export interface ListAssetsParams extends AccountSelector {
  /** Which way. */
  direction: "deposit" | "withdraw";
  /** Only this class. */
  asset_class?: "currency" | "tokenized_asset";
}

/** Assets by class; a class that was not asked for may be missing. */
export interface ListAssetsResult {
  /** Crypto and national currencies, by modern name. */
  currency?: { name: string }[];
  /** Tokenised assets, by modern name. */
  tokenized_asset?: { name: string }[];
}

/**
 * Assets that can be deposited or withdrawn.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-assets}
 */
export const listAssets: Endpoint<ListAssetsParams, ListAssetsResult> = funding(
  "GET",
  "/funding/v1/assets/{direction}",
  { params: { direction, asset_class: fundingClass, account_id: accountId }, permission: "Query funds" },
);
