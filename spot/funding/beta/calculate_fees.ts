import { boolean, positiveDecimal, required, text } from "../../../core/codecs.ts";
import type { Decimal } from "../../../core/decimal.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, rebaseMultiplier } from "../../_codecs.ts";
import type { AccountSelector, Rebasing } from "../../_params.ts";
import type { AssetAmount } from "./_types.ts";

/** Path and query of {@linkcode calculateFees}. */
export interface CalculateFeesParams extends Rebasing, AccountSelector {
  /** Method. */
  method_id: string;
  /** Amount in the asset of the method. */
  amount: Decimal | number;
  /** `true`: `amount` is all that leaves the account. Kraken names no default, so say it. */
  fee_included?: boolean;
  /** An earlier quote to work out again for this amount. */
  withdrawal_fee_token?: string;
}

/** A quote. */
export interface CalculateFeesResult {
  /** The fee. */
  fee: AssetAmount;
  /** What leaves the account. */
  gross_amount: AssetAmount;
  /** What arrives. */
  net_amount: AssetAmount;
  /** How the fee comes about. */
  fee_details?: {
    /** Fixed part. */
    base_fee: AssetAmount;
    /** Part in percent. */
    fee_percentage: Decimal;
  };
  /** Pins the rate (not the amount) for 5 minutes and any number of withdrawals; use the same `fee_included` with it. */
  withdrawal_fee_token?: string;
}

/**
 * What a transfer costs, with a token that keeps the rate for 5 minutes.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/calculate-funding-fees}
 */
export const calculateFees: Endpoint<CalculateFeesParams, CalculateFeesResult> = funding(
  "GET",
  "/funding/v1/fees/{method_id}",
  {
    params: {
      method_id: required(text),
      amount: required(positiveDecimal),
      fee_included: boolean,
      withdrawal_fee_token: text,
      rebase_multiplier: rebaseMultiplier,
      account_id: accountId,
    },
    permission: "Query funds",
  },
);
