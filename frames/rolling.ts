/** Figures over the last rows, moving along. */

/** Moving figures of a column; each has one value a row, `NaN` until the window is full. */
export interface Rolling {
  /** Sum. */
  sum(): Float64Array;
  /** Arithmetic mean. */
  mean(): Float64Array;
  /** Sample standard deviation (divided by rows less one). */
  std(): Float64Array;
  /** Smallest. */
  min(): Float64Array;
  /** Largest. */
  max(): Float64Array;
}

/** Rows after which a moving sum is taken anew, so that rounding errors do not pile up. */
const REFRESH = 4096;

/**
 * When the sum of squares has fallen to this part of what it was, what is left of it may be the rounding error of what
 * has gone (a spike that left the window): it is taken anew.
 */
const FALL = 1e-4;

/**
 * Moving figures over a window of rows: `rolling(candles.column("close"), 20).mean()`. A `NaN` in the window makes its
 * figure `NaN`, and no other.
 *
 * @throws {RangeError} when `window` is no whole number above zero.
 */
export function rolling(values: ArrayLike<number>, window: number): Rolling {
  if (!Number.isInteger(window) || window < 1) {
    throw new RangeError(`'window' must be a whole number of at least 1 row: current value is ${window}`);
  }
  return {
    sum: () => moments(values, window, (mean) => mean * window),
    mean: () => moments(values, window, (mean) => mean),
    std: () => moments(values, window, (_, squares) => window < 2 ? NaN : Math.sqrt(squares / (window - 1))),
    min: () => extreme(values, window, (a, b) => a <= b),
    max: () => extreme(values, window, (a, b) => a >= b),
  };
}

/** Mean and sum of squared deviations, updated by the row that comes and the row that goes (Welford). */
function moments(
  values: ArrayLike<number>,
  window: number,
  figure: (mean: number, squares: number) => number,
): Float64Array {
  const out = new Float64Array(values.length).fill(NaN);
  let [mean, squares, missing, peak] = [0, 0, 0, 0];
  let stale = true;
  for (let row = 0; row < values.length; row++) {
    const came = values[row] as number;
    const went = row >= window ? values[row - window] as number : 0;
    if (!Number.isFinite(came)) missing++;
    if (row >= window && !Number.isFinite(went)) missing--;
    if (row < window - 1) continue;
    if (missing > 0) {
      stale = true;
      continue;
    }
    if (!stale && row % REFRESH > 0) {
      const before = mean;
      mean += (came - went) / window;
      squares = Math.max(0, squares + (came - went) * (came - mean + went - before));
      // Written so that NaN, infinity less infinity, is stale too.
      stale = !(squares >= peak * FALL);
    } else stale = true;
    if (stale) {
      [mean, squares] = afresh(values, row - window + 1, row + 1);
      [peak, stale] = [0, false];
    }
    if (squares > peak) peak = squares;
    out[row] = figure(mean, squares);
  }
  return out;
}

function afresh(values: ArrayLike<number>, from: number, to: number): [mean: number, squares: number] {
  let sum = 0;
  for (let row = from; row < to; row++) sum += values[row] as number;
  const mean = sum / (to - from);
  let squares = 0;
  for (let row = from; row < to; row++) squares += ((values[row] as number) - mean) ** 2;
  return [mean, squares];
}

/** Keeps the rows that may still become the extreme, best first: each row enters and leaves once. */
function extreme(
  values: ArrayLike<number>,
  window: number,
  beats: (a: number, b: number) => boolean,
): Float64Array {
  const out = new Float64Array(values.length).fill(NaN);
  const rows = new Uint32Array(values.length);
  let [first, last, missing] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) missing++;
    else {
      while (last > first && beats(value, values[rows[last - 1] as number] as number)) last--;
      rows[last++] = row;
    }
    if (row >= window && Number.isNaN(values[row - window] as number)) missing--;
    while (first < last && (rows[first] as number) <= row - window) first++;
    if (row >= window - 1 && missing === 0) out[row] = values[rows[first] as number] as number;
  }
  return out;
}
