/** Spans of time as text (`"30d"`, `"1h30m"`, `"3M"`) and the candle intervals Kraken has. */

import { shown } from "./codecs.ts";
import { fromWallTime, toWallTime } from "./time_zone.ts";

/** A span: months are counted on the calendar, the rest in milliseconds. */
export interface Span {
  /** Calendar months; a year is twelve. */
  months: number;
  /** Milliseconds; a day is always 24 hours, a week seven days. */
  ms: number;
}

const MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

type Unit = keyof typeof MS | "M" | "y";

const WORDS: Readonly<Record<string, Unit>> = {
  ms: "ms",
  millisecond: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  second: "s",
  seconds: "s",
  m: "m",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  h: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  w: "w",
  week: "w",
  weeks: "w",
  mo: "M",
  month: "M",
  months: "M",
  y: "y",
  year: "y",
  years: "y",
};

const EXPECTED = 'a span such as "90m", "1h", "30d", "2w", "3M" (months) or "1y", or milliseconds';

function read(value: unknown, name: string): Span {
  if (typeof value === "number") {
    if (!Number.isFinite(value) || value <= 0) {
      throw new RangeError(`'${name}' must be ${EXPECTED}, above zero: current value is ${value}`);
    }
    return { months: 0, ms: value };
  }
  if (typeof value !== "string") throw new TypeError(`'${name}' must be ${EXPECTED}: current value is ${shown(value)}`);
  const span: Span = { months: 0, ms: 0 };
  const text = value.trim();
  if (!/^(\d+(\.\d+)?\s*[a-z]+[\s,]*)+$/i.test(text)) {
    throw new RangeError(`'${name}' must be ${EXPECTED}: current value is ${shown(value)}`);
  }
  for (const [, digits = "", word = ""] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    // The one unit whose case matters: m are minutes, M are months.
    const unit = word === "M" ? "M" : WORDS[word.toLowerCase()];
    if (unit === undefined) {
      throw new RangeError(`'${name}' must be ${EXPECTED}: current value is ${shown(value)} (unknown unit "${word}")`);
    }
    const count = Number(digits);
    if (unit === "M" || unit === "y") {
      if (!Number.isInteger(count)) {
        throw new RangeError(`'${name}' must have whole months and years: current value is ${shown(value)}`);
      }
      span.months += unit === "y" ? 12 * count : count;
    } else span.ms += count * MS[unit];
  }
  if (span.months === 0 && span.ms === 0) {
    throw new RangeError(`'${name}' must be ${EXPECTED}, above zero: current value is ${shown(value)}`);
  }
  return span;
}

/**
 * A span in milliseconds: `"30d"`, `"1h"`, `"90m"`, `"1h30m"`, `"2 weeks"`, or a number of milliseconds as it is.
 * Units are ms, s, m, h, d (24 hours) and w; case is free.
 *
 * @throws {RangeError} for months and years, whose length depends on the date: use {@linkcode subtractSpan}.
 */
export function parseSpan(value: string | number, name = "span"): number {
  const span = read(value, name);
  if (span.months > 0) {
    throw new RangeError(
      `'${name}' must have a fixed length, and months and years have none ("30d" is 30 days, "1m" one minute): ` +
        `current value is ${shown(value)}`,
    );
  }
  return span.ms;
}

/**
 * The time (ms UTC) one span before another. Months and years go by the calendar of `zone` and end on the last day
 * where the month is shorter: 31 March less `"1M"` is 28 or 29 February.
 */
export function subtractSpan(ms: number, span: string | number, zone = "UTC", name = "span"): number {
  return shift(ms, read(span, name), -1, zone);
}

/** The time (ms UTC) one span after another; the counterpart of {@linkcode subtractSpan}. */
export function addSpan(ms: number, span: string | number, zone = "UTC", name = "span"): number {
  return shift(ms, read(span, name), 1, zone);
}

function shift(ms: number, span: Span, sign: 1 | -1, zone: string): number {
  if (span.months === 0) return ms + sign * span.ms;
  const wall = toWallTime(ms, zone);
  const months = wall.year * 12 + wall.month - 1 + sign * span.months;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return fromWallTime({ ...wall, year, month, day: Math.min(wall.day, daysIn(year, month)) }, zone) + sign * span.ms;
}

/** Days of a month (1 to 12). */
export function daysIn(year: number, month: number): number {
  return month === 2
    ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)
    : [4, 6, 9, 11].includes(month)
    ? 30
    : 31;
}

/** The candle intervals of Kraken's OHLC in minutes. */
export const INTERVALS = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600] as const;

/** One of {@linkcode INTERVALS}. */
export type Interval = typeof INTERVALS[number];

/** The same intervals as one says them, in the order of {@linkcode INTERVALS}. */
export const INTERVAL_NAMES = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w", "15d"] as const;

/**
 * A candle interval in minutes: `"1h"` → 60. Takes what {@linkcode parseSpan} takes; a bare number means minutes.
 *
 * @throws {RangeError} for an interval Kraken has no candles of, with the list of those it has.
 */
export function parseEvery(value: string | number, name = "every"): Interval {
  const expected = `one of ${INTERVAL_NAMES.join(", ")} (or minutes: ${INTERVALS.join(", ")})`;
  if (typeof value !== "string" && typeof value !== "number") {
    throw new TypeError(`'${name}' must be ${expected}: current value is ${shown(value)}`);
  }
  let minutes: number | undefined;
  if (typeof value === "number" || /^\s*\d+\s*$/.test(value)) minutes = Number(value);
  else {
    try {
      minutes = parseSpan(value, name) / MS.m;
    } catch (cause) {
      throw new RangeError(`'${name}' must be ${expected}: current value is ${shown(value)}`, { cause });
    }
  }
  const found = INTERVALS.find((interval) => interval === minutes);
  if (found === undefined) throw new RangeError(`'${name}' must be ${expected}: current value is ${shown(value)}`);
  return found;
}
