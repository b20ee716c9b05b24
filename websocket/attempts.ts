/** Connection attempts are counted per host, since Kraken's edge blocks an address for ten minutes when there are too many. */

/** Kraken's edge allows about 150 attempts in ten minutes; the official tool stops at 120, and so do we. */
const LIMIT = 120;
const WINDOW_MS = 600_000;

/** A rolling count of connection attempts. */
export class AttemptBudget {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #attempts: number[] = [];

  /** `limit` attempts in any `windowMs` milliseconds. @default {120 in 600_000} */
  constructor(limit: number = LIMIT, windowMs: number = WINDOW_MS, now: () => number = Date.now) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Counts an attempt. Returns how many milliseconds to wait before making it; 0 nearly always. */
  take(): number {
    const now = this.#now();
    this.#attempts = this.#attempts.filter((at) => at > now - this.#windowMs);
    const blocking = this.#attempts[this.#attempts.length - this.#limit];
    const at = blocking === undefined ? now : Math.max(now, blocking + this.#windowMs);
    this.#attempts.push(at);
    return at - now;
  }
}

const budgets = new Map<string, AttemptBudget>();

/** The budget of a host, shared by all connections of the process. */
export function budgetOf(host: string): AttemptBudget {
  let budget = budgets.get(host);
  if (!budget) budgets.set(host, budget = new AttemptBudget());
  return budget;
}
