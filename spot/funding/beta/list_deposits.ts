import { array, type Codec, integer, isoTime, oneOf, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, fundingClass, rebaseMultiplier } from "../../_codecs.ts";
import type { AccountSelector, Rebasing } from "../../_params.ts";
import { fundingFilters } from "../../_rules.ts";
import type { AssetFilter, FundingPaging, ListedAmount, ScopeFilter } from "./_types.ts";

/** States of a deposit, in the order it goes through them. */
export type DepositState = "initial" | "pending" | "settled" | "success" | "failure";

const STATES: readonly DepositState[] = ["initial", "pending", "settled", "success", "failure"];

const state = oneOf(STATES);
const states: Codec<DepositState | readonly DepositState[]> & { readonly required?: false } = {
  encode: (value) => typeof value === "string" ? [state.encode(value)] : array(state).encode(value),
};

/** Query of {@linkcode listDeposits}. */
export interface ListDepositsParams extends AssetFilter, ScopeFilter, Rebasing, FundingPaging, AccountSelector {
  /** Only these states, sent as `status[list][0]`, `status[list][1]` … Not together with a range. */
  "status[list][i]"?: DepositState | readonly DepositState[];
  /** From this state on. */
  "status[range][start]"?: DepositState;
  /** Up to this state. */
  "status[range][end]"?: DepositState;
  /** From this moment on: a `Date` or RFC 3339 text. */
  start_time?: Date | string;
  /** Up to this moment, as `start_time`. */
  end_time?: Date | string;
}

/** One deposit. */
export interface FundingDeposit {
  /** Deposit id. */
  deposit_id: string;
  /** Method. */
  method_id: string;
  /** Network. */
  network_id?: string;
  /** State. */
  status: DepositState | (string & Record<never, never>);
  /** How much; absent until it is known. */
  amount?: ListedAmount;
  /** The fee; absent until the deposit is complete. */
  fee?: ListedAmount;
  /** When it was seen first, RFC 3339. */
  create_time: string;
}

/** One page of deposits. */
export interface ListDepositsResult {
  /** Newest first. */
  deposits: FundingDeposit[];
  /** `cursor` of the next page; absent on the last. */
  next_cursor?: string | null;
}

/**
 * Deposits, newest first. `fundingDepositPages` walks them.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-deposits}
 */
export const listDeposits: Endpoint<ListDepositsParams, ListDepositsResult> = funding("GET", "/funding/v1/deposits", {
  params: {
    "asset[class]": fundingClass,
    "asset[name]": text,
    "scope[method_id]": text,
    "scope[network_id]": text,
    "status[list][i]": states,
    "status[range][start]": state,
    "status[range][end]": state,
    start_time: isoTime,
    end_time: isoTime,
    rebase_multiplier: rebaseMultiplier,
    cursor: text,
    limit: integer(1, 500),
    account_id: accountId,
  },
  check: fundingFilters,
  permission: "Query funds",
});
