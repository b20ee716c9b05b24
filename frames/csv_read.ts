import { isDecimal } from "../core/decimal.ts";
import { parseTime } from "../core/time.ts";
import { csv } from "../_deps/csv.ts";
import type { Column } from "./_columns.ts";
import { ExactText } from "./exact.ts";
import { type Field, Frame, type FrameKind, type FrameMeta } from "./frame.ts";

/** Options of {@linkcode fromCSV}. */
export interface ReadCsvOptions {
  /** Names of the columns, for files without a line of names (Kraken's OHLCVT downloads). */
  columns?: readonly string[];
  /** Types of columns that are not to be guessed from their first value. */
  types?: Readonly<Record<string, Exclude<Field["type"], "decimal">>>;
  /** What the rows are. @default {"table"} */
  kind?: FrameKind;
  /** Where the data comes from. */
  meta?: FrameMeta;
  /** What stands between two fields. @default {","} */
  separator?: string;
  /** Zone of times written without one. @default {"UTC"} */
  zone?: string;
}

const DATE = /^\d{4}-\d\d?-\d\d?([T ]|$)/;
const FRACTION = /(:\d\d)\.(\d+)/;

/**
 * CSV as a frame. The first value of a column tells its type, and every other must be of the same: decimal numbers
 * (exact text is kept where there are decimals), dates as times in ms UTC (with their fraction), `true`/`false`, else
 * text. A numeric column named `time` is a time too, in seconds, milliseconds or finer by its size. Nothing at all is a
 * missing value.
 *
 * @param source Text with at least one line break, else a path; or a `URL`. Files need `--allow-read`.
 * @throws {SyntaxError} for a row with too few or too many fields or stray quotes, with its line.
 * @throws {RangeError} for a value that is not of its column's type, with its line.
 */
export async function fromCSV(source: string | URL, options: ReadCsvOptions = {}): Promise<Frame> {
  const { columns, types = {}, kind = "table", meta = {}, separator = ",", zone = "UTC" } = options;
  const text = typeof source === "string" && /[\r\n]/.test(source) ? source : await Deno.readTextFile(source);
  const { parse } = await csv();
  const rows = parse(text, { separator, fieldsPerRecord: columns?.length ?? 0 });
  const names = columns ?? rows.shift();
  if (names === undefined) {
    throw new SyntaxError("Cannot read the CSV as it is empty: not even a line of names is there");
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new SyntaxError(`Cannot read the CSV as two columns have the name '${twice}'`);
  const read = { columns: {} as Record<string, Column>, text: {} as Record<string, ExactText>, times: [] as string[] };
  for (const [at, name] of names.entries()) {
    const cells = rows.map((row) => row[at] as string);
    const type = types[name] ?? guess(name, cells.find((cell) => cell !== "") ?? "");
    const { values, exact } = readCells(cells, type, zone, (row) => {
      const line = lineOf(text, row + (columns === undefined ? 1 : 0));
      throw new RangeError(
        `Cannot read line ${line} of the CSV as '${name}' must be ${
          MUST[type]
        }, as in the rows before: current value ` +
          `is ${JSON.stringify(cells[row])}; { types: { ${JSON.stringify(name)}: "text" } } reads it as text`,
      );
    });
    read.columns[name] = values;
    if (exact !== undefined) read.text[name] = exact;
    if (type === "time") read.times.push(name);
  }
  return new Frame({ kind, ...read, meta });
}

/** The cells of one column, all of one type; `fail` is called with the row of one that is not. */
function readCells(
  cells: readonly string[],
  type: keyof typeof MUST,
  zone: string,
  fail: (row: number) => never,
): { values: Column; exact?: ExactText } {
  if (type === "text") return { values: cells };
  if (type === "boolean") {
    return { values: cells.map((cell, row) => /^true$/i.test(cell) || (!/^false$/i.test(cell) && fail(row))) };
  }
  if (type === "time" && !cells.every((cell) => cell === "" || isDecimal(cell))) {
    return { values: Float64Array.from(cells, (cell, row) => cell === "" ? NaN : readTime(cell, zone) ?? fail(row)) };
  }
  const bad = cells.findIndex((cell) => cell !== "" && !isNumber(cell));
  if (bad >= 0) fail(bad);
  const exact = ExactText.from(cells);
  if (type === "time") return { values: exact.values.map(toMs) };
  // Whole numbers of ordinary length are exact as they are.
  const money = cells.some((cell) => cell.includes(".") || cell.length > 15);
  return money ? { values: exact.values, exact } : { values: exact.values };
}

const MUST = {
  number: "a number",
  time: "a time",
  boolean: "true or false",
  text: "text",
} as const;

function guess(name: string, first: string): keyof typeof MUST {
  if (DATE.test(first)) return "time";
  if (isNumber(first)) return name === "time" ? "time" : "number";
  return /^(true|false)$/i.test(first) ? "boolean" : "text";
}

/** Plain decimals, and the exponents that other programs write. */
const isNumber = (cell: string) => isDecimal(cell) || /^[+-]?(\d+\.?\d*|\.\d+)e[+-]?\d+$/i.test(cell);

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size, as ms with their fraction. */
function toMs(value: number): number {
  if (value < 1e11) return value * 1000;
  return value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6;
}

function readTime(cell: string, zone: string): number | undefined {
  // Whole seconds by the reader of times, which knows zones; the fraction beside it, which it would cut.
  const [, , digits] = FRACTION.exec(cell) ?? [];
  if (!DATE.test(cell)) return undefined;
  try {
    const seconds = parseTime(digits === undefined ? cell : cell.replace(FRACTION, "$1"), { zone });
    return seconds + (digits === undefined ? 0 : Number(`0.${digits}`) * 1000);
  } catch (error) {
    // No date that exists: the caller says so, with the line.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The line on which a record begins, counted from 1; quoted line breaks and empty lines considered. */
function lineOf(text: string, record: number): number {
  let [line, found, quoted, begin] = [1, 0, false, true];
  for (const sign of text) {
    if (begin && sign !== "\n" && sign !== "\r") {
      if (found++ === record) return line;
      begin = false;
    }
    if (sign === '"') quoted = !quoted;
    if (sign !== "\n") continue;
    line++;
    if (!quoted) begin = true;
  }
  return line;
}
