import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";

/** Body of {@linkcode balanceEx}. */
export interface BalanceExParams extends Rebasing, AccountSelector {}

/** Balance of one asset; free to spend = `balance` + `credit` − `credit_used` − `hold_trade`. */
export interface ExtendedBalance {
  /** Total, in the asset. */
  balance: Decimal;
  /** Held by open cash orders, in the asset; orders on margin hold nothing here. */
  hold_trade: Decimal;
  /** Credit granted; accounts with a credit line only. */
  credit?: Decimal;
  /** Credit in use; accounts with a credit line only. */
  credit_used?: Decimal;
}

/** Balances keyed by Kraken's asset id. */
export type BalanceExResult = Record<string, ExtendedBalance>;

/**
 * Balances with what open orders hold and what credit adds.
 *
 * Permission: Query funds.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-extended-balance}
 */
export const balanceEx: Endpoint<BalanceExParams, BalanceExResult> = privatePost("BalanceEx", {
  params: { rebase_multiplier: rebaseMultiplier, account_id: accountId },
  permission: "Query funds",
});
