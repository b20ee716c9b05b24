/** @std/csv's `parse` and `stringify` (1.x names, options and meaning) over the npm packages csv-parse and csv-stringify. */

/** Options of `parse`. */
export interface ParseOptions {
  /** What stands between two fields. @default {","} */
  readonly separator?: string;
  /** Lines that begin with it are left out; none by default. */
  readonly comment?: string;
  /** Drops white space in front of a field. @default {false} */
  readonly trimLeadingSpace?: boolean;
  /** Std reads bare quotes with it; this adapter refuses, since its parser would read them differently. @default {false} */
  readonly lazyQuotes?: boolean;
  /** Fields each record must have; 0 means as many as the first; negative or absent means any number. */
  readonly fieldsPerRecord?: number;
  /** The first record is no data: it names the fields, unless `columns` does. @default {false} */
  readonly skipFirstRow?: boolean;
  /** Names of the fields; records become objects. */
  readonly columns?: readonly string[];
}

/** A record as an object: exact keys when the names are literals. */
export type RecordWithColumn<C extends string> = string extends C ? Record<string, string | undefined>
  : Record<C, string>;

/** Arrays of text, or objects when `columns` or `skipFirstRow` is given. */
export type ParseResult<T> = T extends ParseOptions & { columns: readonly (infer C extends string)[] }
  ? RecordWithColumn<C>[]
  : T extends ParseOptions & { skipFirstRow: true } ? Record<string, string | undefined>[]
  : T extends ParseOptions & { columns?: undefined; skipFirstRow?: false | undefined } ? string[][]
  : Record<string, string | undefined>[] | string[][];

/** A property name, or an index of an array. */
export type PropertyAccessor = number | string;

/** A column with the way to its value and a title. */
export interface ColumnDetails {
  /** @default the last accessor */
  readonly header?: string;
  /** One accessor, or several that lead inwards. */
  readonly prop: PropertyAccessor | readonly PropertyAccessor[];
}

/** Where a column's value is found in an item. */
export type Column = ColumnDetails | PropertyAccessor | readonly PropertyAccessor[];

/** An object or an array. */
export type DataItem = Record<string, unknown> | readonly unknown[];

/** Options of `stringify`. */
export interface StringifyOptions {
  /** Writes the names of the columns first, when there are columns. @default {true} */
  readonly headers?: boolean;
  /** What stands between two fields. @default {","} */
  readonly separator?: string;
  /** Which values to write; needed for objects. */
  readonly columns?: readonly Column[];
  /** Begins with a byte-order mark, as Excel wants it. @default {false} */
  readonly bom?: boolean;
}

/** Both functions. */
export interface Csv {
  /** Rows of text; objects with `columns` or `skipFirstRow`. Lines end by LF or CRLF; empty lines are left out. */
  parse(input: string): string[][];
  /** Rows of text; objects with `columns` or `skipFirstRow`. @throws {SyntaxError} naming the line. */
  parse<const T extends ParseOptions>(input: string, options: T): ParseResult<T>;
  /** CSV text, lines ended by CRLF, quoted where needed. */
  stringify(data: readonly DataItem[], options?: StringifyOptions): string;
}

/** The packages' functions that we stand on. */
export interface Packages {
  /** csv-parse's synchronous `parse`. */
  readonly parseRows: (text: string, options: object) => unknown;
  /** csv-stringify's synchronous `stringify`. */
  readonly stringifyRows: (rows: unknown[][], options: object) => string;
}

interface CsvError {
  code: string;
  lines: number;
}

const isCsvError = (error: unknown): error is CsvError => error instanceof Error && "code" in error && "lines" in error;

