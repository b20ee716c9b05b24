/** Fewer marks for the same picture: a notebook must not carry 100 MB, and no screen shows 100,000 candles. */

/** Columns of candles; `vwap` and `count` only where the source has them. */
export interface CandleColumns {
  readonly time: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  readonly volume?: ArrayLike<number>;
}

/** Candles merged into longer ones. */
export interface MergedCandles {
  readonly time: number[];
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume?: number[];
}

/** One candle from all candles of each `interval` ms of UTC; empty intervals stay empty. */
export function mergeCandles(candles: CandleColumns, interval: number): MergedCandles {
  const { time, open, high, low, close, volume } = candles;
  const merged = {
    time: [] as number[],
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
    volume: [] as number[],
  };
  let last = -1;
  for (let i = 0; i < time.length; i++) {
    const start = Math.floor((time[i] ?? 0) / interval) * interval;
    if (merged.time[last] !== start) {
      last = merged.time.push(start) - 1;
      merged.open.push(open[i] ?? NaN);
      merged.high.push(-Infinity);
      merged.low.push(Infinity);
      merged.close.push(NaN);
      merged.volume.push(0);
    }
    merged.high[last] = Math.max(merged.high[last] ?? NaN, high[i] ?? NaN);
    merged.low[last] = Math.min(merged.low[last] ?? NaN, low[i] ?? NaN);
    merged.close[last] = close[i] ?? NaN;
    merged.volume[last] = (merged.volume[last] ?? 0) + (volume?.[i] ?? 0);
  }
  const { volume: sums, ...prices } = merged;
  return volume ? { ...prices, volume: sums } : prices;
}

/**
 * Indices of at most about `count` rows that keep the outline of a line: of each run of neighbours its lowest and its
 * highest value, and the first and the last row of all. Rows without a number are left out of the choice.
 */
export function outline(values: ArrayLike<number>, count: number): number[] {
  const length = values.length;
  if (length <= count) return Array.from({ length }, (_, i) => i);
  const run = length / Math.max(1, Math.floor(count / 2));
  const kept = new Set<number>([0]);
  for (let from = 0; from < length; from += run) {
    let [low, high] = [-1, -1];
    for (let i = Math.floor(from); i < Math.min(length, Math.floor(from + run)); i++) {
      const value = values[i] ?? NaN;
      if (Number.isNaN(value)) continue;
      if (low < 0 || value < (values[low] ?? NaN)) low = i;
      if (high < 0 || value > (values[high] ?? NaN)) high = i;
    }
    if (low >= 0) kept.add(low).add(high);
  }
  return [...kept.add(length - 1)].sort((a, b) => a - b);
}
