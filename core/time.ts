/** Times as people write them, read into milliseconds UTC; and back to ISO 8601 in a zone of choice. */

import { shown } from "./codecs.ts";
import { addSpan, daysIn, subtractSpan } from "./time_span.ts";
import { checkZone, fromWallTime, startOfDay, zoneOffset } from "./time_zone.ts";

export { addSpan, type Interval, INTERVAL_NAMES, INTERVALS, parseEvery, parseSpan, subtractSpan } from "./time_span.ts";
export { fromWallTime, startOfDay, toWallTime, type WallTime, zoneOffset } from "./time_zone.ts";

/** Any way to say a time; see {@linkcode parseTime}. */
export type TimeLike = string | number | bigint | Date;

/** How words and text without a zone are read. */
export interface TimeOptions {
  /** What "now" is, ms UTC. @default {Date.now()} */
  now?: number | undefined;
  /** IANA zone of text that has none, and of "today" and "yesterday". @default {"UTC"} */
  zone?: string | undefined;
}

const EXPECTED = 'a time such as "2026-01-05", "2026-01-05T12:30Z", "-30d", "yesterday", a Date or epoch seconds';
const DAY_MS = 86_400_000;

/**
 * A time in whole milliseconds UTC (a finer one is rounded down). It may be
 *
 * - text: `"2026"`, `"2026-01"`, `"2026-01-05"`, `"2026-01-05 12:30"`, `"2026-01-05T12:30:15.123456Z"`, with `Z`, `UTC`
 *   or an offset (`+01:00`) or none, which means UTC unless a `zone` is given;
 * - words: `"now"`, `"today"`, `"yesterday"`, `"tomorrow"` (their first moment), `"-30d"`, `"30d ago"`, `"-3M"`, `"+1h"`;
 * - a `Date`;
 * - a number, bigint or text of digits since 1970. Its size tells the unit: below 1e11 seconds, below 1e14
 *   milliseconds, below 1e17 microseconds, else nanoseconds. That is right for every time from 1973 to 5138. Zero is
 *   1970; other numbers below 1e8 are refused, since they are rather a mistyped year than a day before Kraken.
 *
 * @throws {RangeError | TypeError} for anything else, with what was expected.
 */
export function parseTime(value: TimeLike, options: TimeOptions = {}, name = "time"): number {
  if (value instanceof Date) {
    const ms = value.getTime();
    if (Number.isNaN(ms)) throw new RangeError(`'${name}' must be ${EXPECTED}: current value is an invalid Date`);
    return ms;
  }
  if (typeof value === "number") return fromNumber(value, name);
  if (typeof value === "bigint") return fromDigits(value, name);
  if (typeof value !== "string") throw new TypeError(`'${name}' must be ${EXPECTED}: current value is ${shown(value)}`);
  const text = value.trim();
  if (/^\d{5,}$/.test(text)) return fromDigits(BigInt(text), name);
  if (/^\d{5,}\.\d+$/.test(text)) return fromNumber(Number(text), name);
  return fromWords(text, options, name) ?? fromCalendar(text, options, name) ??
    fail(`'${name}' must be ${EXPECTED}: current value is ${shown(value)}`);
}

function fail(message: string): never {
  throw new RangeError(message);
}

function fromNumber(value: number, name: string): number {
  if (!Number.isFinite(value) || value < 0) fail(`'${name}' must be ${EXPECTED}: current value is ${value}`);
  if (value < 1e11) {
    refuseSmall(value, name);
    // Rounded to whole microseconds first: 1767225600.123 * 1000 would fall short of the millisecond it means.
    return Math.floor(Math.round(value * 1e6) / 1e3);
  }
  if (value < 1e14) return Math.floor(value);
  if (value < 1e17) return Math.floor(value / 1e3);
  if (value < 1e20) return Math.floor(value / 1e6);
  return fail(`'${name}' must be ${EXPECTED}: current value is ${value}, too large even for nanoseconds`);
}

