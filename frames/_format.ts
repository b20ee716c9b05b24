/** Numbers and times as text for tables. */

import { plain } from "../core/decimal.ts";
import { zoneOffset } from "../core/time.ts";

/** Numbers of one column with one number of decimals, so that points stand under each other; missing is empty. */
export function formatNumbers(values: readonly number[]): string[] {
  let decimals = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    // Nine significant digits: more is rarely read, and often noise of the float arithmetic that made the number.
    const text = plain(Number(value.toPrecision(9)));
    const point = text.indexOf(".");
    if (point >= 0) decimals = Math.max(decimals, text.length - point - 1);
  }
  const places = Math.min(decimals, 10);
  return values.map((value) => {
    if (Number.isNaN(value)) return "";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
    // Beyond 1e21 toFixed writes an exponent, and nothing at an exchange is that large.
    return value.toFixed(places);
  });
}

/** Milliseconds UTC as ISO 8601 in a zone; fractions of a second only where some time has one; missing is empty. */
export function formatTimes(values: readonly number[], zone: string): string[] {
  const known = values.filter((value) => !Number.isNaN(value));
  const digits = known.every((value) => value % 1000 === 0) ? 0 : known.every((value) => value % 1 === 0) ? 3 : 6;
  return values.map((value) => Number.isNaN(value) ? "" : formatTime(value, zone, digits));
}

/** One time as ISO 8601 with 0, 3 or 6 digits of the second. */
export function formatTime(ms: number, zone: string, digits: 0 | 3 | 6): string {
  // What is beyond the range of a Date is no time; shown as it is rather than hidden.
  if (Math.abs(ms) > 8.64e15) return String(ms);
  // A fraction such as .7 is a little less than that in a double: rounding to microseconds gives what was meant.
  const rounded = digits === 6 ? Math.round(ms * 1000) : Math.floor(ms) * 1000;
  const whole = Math.floor(rounded / 1000);
  const offset = zoneOffset(whole, zone);
  const wall = new Date(whole + offset).toISOString().slice(0, -1);
  const micros = digits === 6 ? String(rounded - whole * 1000).padStart(3, "0") : "";
  const clock = digits === 0 ? wall.slice(0, -4) : wall + micros;
  if (zone === "UTC") return `${clock}Z`;
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${clock}${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
