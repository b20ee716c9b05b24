/** Columns as danfojs takes them, from frames, records and columns. */

import { isDecimal } from "../core/decimal.ts";
import type { Value } from "./_danfo_inside.ts";
import { noTable } from "./_danfo_refuse.ts";
import { formatTime } from "./_format.ts";
import type { Frame } from "./frame.ts";

/** How times are written. */
export type TimeFormat = "ms" | "iso" | "date";

/** A column by name. They come as a list, since an object would put names such as `"2023"` first. */
export interface NamedColumn {
  readonly name: string;
  readonly values: Value[];
}

/** The columns of a frame, copied. */
export function frameColumns(frame: Frame, time: TimeFormat): NamedColumn[] {
  return frame.schema.map(({ name, type }) => {
    const column = frame.column(name);
    const values = type === "time"
      ? Array.from(column as Float64Array, (ms) => timeAs(ms, time))
      : column instanceof Float64Array
      ? copied(column)
      : column.slice() as Value[];
    return { name, values };
  });
}

/** A plain array of the numbers: danfojs and its mathematics take no typed ones. By hand, as `Array.from` is slower. */
function copied(values: Float64Array): number[] {
  const copy: number[] = [];
  for (let row = 0; row < values.length; row++) copy.push(values[row] as number);
  return copy;
}

function timeAs(ms: number, time: TimeFormat): Value {
  if (time === "ms") return ms;
  if (Number.isNaN(ms)) return time === "iso" ? "" : undefined;
  return time === "date" ? new Date(ms) : formatTime(ms, "UTC", ms % 1000 === 0 ? 0 : ms % 1 === 0 ? 3 : 6);
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !isList(value);

/**
 * The columns of records or of columns, each of one type.
 *
 * @throws {TypeError} for anything else.
 */
export function columnsFrom(data: unknown, time: TimeFormat, text: readonly string[]): NamedColumn[] {
  return listed(data).map(([name, values]) => ({ name, values: typedColumn(values, time, text.includes(name)) }));
}

function listed(data: unknown): [name: string, values: unknown[]][] {
  if (Array.isArray(data)) {
    if (!data.every(isObject)) throw noTable(data);
    const names = new Set(data.flatMap((record) => Object.keys(record)));
    return Array.from(names, (name) => [name, data.map((record) => record[name])]);
  }
  // A book alone looks like two columns.
  const isBook = isObject(data) && Array.isArray(data.bids) && Array.isArray(data.asks);
  if (!isObject(data) || isBook || !Object.values(data).every(isList)) throw noTable(data);
  return Object.entries(data).map(([name, values]) => [name, Array.from(values as ArrayLike<unknown>)]);
}

const isMissing = (value: unknown) => value === undefined || value === null || value === "";

/** Whole numbers beyond this are rounded by a float; those with decimals are rounded anyway. */
const isRounded = (value: string | bigint) => !/[.]/.test(String(value)) && !Number.isSafeInteger(Number(value));

function isNumeric(value: unknown): boolean {
  if (typeof value === "number") return true;
  if (typeof value === "bigint") return !isRounded(value);
  // Leading zeros are those of an id, not of a number.
  return typeof value === "string" && isDecimal(value) && !/^[+-]?0\d/.test(value) && !isRounded(value);
}

function typedColumn(values: readonly unknown[], time: TimeFormat, keepText: boolean): Value[] {
  const known = values.filter((value) => !isMissing(value));
  const all = (test: (value: unknown) => boolean) => known.length > 0 && known.every(test);
  if (all((value) => value instanceof Date)) {
    return values.map((value) => timeAs(value instanceof Date ? value.getTime() : NaN, time));
  }
  const numeric = (value: unknown) => isNumeric(value) && !(keepText && typeof value === "string");
  if (all(numeric)) return values.map((value) => isMissing(value) ? NaN : Number(value));
  if (all((value) => typeof value === "boolean") && known.length === values.length) return values as Value[];
  return values.map((value) =>
    isMissing(value) ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)
  );
}
