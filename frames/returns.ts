/** How a price moved from row to row. */

import { knownOptions } from "../core/options.ts";

/** Options of {@linkcode returns}. */
export interface ReturnOptions {
  /** Rows from one price to the other. @default {1} */
  periods?: number;
  /** Natural logarithm of the ratio instead of the ratio less one; those of several rows add up. @default {false} */
  log?: boolean;
}

/**
 * Returns of a column of prices, `0.01` for one percent: `returns(candles.column("close"))`. The first `periods` are
 * `NaN`. Rows that follow each other must follow each other in time: fill gaps first (`resample` with
 * `fill: "previous"`).
 *
 * @throws {RangeError} when `periods` is no whole number above zero.
 */
export function returns(prices: ArrayLike<number>, options: ReturnOptions = {}): Float64Array {
  knownOptions("returns", options, ["periods", "log"]);
  const { periods = 1, log = false } = options;
  if (!Number.isInteger(periods) || periods < 1) {
    throw new RangeError(`'periods' must be a whole number of at least 1: current value is ${periods}`);
  }
  const values = new Float64Array(prices.length).fill(NaN);
  for (let row = periods; row < prices.length; row++) {
    const ratio = (prices[row] as number) / (prices[row - periods] as number);
    values[row] = log ? Math.log(ratio) : ratio - 1;
  }
  return values;
}
