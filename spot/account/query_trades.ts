import { boolean, listUpTo, required } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";
import type { TradeInfo } from "./_types.ts";

/** Body of {@linkcode queryTrades}. */
export interface QueryTradesParams extends Rebasing, AccountSelector {
  /** Trade txids, at most 20. */
  txid: string | readonly string[];
  /**
   * Add the ids of the trades that belong to a position.
   *
   * @default {false}
   */
  trades?: boolean;
  /**
   * Add the ids of the ledger entries.
   *
   * @default {false}
   */
  ledgers?: boolean;
}

/** The fills found, keyed by trade txid. */
export type QueryTradesResult = Record<string, TradeInfo>;

/**
 * Fills by id.
 *
 * Permission: Query closed orders & trades.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-trades-info}
 */
export const queryTrades: Endpoint<QueryTradesParams, QueryTradesResult> = privatePost("QueryTrades", {
  params: {
    txid: required(listUpTo(20)),
    trades: boolean,
    ledgers: boolean,
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  permission: "Query closed orders & trades",
});
