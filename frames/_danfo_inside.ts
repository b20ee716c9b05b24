/** What we use of danfojs 1.1.2 that its types do not show, and frames built from columns. */

/** A cell. */
export type Value = number | string | boolean | Date | null | undefined;
/** A label of a row. */
export type Label = string | number;

/** A DataFrame or Series from inside. A DataFrame keeps its data twice: by row and by column. */
export interface Inside {
  /** Rows; of a Series its values. */
  $data: Value[][];
  $dataIncolumnFormat: Value[][];
  $index: Label[];
  $columns: string[];
  $dtypes: string[];
  $config: { isLowMemoryMode: boolean };
  $setValues(values: Value[][], checkLength?: boolean, checkColumnLength?: boolean): void;
  $setIndex(index: Label[]): void;
}

/** A Series from inside. */
export interface InsideSeries extends Omit<Inside, "$data"> {
  $data: Value[];
  readonly values: Value[];
}

/** A class whose objects we make. */
export interface Maker<Made> {
  new (data: unknown, options?: object): Made;
  readonly prototype: Made;
}

/** The classes that danfojs makes its results of, under those it exports. */
export interface Classes {
  readonly DataFrame: Maker<Inside>;
  readonly Series: Maker<InsideSeries>;
  readonly NDframe: { readonly prototype: object };
}

/** Members that are read all the time: a column of such a name would hide them. */
const TAKEN = ["values", "index", "columns", "shape", "dtypes", "config", "axis", "ndim", "size", "tensor", "T"];

/** danfojs' word for the type of a column. It knows no 64-bit types; only `.tensor` takes the word at its width. */
export function dtypeOf(values: ArrayLike<Value>): string {
  let whole = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "number") {
      if ((value | 0) !== value) return "float32";
      whole = true;
    } else if (value === null || value === undefined) continue;
    else return typeof value === "string" ? "string" : typeof value === "boolean" ? "boolean" : "datetime";
  }
  return whole ? "int32" : "float32";
}

/** The columns, kept or transposed. */
export function columnsOf(frame: Inside): Value[][] {
  if (!frame.$config.isLowMemoryMode) return frame.$dataIncolumnFormat;
  return frame.$columns.map((_, at) => frame.$data.map((row) => row[at]));
}

/** Whether the rows are still to be made. */
export function isLazy(frame: object): boolean {
  return Object.getOwnPropertyDescriptor(frame, "$data")?.get !== undefined;
}

/** Rows out of columns. */
export function toRows(columns: readonly Value[][], length: number): Value[][] {
  const rows: Value[][] = new Array(length);
  // A copy of a row has room for a row and no more, unlike an array that grows.
  const first = columns.map((values) => values[0]);
  for (let row = 0; row < length; row++) {
    const cells = first.slice();
    for (let at = 0; at < columns.length; at++) cells[at] = (columns[at] as Value[])[row];
    rows[row] = cells;
  }
  return rows;
}

/**
 * A DataFrame over columns, which become its own. danfojs would transpose them into rows and back and check them; here
 * rows are made when something asks for them.
 */
export function build(
  { DataFrame }: Classes,
  columns: Value[][],
  { names, index, dtypes, config }: {
    names: readonly string[];
    index: Label[];
    dtypes?: readonly string[];
    config?: object;
  },
): Inside {
  const hidden = names.find((name) => TAKEN.includes(name) || name.startsWith("$"));
  if (hidden !== undefined) {
    throw new RangeError(
      `Cannot make a DataFrame as no column may be named '${hidden}': danfojs has a property of that name; ` +
        `toDataFrame(data, { rename: { ${JSON.stringify(hidden)}: "other_name" } }) gives it another`,
    );
  }
  const types = dtypes ?? columns.map(dtypeOf);
  const frame = new DataFrame([], { columns: [...names], dtypes: [...types], ...(config ? { config } : {}) });
  const { length } = index;
  if (length === 0) return frame;
  frame.$dataIncolumnFormat = columns;
  frame.$index = index;
  const keep = (value: Value[][]) =>
    Object.defineProperty(frame, "$data", { value, writable: true, enumerable: true, configurable: true });
  Object.defineProperty(frame, "$data", {
    configurable: true,
    enumerable: true,
    get: () => {
      const rows = toRows(columns, length);
      keep(rows);
      return rows;
    },
    set: keep,
  });
  return frame;
}

/** 0, 1, 2 … */
export function range(length: number): number[] {
  const labels: number[] = [];
  for (let row = 0; row < length; row++) labels.push(row);
  return labels;
}
