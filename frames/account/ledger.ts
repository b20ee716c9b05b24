import type { LedgerEntry } from "../../spot/account/mod.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import {
  amounts,
  asIs,
  type Entry,
  type Label,
  milliseconds,
  moments,
  named,
  oldestFirst,
  table,
  texts,
} from "./_build.ts";

/** A row of a frame of ledger lines: `balance` = balance before + `amount` − `fee`, all in the asset and with exact text. */
export type LedgerRow = {
  /** When, ms UTC with its fraction. */
  time: number;
  /** Kraken's id of the line. */
  txid: string;
  /** What caused it; both lines of a trade have the same. */
  refid: string;
  /** Kind: `"trade"`, `"deposit"` … */
  type: string;
  /** Finer kind; often empty. */
  subtype: string;
  /** Modern name, with the suffix of its wallet: `"BTC"`, `"DOT.S"`. */
  asset: string;
  /** Change before the fee, signed. */
  amount: number;
  /** Fee; negative for a rebate. */
  fee: number;
  /** Balance afterwards. */
  balance: number;
  /** Change in token units, for tokenised assets only. */
  amount_token: number;
  /** Class of the asset. */
  aclass: string;
  /** Kraken's id of the asset: `"XXBT"`. */
  asset_id: string;
};

/** When a ledger line was written, ms UTC. */
export const ledgerTime = ({ time }: LedgerEntry): number => milliseconds(time);

/** Ledger lines keyed by id (`ledger` of Ledgers, the whole answer of QueryLedgers) as a frame, oldest first. */
export function ledgerFrame(
  ledger: Readonly<Record<string, LedgerEntry>> | Iterable<Entry<LedgerEntry>>,
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<LedgerRow> {
  const all = Symbol.iterator in ledger ? [...ledger as Iterable<Entry<LedgerEntry>>] : Object.entries(ledger);
  const entries = oldestFirst(all, ([, line]) => ledgerTime(line));
  const rows = entries.map(([, line]) => line);
  return table<LedgerRow>("ledger", {
    time: moments(rows, ({ time }) => time),
    txid: entries.map(([txid]) => txid),
    refid: texts(rows, ({ refid }) => refid),
    type: texts(rows, ({ type }) => type),
    subtype: texts(rows, ({ subtype }) => subtype),
    asset: named(rows, label, ({ asset }) => asset),
    amount: amounts(rows, ({ amount }) => amount),
    fee: amounts(rows, ({ fee }) => fee),
    balance: amounts(rows, ({ balance }) => balance),
    amount_token: amounts(rows, ({ amount_token }) => amount_token),
    aclass: texts(rows, ({ aclass }) => aclass),
    asset_id: texts(rows, ({ asset }) => asset),
  }, { money: ["amount", "fee", "balance", "amount_token"], meta });
}
