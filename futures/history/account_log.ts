import { boolean, integer, oneOf, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { oneOrMany, unixMs } from "../_codecs.ts";
import { history } from "../_endpoint.ts";

/** Query of {@linkcode accountLog}. It has no token: page by ids (`to` is the lowest id minus 1). */
export interface AccountLogParams {
  /** From this time on: a `Date` or Unix milliseconds. */
  since?: Date | number;
  /** Before this time: a `Date` or Unix milliseconds. */
  before?: Date | number;
  /** From this row id on, inclusive, at least 1. */
  from?: number;
  /** Up to this row id, inclusive, at least 1. */
  to?: number;
  /** Order of the rows. @default {"desc"} */
  sort?: "asc" | "desc";
  /** Only these kinds of row, one or several, e.g. `"funding rate change"`. */
  info?: string | readonly string[];
  /** Rows, 1 to 100000; decides the cost. @default {500} */
  count?: number;
  /** Whether to add the fields of conversions. */
  conversion_details?: boolean;
}

/** Kinds of row. About 50 exist. */
export type AccountLogInfo =
  | "futures trade"
  | "futures liquidation"
  | "futures partial liquidation"
  | "futures assignor"
  | "futures assignee"
  | "futures unwind bankrupt"
  | "futures unwind counterparty"
  | "futures_unwind"
  | "covered liquidation"
  | "settlement"
  | "funding rate change"
  | "conversion"
  | "conversion credit"
  | "interest payment"
  | "transfer"
  | "subaccount transfer"
  | "cross-exchange transfer"
  | "position transfer"
  | "kfee applied"
  | "admin transfer"
  | "futures tax withheld"
  | "futures tax refund"
  | "portfolio auctioning"
  | "rfq"
  | "options trade"
  | "hedging trade"
  | (string & Record<never, never>);

/**
 * One row. A trade gives two: the position (`asset` equals `contract`, balances are the signed position) and the cash
 * (`asset` is a currency, new minus old balance is realised profit minus fee plus funding).
 */
export interface AccountLogRow {
  /** Running number. */
  id: number;
  /** ISO 8601. */
  date: string;
  /** Currency or contract, lower case. */
  asset: string;
  /** Contract, lower case; `null` or absent where none is concerned. */
  contract?: string | null;
  /** Kind of row. */
  info: AccountLogInfo;
  /** Id of the row that is unique everywhere. */
  booking_uid: string;
  /** Wallet, such as `flex`. */
  margin_account: string;
  /** Id of the fill, the `fill_id` of `fills`; or a reference of a transfer, which need not be a UUID. */
  execution?: string | null;
  /** Id of the position. */
  position_uid?: string | null;
  /** Balance or signed position before. */
  old_balance: number;
  /** Balance or signed position after. */
  new_balance: number;
  /** Average entry price before. */
  old_average_entry_price?: number | null;
  /** Average entry price after. */
  new_average_entry_price?: number | null;
  /** Price of the trade. */
  trade_price?: number | null;
  /** Mark price at that time. */
  mark_price?: number | null;
  /** Absolute funding rate that applied, per hour: quote currency per base unit (linear), base coin per contract (inverse). */
  funding_rate?: number | null;
  /** Profit or loss it realised, before fees. */
  realized_pnl?: number | null;
  /** Fee; a fee paid with KFEE changes no cash balance. */
  fee?: number | null;
  /** Booked funding; negative when paid. */
  realized_funding?: number | null;
  /** Currency of the collateral. */
  collateral?: string | null;
  /** Spread of a conversion in percent. */
  conversion_spread_percentage?: number | null;
  /** Fee of a liquidation. */
  liquidation_fee?: number | null;
  /** Rate of a conversion in USD; with `conversion_details`. */
  exchange_rate?: number | null;
  /** Currency it converts from; with `conversion_details`. */
  exchange_rate_from?: string | null;
  /** Fee of a conversion in percent; with `conversion_details`. */
  conversion_fee?: number | null;
}

/** Answer to {@linkcode accountLog}. */
export interface AccountLogResult {
  /** Id of the account. */
  accountUid: string;
  /** The rows, in the order that was asked for. */
  logs: AccountLogRow[];
}

// Kraken's table of 2026: cost by the number of rows that is asked for.
const COSTS: readonly (readonly [rows: number, cost: number])[] = [[25, 1], [50, 2], [1000, 3], [5000, 6]];

/**
 * The account's ledger: trades, funding, fees, transfers, conversions.
 *
 * Needs `General API - Read Only`; costs, by `count`, 1 (to 25), 2 (to 50), 3 (to 1000), 6 (to 5000) or 10 of the history
 * pool (100 points, refilled in 10 minutes). Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/account-log}
 */
export const accountLog: Endpoint<AccountLogParams, AccountLogResult> = history("/api/history/v3/account-log", {
  cost: 3,
  costOf: ({ count = 500 }) => COSTS.find(([rows]) => count <= rows)?.[1] ?? 10,
  params: {
    since: unixMs,
    before: unixMs,
    from: integer(1),
    to: integer(1),
    sort: oneOf(["asc", "desc"]),
    info: oneOrMany(text),
    count: integer(1, 100_000),
    conversion_details: boolean,
  },
});
