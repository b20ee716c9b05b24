import { type Feed, privateFeed } from "./feed.ts";

/** An entry of the account log; fields are 0 or `""` where REST has null. */
export interface AccountLogEntry {
  /** Number. */
  id: number;
  /** ISO 8601. */
  date: string;
  /** Asset. */
  asset: string;
  /** Contract. */
  contract?: string;
  /** What happened: `futures trade`, `funding rate change` and others. */
  info: string;
  /** Booking, a UUID. */
  booking_uid: string;
  /** Margin account. */
  margin_account: string;
  /** Balance before. */
  old_balance: number;
  /** Balance after. */
  new_balance: number;
  /** Entry price before. */
  old_average_entry_price?: number;
  /** Entry price after. */
  new_average_entry_price?: number;
  /** Price of the trade. */
  trade_price?: number;
  /** Mark price. */
  mark_price?: number;
  /** Profit. */
  realized_pnl?: number;
  /** Fee. */
  fee?: number;
  /** Execution, a UUID. */
  execution?: string;
  /** Collateral currency. */
  collateral?: string;
  /** Funding rate. */
  funding_rate?: number;
  /** Funding paid or received. */
  realized_funding?: number;
  /** Spread of a conversion. */
  conversion_spread_percentage?: number;
  /** Fee of a liquidation. */
  liquidation_fee?: number;
}

/** A message of {@linkcode accountLog}. */
export type AccountLogMessage =
  | { readonly feed: "account_log_snapshot"; logs: AccountLogEntry[] }
  | { readonly feed: "account_log"; new_entry: AccountLogEntry };

/**
 * Your account log: recent entries, then each new one.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/account_log}
 */
export const accountLog: Feed<AccountLogMessage> = privateFeed("account_log");
