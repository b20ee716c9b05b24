import { required, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import type { AssetAmount, FundingLimit } from "./_types.ts";

/** Path and query of {@linkcode getWithdrawalLimits}. */
export interface GetWithdrawalLimitsParams extends AccountSelector {
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
export interface WithdrawalLimit {
  /** Method. */
  method_id: string;
  /** Most that may be withdrawn now. */
  maximum_amount?: AssetAmount;
  /** What sets `maximum_amount`. */
  maximum_reason?: "balance" | "limits" | (string & Record<never, never>);
  /** The limits. */
  limits: FundingLimit[];
}

/** Limits by method. */
export interface GetWithdrawalLimitsResult {
  /** Balance that may leave, after holds and margin; the methods may lower it further. */
  available_balance?: AssetAmount;
  /** One for each method. */
  withdrawal_limits: WithdrawalLimit[];
}

/**
 * How much of an asset may be withdrawn.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-withdrawal-limits}
 */
export const getWithdrawalLimits: Endpoint<GetWithdrawalLimitsParams, GetWithdrawalLimitsResult> = funding(
  "GET",
  "/funding/v1/limits/withdrawal/{asset_class}/{asset}",
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
