import { positiveDecimal, required, text, unsignedDecimal } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { fundingClass, rebaseMultiplier } from "../_codecs.ts";
import type { Rebasing } from "../_params.ts";

/** Body of {@linkcode withdraw}. */
export interface WithdrawParams extends Rebasing {
  /** Asset, e.g. `"XBT"`. */
  asset: string;
  /**
   * Class of the asset.
   *
   * @default {"currency"}
   */
  aclass?: "currency" | "tokenized_asset";
  /** Name of the saved address. */
  key: string;
  /** The address itself: refused when it is not the saved one. */
  address?: string;
  /** Amount in the asset, fee included. */
  amount: Decimal | number;
  /** Refuse with `EFunding:Max fee exceeded` above this fee, in the asset. */
  max_fee?: Decimal | number;
}

/** The withdrawal. */
export interface WithdrawResult {
  /** Reference id, for `WithdrawStatus` and `WithdrawCancel`. */
  refid: string;
}

/**
 * Withdraws to a saved address.
 *
 * Permission: Withdraw funds. Moves funds: never sent twice by us. When the answer is lost, look into `WithdrawStatus`
 * before doing anything. Served and frozen since August 2026; new work belongs to Funding (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/withdraw-funds}
 */
export const withdraw: Endpoint<WithdrawParams, WithdrawResult> = privatePost("Withdraw", {
  params: {
    asset: required(text),
    aclass: fundingClass,
    key: required(text),
    address: text,
    amount: required(positiveDecimal),
    max_fee: unsignedDecimal,
    rebase_multiplier: rebaseMultiplier,
  },
  permission: "Withdraw funds",
  idempotent: false,
});
