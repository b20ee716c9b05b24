import { sumDecimals } from "../../core/decimal.ts";
import type { BalanceResult, ExtendedBalance } from "../../spot/account/mod.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { amounts, asIs, type Label, named, negative, table, texts } from "./_build.ts";

/** A row of a frame of balances. */
export type BalanceRow = {
  /** Modern name, with the suffix of its wallet: `"BTC"`, `"DOT.S"`. */
  asset: string;
  /** Held, in the asset; with exact text. */
  balance: number;
  /** Kraken's id: `"XXBT"`. */
  asset_id: string;
};

/** A row of a frame of extended balances; amounts in the asset, with exact text. */
export type ExtendedBalanceRow = {
  /** Modern name, with the suffix of its wallet: `"BTC"`, `"DOT.S"`. */
  asset: string;
  /** Held, what open orders hold included. */
  balance: number;
  /** Free to spend: `balance` + `credit` − `credit_used` − `hold_trade`, worked out exactly. */
  available: number;
  /** Held by open cash orders. */
  hold_trade: number;
  /** Credit granted; 0 for accounts without a credit line. */
  credit: number;
  /** Credit in use; 0 for accounts without a credit line. */
  credit_used: number;
  /** Kraken's id: `"XXBT"`. */
  asset_id: string;
};

/** Kraken's Balance answer as a frame, one row an asset in the order of the answer. */
export function balanceFrame(result: BalanceResult, meta: FrameMeta = {}, label: Label = asIs): Frame<BalanceRow> {
  const rows = Object.entries(result);
  return table<BalanceRow>("balances", {
    asset: named(rows, label, ([id]) => id),
    balance: amounts(rows, ([, balance]) => balance),
    asset_id: texts(rows, ([id]) => id),
  }, { money: ["balance"], meta });
}

/** Kraken's BalanceEx answer as a frame, one row an asset in the order of the answer, with what is free to spend. */
export function extendedBalanceFrame(
  result: Readonly<Record<string, ExtendedBalance>>,
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<ExtendedBalanceRow> {
  const rows = Object.entries(result);
  return table<ExtendedBalanceRow>("balances", {
    asset: named(rows, label, ([id]) => id),
    balance: amounts(rows, ([, { balance }]) => balance),
    available: amounts(rows, ([, row]) => available(row)),
    hold_trade: amounts(rows, ([, { hold_trade }]) => hold_trade),
    credit: amounts(rows, ([, { credit = "0" }]) => credit),
    credit_used: amounts(rows, ([, { credit_used = "0" }]) => credit_used),
    asset_id: texts(rows, ([id]) => id),
  }, { money: ["balance", "available", "hold_trade", "credit", "credit_used"], meta });
}

function available({ balance, hold_trade, credit = "0", credit_used = "0" }: ExtendedBalance): string {
  return sumDecimals([balance, credit, negative(credit_used), negative(hold_trade)]);
}