function read(packages: Packages, text: string, options: ParseOptions): string[][] {
  const { separator = ",", comment, trimLeadingSpace = false, lazyQuotes = false, fieldsPerRecord } = options;
  if (/^[\r\n"]$/.test(separator) || (comment !== undefined && /^[\r\n"]$/.test(comment)) || separator === comment) {
    throw new Error("Invalid Delimiter");
  }
  if (lazyQuotes) throw new TypeError("'lazyQuotes' is not supported here: current value is true");
  // Std ends a line by LF or CRLF, also inside quotes, and drops one CR at the very end.
  const input = text.includes("\r") ? text.replaceAll("\r\n", "\n").replace(/\r$/, "") : text;
  const settings = {
    bom: true,
    delimiter: separator,
    record_delimiter: "\n",
    comment: comment ?? "",
    comment_no_infix: true,
    ltrim: trimLeadingSpace,
    relax_column_count: true,
    skip_empty_lines: true,
  };
  let rows: string[][];
  try {
    rows = packages.parseRows(input, settings) as string[][];
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const what = error.code === "INVALID_OPENING_QUOTE"
      ? 'bare " in non-quoted-field'
      : 'extraneous or missing " in quoted-field';
    throw new SyntaxError(`Syntax error on line ${error.lines}; parse error on line ${error.lines}: ${what}`, {
      cause: error,
    });
  }
  const width = fieldsPerRecord === 0 ? rows[0]?.length : fieldsPerRecord;
  if (width === undefined || width < 0) return rows;
  const bad = rows.findIndex((row) => row.length !== width);
  if (bad < 0) return rows;
  throw new SyntaxError(
    `Syntax error on line ${lineOf(packages, input, settings, bad)}: expected ${width} fields but got ${
      rows[bad]?.length
    }`,
  );
}

/** The line a record ends on. A second pass, since keeping lines makes every good file slower. */
function lineOf({ parseRows }: Packages, input: string, settings: object, index: number): number {
  const rows = parseRows(input, { ...settings, info: true }) as { info: { lines: number } }[];
  return rows[index]?.info.lines ?? 0;
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function follow(item: unknown, path: readonly PropertyAccessor[]): unknown {
  let value = item;
  for (const step of path) {
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) value = (value as Record<PropertyAccessor, unknown>)[step];
    else if (typeof step === "number") value = value[step];
    else throw new TypeError('Property accessor is not of type "number"');
  }
  return value;
}

function write({ stringifyRows }: Packages, data: readonly DataItem[], options: StringifyOptions): string {
  const { headers = true, separator = ",", columns = [], bom = false } = options;
  if (separator.includes('"') || separator.includes("\r\n")) {
    throw new TypeError(`'separator' must have no quotation mark and no line end: current value is ${cell(separator)}`);
  }
  const plan = columns.map((column) => {
    const details = typeof column === "object" && "prop" in column ? column : { prop: column };
    const path = Array.isArray(details.prop) ? details.prop as PropertyAccessor[] : [details.prop as PropertyAccessor];
    return { header: ("header" in details ? details.header : undefined) ?? String(path.at(-1)), path };
  });
  const rows = data.map((item) => {
    if (plan.length > 0) return plan.map(({ path }) => cell(follow(item, path)));
    if (Array.isArray(item)) return item.map(cell);
    throw new TypeError("No property accessor function was provided for object");
  });
  if (headers && plan.length > 0) rows.unshift(plan.map(({ header }) => cell(header)));
  const text = stringifyRows(rows, { delimiter: separator, record_delimiter: "\r\n", quoted_match: "\n" });
  return bom ? `\ufeff${text}` : text;
}

/** Std's two functions over the packages. */
export function csvOver(packages: Packages): Csv {
  function parse(input: string, options: ParseOptions = {}): unknown {
    const rows = read(packages, input, options);
    if (!options.skipFirstRow && !options.columns) return rows;
    const first = options.skipFirstRow ? rows.shift() : undefined;
    if (options.skipFirstRow && first === undefined) throw new TypeError("Headers must be defined");
    const names = options.columns ?? first ?? [];
    return rows.map((row, index) => {
      if (row.length !== names.length) {
        const line = index + (options.skipFirstRow ? 2 : 1);
        throw new Error(
          `Syntax error on line ${line}: The record has ${row.length} fields, but the header has ${names.length} fields`,
        );
      }
      return Object.fromEntries(names.map((name, at) => [name, row[at]]));
    });
  }
  return {
    parse: parse as Csv["parse"],
    stringify: (data, options = {}) => write(packages, data, options),
  };
}
