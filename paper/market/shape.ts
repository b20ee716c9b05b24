/**
 * The outline of an hour: what its trades will add up to, known before any of them is made. Candles and statistics of
 * long windows need nothing else; the trades are made to fit it when somebody looks (see trades.ts).
 */

import type { Random } from "./random.ts";

/** What the trades of an hour add up to. Prices in ticks, volumes in the smallest simulated unit; all whole numbers. */
export interface HourShape {
  /** Number of trades; when 0, the rest is 0 too. */
  readonly count: number;
  /** First price. */
  readonly open: number;
  /** Highest price. */
  readonly high: number;
  /** Lowest price. */
  readonly low: number;
  /** Last price. */
  readonly close: number;
  /** Sum of the volumes. */
  readonly volume: number;
  /** Sum of (price - low) × volume: small enough for an exact number, as a whole cost is not. */
  readonly excess: number;
}

/** What {@linkcode drawShape} starts from. */
export interface HourInputs {
  /** Number of trades. */
  readonly count: number;
  /** Price at the begin of the hour, in ticks. */
  readonly from: number;
  /** Price at its end, in ticks. */
  readonly to: number;
  /** Usual change within an hour, in ticks. */
  readonly restless: number;
  /** Usual volume of a trade, in units. */
  readonly size: number;
}

/** An hour with fewer trades has no outline of its own: its trades are drawn at once. */
export const FEW = 8;

/** An hour nobody traded in. */
export const EMPTY_SHAPE: HourShape = { count: 0, open: 0, high: 0, low: 0, close: 0, volume: 0, excess: 0 };

/** Every trade has at least this volume, so that the last digits of cost can be settled between trades. */
export function leastVolume(shape: Pick<HourShape, "count" | "high" | "low">): number {
  return 2 * (shape.high - shape.low) + 2 * shape.count + 16;
}

/** Draws the outline of an hour with at least {@linkcode FEW} trades. */
export function drawShape({ count, from, to, restless, size }: HourInputs, random: Random): HourShape {
  const wiggle = Math.min(restless * 0.1, from * 0.001);
  const open = Math.max(1, from + Math.round((random.next() - 0.5) * wiggle));
  const close = Math.max(1, to + Math.round((random.next() - 0.5) * wiggle));
  const [up, down] = [random.next(), random.next()];
  const high = Math.max(open, close) + Math.floor(restless * (0.12 + 0.8 * up * up));
  const low = Math.max(1, Math.min(open, close) - Math.floor(restless * (0.12 + 0.8 * down * down)));
  const range = high - low;
  const drawn = Math.round(count * size * (0.5 + random.next() + (random.next() < 0.04 ? 1.5 : 0)));
  // The products of range and volume must stay exact numbers (2^53), and the least volumes a twentieth of the whole.
  const most = Math.floor(2 ** 52 / (range + 1));
  const volume = Math.max(20 * count * leastVolume({ count, high, low }), Math.min(drawn, most));
  if (range === 0) return { count, open, high, low, close, volume, excess: 0 };
  const middle = (open - low + range + (close - low)) / (4 * range);
  const share = Math.min(0.85, Math.max(0.15, middle + (random.next() - 0.5) * 0.2));
  return { count, open, high, low, close, volume, excess: Math.round(share * range * volume) };
}
