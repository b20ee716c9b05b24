import { knownOptions } from "../core/options.ts";
import { type Column, isAscending, numbersOf, takeColumn } from "./_columns.ts";
import { Frame } from "./frame.ts";

/** Options of {@linkcode asof}. */
export interface AsofOptions {
  /** Column both frames are compared by. @default {"time"} */
  on?: string;
  /** Put behind names of the right frame that the left has too. @default {"_right"} */
  suffix?: string;
  /** Largest distance, in the unit of `on` (ms for times); farther rows count as none. @default {Infinity} */
  within?: number;
}

/**
 * The left frame with the columns of the right as they stood at the time of each row: those of its last row at or
 * before that time. For instance trades with the best bid and ask that was valid then. Where there is none, numbers are
 * `NaN` and text is empty; truth values become text then (`"true"`, `"false"`, `""`).
 *
 * Both frames must be sorted by `on`; the exact text of the left is kept, that of the right is not.
 *
 * @throws {RangeError} when a frame is not sorted, or names collide in spite of the suffix.
 */
export function asof(left: Frame, right: Frame, options: AsofOptions = {}): Frame {
  knownOptions("asof", options, ["on", "suffix", "within"]);
  const { on = "time", suffix = "_right", within = Infinity } = options;
  const [times, others] = [numbersOf(left, on, "join by"), numbersOf(right, on, "join by")];
  for (const [side, values] of [["left", times], ["right", others]] as const) {
    if (isAscending(values)) continue;
    throw new RangeError(`Cannot join as the ${side} frame must be sorted by '${on}': use .sortBy("${on}") first`);
  }
  if (!(within >= 0)) throw new RangeError(`Cannot join as 'within' must be zero or more: current value is ${within}`);
  const rows = match(times, others, within);
  const columns: Record<string, Column> = {};
  for (const name of right.columns) {
    if (name === on) continue;
    const joined = left.columns.includes(name) ? name + suffix : name;
    if (left.columns.includes(joined)) {
      throw new RangeError(
        `Cannot join as both frames have '${name}', and the left has '${joined}' too: choose another 'suffix'`,
      );
    }
    columns[joined] = at(right.column(name), rows);
  }
  return left.with(columns);
}

/** For each left row the right row that was valid, or -1. */
function match(times: Float64Array, others: Float64Array, within: number): Int32Array {
  const rows = new Int32Array(times.length);
  let next = 0;
  for (let row = 0; row < times.length; row++) {
    const time = times[row] as number;
    while (next < others.length && (others[next] as number) <= time) next++;
    rows[row] = next > 0 && time - (others[next - 1] as number) <= within ? next - 1 : -1;
  }
  return rows;
}

function at(column: Column, rows: Int32Array): Column {
  if (column instanceof Float64Array) {
    return Float64Array.from(rows, (row) => row < 0 ? NaN : column[row] as number);
  }
  if (!rows.includes(-1)) return takeColumn(column, Uint32Array.from(rows));
  return Array.from(rows, (row) => row < 0 ? "" : String(column[row]));
}
