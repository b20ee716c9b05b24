import { integer, isoTime, oneOf, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, fundingClass, rebaseMultiplier } from "../../_codecs.ts";
import type { AccountSelector, Rebasing } from "../../_params.ts";
import { fundingFilters } from "../../_rules.ts";
import type { AssetFilter, FundingPaging, ListedAmount, ScopeFilter } from "./_types.ts";

/** Query of {@linkcode listWithdrawals}. */
export interface ListWithdrawalsParams extends AssetFilter, ScopeFilter, Rebasing, FundingPaging, AccountSelector {
  /** Only this state. */
  status?: "pending" | "success" | "failed";
  /** From this moment on: a `Date` or RFC 3339 text. */
  start_time?: Date | string;
  /** Up to this moment, as `start_time`. */
  end_time?: Date | string;
}

/** One withdrawal. */
export interface FundingWithdrawal {
  /** Withdrawal id. */
  withdrawal_id: string;
  /** What leaves. */
  amount: ListedAmount;
  /** The fee. */
  fee?: ListedAmount;
  /** Method. */
  method_id: string;
  /** State. */
  status: "pending" | "success" | "failed" | (string & Record<never, never>);
  /** When it was asked for, RFC 3339. */
  create_time: string;
  /** Saved address; absent when there was none. */
  address_id?: string;
  /** Transaction id on the chain. */
  onchain_transaction?: string;
  /** Output of a Bitcoin transaction. */
  utxo_vout?: number;
}

/** One page of withdrawals. */
export interface ListWithdrawalsResult {
  /** Newest first. */
  withdrawals: FundingWithdrawal[];
  /** `cursor` of the next page; absent on the last. */
  next_cursor?: string | null;
}

/**
 * Withdrawals, newest first. `fundingWithdrawalPages` walks them.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-withdrawals}
 */
export const listWithdrawals: Endpoint<ListWithdrawalsParams, ListWithdrawalsResult> = funding(
  "GET",
  "/funding/v1/withdrawals",
  {
    params: {
      "asset[class]": fundingClass,
      "asset[name]": text,
      "scope[method_id]": text,
      "scope[network_id]": text,
      status: oneOf(["pending", "success", "failed"]),
      start_time: isoTime,
      end_time: isoTime,
      rebase_multiplier: rebaseMultiplier,
      cursor: text,
      limit: integer(1, 500),
      account_id: accountId,
    },
    check: fundingFilters,
    permission: "Query funds",
  },
);
