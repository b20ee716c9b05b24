import { isDecimal } from "../core/decimal.ts";
import { type Danfo, danfo, type DataFrame } from "../_deps/danfo.ts";
import type { Column } from "./_columns.ts";
import { build, type Classes, dtypeOf, range, type Value } from "./_danfo_inside.ts";
import { computeIn64Bit } from "./_danfo_math.ts";
import { selectByColumn } from "./_danfo_select.ts";
import { showAsTables } from "./_danfo_show.ts";
import { formatTime } from "./_format.ts";
import { Frame } from "./frame.ts";

export type * from "../_deps/danfo_types.ts";

/** Options of {@linkcode toDataFrame}. */
export interface DataFrameOptions {
  /**
   * Times as milliseconds UTC (numbers), as ISO 8601 text, or as `Date`s.
   *
   * @default {"ms"}
   */
  time?: "ms" | "iso" | "date";
  /** Columns of records to be kept text although every value is a decimal number. */
  text?: readonly string[];
}

/** Anything with rows: a frame, records, or columns. */
export type Tabular =
  | Frame
  | readonly Readonly<Record<string, unknown>>[]
  | Readonly<Record<string, ArrayLike<unknown>>>;

/**
 * A DataFrame of danfojs 1.1.2, which is fetched (some 400 MB with TensorFlow.js) and loaded on the first call.
 *
 * danfojs computes in 32-bit floats and prints objects. Loading it here mends that on its own classes, so that
 * DataFrames and Series compute in 64-bit and show as tables, whoever made them and whatever made of them (`head`,
 * `query`, `groupby`, `add`, columns): arithmetic, comparison, `pctChange`, `diff`, `argMax`, `argMin`; running figures
 * and `describe` leave out missing values; `query`, `iloc` and `loc` keep right after another selection; sorting and
 * selecting are no longer quadratic; a Series can be assigned to a column. The words for types stay danfojs' own
 * (`"float32"`, `"int32"`): only `.tensor` is still 32-bit, since TensorFlow.js has nothing else.
 *
 * Numbers, text and truth values are copied; the rows danfojs keeps beside the columns are made when first needed. In
 * records and columns, text that is decimal throughout becomes numbers, and missing values `NaN` or empty text.
 *
 * @throws {RangeError} when a column has the name of a property of danfojs (`values`, `index`, `columns`, `shape` …).
 */
export async function toDataFrame(data: Tabular, options: DataFrameOptions = {}): Promise<DataFrame> {
  const { time = "ms", text = [] } = options;
  const classes = mended(await danfo());
  const columns = data instanceof Frame ? frameColumns(data, time) : columnsFrom(data, time, text);
  const names = Object.keys(columns);
  const length = columns[names[0] ?? ""]?.length ?? 0;
  const odd = names.find((name) => columns[name]?.length !== length);
  if (odd !== undefined) {
    throw new RangeError(
      `Cannot make a DataFrame as all columns must have one length: '${names[0]}' has ${length} rows, '${odd}' ` +
        `${columns[odd]?.length}`,
    );
  }
  const dtypes = names.map((name) => dtypeOf(columns[name] as Value[]));
  return build(classes, names.map((name) => columns[name] as Value[]), {
    names,
    index: range(length),
    dtypes,
  }) as unknown as DataFrame;
}

const done = new WeakMap<Danfo, Classes>();

/** The classes danfojs makes results of, which those it exports extend; mended once. */
function mended(module: Danfo): Classes {
  const known = done.get(module);
  if (known !== undefined) return known;
  const base = (exported: { prototype: object }) => Object.getPrototypeOf(exported.prototype).constructor;
  const classes = {
    DataFrame: base(module.DataFrame),
    Series: base(module.Series),
    NDframe: module.NDframe,
  } as unknown as Classes;
  computeIn64Bit(classes);
  selectByColumn(classes);
  showAsTables(classes);
  done.set(module, classes);
  return classes;
}

function frameColumns(frame: Frame, time: "ms" | "iso" | "date"): Record<string, Value[]> {
  const columns: Record<string, Value[]> = {};
  for (const { name, type } of frame.schema) {
    const values: Column = frame.column(name);
    columns[name] = type === "time"
      ? Array.from(values as Float64Array, (ms) => timeAs(ms, time))
      : values instanceof Float64Array
      ? copied(values)
      : values.slice() as Value[];
  }
  return columns;
}

/** A plain array of the numbers: danfojs and its mathematics take no typed ones. By hand, as `Array.from` is slower. */
function copied(values: Float64Array): number[] {
  const copy: number[] = [];
  for (let row = 0; row < values.length; row++) copy.push(values[row] as number);
  return copy;
}

function timeAs(ms: number, time: "ms" | "iso" | "date"): Value {
  if (time === "ms") return ms;
  if (Number.isNaN(ms)) return time === "iso" ? "" : undefined;
  return time === "date" ? new Date(ms) : formatTime(ms, "UTC", ms % 1000 === 0 ? 0 : ms % 1 === 0 ? 3 : 6);
}

function columnsFrom(
  data: Exclude<Tabular, Frame>,
  time: "ms" | "iso" | "date",
  text: readonly string[],
): Record<string, Value[]> {
  const given: Record<string, unknown[]> = {};
  if (Array.isArray(data)) {
    const records = data as readonly Readonly<Record<string, unknown>>[];
    for (const record of records) for (const name of Object.keys(record)) given[name] ??= [];
    for (const name of Object.keys(given)) given[name] = records.map((record) => record[name]);
  } else {
    for (const [name, values] of Object.entries(data)) given[name] = Array.from(values as ArrayLike<unknown>);
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, typedColumn(values, time, text.includes(name))]),
  );
}

const isMissing = (value: unknown) => value === undefined || value === null || value === "";

function typedColumn(values: readonly unknown[], time: "ms" | "iso" | "date", keepText: boolean): Value[] {
  const known = values.filter((value) => !isMissing(value));
  const all = (test: (value: unknown) => boolean) => known.length > 0 && known.every(test);
  if (all((value) => value instanceof Date)) {
    return values.map((value) => timeAs(value instanceof Date ? value.getTime() : NaN, time));
  }
  const numeric = (value: unknown) =>
    typeof value === "number" || typeof value === "bigint" ||
    // Leading zeros are those of an id, not of a number.
    (!keepText && typeof value === "string" && isDecimal(value) && !/^[+-]?0\d/.test(value));
  if (all(numeric)) return values.map((value) => isMissing(value) ? NaN : Number(value));
  if (all((value) => typeof value === "boolean") && known.length === values.length) return values as Value[];
  return values.map((value) =>
    isMissing(value) ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)
  );
}
