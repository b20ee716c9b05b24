/** Kraken's limit on public calls: by IP address, and by pair where the call is about one. It has no published figures. */

import { Refusal } from "./refusal.ts";

/** Size and refill of a caller's allowance. */
export interface PublicLimit {
  /** Calls at once. @default {20} */
  readonly burst: number;
  /** Calls a second in the long run. @default {1} */
  readonly perSecond: number;
}

/** What `limits: true` means: the customary pace of one call a second, with room for a page of work. */
export const STANDARD_LIMIT: PublicLimit = { burst: 20, perSecond: 1 };

/** Counts the calls of each caller. */
export class Allowances {
  readonly #limit: PublicLimit;
  readonly #now: () => number;
  readonly #callers = new Map<string, { left: number; at: number }>();

  /** Time is the exchange's own. */
  constructor(limit: PublicLimit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Takes one call from an allowance. @throws {Refusal} `EAPI:Rate limit exceeded`; a refused call costs nothing. */
  take(caller: string): void {
    const now = this.#now();
    const { left, at } = this.#callers.get(caller) ?? { left: this.#limit.burst, at: now };
    const refilled = Math.min(this.#limit.burst, left + Math.max(0, now - at) / 1000 * this.#limit.perSecond);
    // Full allowances need no memory.
    if (this.#callers.size > 10_000) this.#callers.clear();
    if (refilled < 1) {
      this.#callers.set(caller, { left: refilled, at: now });
      throw new Refusal("EAPI:Rate limit exceeded");
    }
    this.#callers.set(caller, { left: refilled - 1, at: now });
  }
}
