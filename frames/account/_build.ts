/** What the builders of account data share. */

import { type Decimal, plain, sumDecimals } from "../../core/decimal.ts";
import type { Column } from "../_columns.ts";
import { Frame, type FrameKind, type FrameMeta, type Row } from "../frame.ts";

/**
 * Kraken's id of a market or asset → the name to show: {@linkcode Symbols.label} for markets,
 * {@linkcode Symbols.assetLabel} for assets.
 */
export type Label = (id: string) => string;

/** Shows ids as Kraken has them. */
export function asIs(id: string): string {
  return id;
}

/** What each row of an answer that is keyed by id becomes: `[id, row]`. */
export type Entry<Value> = readonly [id: string, value: Value];

/** What Kraken sends for an amount here or there; nothing where there is none. */
export type Amount = Decimal | number | null | undefined;

/** How {@linkcode table} reads its columns. */
export interface Reading<R> {
  /** Columns of decimal text, kept exactly beside their floats. */
  money?: readonly (keyof R & string)[];
  /** Columns in ms UTC. @default {["time"]} */
  times?: readonly (keyof R & string)[];
  /** Units of columns. */
  units?: { readonly [Name in keyof R]?: string };
  /** Where the data comes from. */
  meta: FrameMeta;
}

/** A frame that has every column of its row type, in order; those of {@linkcode Reading.money} are given as decimal text. */
export function table<R extends Row>(
  kind: FrameKind,
  columns: { readonly [Name in keyof R]: Column },
  { money = [], times = ["time"], units = {}, meta }: Reading<R>,
): Frame<R> {
  const text = Object.fromEntries(money.map((name) => [name, columns[name] as readonly Decimal[]]));
  return new Frame<R>({ kind, columns, text, times, units: units as Readonly<Record<string, string>>, meta });
}

/** One text a row; what Kraken leaves out or sends as `null` is empty, lists are joined by commas. */
export function texts<R>(
  rows: readonly R[],
  pick: (row: R) => string | number | readonly string[] | null | undefined,
): string[] {
  return rows.map((row) => {
    const value = pick(row);
    return Array.isArray(value) ? value.join(",") : String(value ?? "");
  });
}

/** One name a row, each looked up once. */
export function named<R>(rows: readonly R[], label: Label, pick: (row: R) => string): string[] {
  const names = new Map<string, string>();
  return rows.map((row) => {
    const id = pick(row);
    const name = names.get(id) ?? label(id);
    names.set(id, name);
    return name;
  });
}

/** One amount a row as decimal text, digit by digit; empty where there is none. */
export function amounts<R>(rows: readonly R[], pick: (row: R) => Amount): Decimal[] {
  return rows.map((row) => {
    const value = pick(row);
    return typeof value === "number" ? plain(value) : value ?? "";
  });
}

/** As {@linkcode amounts} for prices, which are zero where there is none, and relative (`"+5%"`) in some orders: both become empty. */
export function prices<R>(rows: readonly R[], pick: (row: R) => Amount): Decimal[] {
  return amounts(rows, pick).map((price) => /[1-9]/.test(price) && /^\d*\.?\d*$/.test(price) ? price : "");
}

/** Unix seconds, as number or text, → ms UTC; 0, which means unset, and nothing → `NaN`. */
export function milliseconds(seconds: number | string | null | undefined): number {
  const value = Number(seconds ?? 0);
  // To whole microseconds first: 1767225600.123 * 1000 would fall short of the millisecond it means.
  return value === 0 ? NaN : Math.round(value * 1e6) / 1e3;
}

/** One time a row, ms UTC; `NaN` where there is none. */
export function moments<R>(rows: readonly R[], pick: (row: R) => number | string | null | undefined): Float64Array {
  return Float64Array.from(rows, (row) => milliseconds(pick(row)));
}

/** One time a row from RFC 3339 text, ms UTC; `NaN` where there is none. */
export function dates<R>(rows: readonly R[], pick: (row: R) => string | null | undefined): Float64Array {
  return Float64Array.from(rows, (row) => Date.parse(pick(row) ?? ""));
}

/** Exact `a − b`. */
export function minus(a: Decimal, b: Decimal): Decimal {
  return sumDecimals([a, negative(b)]);
}

/** The same amount with the other sign. */
export function negative(amount: Decimal): Decimal {
  return amount.startsWith("-") ? amount.slice(1) : `-${amount.replace("+", "")}`;
}

/**
 * Kraken's rows, which come newest first, the other way round. Those of one moment are turned round too, so that each
 * ledger line follows the one whose balance it builds on.
 */
export function oldestFirst<R>(rows: readonly R[], time: (row: R) => number): R[] {
  return rows.toReversed().sort((a, b) => time(a) - time(b));
}
