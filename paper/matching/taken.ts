/**
 * Displayed volume that is gone. The simulated book is a function of time and does not know who took from it, so what was
 * taken is remembered until the level changes by itself.
 */

import type { Level } from "../market/book.ts";

/** What was taken from the levels of one pair. */
export class Taken {
  readonly #levels = new Map<string, { time: bigint; volume: bigint }>();

  /** What was taken from a level, in units of the lot. */
  of(side: "asks" | "bids", { price, time }: Level): bigint {
    const known = this.#levels.get(`${side} ${price}`);
    return known?.time === time ? known.volume : 0n;
  }

  /** Takes from a level. */
  add(side: "asks" | "bids", level: Level, volume: bigint): void {
    const before = this.of(side, level);
    // Levels live for seconds: what is old enough to be forgotten is wrong anyway.
    if (this.#levels.size > 4096) this.#levels.clear();
    this.#levels.set(`${side} ${level.price}`, { time: level.time, volume: before + volume });
  }
}
