/** What the verification tiers allow. */

/** A verification tier. */
export type PaperTier = "starter" | "intermediate" | "pro";

/** Limits of a tier. Decays are points a second. */
export interface TierLimits {
  /** Private REST counter of a key: maximum and decay. */
  readonly rest: readonly [max: number, decay: number];
  /** Trading counter of an account and pair: threshold and decay. */
  readonly trading: readonly [max: number, decay: number];
  /** Open orders on one pair. */
  readonly openOrders: number;
}

/** By tier, as Kraken publishes them. */
export const TIERS: Readonly<Record<PaperTier, TierLimits>> = {
  starter: { rest: [15, 0.33], trading: [60, 1], openOrders: 60 },
  intermediate: { rest: [20, 0.5], trading: [125, 2.34], openOrders: 80 },
  pro: { rest: [20, 1], trading: [180, 3.75], openOrders: 225 },
};

/** A counter that calls fill and time empties. Times are milliseconds. */
export class Counter {
  #level = 0;
  #at = 0;

  /** Points in use. */
  level(decay: number, now: number): number {
    return Math.max(0, this.#level - Math.max(0, now - this.#at) / 1000 * decay);
  }

  /** Adds points, and says whether they fit. What does not fit counts all the same: going on prolongs the wait. */
  add(points: number, [max, decay]: readonly [max: number, decay: number], now: number): boolean {
    const level = this.level(decay, now) + points;
    const fits = points <= 0 || level <= max + TOLERANCE;
    // Without a lid, a caller that does not wait would be locked out for hours.
    this.#level = fits ? level : Math.min(level, max + POUNDING);
    this.#at = Math.max(this.#at, now);
    return fits;
  }
}

/** A caller that waits to the millisecond must pass, although its calls may arrive a little closer than they were sent. */
const TOLERANCE = 0.25;

/** How far above the maximum calls that are refused can push a counter. */
const POUNDING = 5;
