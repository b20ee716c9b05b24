import { boolean, integer, oneOf, text, unixSeconds } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { accountId, clientOrderId, rebaseMultiplier, userReference } from "../_codecs.ts";
import type { AccountSelector, CursorPaging, NextCursor, Rebasing } from "../_params.ts";
import { offsetOrCursor } from "../_rules.ts";
import type { OrderInfo } from "./_types.ts";

/** Body of {@linkcode closedOrders}. */
export interface ClosedOrdersParams extends CursorPaging, Rebasing, AccountSelector {
  /**
   * Add the ids of the fills.
   *
   * @default {false}
   */
  trades?: boolean;
  /** Only orders with this number of the caller's, a signed 32-bit whole number. */
  userref?: number;
  /** Only the order with this id of the caller's. */
  cl_ord_id?: string;
  /** Only orders after this moment, exclusive: `Date`, Unix seconds, or an order txid (its opening time counts). */
  start?: Date | number | string;
  /** Only orders up to this moment, inclusive; as `start`. */
  end?: Date | number | string;
  /** Rows to skip, in steps of 50. Deprecated by Kraken for the cursor, with which it may not be mixed. */
  ofs?: number;
  /**
   * Which time `start` and `end` mean.
   *
   * @default {"both"}
   */
  closetime?: "open" | "close" | "both";
  /**
   * Merge the fills an order took at once into one.
   *
   * @default {true}
   */
  consolidate_taker?: boolean;
  /**
   * Leave `count` out, which is much faster.
   *
   * @default {false}
   */
  without_count?: boolean;
}

/** One page of ended orders. */
export interface ClosedOrdersResult {
  /** Keyed by order txid, newest first; sort by `closetm` rather than rely on it. */
  closed: Record<string, OrderInfo>;
  /** Orders that fit the filter in all; 0, `null` or absent with `without_count`. */
  count?: number | null;
  /** With `with_cursor` only. */
  cursor?: NextCursor;
}

/**
 * Orders that were filled, cancelled or expired: 50 a page, newest first. `closedOrderPages` walks them.
 *
 * Permission: Query closed orders & trades. Cost: 1 (Kraken names only ledger and trade history as dearer).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-closed-orders}
 */
export const closedOrders: Endpoint<ClosedOrdersParams, ClosedOrdersResult> = privatePost("ClosedOrders", {
  params: {
    trades: boolean,
    userref: userReference,
    cl_ord_id: clientOrderId,
    start: unixSeconds,
    end: unixSeconds,
    ofs: integer(0),
    closetime: oneOf(["open", "close", "both"]),
    consolidate_taker: boolean,
    without_count: boolean,
    with_cursor: boolean,
    cursor: text,
    limit: integer(1, 100),
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  check: offsetOrCursor,
  permission: "Query closed orders & trades",
});
