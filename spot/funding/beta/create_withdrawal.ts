import { boolean, object, required, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, exactlyOne, objectWithOneOf, rebaseMultiplier } from "../../_codecs.ts";
import type { AccountSelector, Rebasing } from "../../_params.ts";
import { assetAmount, type AssetAmountParams, type FundingAmount } from "./_types.ts";

/** How it goes; exactly one field. */
export interface WithdrawalScope {
  /** One method. */
  method_id?: string;
  /** A network that has only one method for the asset. */
  network_id?: string;
}

/** An amount one sends, with how it is counted. */
export interface WithdrawalAmount extends Rebasing {
  /** The amount. */
  asset_amount: AssetAmountParams;
}

/** What may be paid for it: a quote or the fee of the moment, exactly one of the two. */
export interface WithdrawalFee {
  /** `true`: the amount is all that leaves the account. With a quote the same as when it was asked for. */
  fee_included: boolean;
  /** The rate that `calculateFees` quoted. */
  quoted_fee?: { token: string; rebase_multiplier?: "rebased" | "base" };
  /** The rate of the moment, refused above `max_fee`; `{}` accepts any. */
  current_fee?: { max_fee?: WithdrawalAmount };
}

/** Body of {@linkcode createWithdrawal}. */
export interface CreateWithdrawalParams extends AccountSelector {
  /** How it goes; exactly one field. */
  scope: WithdrawalScope;
  /** Saved address that the method can use. */
  address_id: string;
  /** How much. */
  amount: WithdrawalAmount;
  /** What may be paid for it. */
  fee: WithdrawalFee;
  /** The address on the chain: refused when it is not the saved one. */
  expected_address?: string;
}

/** The withdrawal. */
export interface CreateWithdrawalResult {
  /** Withdrawal id, e.g. `"FTa55AO-u7dazcZpBR1nS3Uk42k6LI"`. */
  withdrawal_id: string;
  /** What arrives. */
  net_amount: FundingAmount;
  /** What leaves the account. */
  gross_amount: FundingAmount;
  /** The fee. */
  fee: FundingAmount;
  /** Approval it waits for; accounts with approvers only. */
  approval_request_id?: string;
}

/**
 * Withdraws to a saved address.
 *
 * Permission: Withdraw funds. Beta since August 2026. Moves funds: never sent twice by us. When the answer is lost, look
 * into `listWithdrawals` before doing anything.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/create-funding-withdrawal}
 */
export const createWithdrawal: Endpoint<CreateWithdrawalParams, CreateWithdrawalResult> = funding(
  "POST",
  "/funding/v1/withdrawals",
  {
    params: {
      scope: required(exactlyOne<WithdrawalScope>({ method_id: text, network_id: text })),
      address_id: required(text),
      amount: required(object<WithdrawalAmount>({
        asset_amount: required(object<AssetAmountParams>(assetAmount)),
        rebase_multiplier: rebaseMultiplier,
      })),
      fee: required(objectWithOneOf<WithdrawalFee>({
        fee_included: required(boolean),
        quoted_fee: object<NonNullable<WithdrawalFee["quoted_fee"]>>({
          token: required(text),
          rebase_multiplier: rebaseMultiplier,
        }),
        current_fee: object<NonNullable<WithdrawalFee["current_fee"]>>({
          max_fee: object<WithdrawalAmount>({
            asset_amount: required(object<AssetAmountParams>(assetAmount)),
            rebase_multiplier: rebaseMultiplier,
          }),
        }),
      }, ["quoted_fee", "current_fee"])),
      expected_address: text,
      account_id: accountId,
    },
    permission: "Withdraw funds",
  },
);
