import { boolean, listUpTo, required } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";
import type { LedgerEntry } from "./_types.ts";

/** Body of {@linkcode queryLedgers}. */
export interface QueryLedgersParams extends Rebasing, AccountSelector {
  /** Ledger ids, at most 20. */
  id: string | readonly string[];
  /**
   * Deprecated by Kraken.
   *
   * @default {false}
   */
  trades?: boolean;
}

/** The entries found, keyed by ledger id. */
export type QueryLedgersResult = Record<string, LedgerEntry>;

/**
 * Ledger entries by id.
 *
 * Permission: Query ledger entries. Cost: 2.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-ledgers-info}
 */
export const queryLedgers: Endpoint<QueryLedgersParams, QueryLedgersResult> = privatePost("QueryLedgers", {
  params: {
    id: required(listUpTo(20)),
    trades: boolean,
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  permission: "Query ledger entries",
  cost: 2,
});
