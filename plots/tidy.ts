/** Rows that can be drawn: in order of time, and with all figures that a mark needs. */

import { type ColumnValues, hasNumbers, numbers, type Plottable } from "./frame_like.ts";
import { counted } from "./panels.ts";

/** What a chart needs of every row. */
export interface Needs {
  /** Columns that must have a finite number. */
  readonly prices: readonly string[];
  /** Whether prices must be above zero, as a logarithmic scale has no place for others. */
  readonly log: boolean;
  /** Whether rows stand along `time`. @default {true} */
  readonly time?: boolean;
}

/** The drawable part of a table, and what to tell the reader about the rest. */
export interface Tidy {
  readonly frame: Plottable;
  readonly note: string | undefined;
}

/** A time that a calendar has. */
const isTime = (ms: number | undefined) => ms !== undefined && Math.abs(ms) <= 8.64e15;

/**
 * The rows that can be drawn, sorted by time; the same table when that is all of them. Vega would write `NaN` into the
 * picture for the others.
 *
 * @throws {RangeError} when a needed column is not there.
 */
export function tidy(frame: Plottable, { prices, log, time = true }: Needs): Tidy {
  const needed = prices.map((name) => numbers(frame, name));
  const times = time ? numbers(frame, "time") : undefined;
  const rows: number[] = [];
  let [timeless, priceless, sorted] = [0, 0, true];
  for (let row = 0; row < frame.length; row++) {
    if (times !== undefined && !isTime(times[row])) timeless++;
    else if (!needed.every((values) => isDrawable(values[row], log))) priceless++;
    else {
      const before = rows[rows.length - 1];
      if (times !== undefined && before !== undefined && (times[row] as number) < (times[before] as number)) {
        sorted = false;
      }
      rows.push(row);
    }
  }
  if (!sorted && times !== undefined) rows.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  const left = [
    timeless > 0 ? `${counted(timeless, "rows")} without a time` : "",
    priceless > 0 ? `${counted(priceless, "rows")} without a price${log ? " above zero" : ""}` : "",
  ].filter((part) => part).join(", ");
  return {
    frame: sorted && rows.length === frame.length ? frame : pick(frame, rows),
    note: left === "" ? undefined : `left out: ${left}`,
  };
}

/** Whether a figure has a place on a price scale. */
export function isDrawable(value: number | undefined, log: boolean): boolean {
  return value !== undefined && Number.isFinite(value) && (!log || value > 0);
}

function pick(frame: Plottable, rows: readonly number[]): Plottable {
  return {
    kind: frame.kind,
    length: rows.length,
    columns: frame.columns,
    meta: frame.meta,
    column(name: string): ColumnValues {
      if (hasNumbers(frame, name)) return Float64Array.from(rows, (row) => numbers(frame, name)[row] as number);
      const values = frame.column(name);
      return rows.map((row) => String(values[row]));
    },
  };
}
