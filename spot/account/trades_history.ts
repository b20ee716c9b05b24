import { boolean, integer, oneOf, text, unixSeconds } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, CursorPaging, NextCursor, Rebasing } from "../_params.ts";
import { offsetOrCursor } from "../_rules.ts";
import type { TradeInfo } from "./_types.ts";

/** Body of {@linkcode tradesHistory}. */
export interface TradesHistoryParams extends CursorPaging, Rebasing, AccountSelector {
  /**
   * Kind of trade.
   *
   * @default {"all"}
   */
  type?: "all" | "any position" | "closed position" | "closing position" | "no position";
  /**
   * Add the ids of the trades that belong to a position.
   *
   * @default {false}
   */
  trades?: boolean;
  /** Only fills after this moment, exclusive: `Date`, Unix seconds, or a trade txid. */
  start?: Date | number | string;
  /** Only fills up to this moment, inclusive; as `start`. */
  end?: Date | number | string;
  /** Rows to skip, in steps of 50. Deprecated by Kraken for the cursor, with which it may not be mixed. */
  ofs?: number;
  /**
   * Leave `count` out, which is much faster.
   *
   * @default {false}
   */
  without_count?: boolean;
  /**
   * Merge the fills an order took at once into one.
   *
   * @default {true}
   */
  consolidate_taker?: boolean;
  /**
   * Add the ids of the ledger entries, which is slower.
   *
   * @default {false}
   */
  ledgers?: boolean;
  /** Only fills of this pair. */
  pair?: string;
  /**
   * Class of `pair`.
   *
   * @default {"forex"}
   */
  aclass?: "forex" | "equity_pair" | "futures_contract" | "synthetic_pair" | "external_pair";
}

/** One page of fills. */
export interface TradesHistoryResult {
  /** Keyed by trade txid, newest first. */
  trades: Record<string, TradeInfo>;
  /** Fills that fit the filter in all; 0, `null` or absent with `without_count`. */
  count?: number | null;
  /** With `with_cursor` only. */
  cursor?: NextCursor;
}

/**
 * One's own fills: 50 a page, newest first. `tradesHistoryPages` walks them.
 *
 * Permission: Query closed orders & trades. Cost: 2.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-trade-history}
 */
export const tradesHistory: Endpoint<TradesHistoryParams, TradesHistoryResult> = privatePost("TradesHistory", {
  params: {
    type: oneOf(["all", "any position", "closed position", "closing position", "no position"]),
    trades: boolean,
    start: unixSeconds,
    end: unixSeconds,
    ofs: integer(0),
    without_count: boolean,
    consolidate_taker: boolean,
    ledgers: boolean,
    with_cursor: boolean,
    cursor: text,
    limit: integer(1, 100),
    pair: text,
    aclass: oneOf(["forex", "equity_pair", "futures_contract", "synthetic_pair", "external_pair"]),
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  check: offsetOrCursor,
  permission: "Query closed orders & trades",
  cost: 2,
});
