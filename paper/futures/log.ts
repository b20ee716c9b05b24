/** Rows of the account log. */

import type { AccountLogRow } from "../../futures/history/account_log.ts";
import { ENTRY, json, jsonMoney, jsonPrice, MONEY, RATE, short } from "./money.ts";

/** A row as it is kept. Amounts of money have `MONEY` decimals, balances `decimals`. */
export interface LogRow {
  /** Running number. */
  readonly id: number;
  /** Unix milliseconds. */
  readonly ms: number;
  /** Currency or contract, lower case. */
  readonly asset: string;
  /** Contract, lower case. */
  readonly contract?: string | undefined;
  /** Kind. */
  readonly info: string;
  /** Unique id. */
  readonly uid: string;
  /** Wallet. */
  readonly wallet: string;
  /** Fill, or reference of a transfer. */
  readonly execution?: string | undefined;
  /** Id of the position. */
  readonly position?: string | undefined;
  /** Decimals of the two balances. */
  readonly decimals: number;
  readonly before: bigint;
  readonly after: bigint;
  /** Average entry prices, `ENTRY` decimals. */
  readonly entryBefore?: bigint | undefined;
  readonly entryAfter?: bigint | undefined;
  /** `PRICE` decimals. */
  readonly price?: bigint | undefined;
  readonly mark?: bigint | undefined;
  /** `RATE` decimals. */
  readonly rate?: bigint | undefined;
  readonly pnl?: bigint | undefined;
  readonly fee?: bigint | undefined;
  readonly funding?: bigint | undefined;
  readonly collateral?: string | undefined;
  readonly liquidationFee?: bigint | undefined;
  /** What a conversion did: percent with `MONEY` decimals, rate with `PRICE` decimals. */
  readonly conversion?: { readonly percent: bigint; readonly rate: bigint; readonly from: string } | undefined;
}

const or = <Value>(value: Value | undefined, write: (value: Value) => number) =>
  value === undefined ? null : write(value);
// Entry prices have more decimals than a reader can use: Kraken sends doubles here.
const entry = (value: bigint) => json(value, ENTRY);

/** A row as `account-log` sends it. */
export function logRow(row: LogRow, conversions: boolean): AccountLogRow {
  return {
    id: row.id,
    date: new Date(row.ms).toISOString(),
    asset: row.asset,
    contract: row.contract ?? null,
    info: row.info,
    booking_uid: row.uid,
    margin_account: row.wallet,
    execution: row.execution ?? null,
    position_uid: row.position ?? null,
    old_balance: json(row.before, row.decimals),
    new_balance: json(row.after, row.decimals),
    old_average_entry_price: or(row.entryBefore, entry),
    new_average_entry_price: or(row.entryAfter, entry),
    trade_price: or(row.price, jsonPrice),
    mark_price: or(row.mark, jsonPrice),
    funding_rate: or(row.rate, (value) => json(value, RATE)),
    realized_pnl: or(row.pnl, jsonMoney),
    fee: or(row.fee, jsonMoney),
    realized_funding: or(row.funding, jsonMoney),
    collateral: row.collateral ?? null,
    conversion_spread_percentage: or(row.conversion?.percent, jsonMoney),
    liquidation_fee: or(row.liquidationFee, jsonMoney),
    ...(conversions
      ? {
        exchange_rate: or(row.conversion?.rate, jsonPrice),
        exchange_rate_from: row.conversion?.from ?? null,
        conversion_fee: or(row.conversion?.percent, jsonMoney),
      }
      : {}),
  };
}

const COLUMNS = [
  "uid",
  "dateTime",
  "account",
  "type",
  "symbol",
  "contract",
  "change",
  "new balance",
  "new average entry price",
  "trade price",
  "mark price",
  "funding rate",
  "realized pnl",
  "fee",
  "realized funding",
  "collateral",
  "conversion spread percentage",
  "liquidation fee",
  "position uid",
];

/** The header line of the CSV. */
export function csvHeader(conversions: boolean): string {
  return [...COLUMNS, ...(conversions ? ["exchange rate", "exchange rate from", "conversion fee"] : [])].join(",");
}

/** A row as a line of the CSV; no value in it needs quotes. */
export function csvLine(row: LogRow, conversions: boolean): string {
  const amount = (value: bigint | undefined, decimals: number) => value === undefined ? "" : short(value, decimals);
  const cells = [
    row.uid,
    new Date(row.ms).toISOString().slice(0, 19).replace("T", " "),
    row.wallet,
    row.info,
    row.asset,
    row.contract ?? "",
    short(row.after - row.before, row.decimals),
    short(row.after, row.decimals),
    amount(row.entryAfter, ENTRY),
    amount(row.price, 8),
    amount(row.mark, 8),
    amount(row.rate, RATE),
    amount(row.pnl, MONEY),
    amount(row.fee, MONEY),
    amount(row.funding, MONEY),
    row.collateral ?? "",
    amount(row.conversion?.percent, MONEY),
    amount(row.liquidationFee, MONEY),
    row.position ?? "",
  ];
  if (conversions) {
    cells.push(
      amount(row.conversion?.rate, 8),
      row.conversion?.from ?? "",
      amount(row.conversion?.percent, MONEY),
    );
  }
  return cells.join(",");
}
