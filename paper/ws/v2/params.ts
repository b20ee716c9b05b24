/** Reading the parameters of a v2 request. Kraken's texts where they are known; the others are made after their pattern. */

import { Refusal } from "../../rest/refusal.ts";
import { type Json, type JsonObject, Numeral } from "../json.ts";

/** `Limit_price field must be a number_float`: captured for numbers that came in quotes. */
function wrongType(name: string, type: string): Refusal {
  return new Refusal(`${name.slice(0, 1).toUpperCase()}${name.slice(1)} field must be a ${type}`);
}

/** A number's own text; nothing when it is left out. */
export function number(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === null) return undefined;
  if (!(value instanceof Numeral)) throw wrongType(name, "number_float");
  return plain(value.source);
}

/** A whole number; nothing when it is left out. */
export function integer(params: JsonObject, name: string): number | undefined {
  const value = params[name];
  if (value === undefined || value === null) return undefined;
  const found = value instanceof Numeral ? Number(value.source) : NaN;
  if (!Number.isSafeInteger(found)) throw wrongType(name, "number_integer");
  return found;
}

/** A text; nothing when it is left out. */
export function text(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrongType(name, "string");
  return value;
}

/** `true` or `false`. */
export function flag<Standard extends boolean | undefined>(
  params: JsonObject,
  name: string,
  standard: Standard,
): boolean | Standard {
  const value = params[name];
  if (value === undefined || value === null) return standard;
  if (typeof value !== "boolean") throw wrongType(name, "boolean");
  return value;
}

/** A list; nothing when it is left out. */
export function list(params: JsonObject, name: string): readonly Json[] | undefined {
  const value = params[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, "array");
  return value;
}

/** A list of texts; nothing when it is left out. */
export function texts(params: JsonObject, name: string): readonly string[] | undefined {
  return list(params, name)?.map((each) => {
    if (typeof each !== "string") throw wrongType(name, "array of string");
    return each;
  });
}

/** One of a few values. */
export function among<const Value extends string | number>(
  value: string | number | undefined,
  values: readonly Value[],
  standard: Value,
  error: string,
): Value {
  if (value === undefined) return standard;
  const found = values.find((each) => each === value);
  if (found === undefined) throw new Refusal(error);
  return found;
}

/** JSON numbers may have an exponent, which the decimal text of orders never has: `1e-7` → `0.0000001`. */
export function plain(source: string): string {
  const [, sign = "", whole = "", fraction = "", exponent] = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/.exec(source) ??
    [];
  if (exponent === undefined) return source;
  const shift = Number(exponent);
  const digits = shift < 0 ? whole.padStart(1 - shift, "0") + fraction : whole + fraction.padEnd(shift, "0");
  const point = shift < 0 ? Math.max(whole.length, 1 - shift) + shift : whole.length + shift;
  const head = digits.slice(0, point).replace(/^0+(?=\d)/, "");
  return `${sign}${head}${digits.length > point ? `.${digits.slice(point)}` : ""}`;
}
