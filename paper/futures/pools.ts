/** A budget of points that fills up again steadily. */

/** Points, by the exchange's time. */
export class TokenPool {
  /** Most points. */
  readonly size: number;
  readonly #perMs: number;
  #left: number;
  #at = -Infinity;

  /** `size` points come back in `windowMs`. */
  constructor(size: number, windowMs: number) {
    this.size = size;
    this.#left = size;
    this.#perMs = size / windowMs;
  }

  /** Points that can be spent. */
  left(now: number): number {
    return this.#at === -Infinity ? this.size : Math.min(this.size, this.#left + (now - this.#at) * this.#perMs);
  }

  /** Spends points if there are as many; a refused call costs nothing. */
  spend(points: number, now: number): boolean {
    const left = this.left(now);
    // Sums of fractions miss whole numbers by less than this.
    if (points > left + 1e-6) return false;
    this.#left = left - points;
    this.#at = now;
    return true;
  }
}
