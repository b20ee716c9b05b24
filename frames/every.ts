/** Intervals of time and their borders: fixed lengths, and days, weeks and months by the calendar of a zone. */

import { parseSpan } from "../core/time.ts";
import { fromWallTime, toWallTime, zoneOffset } from "../core/time.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Monday, 5 January 1970, as a day number: weeks begin on Mondays. */
const MONDAY = 4;

/** Cuts time into intervals. */
export interface Grid {
  /** As one says it: `"1h"`, `"1d"`. */
  readonly every: string;
  /** Length in ms; of days, weeks and months the usual one. */
  readonly ms: number;
  /** Whether the lengths differ: days of a zone, months. */
  readonly calendar: boolean;
  /** Begin (included) and end (excluded) of the interval that holds an instant, ms UTC. */
  at(ms: number): readonly [start: number, end: number];
}

/** A length in ms as one says it, in the largest unit that divides it: 5,400,000 → `"90m"`. */
export function spanName(ms: number): string {
  for (const [unit, size] of [["d", DAY], ["h", 60 * MINUTE], ["m", MINUTE], ["s", 1000]] as const) {
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}

const modulo = (value: number, by: number) => ((value % by) + by) % by;

/**
 * The grid of an interval: `"5m"`, `"1h"`, `"1d"`, `"1w"`, `"1M"` (month), `"1y"`, or a number of minutes.
 *
 * Days, weeks (from Monday) and months follow the calendar of the zone, with days of 23 and 25 hours. Shorter ones are
 * counted from 1970 in UTC, and from midnight in other zones. Several days together are counted from 1970 too, so that
 * `"7d"` are the weeks Kraken has candles of, from Thursday.
 *
 * @throws {RangeError} for an interval or zone that is none, and for hours and minutes that do not divide a day where
 * they are counted from midnight.
 */
export function gridOf(every: string | number, zone: string = "UTC"): Grid {
  zoneOffset(0, zone); // fails for a zone that is none
  const text = typeof every === "number" ? `${every}m` : String(every).trim();
  const [, digits = "", unit = ""] = /^(\d+)\s*(d|days?|w|weeks?|M|mo|months?|y|years?)$/i.exec(text) ?? [];
  const count = Number(digits);
  // The one unit whose case matters: "1m" is a minute.
  if (digits !== "" && unit !== "m") {
    if (count < 1) throw new RangeError(`'every' must be above zero: current value is "${text}"`);
    const letter = unit === "M" ? "M" : unit.slice(0, 1).toLowerCase();
    if (letter === "m" || letter === "M") return monthGrid(`${count}M`, count, zone);
    if (letter === "y") return monthGrid(`${count}y`, 12 * count, zone);
    return letter === "w" ? dayGrid(`${count}w`, 7 * count, MONDAY, zone) : dayGrid(`${count}d`, count, 0, zone);
  }
  const ms = parseSpan(text, "every");
  const name = spanName(ms);
  if (zone === "UTC") {
    return {
      every: name,
      ms,
      calendar: false,
      at(time) {
        const start = Math.floor(time / ms) * ms;
        return [start, start + ms];
      },
    };
  }
  if (DAY % ms !== 0) {
    throw new RangeError(
      `'every' must divide a day, or be whole days such as "2d", where it is counted from midnight in ${zone}: ` +
        `current value is "${text}"`,
    );
  }
  const days = dayGrid("1d", 1, 0, zone);
  return {
    every: name,
    ms,
    calendar: false,
    at(time) {
      const [midnight, next] = days.at(time);
      const start = midnight + Math.floor((time - midnight) / ms) * ms;
      return [start, Math.min(start + ms, next)];
    },
  };
}

function midnight(day: number, zone: string): number {
  const date = new Date(day * DAY);
  return fromWallTime({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
  }, zone);
}

/** Keeps the last interval: rows in order of time ask for the same one again and again, and calendars are slow. */
function remembering(find: Grid["at"]): Grid["at"] {
  let last: readonly [start: number, end: number] = [NaN, NaN];
  return (time) => time >= last[0] && time < last[1] ? last : last = find(time);
}

function dayGrid(every: string, days: number, anchor: number, zone: string): Grid {
  return {
    every,
    ms: days * DAY,
    calendar: zone !== "UTC",
    at: remembering((time) => {
      const day = Math.floor((time + zoneOffset(time, zone)) / DAY);
      const first = day - modulo(day - anchor, days);
      return [midnight(first, zone), midnight(first + days, zone)];
    }),
  };
}

function monthGrid(every: string, months: number, zone: string): Grid {
  const begin = (month: number) => midnight(Date.UTC(Math.floor(month / 12), modulo(month, 12), 1) / DAY, zone);
  return {
    every,
    ms: months * 30 * DAY,
    calendar: true,
    at: remembering((time) => {
      const { year, month } = toWallTime(time, zone);
      const now = year * 12 + month - 1;
      const first = now - modulo(now, months);
      return [begin(first), begin(first + months)];
    }),
  };
}
