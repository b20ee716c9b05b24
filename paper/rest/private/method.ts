/** What a private method is, and what it is given. */

import type { Account } from "../../accounts/account.ts";
import type { House } from "../../accounts/house.ts";
import type { PaperKey } from "../../accounts/keys.ts";
import type { Needs } from "../../accounts/permissions.ts";
import type { Fields } from "./fields.ts";

/** A call that was found to be what it says it is. */
export interface PrivateCall {
  readonly fields: Fields;
  readonly query: URLSearchParams;
  readonly key: PaperKey;
  readonly account: Account;
  readonly house: House;
  /** The time, to which everything has been moved; nanoseconds since 1970. */
  readonly ns: bigint;
}

/** A private method: a call → its result, or a whole response where Kraken has no envelope. */
export interface PrivateMethod {
  readonly needs: Needs;
  /** Points on the private REST counter of the key. */
  readonly cost: number;
  readonly run: (call: PrivateCall) => unknown;
}

/** A method that costs a point, as most do. */
export function method(needs: Needs, run: PrivateMethod["run"], cost: number = 1): PrivateMethod {
  return { needs, run, cost };
}

/** Seconds since 1970 with the microseconds that a number can hold. */
export function seconds(ns: bigint): number {
  const whole = ns / 1_000_000_000n;
  return Number(`${whole}.${String(ns - whole * 1_000_000_000n).padStart(9, "0").slice(0, 6)}`);
}

/** Whole seconds since 1970 as text. */
export function secondsText(ns: bigint): string {
  return String(ns / 1_000_000_000n);
}
