/** API keys of the futures half: what they may do, the nonces they have used, what they have spent. */

import type { FuturesAccount } from "./account.ts";
import type { FuturesKeyOptions } from "./face.ts";
import { TokenPool } from "./pools.ts";

/** How a nonce fares. */
export type NonceVerdict = "taken" | "nonceDuplicate" | "nonceBelowThreshold";

/** Paper rule: nonces may arrive out of order within 10 seconds of their unit; Kraken says "briefly". */
const TOLERANCE_MS = 10_000n;
const REMEMBERED = 10_000;

/** A key. The secret stands in it, as the exchange has to check signatures: keep it out of logs. */
export class FuturesKey {
  /** Public part, the header `APIKey`. */
  readonly key: string;
  /** The account it opens. */
  readonly account: FuturesAccount;
  /** General API. */
  readonly general: "none" | "read" | "full";
  /** Withdrawal API. */
  readonly withdrawal: "none" | "full";
  /** When it was made, Unix milliseconds. */
  readonly created: number;
  /** Whether it no longer opens anything. */
  revoked = false;
  /** What it may spend on derivatives calls: 500 points in 10 seconds. */
  readonly derivatives: TokenPool = new TokenPool(500, 10_000);
  /** What it may spend on history calls: 100 points in 10 minutes. */
  readonly history: TokenPool = new TokenPool(100, 600_000);
  readonly #secret: string;
  readonly #seen = new Set<bigint>();
  #highest = 0n;

  /** Made by the exchange. */
  constructor(key: string, secret: string, account: FuturesAccount, options: FuturesKeyOptions, now: number) {
    this.key = key;
    this.#secret = secret;
    this.account = account;
    this.general = options.general ?? "full";
    this.withdrawal = options.withdrawal ?? "full";
    this.created = now;
  }

  /** Secret as base64 text. Not enumerable, so that no log shows it. */
  get secret(): string {
    return this.#secret;
  }

  /** Takes a nonce and says whether it may be used. */
  take(nonce: bigint): NonceVerdict {
    if (this.#seen.has(nonce)) return "nonceDuplicate";
    if (nonce < this.#highest - tolerance(this.#highest)) return "nonceBelowThreshold";
    if (this.#seen.size >= REMEMBERED) {
      const threshold = this.#highest - tolerance(this.#highest);
      for (const each of this.#seen) if (each < threshold) this.#seen.delete(each);
      // All of them within ten seconds: the oldest go, or memory would not end.
      if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    }
    this.#seen.add(nonce);
    if (nonce > this.#highest) this.#highest = nonce;
    return "taken";
  }
}

/** Ten seconds in the unit a nonce seems to have: milliseconds, microseconds or nanoseconds; of counters a hundred. */
function tolerance(nonce: bigint): bigint {
  const digits = String(nonce).length;
  if (digits < 13) return 100n;
  return TOLERANCE_MS * (digits < 16 ? 1n : digits < 19 ? 1000n : 1_000_000n);
}
