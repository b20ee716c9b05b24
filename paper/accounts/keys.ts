/** API keys: what they may do, the nonces they have used, how busy they are. */

import type { Account } from "./account.ts";
import type { PaperAccount, PaperApiKey } from "./face.ts";
import { type Permission, PERMISSIONS } from "./permissions.ts";
import { Counter } from "./tiers.ts";

/** What a key is made from. */
export interface PaperKeyOptions {
  /** The account it opens. @default the default account */
  account?: PaperAccount | undefined;
  /** What it may do. @default all of Kraken's permissions */
  permissions?: readonly Permission[] | undefined;
  /**
   * Second factor of each call: `{ totp: <base32 secret> }` (six digits, 30 seconds, by the exchange's clock) or
   * `{ fixed: <text> }`. @default none
   */
  otp?: { readonly totp: string } | { readonly fixed: string } | undefined;
  /** How far a nonce may lag behind the highest one, in the caller's own unit. @default {0} */
  nonceWindow?: number | bigint | undefined;
  /** Label. @default {"paper"} */
  name?: string | undefined;
}

/** A key as the exchange keeps it, with its secret, by which signatures are checked. */
export class PaperKey implements PaperApiKey {
  /** Public part, the header `API-Key`. */
  readonly key: string;
  /** Label. */
  readonly name: string;
  /** The account it opens. */
  readonly account: Account;
  /** What it may do; may be changed at any time. */
  readonly permissions: Set<Permission>;
  /** Second factor, if any. */
  readonly otp: PaperKeyOptions["otp"];
  /** How far a nonce may lag behind. */
  readonly nonceWindow: bigint;
  /** When it was made, Unix milliseconds. */
  readonly created: number;
  /** When it was used, Unix milliseconds. */
  lastUsed: number | undefined;
  /** Whether it no longer opens anything. */
  revoked = false;
  /** Points on the private REST counter. */
  readonly counter: Counter = new Counter();
  readonly #secret: string;
  #highest = 0n;
  readonly #seen = new Set<bigint>();

  /** @throws {RangeError} for an unknown permission or a negative window. */
  constructor(key: string, secret: string, account: Account, options: PaperKeyOptions, now: number) {
    const { permissions = PERMISSIONS, otp, nonceWindow = 0, name = "paper" } = options;
    for (const each of permissions) {
      if (PERMISSIONS.includes(each)) continue;
      throw new RangeError(
        `Cannot make a key as 'permissions' must be of ${PERMISSIONS.join(", ")}: current value is ${each}`,
      );
    }
    if (nonceWindow < 0) {
      throw new RangeError(`Cannot make a key as 'nonceWindow' must be 0 or more: current value is ${nonceWindow}`);
    }
    this.key = key;
    this.#secret = secret;
    this.name = name;
    this.account = account;
    this.permissions = new Set(permissions);
    this.otp = otp;
    this.nonceWindow = BigInt(nonceWindow);
    this.created = now;
  }

  /** Secret as base64 text. Not enumerable, so that no log shows it. */
  get secret(): string {
    return this.#secret;
  }

  /** Highest nonce so far. */
  get highestNonce(): bigint {
    return this.#highest;
  }

  /** Takes a nonce, and says whether it may be used: above all before it, or within the window and new. */
  take(nonce: bigint): boolean {
    if (nonce <= this.#highest - this.nonceWindow || nonce <= 0n) return false;
    if (nonce <= this.#highest && (this.nonceWindow === 0n || this.#seen.has(nonce))) return false;
    if (nonce > this.#highest) this.#highest = nonce;
    if (this.nonceWindow > 0n) {
      this.#seen.add(nonce);
      if (this.#seen.size > 4096) {
        for (const each of this.#seen) if (each <= this.#highest - this.nonceWindow) this.#seen.delete(each);
      }
    }
    return true;
  }
}
