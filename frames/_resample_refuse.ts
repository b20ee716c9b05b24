/** What cannot be resampled. */

import { numbersOf } from "./_columns.ts";
import { formatTime } from "./_format.ts";
import { type Grid, gridOf, spanName } from "./every.ts";
import type { Frame } from "./frame.ts";

/** Times farther from 1970 are none: no calendar has them. */
const MOST_TIME = 8.64e15;

/** Fails where a time or a price is none: whatever came of it would look like a figure. */
export function refuseMissing(frame: Frame): void {
  const time = frame.column("time") as Float64Array;
  // Sorted: what is no time stands at one of the ends.
  for (const row of time.length === 0 ? [] : [time.length - 1, 0]) {
    const ms = time[row] as number;
    if (Math.abs(ms) <= MOST_TIME) continue;
    throw new RangeError(
      Number.isNaN(ms)
        ? "Cannot resample as 'time' must have no missing values: filter those rows out first"
        : `Cannot resample as 'time' must be milliseconds since 1970 up to ${MOST_TIME}: current value is ${ms}`,
    );
  }
  for (const name of frame.columns.includes("price") ? ["price"] : ["open", "high", "low", "close"]) {
    const prices = numbersOf(frame, name, "resample");
    let row = 0;
    while (row < prices.length && Number.isFinite(prices[row])) row++;
    if (row === prices.length) continue;
    throw new RangeError(
      `Cannot resample as '${name}' must have no missing values: it is ${prices[row]} at ` +
        `${formatTime(time[row] as number, "UTC", 3)}; filter those rows out first`,
    );
  }
}

/** Length of the source's candles in ms: what its `meta.every` says, else the smallest step between two. */
function lengthOf(frame: Frame, time: Float64Array): number {
  if (frame.meta.every !== undefined) return gridOf(frame.meta.every).ms;
  let least = Infinity;
  for (let row = 1; row < time.length; row++) {
    const step = (time[row] as number) - (time[row - 1] as number);
    if (step > 0 && step < least) least = step;
  }
  return Number.isFinite(least) ? least : 0;
}

/** A candle cannot be cut: fails when some lie across a border of the new intervals. */
export function refuseCuts(frame: Frame, grid: Grid, zone: string): void {
  const time = frame.column("time") as Float64Array;
  const length = lengthOf(frame, time);
  const old = frame.meta.every ?? spanName(length);
  if (grid.ms < length || (!grid.calendar && grid.ms % length > 0)) {
    throw new RangeError(
      `Cannot resample candles of ${old} to ${grid.every} as the new interval must be a whole multiple of the old one`,
    );
  }
  // Months have no one length, and begin where the calendar says.
  if (length >= 28 * 86_400_000) return;
  let end = -Infinity;
  for (const start of time) {
    if (start >= end) end = grid.at(start)[1];
    if (start + length <= end) continue;
    throw new RangeError(
      `Cannot resample candles of ${old} to ${grid.every} as the one at ${formatTime(start, zone, 0)} lies across ` +
        `${formatTime(end, zone, 0)}, where the next interval begins${zone === "UTC" ? "" : ` in ${zone}`}: take ` +
        `shorter candles, or trades`,
    );
  }
}
