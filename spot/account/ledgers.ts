import { boolean, integer, list, oneOf, text, unixSeconds } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, CursorPaging, NextCursor, Rebasing } from "../_params.ts";
import { offsetOrCursor } from "../_rules.ts";
import type { LedgerEntry } from "./_types.ts";

const KINDS = [
  "all",
  "trade",
  "deposit",
  "withdrawal",
  "transfer",
  "margin",
  "adjustment",
  "rollover",
  "credit",
  "settled",
  "staking",
  "dividend",
  "sale",
  "nft_rebate",
] as const;

/** Body of {@linkcode ledgers}. */
export interface LedgersParams extends CursorPaging, Rebasing, AccountSelector {
  /**
   * One asset or several, e.g. `["XBT", "USD"]`.
   *
   * @default {"all"}
   */
  asset?: string | readonly string[];
  /**
   * Class of the assets.
   *
   * @default {"currency"}
   */
  aclass?: string;
  /**
   * Kind of entry. Kinds that can be answered and are not listed here cannot be asked for.
   *
   * @default {"all"}
   */
  type?:
    | "all"
    | "trade"
    | "deposit"
    | "withdrawal"
    | "transfer"
    | "margin"
    | "adjustment"
    | "rollover"
    | "credit"
    | "settled"
    | "staking"
    | "dividend"
    | "sale"
    | "nft_rebate";
  /** Only entries after this moment, exclusive: `Date`, Unix seconds, or a ledger id. */
  start?: Date | number | string;
  /** Only entries up to this moment, inclusive; as `start`. */
  end?: Date | number | string;
  /** Rows to skip, in steps of 50. Deprecated by Kraken for the cursor, with which it may not be mixed. */
  ofs?: number;
  /**
   * Leave `count` out, which is much faster.
   *
   * @default {false}
   */
  without_count?: boolean;
}

/** One page of ledger entries. */
export interface LedgersResult {
  /** Keyed by ledger id, newest first. */
  ledger: Record<string, LedgerEntry>;
  /** Entries that fit the filter in all; 0, `null` or absent with `without_count`. */
  count?: number | null;
  /** With `with_cursor` only. */
  cursor?: NextCursor;
}

/**
 * Ledger entries: 50 a page, newest first. `ledgerPages` walks them.
 *
 * Permission: Query ledger entries. Cost: 2.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-ledgers}
 */
export const ledgers: Endpoint<LedgersParams, LedgersResult> = privatePost("Ledgers", {
  params: {
    asset: list,
    aclass: text,
    type: oneOf(KINDS),
    start: unixSeconds,
    end: unixSeconds,
    ofs: integer(0),
    without_count: boolean,
    with_cursor: boolean,
    cursor: text,
    limit: integer(1, 100),
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  check: offsetOrCursor,
  permission: "Query ledger entries",
  cost: 2,
});
