import { boolean, list, oneOf } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";
import type { ReportedOrderType, ReportedSide } from "./_types.ts";

/** Body of {@linkcode openPositions}. */
export interface OpenPositionsParams extends Rebasing, AccountSelector {
  /** Only these positions. */
  txid?: string | readonly string[];
  /**
   * Add `value` and `net`.
   *
   * @default {false}
   */
  docalcs?: boolean;
  /** One row a market; the answer is then an array instead of an object. */
  consolidation?: "market";
}

/** One position on margin; amounts in quote unless said otherwise. */
export interface OpenPosition {
  /** Order that opened it. */
  ordertxid: string;
  /** State, `"open"`. */
  posstatus: "open" | (string & Record<never, never>);
  /** Pair id, e.g. `XXBTZUSD`. */
  pair: string;
  /** Class of the pair. */
  class?: string;
  /** When it was opened, Unix seconds with fraction. */
  time: number;
  /** Side. */
  type: ReportedSide;
  /** Execution model of the order that opened it. */
  ordertype: ReportedOrderType;
  /** Cost of opening. */
  cost: Decimal;
  /** Fee of opening. */
  fee: Decimal;
  /** Quantity, in base. */
  vol: Decimal;
  /** Quantity closed since, in base. */
  vol_closed: Decimal;
  /** Initial margin. */
  margin: Decimal;
  /** Worth now; with `docalcs`. */
  value?: Decimal;
  /** Unrealised profit or loss, always signed (`"+12.34"`); with `docalcs`. */
  net?: string;
  /** Price of the loan, e.g. `"0.0100% per 4 hours"`. */
  terms: string;
  /** Next rollover, Unix seconds as text. */
  rollovertm: string;
  /** Comma list of remarks. */
  misc: string;
  /** Comma list of order flags. */
  oflags: string;
}

/** The positions of one market taken together; amounts in quote unless said otherwise. */
export interface ConsolidatedPosition {
  /** Pair id. */
  pair: string;
  /** Class of the pair. */
  class?: string;
  /** How many positions. */
  positions: string;
  /** Side. */
  type: ReportedSide;
  /** Leverage. */
  leverage: string;
  /** Cost of opening. */
  cost: Decimal;
  /** Fees of opening. */
  fee: Decimal;
  /** Quantity, in base. */
  vol: Decimal;
  /** Quantity closed since, in base. */
  vol_closed: Decimal;
  /** Initial margin. */
  margin: Decimal;
  /** Worth now; with `docalcs`. */
  value?: Decimal;
  /** Unrealised profit or loss, always signed; with `docalcs`. */
  net?: string;
}

/** Keyed by position id; an array of markets with `consolidation`. */
export type OpenPositionsResult = Record<string, OpenPosition> | ConsolidatedPosition[];

/**
 * Open positions on margin.
 *
 * Permission: Query open orders & trades. Pitfall: `consolidation: "market"` turns the answer into an array, so ask
 * `Array.isArray` first.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-open-positions}
 */
export const openPositions: Endpoint<OpenPositionsParams, OpenPositionsResult> = privatePost("OpenPositions", {
  params: {
    txid: list,
    docalcs: boolean,
    consolidation: oneOf(["market"]),
    rebase_multiplier: rebaseMultiplier,
    account_id: accountId,
  },
  permission: "Query open orders & trades",
});
