/** Shows DataFrames and Series of danfojs as tables, in notebooks and terminals. */

import { type Classes, columnsOf, type Inside, type InsideSeries, type Label, type Value } from "./_danfo_inside.ts";
import { override } from "./_danfo_math.ts";
import { bundle, type Showable, toText } from "./display.ts";

/** Puts Jupyter's and Deno's display methods on both classes, so that every result has them. */
export function showAsTables({ DataFrame, Series }: Classes): void {
  const methods = (show: (value: never) => Showable) => ({
    [Symbol.for("Jupyter.display")](this: never) {
      return bundle(show(this));
    },
    [Symbol.for("Deno.customInspect")](this: never) {
      return toText(show(this));
    },
    [Symbol.for("nodejs.util.inspect.custom")](this: never) {
      return toText(show(this));
    },
  });
  override(
    DataFrame.prototype,
    methods((frame: Inside) => showable("DataFrame", frame, frame.$columns, columnsOf(frame))),
  );
  override(
    Series.prototype,
    methods((series: InsideSeries) => showable("Series", series, [seriesName(series)], [series.values])),
  );
}

/** A Series without a name has the column "0", and danfojs keeps a bare text for some. */
function seriesName({ $columns }: InsideSeries): string {
  const name = Array.isArray($columns) ? $columns[0] : $columns as unknown;
  return typeof name === "string" && name !== "0" ? name : "value";
}

function showable(
  kind: string,
  { $index, $dtypes }: { $index: Label[]; $dtypes: string[] },
  names: readonly string[],
  columns: readonly (readonly Value[])[],
): Showable {
  const isNumber = (name: string) => /^(float|int)32$/.test($dtypes[names.indexOf(name)] ?? "");
  return {
    kind,
    length: $index.length,
    columns: names,
    meta: {},
    // The labels of the rows come first, as in other data frames, under a name no column of data has.
    schema: [LABELS, ...names].map((name) => ({ name, type: isNumber(name) ? "number" : "text" })),
    cell: (name, row) => {
      const value = name === LABELS ? $index[row] : columns[names.indexOf(name)]?.[row];
      if (isNumber(name)) return value === null || value === undefined ? NaN : Number(value);
      return value instanceof Date ? value.toISOString() : String(value ?? "");
    },
    exact: (name) => {
      throw new RangeError(`Cannot show the exact text of '${name}' as a ${kind} has none`);
    },
  };
}

const LABELS = " ";
