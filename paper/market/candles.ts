/** Candles of any length, the sums of exactly the trades in them. */

import type { PairMarket } from "./pair_market.ts";
import type { Summary } from "./summary.ts";

/** A candle: the sums of its trades; without trades the price before. */
export interface Candle {
  /** Begin, Unix seconds. */
  readonly time: number;
  /** In ticks. */
  readonly open: number;
  /** In ticks. */
  readonly high: number;
  /** In ticks. */
  readonly low: number;
  /** In ticks. */
  readonly close: number;
  /** The sums, count 0 without trades. */
  readonly sums: Summary;
}

const SECOND = 1_000_000_000n;

/**
 * The newest candles of `seconds` length: the running one and up to `finished` before it, oldest first. Those before the
 * pair's first trade are left out.
 */
export function newestCandles(market: PairMarket, now: bigint, seconds: number, finished: number): Candle[] {
  const running = Math.floor(Number(now / SECOND) / seconds) * seconds;
  const born = Math.floor(market.firstHour * 3600 / seconds) * seconds;
  const first = Math.max(running - finished * seconds, born);
  const before = market.lastPlace(BigInt(first) * SECOND - 1n);
  let close = before ? market.tradesOf(before.hour).price[before.index] ?? 0 : 0;
  const candles: Candle[] = [];
  for (let time = first; time <= running; time += seconds) {
    const end = time === running ? now + 1n : BigInt(time + seconds) * SECOND;
    const sums = market.summary(BigInt(time) * SECOND, end);
    if (sums.count === 0 && close === 0) continue;
    const { open, high, low } = sums.count > 0 ? sums : { open: close, high: close, low: close };
    if (sums.count > 0) close = sums.close;
    candles.push({ time, open, high, low, close, sums });
  }
  return candles;
}
