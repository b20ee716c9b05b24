/** What the trades of any window add up to; summaries of neighbouring windows join exactly. */

import type { HourShape } from "./shape.ts";
import type { HourTrades } from "./trades.ts";

/** Sums over a window. Prices in ticks, volume in units, cost in ticks × units; all exact. */
export interface Summary {
  /** Number of trades; when 0, the rest is 0 too. */
  count: number;
  /** First price. */
  open: number;
  /** Highest price. */
  high: number;
  /** Lowest price. */
  low: number;
  /** Last price. */
  close: number;
  /** Sum of volumes. */
  volume: number;
  /** Sum of price × volume. */
  cost: bigint;
}

/** Two of these still add up to an exact number. */
const EXACT = 2 ** 51;

/** A window without trades. */
export function emptySummary(): Summary {
  return { count: 0, open: 0, high: 0, low: 0, close: 0, volume: 0, cost: 0n };
}

/** Adds a later window to an earlier one, in place. */
export function append(earlier: Summary, later: Readonly<Summary>): void {
  if (later.count === 0) return;
  if (earlier.count === 0) {
    earlier.open = later.open;
    earlier.high = later.high;
    earlier.low = later.low;
  } else {
    if (later.high > earlier.high) earlier.high = later.high;
    if (later.low < earlier.low) earlier.low = later.low;
  }
  earlier.close = later.close;
  earlier.count += later.count;
  earlier.volume += later.volume;
  earlier.cost += later.cost;
}

/** Adds whole hours, in place. */
export function appendHours(earlier: Summary, hours: readonly HourShape[], from: number, to: number): void {
  const sums = emptySummary();
  let base = -1;
  // Costs above the first low: numbers as long as they are exact, since a bigint for each hour would take longer than
  // all the rest of a scan over years.
  let beyond = 0;
  for (let i = from; i < to; i++) {
    const hour = hours[i];
    if (!hour || hour.count === 0) continue;
    if (base < 0) {
      base = hour.low;
      sums.open = hour.open;
      sums.high = hour.high;
      sums.low = hour.low;
    }
    if (hour.high > sums.high) sums.high = hour.high;
    if (hour.low < sums.low) sums.low = hour.low;
    sums.close = hour.close;
    sums.count += hour.count;
    sums.volume += hour.volume;
    const lifted = (hour.low - base) * hour.volume + hour.excess;
    if (Math.abs(lifted) < EXACT) beyond += lifted;
    else sums.cost += BigInt(hour.low - base) * BigInt(hour.volume) + BigInt(hour.excess);
    if (Math.abs(beyond) >= EXACT) {
      sums.cost += BigInt(beyond);
      beyond = 0;
    }
  }
  if (sums.count === 0) return;
  sums.cost += BigInt(base) * BigInt(sums.volume) + BigInt(beyond);
  append(earlier, sums);
}

/** Adds the trades of an hour from index `from` up to but without `to`, in place. */
export function appendTrades(earlier: Summary, { price, volume }: HourTrades, from: number, to: number): void {
  if (to <= from) return;
  const open = price[from] ?? 0;
  let [high, low, sum, beyond] = [open, open, 0, 0];
  for (let i = from; i < to; i++) {
    const each = price[i] ?? 0;
    const size = volume[i] ?? 0;
    if (each > high) high = each;
    if (each < low) low = each;
    sum += size;
    // Relative to the first price the products stay far below 2^53.
    beyond += (each - open) * size;
  }
  const cost = BigInt(open) * BigInt(sum) + BigInt(beyond);
  append(earlier, { count: to - from, open, high, low, close: price[to - 1] ?? 0, volume: sum, cost });
}
