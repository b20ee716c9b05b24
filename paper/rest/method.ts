/** What a method of the exchange is given. */

import type { Market } from "../market/market.ts";
import { fromMilliseconds } from "../market/time.ts";
import type { ExchangeStatus } from "../status.ts";

/** The exchange as its methods see it. */
export interface Floor {
  /** The simulated market. */
  readonly market: Market;
  /** Milliseconds since 1970. */
  now(): number;
  /** Mode and announcements. */
  readonly status: ExchangeStatus;
}

/** A public method: query → result. */
export type PublicMethod = (query: URLSearchParams, floor: Floor) => unknown;

/** The time as nanoseconds. */
export function nowNs(floor: Floor): bigint {
  return fromMilliseconds(floor.now());
}
