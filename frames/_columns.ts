/** What can be done with a column of any type. */

import { nearest } from "../core/nearest.ts";

/** Numbers in a `Float64Array` (missing is `NaN`), text (missing is `""`), or truth values. */
export type Column = Float64Array | readonly string[] | readonly boolean[];

/** The rows from `start` up to `end`; numbers share memory with the source. */
export function sliceColumn(column: Column, start: number, end: number): Column {
  return column instanceof Float64Array ? column.subarray(start, end) : column.slice(start, end) as Column;
}

/** The given rows in the given order, copied. */
export function takeColumn(column: Column, rows: Uint32Array): Column {
  if (!(column instanceof Float64Array)) {
    const taken = new Array(rows.length);
    for (let at = 0; at < rows.length; at++) taken[at] = column[rows[at] as number];
    return taken;
  }
  return takeNumbers(column, rows);
}

/** {@linkcode takeColumn} for numbers. */
export function takeNumbers(column: Float64Array, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) taken[at] = column[rows[at] as number] as number;
  return taken;
}

/** "Cannot read 'clsoe' as there is no such column; did you mean 'close'?" */
export function noColumn(action: string, name: unknown, known: readonly string[]): RangeError | TypeError {
  if (typeof name !== "string") {
    return new TypeError(`Cannot ${action} a column as its name must be text: current value is ${Deno.inspect(name)}`);
  }
  const guess = nearest(name, known);
  return new RangeError(
    `Cannot ${action} '${name}' as there is no such column` +
      (guess === undefined ? `; there are: ${known.join(", ") || "none"}` : `; did you mean '${guess}'?`),
  );
}

/** A numeric column of a frame, or a helpful failure. `action` reads before the name: "resample by". */
export function numbersOf(
  frame: { readonly columns: readonly string[]; column(name: string): Column },
  name: string,
  action: string,
): Float64Array {
  if (!frame.columns.includes(name)) throw noColumn(action, name, frame.columns);
  const column = frame.column(name);
  if (column instanceof Float64Array) return column;
  throw new TypeError(
    `Cannot ${action} '${name}' as it must have numbers: its first value is ${JSON.stringify(column[0])}`,
  );
}

/** Whether numbers never fall; `NaN` counts as falling. */
export function isAscending(values: Float64Array): boolean {
  for (let row = 1; row < values.length; row++) {
    if (!((values[row] as number) >= (values[row - 1] as number))) return false;
  }
  return true;
}
