import { shown } from "../core/codecs.ts";
import { plain } from "../core/decimal.ts";
import { knownOptions } from "../core/options.ts";
import { csv } from "../_deps/csv.ts";
import { formatTime } from "./_format.ts";
import type { Frame } from "./frame.ts";

/** Options of {@linkcode toCSV}. */
export interface WriteCsvOptions {
  /** File to write, replaced when it is there; needs `--allow-write`. The text is given back all the same. */
  path?: string | URL;
  /**
   * Times as ISO 8601 UTC to the microsecond, or as milliseconds with all digits of the float.
   *
   * @default {"iso"}
   */
  time?: "iso" | "ms";
  /** What stands between two fields. @default {","} */
  separator?: string;
  /** Begins with a byte-order mark, as Excel wants it. @default {false} */
  bom?: boolean;
}

/**
 * The frame as CSV with a line of names. Money is written from its exact text, digit by digit; other numbers in full,
 * without exponent; missing numbers as nothing, infinite ones as `Infinity`. Lines end with CRLF.
 *
 * What columns were is not written: `fromCSV` tells it by the values, so that columns without any come back as text
 * unless its option `types` says otherwise.
 */
export async function toCSV(frame: Frame, options: WriteCsvOptions = {}): Promise<string> {
  knownOptions("toCSV", options, ["path", "time", "separator", "bom"]);
  const { path, time = "iso", separator = ",", bom = false } = options;
  if (time !== "iso" && time !== "ms") {
    throw new RangeError(`Cannot write CSV as 'time' must be one of iso, ms: current value is ${shown(time)}`);
  }
  const { stringify } = await csv();
  const writers = frame.schema.map(({ name, type }) => cellWriter(frame, name, type, time));
  const rows: string[][] = [[...frame.columns]];
  for (let row = 0; row < frame.length; row++) rows.push(writers.map((write) => write(row)));
  const settings = { headers: false, separator };
  // A missing value alone on its line would be an empty line, which readers of CSV skip.
  const lines = rows[0]?.length === 1 && rows.some(([cell]) => cell === "")
    ? rows.map((row) => row[0] === "" ? '""\r\n' : stringify([row], settings)).join("")
    : stringify(rows, settings);
  const text = bom ? `\ufeff${lines}` : lines;
  if (path !== undefined) await Deno.writeTextFile(path, text);
  return text;
}

function cellWriter(frame: Frame, name: string, type: string, time: "iso" | "ms"): (row: number) => string {
  if (type === "decimal") {
    const exact = frame.exact(name);
    return (row) => exact.at(row);
  }
  const values = frame.column(name);
  if (!(values instanceof Float64Array)) return (row) => String(values[row]);
  if (type === "time" && time === "iso") {
    return (row) => {
      const ms = values[row] as number;
      return Number.isNaN(ms) ? "" : formatTime(ms, "UTC", ms % 1000 === 0 ? 0 : ms % 1 === 0 ? 3 : 6);
    };
  }
  return (row) => {
    const value = values[row] as number;
    return Number.isFinite(value) ? plain(value) : Number.isNaN(value) ? "" : String(value);
  };
}