function fromDigits(value: bigint, name: string): number {
  if (value < 0n || value >= 10n ** 20n) fail(`'${name}' must be ${EXPECTED}: current value is ${value}`);
  if (value < 10n ** 11n) {
    refuseSmall(Number(value), name);
    return Number(value) * 1000;
  }
  // Nanoseconds are beyond what a float holds, so they are divided before they become one.
  return Number(value < 10n ** 14n ? value : value < 10n ** 17n ? value / 1_000n : value / 1_000_000n);
}

function refuseSmall(value: number, name: string): void {
  if (value === 0 || value >= 1e8) return;
  const digits = String(value);
  const meant = /^(19|20)\d\d$/.test(digits)
    ? `"${digits}"`
    : /^(19|20)\d{6}$/.test(digits)
    ? `"${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}"`
    : undefined;
  fail(
    `'${name}' must be ${EXPECTED}: current value is ${digits}, as seconds a day before March 1973` +
      (meant === undefined ? "" : `; the date is written ${meant}`),
  );
}

function fromWords(text: string, { now = Date.now(), zone = "UTC" }: TimeOptions, name: string): number | undefined {
  const word = text.toLowerCase();
  if (word === "now") return Math.floor(now);
  if (word === "today") return startOfDay(now, zone);
  // From noon to noon: a day may have 23 or 25 hours.
  if (word === "yesterday") return startOfDay(startOfDay(now, zone) - DAY_MS / 2, zone);
  if (word === "tomorrow") return startOfDay(startOfDay(now, zone) + 1.5 * DAY_MS, zone);
  const [, sign, ahead] = /^([+-])\s*(\d.*)$/.exec(text) ?? [];
  if (ahead !== undefined) {
    return Math.floor(sign === "-" ? subtractSpan(now, ahead, zone, name) : addSpan(now, ahead, zone, name));
  }
  const [, ago] = /^(\d.*?)\s+ago$/i.exec(text) ?? [];
  return ago === undefined ? undefined : Math.floor(subtractSpan(now, ago, zone, name));
}

const CALENDAR =
  /^(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:(?:T|\s+)(\d\d?)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?)?)?$/i;

function fromCalendar(text: string, { zone = "UTC" }: TimeOptions, name: string): number | undefined {
  const match = CALENDAR.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) =>
    part === undefined ? undefined : Number(part)
  );
  const bad = (why: string) =>
    fail(`'${name}' must be a time that exists: current value is ${shown(text)}, and ${why}`);
  if (month < 1 || month > 12) bad(`a year has months 1 to 12`);
  if (day < 1 || day > daysIn(year, month)) bad(`that month has ${daysIn(year, month)} days`);
  if (hour > 23 || minute > 59 || second > 59) bad("a clock goes from 00:00:00 to 23:59:59");
  const millisecond = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const wall = { year, month, day, hour, minute, second, millisecond };
  const suffix = match[8]?.toUpperCase();
  if (suffix === undefined) return fromWallTime(wall, zone);
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(suffix) ?? [];
  if (Number(hours) > 14 || Number(minutes) > 59) bad("offsets go from -12:00 to +14:00");
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return fromWallTime(wall, "UTC") - (sign === "-" ? -offset : offset);
}

/** Which time a call is about. */
export interface RangeLike {
  /** First moment, included; see {@linkcode parseTime}. */
  from?: TimeLike | undefined;
  /** Last moment, excluded. @default {"now"} */
  to?: TimeLike | undefined;
  /** Instead of `from`: how far back from `to`, e.g. `"30d"`, `"3M"` or milliseconds, a minute at least. */
  last?: string | number | undefined;
}

/** Both ends of a range, ms UTC: `from` included, `to` excluded. */
export interface Range {
  /** First moment, included. */
  from: number;
  /** Last moment, excluded. */
  to: number;
}

