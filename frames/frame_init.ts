/** What frames are made of. */

import type { Decimal } from "../core/decimal.ts";
import type { Column } from "./_columns.ts";
import { ExactText } from "./exact.ts";

export type { Column } from "./_columns.ts";

/** A value in a row. */
export type Cell = number | string | boolean;

/** A row as a plain object: numbers as numbers, times as milliseconds UTC. */
export type Row = Record<string, Cell>;

/** The column that holds values of a type. */
export type ColumnOf<Value> = Value extends number ? Float64Array
  : Value extends string ? readonly string[]
  : Value extends boolean ? readonly boolean[]
  : Column;

/** What a frame holds. Open: history, account and users have kinds of their own. */
export type FrameKind =
  | "candles"
  | "trades"
  | "ticker"
  | "depth"
  | "spread"
  | "assets"
  | "pairs"
  | (string & Record<never, never>);

/** Where the data comes from. All of it is shown, none of it is computed with. */
export interface FrameMeta {
  /** Modern name of the market: `"BTC/USD"`, `"PF_XBTUSD"`. */
  readonly symbol?: string | undefined;
  /** Length of a candle: `"1h"`. */
  readonly every?: string | undefined;
  /** Begin of the wanted time, ms UTC. */
  readonly from?: number | undefined;
  /** End of the wanted time, ms UTC. */
  readonly to?: number | undefined;
  /** Zone whose days and weeks the rows follow, e.g. `"Europe/Berlin"`. */
  readonly zone?: string | undefined;
  /** `"kraken spot"`, `"paper"`, a file. */
  readonly source?: string | undefined;
  /** What the reader must know: gaps, a running candle. */
  readonly note?: string | undefined;
  /** Whatever else is worth keeping. */
  readonly [name: string]: unknown;
}

/** What a column is. */
export interface Field {
  /** Name of the column. */
  readonly name: string;
  /** `"decimal"` is a number whose exact text is kept beside it; `"time"` is milliseconds UTC. */
  readonly type: "number" | "decimal" | "time" | "text" | "boolean";
  /** E.g. `"USD"`, `"BTC"`, `"ms"`, where known. */
  readonly unit?: string;
}

/** What a frame is made of. */
export interface FrameInit {
  /** What the rows are. @default {"table"} */
  readonly kind?: FrameKind;
  /** Columns in order, all of one length. `Float64Array`s and arrays of text are kept, not copied; other numbers are copied. */
  readonly columns: Readonly<Record<string, Column | ArrayLike<number>>>;
  /** Exact decimal text beside numeric columns, by name. A name that is not in `columns` becomes a column by itself. */
  readonly text?: Readonly<Record<string, readonly Decimal[] | ExactText>>;
  /**
   * Order of the columns, all of them, where it is not that of `columns`: an object puts names that are whole numbers,
   * such as `"2023"`, in front of all others.
   */
  readonly names?: readonly string[];
  /** Numeric columns that are milliseconds UTC. @default {["time"]} */
  readonly times?: readonly string[];
  /** Units of columns, by name. */
  readonly units?: Readonly<Record<string, string>>;
  /** Where the data comes from. */
  readonly meta?: FrameMeta;
}

/** A frame as `JSON.stringify` writes it. */
export interface FrameJSON {
  /** What the rows are. */
  readonly kind: FrameKind;
  /** Number of rows. */
  readonly length: number;
  /** What each column is, in order. */
  readonly schema: readonly Field[];
  /** Where the data comes from. */
  readonly meta: FrameMeta;
  /** The values of each column: exact text in those of type `"decimal"`, milliseconds UTC in times. */
  readonly columns: Readonly<Record<string, readonly (Cell | null)[]>>;
}

/** The order of columns, checked to name each of them once. */
export function ordered(names: readonly string[], columns: ReadonlyMap<string, unknown>): readonly string[] {
  const wrong = names.find((name, at) => !columns.has(name) || names.indexOf(name) !== at) ??
    [...columns.keys()].find((name) => !names.includes(name));
  if (wrong === undefined) return [...names];
  throw new RangeError(
    `Cannot make a frame as 'names' must name every column once: look at '${wrong}'; there are: ${
      [...columns.keys()].join(", ")
    }`,
  );
}

/** Exact text as it is kept, read where it comes as an array of text. */
export function exactText(name: string, texts: readonly Decimal[] | ExactText): ExactText {
  if (texts instanceof ExactText) return texts;
  try {
    return ExactText.from(texts);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`Cannot make a frame as '${name}' ${error.message}`, { cause: error });
  }
}

/** A column of one type, numbers copied into a `Float64Array`. */
export function typed(name: string, values: Column | ArrayLike<number>): Column {
  if (values instanceof Float64Array) return values;
  const first = values[0];
  if (Array.isArray(values) && (typeof first === "string" || typeof first === "boolean")) {
    const odd = values.findIndex((value) => typeof value !== typeof first);
    if (odd >= 0) {
      throw new TypeError(
        `Cannot make a frame as column '${name}' must have one type: row 0 is ${typeof first}, row ${odd} is ${
          Deno.inspect(values[odd])
        }`,
      );
    }
    return values as readonly string[];
  }
  // An empty array has no type of its own; text is the one that holds any later question.
  if (Array.isArray(values) && values.length === 0) return values as readonly string[];
  return Float64Array.from(values as ArrayLike<number>, (value, row) => {
    if (typeof value === "number") return value;
    throw new TypeError(
      `Cannot make a frame as column '${name}' must have numbers, text or truth values: row ${row} is ${
        Deno.inspect(value)
      }`,
    );
  });
}

/** A count of rows, checked. */
export function whole(method: string, count: number): number {
  if (Number.isInteger(count) && count >= 0) return count;
  throw new RangeError(`Cannot take ${method} as the count must be a whole number of rows: current value is ${count}`);
}
