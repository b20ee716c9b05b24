import { knownOptions } from "../core/options.ts";
import { shown } from "../core/codecs.ts";
import { type Danfo, danfo, type DataFrame } from "../_deps/danfo.ts";
import { noColumn } from "./_columns.ts";
import { columnsFrom, frameColumns } from "./_danfo_input.ts";
import { build, type Classes, dtypeOf, range } from "./_danfo_inside.ts";
import { computeIn64Bit } from "./_danfo_math.ts";
import { selectByColumn } from "./_danfo_select.ts";
import { showAsTables } from "./_danfo_show.ts";
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
  /** Other names for columns, for those that danfojs cannot have: `{ size: "amount" }`. */
  rename?: Readonly<Record<string, string>>;
}

/** Anything with rows: a frame, records (one object a row), or columns (one array a name). */
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
 * (`"float32"`, `"int32"`). What danfojs does by tensors of TensorFlow.js is still 32-bit, since that has nothing else:
 * `.tensor`, and `StandardScaler`, `MinMaxScaler` and the encoders, which compute with it.
 *
 * Numbers, text and truth values are copied; the rows danfojs keeps beside the columns are made when first needed. In
 * records and columns, text that is decimal throughout becomes numbers, and missing values `NaN` or empty text. Text of
 * whole numbers stays text where a number could not hold it: with zeros in front, or beyond 2 ** 53.
 *
 * `fillNa`, `asType` and `concat` leave the DataFrames they are given as they were; danfojs' own write into them. A
 * Series given to `concat` is still lengthened, and with it the DataFrame it is a column of: give `series.copy()`.
 *
 * @throws {RangeError} when a column has the name of a property of danfojs (`values`, `index`, `columns`, `shape`, `size`
 * …): option `rename` gives it another. Also when columns differ in length.
 * @throws {TypeError} for what is neither a frame, records nor columns, such as an answer of Kraken's, naming the function
 * that makes a frame of it; and for an unknown option.
 */
export async function toDataFrame(data: Tabular, options: DataFrameOptions = {}): Promise<DataFrame> {
  knownOptions("toDataFrame", options, ["time", "text", "rename"]);
  const { time = "ms", text = [], rename = {} } = options;
  if (time !== "ms" && time !== "iso" && time !== "date") {
    throw new RangeError(
      `Cannot make a DataFrame as 'time' must be one of ms, iso, date: current value is ${shown(time)}`,
    );
  }
  const columns = data instanceof Frame ? frameColumns(data, time) : columnsFrom(data, time, text);
  const given = columns.map(({ name }) => name);
  for (const name of [...Object.keys(rename), ...text]) {
    // Records without rows have no columns at all, and nothing to be wrong about.
    if (given.length > 0 && !given.includes(name)) throw noColumn("find", name, given);
  }
  const names = given.map((name) => Object.hasOwn(rename, name) ? rename[name] as string : name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new RangeError(`Cannot make a DataFrame as two columns have the name '${twice}'`);
  const length = columns[0]?.values.length ?? 0;
  const odd = columns.find(({ values }) => values.length !== length);
  if (odd !== undefined) {
    throw new RangeError(
      `Cannot make a DataFrame as all columns must have one length: '${given[0]}' has ${length} rows, '${odd.name}' ` +
        `${odd.values.length}`,
    );
  }
  const classes = mended(await danfo());
  return build(classes, columns.map(({ values }) => values), {
    names,
    index: range(length),
    dtypes: columns.map(({ values }) => dtypeOf(values)),
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
