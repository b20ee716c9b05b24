/** The heart of resampling: rows of trades or candles added up by interval. */

import { formatTime } from "./_format.ts";
import type { Grid } from "./every.ts";

/** Beyond this many empty candles in a row filling is a mistake: a wrong unit, or a time of 1970 in the data. */
const MOST_FILLED = 10_000_000;

/** The candles being made: for each the rows that give its prices, and its sums. */
export interface Buckets {
  readonly time: number[];
  /** Rows of the open, high and low; -1 in an empty candle, whose prices are those of the row of `close`. */
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume: number[];
  /** Sum of volume in units of the last decimal: an integer, exact up to 2 ** 51. */
  readonly units: number[];
  /** Sum of price times volume. */
  readonly turnover: number[];
  /** Sum of the volume that turnover speaks of. */
  readonly weight: number[];
  readonly count: number[];
}

/** What is read of the source. Trades have one price, candles four. */
export interface Source {
  readonly candles: boolean;
  readonly names: readonly [open: string, high: string, low: string, close: string];
  readonly time: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly volume: Float64Array;
  /** Price that stands for the row in the average; candles may lack it. */
  readonly average: Float64Array | undefined;
  /** Trades in the row; one for a trade, candles may lack it. */
  readonly count: Float64Array | undefined;
}

/** What the rows of one interval add up to. */
interface Sums {
  /** The row behind the last. */
  readonly next: number;
  readonly top: number;
  readonly bottom: number;
  readonly volume: number;
  readonly units: number;
  readonly turnover: number;
  readonly weight: number;
  readonly count: number;
}

/** Adds up trades from row `first` to the end of its interval. On its own, since a million rows go through it. */
function sumTrades({ time, high: price, volume }: Source, first: number, end: number, power: number): Sums {
  let [next, top, bottom] = [first, first, first];
  let highest = price[first] as number;
  let lowest = highest;
  let sum = 0;
  let units = 0;
  let turnover = 0;
  for (; next < time.length && (time[next] as number) < end; next++) {
    const paid = price[next] as number;
    const amount = volume[next] as number;
    if (paid > highest) {
      highest = paid;
      top = next;
    }
    if (paid < lowest) {
      lowest = paid;
      bottom = next;
    }
    sum += amount;
    units += Math.round(amount * power);
    turnover += paid * amount;
  }
  return { next, top, bottom, volume: sum, units, turnover, weight: sum, count: next - first };
}

/** As {@linkcode sumTrades}, for candles. */
function sumCandles(source: Source, first: number, end: number, power: number): Sums {
  const { time, high, low, volume, average, count } = source;
  let [next, top, bottom, sum, units, turnover, weight, trades] = [first, first, first, 0, 0, 0, 0, 0];
  for (; next < time.length && (time[next] as number) < end; next++) {
    const amount = volume[next] as number;
    if ((high[next] as number) > (high[top] as number)) top = next;
    if ((low[next] as number) < (low[bottom] as number)) bottom = next;
    sum += amount;
    units += Math.round(amount * power);
    // A candle without a trade has no average (0 or NaN) and no weight.
    if (average !== undefined && amount > 0) {
      turnover += (average[next] as number) * amount;
      weight += amount;
    }
    if (count !== undefined) trades += count[next] as number;
  }
  return { next, top, bottom, volume: sum, units, turnover, weight, count: trades };
}

/** Walks over the rows, oldest first, and makes a candle of each interval. */
export function collect(
  source: Source,
  grid: Grid,
  { fill, power }: { fill: "none" | "previous"; power: number },
): Buckets {
  const buckets: Buckets = {
    time: [],
    open: [],
    high: [],
    low: [],
    close: [],
    volume: [],
    units: [],
    turnover: [],
    weight: [],
    count: [],
  };
  const sum = source.candles ? sumCandles : sumTrades;
  const { time } = source;
  for (let at = 0; at < time.length;) {
    const [start, end] = grid.at(time[at] as number);
    if (fill === "previous" && at > 0) fillUp(buckets, grid, start);
    const sums = sum(source, at, end, power);
    buckets.time.push(start);
    buckets.open.push(at);
    buckets.high.push(sums.top);
    buckets.low.push(sums.bottom);
    buckets.close.push(sums.next - 1);
    buckets.volume.push(sums.volume);
    buckets.units.push(sums.units);
    buckets.turnover.push(sums.turnover);
    buckets.weight.push(sums.weight);
    buckets.count.push(sums.count);
    at = sums.next;
  }
  return buckets;
}

/** Empty candles from the last one up to the interval that begins at `start`. */
function fillUp(buckets: Buckets, grid: Grid, start: number): void {
  const close = buckets.close.at(-1) as number;
  let next = grid.at(buckets.time.at(-1) as number)[1];
  const missing = Math.round((start - next) / grid.ms);
  if (missing > MOST_FILLED) {
    throw new RangeError(
      `Cannot resample to ${grid.every} with fill "previous" as that makes ${missing} empty candles before ` +
        `${formatTime(start, "UTC", 0)}: look for a wrong time in the data`,
    );
  }
  while (next < start) {
    buckets.time.push(next);
    for (const prices of [buckets.open, buckets.high, buckets.low]) prices.push(-1);
    buckets.close.push(close);
    for (const sums of [buckets.volume, buckets.units, buckets.turnover, buckets.weight, buckets.count]) sums.push(0);
    next = grid.at(next)[1];
  }
}
