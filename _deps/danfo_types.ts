/**
 * The shapes of danfojs 1.1.2 that people call, written by hand: its own types stand in a package of 400 MB with
 * TensorFlow.js, which a type check or an editor would have to download. A test compares both.
 */

/** A value in a table; `null` or `NaN` where there is none. */
export type Value = number | string | boolean | null | undefined;

/** Rows and columns swap with `axis`: 0 goes down the rows and gives a figure for each column, 1 goes along the columns. */
export interface AxisOption {
  /** Which way to go. @default {1} */
  axis?: 0 | 1;
}

/** Whether to change the object itself, which then gives nothing back. */
export interface InPlace {
  /** Whether the object changes. @default {false} */
  inplace?: boolean;
}

/** What arithmetic and comparisons take on the right side. */
export type Operand = DataFrame | Series | number[] | number;

/** What both tables and columns have. */
export interface Framed {
  /** Labels of the rows. */
  readonly index: (string | number)[];
  /** Names of the columns. */
  readonly columns: string[];
  /** Type of each column: `"float32"` and `"int32"` are danfojs's names for numbers, which ours compute in 64-bit. */
  readonly dtypes: string[];
  /** Number of rows and columns. */
  readonly shape: number[];
  /** Number of values. */
  readonly size: number;
  /** 2 for a table, 1 for a column. */
  readonly ndim: number;
  /** Prints a table to the console. */
  print(): void;
  /** The table as text. */
  toString(): string;
}

