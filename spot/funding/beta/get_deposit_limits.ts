import { required, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import type { AssetAmount, FundingLimit } from "./_types.ts";

/** Path and query of {@linkcode getDepositLimits}. */
export interface GetDepositLimitsParams extends AccountSelector {
  /** Class of the asset: `"currency"` or `"tokenized_asset"`. */
  asset_class: string;
  /** Asset, by its modern name. */
  asset: string;
  /** Class of the asset that equivalents are shown in. */
  "preferred_asset[class]"?: string;
  /** The asset that equivalents are shown in. */
  "preferred_asset[name]"?: string;
}

/** Limits of one method. */
export interface DepositLimit {
  /** Method. */
  method_id: string;
  /** Most that may be deposited now; absent when no limit counts amounts. */
  maximum_amount?: AssetAmount;
  /** The limits. */
  limits: FundingLimit[];
}

/** Limits by method. */
export interface GetDepositLimitsResult {
  /** One for each method. */
  deposit_limits: DepositLimit[];
}

/**
 * How much of an asset may be deposited.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-deposit-limits}
 */
export const getDepositLimits: Endpoint<GetDepositLimitsParams, GetDepositLimitsResult> = funding(
  "GET",
  "/funding/v1/limits/deposit/{asset_class}/{asset}",
  {
    params: {
      asset_class: required(text),
      asset: required(text),
      "preferred_asset[class]": text,
      "preferred_asset[name]": text,
      account_id: accountId,
    },
    permission: "Query funds",
  },
);
