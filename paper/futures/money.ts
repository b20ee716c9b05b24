/** Exact amounts of the futures half: whole numbers of a small unit, and how they are written. */

import { type Decimal, fromUnits, isDecimal } from "../../core/decimal.ts";
import { divided, power, readUnits, rescaled } from "../accounts/money.ts";

/** Decimals of balances, fees, profits and funding, whatever the currency. */
export const MONEY = 10;
/** Decimals of index, mark and trade prices. */
export const PRICE = 8;
/** Decimals of average entry prices: enough that closing in parts does not move them. */
export const ENTRY = 18;
/** Decimals of absolute funding rates. */
export const RATE = 18;

// TypeScript's library does not know JSON.rawJSON yet (November 2026).
const rawJson = (JSON as unknown as { rawJSON(text: string): number }).rawJSON;

/** Decimal text without zeros at its end: `"0.50"` → `"0.5"`. */
export function trimmed(text: Decimal): Decimal {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end--;
  return text.slice(0, text.charCodeAt(end - 1) === 46 ? end - 1 : end);
}

/** A whole number of `10 ** -decimals` as the shortest decimal text. */
export function short(value: bigint, decimals: number): Decimal {
  return trimmed(fromUnits(value, decimals));
}

/**
 * The same as a JSON number that keeps all its digits: a double could not hold them. TypeScript sees the number that a
 * reader of the JSON will see; nothing here calculates with it.
 */
export function json(value: bigint, decimals: number): number {
  return rawJson(short(value, decimals));
}

/** An amount of money as a JSON number. */
export function jsonMoney(value: bigint): number {
  return json(value, MONEY);
}

/** A price as a JSON number. */
export function jsonPrice(value: bigint): number {
  return json(value, PRICE);
}

/** What a request or an option says an amount is; nothing when it is no plain decimal or has too many digits. */
export function readAmount(text: string, decimals: number = MONEY): bigint | undefined {
  return readUnits(expanded(text), decimals);
}

/** JSON numbers may have an exponent, which decimal text of ours never has. */
function expanded(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent] = /^([+-]?)(\d+)\.?(\d*)[eE]([+-]?\d{1,2})$/.exec(text) ??
    [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  if (shift >= 0) {
    const digits = whole + fraction.padEnd(shift, "0");
    const point = whole.length + shift;
    return `${sign}${digits.slice(0, point)}${digits.length > point ? `.${digits.slice(point)}` : ""}`;
  }
  const digits = whole.padStart(1 - shift, "0") + fraction;
  const point = Math.max(whole.length, 1 - shift) + shift;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Absolute value. */
export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Quotient, half away from zero, of any signs. */
export function quotient(value: bigint, by: bigint): bigint {
  return by < 0n ? divided(-value, -by) : divided(value, by);
}

/** Whether text is a plain decimal of any size. */
export const isPlain: (text: string) => boolean = isDecimal;

export { divided, power, rescaled };
