import { plain } from "../core/decimal.ts";
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
 * without exponent; missing numbers as nothing. Lines end with CRLF.
 */
export async function toCSV(frame: Frame, options: WriteCsvOptions = {}): Promise<string> {
  const { path, time = "iso", separator = ",", bom = false } = options;
  const { stringify } = await csv();
  const writers = frame.schema.map(({ name, type }) => cellWriter(frame, name, type, time));
  const rows: string[][] = [[...frame.columns]];
  for (let row = 0; row < frame.length; row++) rows.push(writers.map((write) => write(row)));
  const text = stringify(rows, { headers: false, separator, bom });
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
