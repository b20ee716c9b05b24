/** A range as people write it → the window Kraken is asked for, which is wider, and the test that cuts it to size. */

import { parseRange } from "../core/time.ts";
import type { FrameMeta } from "../frames/frame.ts";
import type { RangeOptions, Source } from "./source.ts";

/** What a range becomes. */
export interface Window {
  /** First moment, ms UTC, included. */
  readonly from: number;
  /** Last moment, ms UTC, excluded. */
  readonly to: number;
  /** `start` for calls that leave it out (ledgers, fills, orders): whole Unix seconds; nothing for all there is. */
  readonly start?: number;
  /** `end` for calls that include it: whole Unix seconds. */
  readonly end: number;
  /** Whether a moment, ms UTC, lies in the range. */
  has(time: number): boolean;
  /** `from` and `to` as far as they were asked for, and where the rows come from. */
  readonly meta: FrameMeta;
}

/** Clocks differ: without an end, rows that Kraken dates a little after our now are part of what was asked for. */
const AHEAD_SECONDS = 60;

/**
 * The window of a range. Kraken's `start` is exclusive and its page says whole seconds, so the second before `from` is
 * asked for too; the rows of both edges are then told apart by their own, finer times.
 *
 * @throws {RangeError} as `parseRange` does.
 */
export function windowOf({ name, now }: Source, { last, from, to, zone }: RangeOptions): Window {
  const range = parseRange({ from, to, last }, { now: now(), zone });
  const bounded = from !== undefined || last !== undefined;
  const open = to === undefined;
  return {
    ...range,
    ...(bounded && range.from >= 1000 ? { start: Math.floor(range.from / 1000) - 1 } : {}),
    end: Math.ceil(range.to / 1000) + (open ? AHEAD_SECONDS : 0),
    has: (time) => time >= range.from && (open || time < range.to),
    meta: { ...(bounded ? { from: range.from } : {}), to: range.to, source: name },
  };
}
