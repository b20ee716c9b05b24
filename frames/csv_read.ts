import { shown } from "../core/codecs.ts";
import { knownOptions } from "../core/options.ts";
import { csv } from "../_deps/csv.ts";
import { type Column, noColumn } from "./_columns.ts";
import { guess, isNumber, isPlainNumber, MUST, readCells } from "./_csv_types.ts";
import type { ExactText } from "./exact.ts";
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

/**
 * CSV as a frame. The first value of a column tells its type, and every other must be of the same: decimal numbers
 * (exact text is kept where there are decimals), dates as times in ms UTC (with their fraction), `true`/`false`, else
 * text. A numeric column named `time` is a time too, in seconds, milliseconds or finer by its size. Nothing at all is a
 * missing value, as is `NaN` among numbers, which may also be `Infinity`.
 *
 * Digits that look like an id are text: zeros in front (`007`), an exponent without point or sign (`1E5`). A column
 * without any value is text as well; `types` says otherwise.
 *
 * @param source Text with at least one line break, else a path; or a `URL`. Files need `--allow-read`.
 * @throws {SyntaxError} for a row with too few or too many fields or stray quotes, with its line.
 * A separator that seems to be another is one too.
 * @throws {RangeError} for a value that is not of its column's type, with its line.
 * @throws {TypeError} for an unknown option.
 */
export async function fromCSV(source: string | URL, options: ReadCsvOptions = {}): Promise<Frame> {
  knownOptions("fromCSV", options, ["columns", "types", "kind", "meta", "separator", "zone"]);
  const { columns, types = {}, kind = "table", meta = {}, separator = ",", zone = "UTC" } = options;
  const given = typeof source === "string" && /[\r\n]/.test(source) ? source : await Deno.readTextFile(source);
  // Lines ended by CR alone, as old spreadsheets write them.
  const text = given.includes("\n") ? given : given.replaceAll("\r", "\n");
  const { parse } = await csv();
  const rows = parse(text, { separator, fieldsPerRecord: columns?.length ?? 0 });
  const names = columns ?? rows.shift();
  if (names === undefined) {
    throw new SyntaxError("Cannot read the CSV as it is empty: not even a line of names is there");
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new SyntaxError(`Cannot read the CSV as two columns have the name '${twice}'`);
  checkNames(names, types, separator);
  const read = {
    columns: Object.create(null) as Record<string, Column>,
    text: Object.create(null) as Record<string, ExactText>,
    times: [] as string[],
  };
  for (const [at, name] of names.entries()) {
    const cells = rows.map((row) => row[at] as string);
    const type = types[name] ?? guess(name, cells);
    // Where a type was guessed, what looks like an id must not become a number unnoticed.
    const isRight = types[name] === undefined ? isPlainNumber : isNumber;
    const { values, exact } = readCells(cells, type, { zone, isRight }, (row) => {
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
  return new Frame({ kind, ...read, names, meta });
}

/** Fails for a wrong separator, which makes one column of all, and for types of columns that are not there. */
function checkNames(names: readonly string[], types: object, separator: string): void {
  const other = names.length === 1 ? /[;\t|,]/.exec(names[0] as string)?.[0] : undefined;
  if (other !== undefined && other !== separator) {
    throw new SyntaxError(
      `Cannot read the CSV as its only column is ${JSON.stringify(names[0])}: fields seem to be separated by ` +
        `${JSON.stringify(other)}; read it with { separator: ${JSON.stringify(other)} }`,
    );
  }
  for (const [name, type] of Object.entries(types)) {
    if (!names.includes(name)) throw noColumn("read as told by 'types' the column", name, names);
    if (Object.hasOwn(MUST, type)) continue;
    throw new RangeError(
      `Cannot read the CSV as the type of '${name}' must be one of ${Object.keys(MUST).join(", ")}: current value is ` +
        `${shown(type)}`,
    );
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
