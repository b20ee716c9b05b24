import { integer, text, unixSeconds } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { fundingClass, rebaseMultiplier, startOrCursor } from "../_codecs.ts";
import type { Rebasing } from "../_params.ts";
import type { RecentTransfersParams, RecentWithdrawal } from "./_types.ts";

/** Body of {@linkcode withdrawStatus}. */
export interface WithdrawStatusParams extends RecentTransfersParams, Rebasing {
  /**
   * Rows a page.
   *
   * @default {500}
   */
  limit?: number;
}

/** One page of withdrawals. Kraken does not say which of the two names it uses: accept both. */
export interface WithdrawStatusPage {
  /** Newest first. */
  withdrawals?: RecentWithdrawal[];
  /** Newest first. */
  withdrawal?: RecentWithdrawal[];
  /** `cursor` of the next page; `null` or absent on the last. */
  next_cursor?: string | null;
}

/** Plain array, newest first; a page when asked for with `cursor`. */
export type WithdrawStatusResult = RecentWithdrawal[] | WithdrawStatusPage;

/**
 * Recent withdrawals, newest first, of the last 90 days or so.
 *
 * Permission: Withdraw funds OR Query ledger entries. Served and frozen since August 2026; new work belongs to Funding
 * (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-status-recent-withdrawals}
 */
export const withdrawStatus: Endpoint<WithdrawStatusParams, WithdrawStatusResult> = privatePost("WithdrawStatus", {
  params: {
    asset: text,
    aclass: fundingClass,
    method: text,
    start: unixSeconds,
    end: unixSeconds,
    cursor: startOrCursor,
    limit: integer(1),
    rebase_multiplier: rebaseMultiplier,
  },
  permission: "Withdraw funds OR Query ledger entries",
});
