/** The lock that falls on a key after too many calls that cannot be right. */

const WINDOW_MS = 60_000;
const LOCK_MS = 15 * 60_000;
const KEPT = 10_000;

/** How many failures within a minute lock a key: signatures and keys, and nonces, of which Kraken bears more. */
const BEARABLE = { key: 10, nonce: 100 } as const;

/** Failures by the key that was presented, whether there is one of that name or not. */
export class Lockouts {
  readonly #presented = new Map<string, { failures: number; since: number; until: number }>();

  /** Whether calls with this key are refused for now. A call while it is locked prolongs the lock. */
  locked(key: string, now: number): boolean {
    const known = this.#presented.get(key);
    if (known === undefined || known.until <= now) return false;
    known.until = now + LOCK_MS;
    return true;
  }

  /** Counts a failure. */
  failed(key: string, kind: keyof typeof BEARABLE, now: number): void {
    let known = this.#presented.get(key);
    if (known === undefined || now - known.since > WINDOW_MS) {
      if (this.#presented.size >= KEPT) this.#presented.clear();
      this.#presented.set(key, known = { failures: 0, since: now, until: 0 });
    }
    known.failures += 1 / BEARABLE[kind];
    // Sums of tenths and hundredths miss whole numbers by less than this.
    if (known.failures > 1 - 1e-9) known.until = now + LOCK_MS;
  }
}
