/** What the cells of a CSV are: numbers, times, truth values or text. */

import { isDecimal } from "../core/decimal.ts";
import { parseTime } from "../core/time.ts";
import type { Column } from "./_columns.ts";
import { ExactText } from "./exact.ts";
import type { Field } from "./frame_init.ts";

const DATE = /^\d{4}-\d\d?-\d\d?([T ]|$)/;
const FRACTION = /(:\d\d)\.(\d+)/;

/** The cells of one column, all of one type; `fail` is called with the row of one that is not. */
export function readCells(
  cells: readonly string[],
  type: CsvType,
  { zone, isRight }: { zone: string; isRight: (cell: string) => boolean },
  fail: (row: number) => never,
): { values: Column; exact?: ExactText } {
  if (type === "text") return { values: cells };
  if (type === "boolean") {
    return { values: cells.map((cell, row) => /^true$/i.test(cell) || (!/^false$/i.test(cell) && fail(row))) };
  }
  if (type === "time" && !cells.every((cell) => cell === "" || isDecimal(cell))) {
    return { values: Float64Array.from(cells, (cell, row) => cell === "" ? NaN : readTime(cell, zone) ?? fail(row)) };
  }
  const bad = cells.findIndex((cell) => cell !== "" && !SPECIAL.test(cell) && !isRight(cell));
  if (bad >= 0) fail(bad);
  // Infinity has no decimal text, so that a column with it is one of floats.
  if (cells.some((cell) => INFINITE.test(cell))) return { values: Float64Array.from(cells, toFloat) };
  const exact = ExactText.from(cells.map((cell) => SPECIAL.test(cell) ? "" : cell));
  if (type === "time") {
    const odd = exact.values.findIndex((value) => value !== 0 && Math.abs(value) < LEAST_TIME);
    if (odd >= 0) fail(odd);
    return { values: exact.values.map(toMs) };
  }
  // Whole numbers of ordinary length are exact as they are.
  const money = cells.some((cell) => cell.includes(".") || cell.length > 15);
  return money ? { values: exact.values, exact } : { values: exact.values };
}

/** What a value must be, in words, by type. */
export const MUST = {
  number: "a number",
  time: "a time (a date such as 2026-01-31, or seconds, ms, µs or ns since 1970)",
  boolean: "true or false",
  text: "text",
} as const satisfies Record<CsvType, string>;

/** What a column of a CSV may be. */
export type CsvType = Exclude<Field["type"], "decimal">;

/** The type of a column, by the first value that is a value. */
export function guess(name: string, cells: readonly string[]): CsvType {
  const first = cells.find((cell) => cell !== "" && !NOT_A_NUMBER.test(cell));
  if (first === undefined) return cells.some((cell) => cell !== "") ? "number" : "text";
  if (DATE.test(first)) return "time";
  if (isPlainNumber(first) || INFINITE.test(first)) return name === "time" ? "time" : "number";
  return /^(true|false)$/i.test(first) ? "boolean" : "text";
}

/** Plain decimals, and the exponents that other programs write. */
export const isNumber = (cell: string): boolean => isDecimal(cell) || /^[+-]?(\d+\.?\d*|\.\d+)e[+-]?\d+$/i.test(cell);

/** Numbers that cannot be ids: no zeros in front (`007`), and an exponent only with a point or a sign (not `1E5`). */
export const isPlainNumber = (cell: string): boolean =>
  isNumber(cell) && !/^[+-]?0\d/.test(cell) && !/^[+-]?\d+e\d+$/i.test(cell);

const NOT_A_NUMBER = /^nan$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;
const SPECIAL = /^(nan|[+-]?inf(inity)?)$/i;

/** Number of a cell with all the words for those that are none; nothing is `NaN`. */
function toFloat(cell: string): number {
  if (INFINITE.test(cell)) return cell.startsWith("-") ? -Infinity : Infinity;
  return cell === "" ? NaN : Number(cell);
}

/** Seconds of March 1973: what is smaller is no time since 1970 but a year, an hour, a count. */
const LEAST_TIME = 1e8;

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size, as ms with their fraction. */
function toMs(value: number): number {
  if (value < 1e11) return value * 1000;
  return value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6;
}

function readTime(cell: string, zone: string): number | undefined {
  // Whole seconds by the reader of times, which knows zones; the fraction beside it, which it would cut.
  const [, , digits] = FRACTION.exec(cell) ?? [];
  if (!DATE.test(cell)) return undefined;
  try {
    const seconds = parseTime(digits === undefined ? cell : cell.replace(FRACTION, "$1"), { zone });
    return seconds + (digits === undefined ? 0 : Number(`0.${digits}`) * 1000);
  } catch (error) {
    // No date that exists: the caller says so, with the line.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
