/** Time zones through `Intl` alone: what the clock on a wall shows, and the way back, right on the days it jumps. */

import { nearest } from "./nearest.ts";
import { shown } from "./codecs.ts";

/** What a wall clock in some zone shows. */
export interface WallTime {
  /** Year, four digits. */
  year: number;
  /** Month, 1 to 12. */
  month: number;
  /** Day of the month, from 1. */
  day: number;
  /** Hour, 0 to 23. */
  hour: number;
  /** Minute. */
  minute: number;
  /** Second. */
  second: number;
  /** Millisecond. */
  millisecond: number;
}

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format) return format;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    const guess = typeof zone === "string" ? nearest(zone, Intl.supportedValuesOf("timeZone")) : undefined;
    throw new RangeError(
      `'zone' must be an IANA time zone such as "Europe/Berlin" or "UTC"` +
        `${guess === undefined ? "" : ` (did you mean ${JSON.stringify(guess)}?)`}: current value is ${shown(zone)}`,
      { cause },
    );
  }
  formats.set(zone, format);
  return format;
}

/** Does nothing for a time zone. @throws {RangeError} for anything else, with the nearest spelling. */
export function checkZone(zone: string): void {
  if (zone !== "UTC") formatOf(zone);
}

/** Milliseconds of a wall time read as if it were UTC. Works for years below 100 too, unlike `Date.UTC`. */
function asUtc({ year, month, day, hour, minute, second, millisecond }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, millisecond);
}

/**
 * How far a zone's clocks are ahead of UTC at an instant, in ms: 3,600,000 for `"Europe/Berlin"` in winter.
 *
 * @throws {RangeError} when the zone is none.
 */
export function zoneOffset(ms: number, zone: string): number {
  if (zone === "UTC") return 0;
  const wall: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) wall[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = wall;
  const whole = Math.floor(ms / 1000) * 1000;
  return asUtc({ year, month, day, hour, minute, second, millisecond: 0 }) - whole;
}

/** What the clocks of `zone` show at an instant (ms UTC). */
export function toWallTime(ms: number, zone: string): WallTime {
  const date = new Date(ms + zoneOffset(ms, zone));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

/**
 * The instant (ms UTC) at which the clocks of `zone` show this time. An hour shown twice in autumn means the first of
 * the two; an hour skipped in spring is read with the offset before the jump, so 02:30 becomes 03:30.
 */
export function fromWallTime(wall: WallTime, zone: string): number {
  const local = asUtc(wall);
  if (zone === "UTC") return local;
  // A day on either side lies beyond any jump of this day, so these are the offsets before and after it.
  const before = zoneOffset(local - DAY_MS, zone);
  const after = zoneOffset(local + DAY_MS, zone);
  for (const offset of [before, after]) {
    if (zoneOffset(local - offset, zone) === offset) return local - offset;
  }
  return local - before;
}

/**
 * The beginning of the day of `zone` that holds an instant, ms UTC. Its days have 23 or 25 hours twice a year.
 */
export function startOfDay(ms: number, zone: string): number {
  return fromWallTime({ ...toWallTime(ms, zone), hour: 0, minute: 0, second: 0, millisecond: 0 }, zone);
}