/**
 * Reads a range. Text names its first moment at both ends, so `{ from: "2026-01", to: "2026-02" }` is January. With
 * neither `from` nor `last` the range begins in 1970, that is with the first record there is. A `to` up to a minute
 * ahead counts as now, since clocks differ.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseRange, toIso } from "./time.ts";
 *
 * const { from, to } = parseRange({ from: "2026-01", to: "2026-02" }, { zone: "Europe/Berlin" });
 * assertEquals(toIso(from), "2025-12-31T23:00:00.000Z");
 * assertEquals((to - from) / 86_400_000, 31);
 * ```
 *
 * @throws {RangeError} when `from` is not before `to`, both `from` and `last` are given, or one lies in the future.
 */
export function parseRange({ from, to, last }: RangeLike = {}, options: TimeOptions = {}): Range {
  const { now = Date.now(), zone = "UTC" } = options;
  const fixed = { now, zone };
  checkZone(zone); // also where no text needs it today
  if (typeof last === "number" && last > 0 && last < 60_000) {
    fail(`'last' must be a span such as "30d": current value is ${last}, as milliseconds less than a minute`);
  }
  if (from !== undefined && last !== undefined) {
    fail(`Only one of 'from' and 'last' can be given: current values are ${shown(from)} and ${shown(last)}`);
  }
  let end = to === undefined ? Math.floor(now) : parseTime(to, fixed, "to");
  if (end > now) {
    if (end > now + 60_000) fail(`'to' must not be in the future: current value is ${asked(to, end)}; ${nowIs(now)}`);
    end = Math.floor(now);
  }
  const begin = last !== undefined
    ? Math.floor(subtractSpan(end, last, zone, "last"))
    : from === undefined
    ? 0
    : parseTime(from, fixed, "from");
  if (begin < 0) fail(`'last' must not reach before 1970: current value is ${shown(last)}`);
  if (begin > now) fail(`'from' must not be in the future: current value is ${asked(from, begin)}; ${nowIs(now)}`);
  if (begin >= end) {
    fail(
      `'from' must be before 'to' (each text names its first moment): current values are ${asked(from, begin)} and ` +
        asked(to ?? "now", end),
    );
  }
  return { from: begin, to: end };
}

function nowIs(now: number): string {
  return `it is ${toIso(now)}`;
}

function asked(value: unknown, ms: number): string {
  return `${shown(value)} (${toIso(ms)})`;
}

/**
 * ISO 8601 text with milliseconds: `"2026-01-05T12:00:00.000Z"`, or with the offset of a zone,
 * `"2026-01-05T13:00:00.000+01:00"`.
 *
 * @throws {RangeError} when `ms` is no time or the zone is none.
 */
export function toIso(ms: number, zone = "UTC"): string {
  if (Number.isNaN(new Date(ms).getTime())) {
    fail(`'ms' must be milliseconds since 1970 within the range of a Date: current value is ${shown(ms)}`);
  }
  if (zone === "UTC") return new Date(ms).toISOString();
  const offset = zoneOffset(ms, zone);
  // Clocks before about 1900 had offsets with seconds, which ISO 8601 cannot write.
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const pad = (value: number) => String(value).padStart(2, "0");
  return new Date(ms + offset).toISOString().slice(0, -1) + (offset < 0 ? "-" : "+") + pad(Math.floor(minutes / 60)) +
    ":" + pad(minutes % 60);
}

/**
 * A `since` cursor for Trades and Spread that begins at a time: nanoseconds as text. Cursors from Kraken are opaque:
 * hand them back as they came, since a float cannot hold their last digits.
 */
export function toCursor(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) fail(`'ms' must be milliseconds since 1970: current value is ${shown(ms)}`);
  const whole = Math.floor(ms);
  return whole === 0 ? "0" : `${whole}000000`;
}

/** About when a nanosecond cursor stands, ms UTC rounded down: for progress and logs, never to make a cursor from. */
export function cursorTime(cursor: string): number {
  if (!/^\d{1,20}$/.test(cursor)) {
    fail(`'cursor' must be a number of nanoseconds as text: current value is ${shown(cursor)}`);
  }
  return Number(BigInt(cursor) / 1_000_000n);
}
