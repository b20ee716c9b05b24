import type { RecentDeposit, RecentWithdrawal } from "../../spot/funding/mod.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { amounts, asIs, type Label, milliseconds, moments, named, oldestFirst, table, texts } from "./_build.ts";

/** A row of a frame of deposits. Amounts in the asset, with exact text. */
export type DepositRow = {
  /** When it was asked for, ms UTC. */
  time: number;
  /** Kraken's id of the transfer. */
  refid: string;
  /** Modern name: `"BTC"`. */
  asset: string;
  /** Name of the method. */
  method: string;
  amount: number;
  /** `NaN` where Kraken sends none. */
  fee: number;
  /** `"Success"`, `"Pending"` … */
  status: string;
  /** More about the state: `"return"`, `"onhold"`; mostly empty. */
  status_prop: string;
  /** Transaction id of the method's network. */
  txid: string;
  /** Where it came in: an address, an account. */
  info: string;
  /** Comma list of the addresses it came from. */
  originators: string;
  /** Class of the asset. */
  aclass: string;
  /** Kraken's id of the asset: `"XXBT"`. */
  asset_id: string;
};

/** A row of a frame of withdrawals. Amounts in the asset, with exact text. */
export type WithdrawalRow = {
  /** When it was asked for, ms UTC. */
  time: number;
  /** Kraken's id of the transfer. */
  refid: string;
  /** Modern name: `"BTC"`. */
  asset: string;
  /** Name of the method. */
  method: string;
  /** Name of the network; empty in old answers. */
  network: string;
  /** Without the fee. */
  amount: number;
  fee: number;
  /** `"Success"`, `"Pending"` … */
  status: string;
  /** More about the state: `"canceled"`, `"onhold"` …; mostly empty. */
  status_prop: string;
  /** Transaction id of the method's network; empty until it is known. */
  txid: string;
  /** Where it goes. */
  info: string;
  /** Name of the saved address. */
  key: string;
  /** Class of the asset. */
  aclass: string;
  /** Kraken's id of the asset: `"XXBT"`. */
  asset_id: string;
};

/** When a transfer was asked for, ms UTC. */
export const transferTime = ({ time }: { readonly time: number }): number => milliseconds(time);

/** Kraken's DepositStatus rows as a frame, oldest first. */
export function depositFrame(
  deposits: readonly RecentDeposit[],
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<DepositRow> {
  const rows = oldestFirst(deposits, transferTime);
  return table<DepositRow>("deposits", {
    time: moments(rows, ({ time }) => time),
    refid: texts(rows, ({ refid }) => refid),
    asset: named(rows, label, ({ asset }) => asset),
    method: texts(rows, ({ method }) => method),
    amount: amounts(rows, ({ amount }) => amount),
    fee: amounts(rows, ({ fee }) => fee),
    status: texts(rows, ({ status }) => status),
    status_prop: texts(rows, (row) => row["status-prop"]),
    txid: texts(rows, ({ txid }) => txid),
    info: texts(rows, ({ info }) => info),
    originators: texts(rows, ({ originators }) => originators),
    aclass: texts(rows, ({ aclass }) => aclass),
    asset_id: texts(rows, ({ asset }) => asset),
  }, { money: ["amount", "fee"], meta });
}

/** Kraken's WithdrawStatus rows as a frame, oldest first. */
export function withdrawalFrame(
  withdrawals: readonly RecentWithdrawal[],
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<WithdrawalRow> {
  const rows = oldestFirst(withdrawals, transferTime);
  return table<WithdrawalRow>("withdrawals", {
    time: moments(rows, ({ time }) => time),
    refid: texts(rows, ({ refid }) => refid),
    asset: named(rows, label, ({ asset }) => asset),
    method: texts(rows, ({ method }) => method),
    network: texts(rows, ({ network }) => network),
    amount: amounts(rows, ({ amount }) => amount),
    fee: amounts(rows, ({ fee }) => fee),
    status: texts(rows, ({ status }) => status),
    status_prop: texts(rows, (row) => row["status-prop"]),
    txid: texts(rows, ({ txid }) => txid),
    info: texts(rows, ({ info }) => info),
    key: texts(rows, ({ key }) => key),
    aclass: texts(rows, ({ aclass }) => aclass),
    asset_id: texts(rows, ({ asset }) => asset),
  }, { money: ["amount", "fee"], meta });
}