/** A table of danfojs. */
export interface DataFrame extends Framed {
  /** Rows of values. */
  readonly values: Value[][];
  /** Rows and columns swapped. */
  readonly T: DataFrame;
  /** Type of each column, by name. */
  readonly ctypes: Series;
  /** One column. */
  column(column: string): Series;
  /** The first rows, 5 when not said. */
  head(rows?: number): DataFrame;
  /** The last rows, 5 when not said. */
  tail(rows?: number): DataFrame;
  /** Rows by chance. */
  sample(num?: number, options?: { seed?: number }): Promise<DataFrame>;
  /** Rows and columns by position; `"0:5"` is a range. */
  iloc(selection: { rows?: (string | number | boolean)[] | Series; columns?: (string | number)[] }): DataFrame;
  /** Rows and columns by label. */
  loc(selection: { rows?: (string | number | boolean)[] | Series; columns?: string[] }): DataFrame;
  /** The rows where the condition holds. */
  query(condition: Series | boolean[], options?: InPlace): DataFrame;
  /** Groups rows of equal values in these columns. */
  groupby(columns: string[]): GroupBy;
  /** Sorted by a column, ascending when not said. */
  sortValues(column: string, options?: InPlace & { ascending?: boolean }): DataFrame;
  /** Sorted by the labels of the rows. */
  sortIndex(options?: InPlace & { ascending?: boolean }): DataFrame;
  /** With one more column. */
  addColumn(column: string, values: Series | Value[], options?: InPlace & { atIndex?: number | string }): DataFrame;
  /** Without some columns or rows. */
  drop(options?: InPlace & { columns?: string | string[]; index?: (string | number)[] }): DataFrame;
  /** Without rows or columns that lack a value. */
  dropNa(options?: InPlace & { axis: 0 | 1 }): DataFrame;
  /** Missing values replaced. */
  fillNa(values: number | string | boolean | Value[], options?: InPlace & { columns?: string[] }): DataFrame;
  /** Where values are missing. */
  isNa(): DataFrame;
  /** One value replaced by another. */
  replace(
    oldValue: number | string | boolean,
    newValue: number | string | boolean,
    options?: InPlace & { columns?: string[] },
  ): DataFrame;
  /** Columns or labels renamed. */
  rename(mapper: Record<string, string | number>, options?: AxisOption & InPlace): DataFrame;
  /** New labels for the rows. */
  setIndex(options: InPlace & { index?: (number | string)[]; column?: string; drop?: boolean }): DataFrame;
  /** Labels from 0 on. */
  resetIndex(options?: InPlace): DataFrame;
  /** With more rows. */
  append(
    newValues: Value[] | Value[][] | Series | DataFrame,
    index: (number | string)[] | number | string,
    options?: InPlace,
  ): DataFrame;
  /** A copy of its own. */
  copy(): DataFrame;
  /** Rows and columns swapped. */
  transpose(options?: InPlace): DataFrame;
  /** Columns of some types. */
  selectDtypes(include: string[]): DataFrame;
  /** One column as another type. */
  asType(column: string, dtype: "float32" | "int32" | "string" | "boolean", options?: InPlace): DataFrame;
  /** One column of 0 and 1 for each value of text columns. */
  getDummies(
    options?: InPlace & {
      columns?: string | string[];
      prefix?: string | string[];
      prefixSeparator?: string | string[];
    },
  ): DataFrame;
  /** A function over rows or columns. */
  apply(callable: (values: Value[]) => unknown, options?: AxisOption): DataFrame | Series;
  /** A function over every value. */
  applyMap(callable: (value: Value) => unknown, options?: InPlace): DataFrame;
  /** One value by labels. */
  at(row: string | number, column: string): string | number | boolean | undefined;
  /** One value by positions. */
  iat(row: number, column: number): string | number | boolean | undefined;
  /** Count, mean, deviation, minimum, median, maximum and variance of each numeric column. */
  describe(): DataFrame;
  /** Number of different values. */
  nUnique(axis?: 0 | 1): Series;
  /** Without signs. */
  abs(options?: InPlace): DataFrame;
  /** Rounded to so many decimals. */
  round(dp: number, options?: InPlace): DataFrame;
  /** Relative change: to the row so many before when given a number. */
  pctChange(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Difference: to the row so many before when given a number. */
  diff(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Sum with another table, column, row or number. */
  add(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Difference. */
  sub(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Product. */
  mul(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Quotient. */
  div(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Quotient, 0 where divided by 0. */
  divNoNan(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Power. */
  pow(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Remainder. */
  mod(other: Operand, options?: AxisOption & InPlace): DataFrame;
  /** Where less. */
  lt(other: Operand, options?: AxisOption): DataFrame;
  /** Where greater. */
  gt(other: Operand, options?: AxisOption): DataFrame;
  /** Where equal. */
  eq(other: Operand, options?: AxisOption): DataFrame;
  /** Where different. */
  ne(other: Operand, options?: AxisOption): DataFrame;
  /** Where less or equal. */
  le(other: Operand, options?: AxisOption): DataFrame;
  /** Where greater or equal. */
  ge(other: Operand, options?: AxisOption): DataFrame;
  /** Mean of each column. */
  mean(options?: AxisOption): Series;
  /** Median of each column. */
  median(options?: AxisOption): Series;
  /** Least of each column. */
  min(options?: AxisOption): Series;
  /** Greatest of each column. */
  max(options?: AxisOption): Series;
  /** Standard deviation of each column. */
  std(options?: AxisOption): Series;
  /** Variance of each column. */
  var(options?: AxisOption): Series;
  /** Sum of each column. */
  sum(options?: AxisOption): Series;
  /** Number of values of each column; hidden where a column is called so. */
  count(options?: AxisOption): Series;
  /** Most frequent value of each column. */
  mode(options?: AxisOption & { keep?: number }): Series;
  /** Running sum. */
  cumSum(options?: AxisOption & InPlace): DataFrame;
  /** Running product. */
  cumProd(options?: AxisOption & InPlace): DataFrame;
  /** Running minimum. */
  cumMin(options?: AxisOption & InPlace): DataFrame;
  /** Running maximum. */
  cumMax(options?: AxisOption & InPlace): DataFrame;
}

/** A column of danfojs. */
export interface Series extends Framed {
  /** The values. */
  readonly values: Value[];
  /** Type of the values. */
  readonly dtype: string;
  /** The first values, 5 when not said. */
  head(rows?: number): Series;
  /** The last values, 5 when not said. */
  tail(rows?: number): Series;
  /** Values by chance. */
  sample(num?: number, options?: { seed?: number }): Promise<Series>;
  /** Values by position. */
  iloc(rows: (string | number | boolean)[]): Series;
  /** Values by label. */
  loc(rows: (string | number | boolean)[]): Series;
  /** Most frequent value. */
  mode(): unknown;
  /** Mean. */
  mean(): number;
  /** Median. */
  median(): number;
  /** Least. */
  min(): number;
  /** Greatest. */
  max(): number;
  /** Sum. */
  sum(): number;
  /** Number of values. */
  count(): number;
  /** Standard deviation. */
  std(): number;
  /** Variance. */
  var(): number;
  /** Position of the greatest. */
  argMax(): number;
  /** Position of the least. */
  argMin(): number;
  /** Number of different values. */
  nUnique(): number;
  /** The different values. */
  unique(): Series;
  /** How often each value stands in it. */
  valueCounts(): Series;
  /** Count, mean, deviation, minimum, median, maximum, variance. */
  describe(): Series;
  /** A copy of its own. */
  copy(): Series;
  /** Where values are missing. */
  isNa(): Series;
  /** Missing values replaced. */
  fillNa(value: number | string | boolean, options?: InPlace): Series;
  /** Without missing values. */
  dropNa(options?: InPlace): Series;
  /** Sorted. */
  sortValues(options?: InPlace & { ascending?: boolean }): Series;
  /** Positions in sorted order. */
  argSort(options?: { ascending: boolean }): Series;
  /** Each value once. */
  dropDuplicates(options?: InPlace & { keep?: "first" | "last" }): Series;
  /** One value replaced by another. */
  replace(oldValue: string | number | boolean, newValue: string | number | boolean, options?: InPlace): Series;
  /** Each value by a function or a table. */
  map(
    callable: ((value: Value, index: number) => unknown) | Map<unknown, unknown> | Record<string, unknown>,
    options?: InPlace,
  ): Series;
  /** Each value by a function. */
  apply(callable: (value: Value) => unknown, options?: InPlace): Series;
  /** As another type. */
  asType(dtype: "float32" | "int32" | "string" | "boolean" | "undefined", options?: InPlace): Series;
  /** With more values. */
  append(
    newValue: string | number | boolean | Series | Value[],
    index: (number | string)[] | number | string,
    options?: InPlace,
  ): Series;
  /** New labels. */
  setIndex(index: (number | string)[], options?: InPlace): Series;
  /** Labels from 0 on. */
  resetIndex(options?: InPlace): Series;
  /** One value by label. */
  at(row: string): number | string | boolean | undefined;
  /** One value by position. */
  iat(row: number): number | string | boolean | undefined;
  /** Rounded. */
  round(dp?: number, options?: InPlace): Series;
  /** Without signs. */
  abs(options?: InPlace): Series;
  /** The greater of two. */
  maximum(other: Series | number | number[]): Series;
  /** The lesser of two. */
  minimum(other: Series | number | number[]): Series;
  /** Where both hold. */
  and(other: Series | boolean | boolean[]): Series;
  /** Where one holds. */
  or(other: Series | boolean | boolean[]): Series;
  /** Sum. */
  add(other: Series | number[] | number, options?: InPlace): Series;
  /** Difference. */
  sub(other: Series | number[] | number, options?: InPlace): Series;
  /** Product. */
  mul(other: Series | number[] | number, options?: InPlace): Series;
  /** Quotient. */
  div(other: Series | number[] | number, options?: InPlace): Series;
  /** Power. */
  pow(other: Series | number[] | number, options?: InPlace): Series;
  /** Remainder. */
  mod(other: Series | number[] | number, options?: InPlace): Series;
  /** Where less. */
  lt(other: Series | number | number[] | boolean[]): Series;
  /** Where greater. */
  gt(other: Series | number | number[] | boolean[]): Series;
  /** Where less or equal. */
  le(other: Series | number | number[] | boolean[]): Series;
  /** Where greater or equal. */
  ge(other: Series | number | number[] | boolean[]): Series;
  /** Where different. */
  ne(other: Series | number | number[] | boolean[]): Series;
  /** Where equal. */
  eq(other: Series | number | number[] | boolean[]): Series;
  /** Running sum. */
  cumSum(options?: InPlace): Series;
  /** Running product. */
  cumProd(options?: InPlace): Series;
  /** Running minimum. */
  cumMin(options?: InPlace): Series;
  /** Running maximum. */
  cumMax(options?: InPlace): Series;
}

/** Groups of rows. */
export interface GroupBy {
  /** Number of groups. */
  readonly ngroups: number;
  /** The columns to work on; all others when not called. */
  col(columns: string[]): GroupBy;
  /** The rows of one group. */
  getGroup(keys: (string | number)[]): DataFrame;
  /** Operations by column: `{ volume: "sum", price: ["min", "max"] }`. */
  agg(operations: Record<string, string | string[]>): DataFrame;
  /** A function over each group. */
  apply(callable: (group: DataFrame) => DataFrame | Series): DataFrame;
  /** Number of rows of each group. */
  count(): DataFrame;
  /** Sum of each group. */
  sum(): DataFrame;
  /** Standard deviation of each group. */
  std(): DataFrame;
  /** Variance of each group. */
  var(): DataFrame;
  /** Mean of each group. */
  mean(): DataFrame;
  /** Least of each group. */
  min(): DataFrame;
  /** Greatest of each group. */
  max(): DataFrame;
  /** Running sum within groups. */
  cumSum(): DataFrame;
  /** Running maximum within groups. */
  cumMax(): DataFrame;
  /** Running minimum within groups. */
  cumMin(): DataFrame;
  /** Running product within groups. */
  cumProd(): DataFrame;
  /** First row of each group. */
  first(): DataFrame;
  /** Last row of each group. */
  last(): DataFrame;
  /** Number of rows of each group, counting missing values. */
  size(): DataFrame;
}

/** The module, as far as the toolkit uses it. */
export interface Danfo {
  /** Tables. */
  readonly DataFrame: new (data?: unknown, options?: Record<string, unknown>) => DataFrame;
  /** Columns. */
  readonly Series: new (data?: unknown, options?: Record<string, unknown>) => Series;
  /** What both derive from. */
  readonly NDframe: new (...given: never[]) => Framed;
}
