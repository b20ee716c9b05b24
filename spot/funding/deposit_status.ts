import { integer, text, unixSeconds } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { fundingClass, rebaseMultiplier, startOrCursor } from "../_codecs.ts";
import type { Rebasing } from "../_params.ts";
import type { RecentDeposit, RecentTransfersParams } from "./_types.ts";

/** Body of {@linkcode depositStatus}. */
export interface DepositStatusParams extends RecentTransfersParams, Rebasing {
  /**
   * Rows a page.
   *
   * @default {25}
   */
  limit?: number;
}

/** One page of deposits. */
export interface DepositStatusPage {
  /** Newest first. Kraken's page draws a single object: accept both. */
  deposit: RecentDeposit[] | RecentDeposit;
  /** `cursor` of the next page; `null` or absent on the last. */
  next_cursor?: string | null;
}

/** Plain array, newest first; a page when asked for with `cursor`. */
export type DepositStatusResult = RecentDeposit[] | DepositStatusPage;

/**
 * Recent deposits, newest first, of the last 90 days or so.
 *
 * Permission: Query funds. Served and frozen since August 2026; new work belongs to Funding (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-status-recent-deposits}
 */
export const depositStatus: Endpoint<DepositStatusParams, DepositStatusResult> = privatePost("DepositStatus", {
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
  permission: "Query funds",
});
