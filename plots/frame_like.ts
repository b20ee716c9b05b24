/** What a chart needs of a table: names, columns, and what the rows are. A `Frame` of ours has it, so may anything else. */

/** Values of one column. */
export type ColumnValues = Float64Array | readonly string[] | readonly boolean[];

/** A table with named columns, oldest row first; `time` columns are milliseconds UTC. */
export interface Plottable {
  /** What a row is: `"candles"`, `"trades"`, `"depth"`, `"spread"` or anything else. */
  readonly kind: string;
  /** Number of rows. */
  readonly length: number;
  /** Names of the columns, in order. */
  readonly columns: readonly string[];
  /** The values of one column. */
  column(name: string): ColumnValues;
  /** Where the rows come from; what is text here goes into the title. */
  readonly meta: PlotMeta;
}

/** What the title is made of; everything else in a table's `meta` is ignored. */
export interface PlotMeta {
  /** The market, e.g. `"BTC/USD"`; its halves name the units of price and volume. */
  readonly symbol?: unknown;
  /** Length of a candle, e.g. `"1h"`. */
  readonly every?: unknown;
  /** Who gave the rows, e.g. `"paper"`. */
  readonly source?: unknown;
  /** A remark for the reader, shown below the title. */
  readonly note?: unknown;
}

/** Whether the table has a column of numbers under that name. */
export function hasNumbers(frame: Plottable, name: string): boolean {
  return frame.columns.includes(name) && frame.column(name) instanceof Float64Array;
}

/**
 * A column of numbers.
 *
 * @throws {RangeError} when there is none, naming the columns there are.
 */
export function numbers(frame: Plottable, name: string): Float64Array {
  const values = frame.columns.includes(name) ? frame.column(name) : undefined;
  if (values instanceof Float64Array) return values;
  const what = values ? `column '${name}' holds text, not numbers` : `it has no column '${name}'`;
  throw new RangeError(
    `Cannot plot a frame of kind '${frame.kind}' as ${what}: current columns are ${frame.columns.join(", ") || "none"}`,
  );
}

/** A column of text, or `undefined` when there is none under that name. */
export function texts(frame: Plottable, name: string): readonly string[] | undefined {
  if (!frame.columns.includes(name)) return undefined;
  const values = frame.column(name);
  return values instanceof Float64Array ? undefined : values.map(String);
}

/** One row of inline data; a missing number is `null`, as JSON knows no NaN. */
export type Row = Record<string, number | string | null>;

/** A number as JSON can carry it: NaN and infinities become `null`, which Vega leaves out. */
export function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Columns turned into rows of inline data, in order. */
export function toRows(columns: Readonly<Record<string, ArrayLike<number | string>>>): Row[] {
  const names = Object.keys(columns);
  const length = Math.max(0, ...Object.values(columns).map((values) => values.length));
  return Array.from({ length }, (_, i) => {
    const row: Row = {};
    for (const name of names) {
      const value = columns[name]?.[i];
      row[name] = typeof value === "string" ? value : finite(value);
    }
    return row;
  });
}
