/**
 * How far a contract's price stands above its index, hour by hour, and the funding that follows from it. One premium holds
 * for a whole hour, so candles of any length are exact, and the mean of its minutes is itself.
 */

import { chance, extend } from "../../market/random.ts";
import { divided, power } from "../../accounts/money.ts";
import type { Contract } from "../contracts/contracts.ts";
import { PRICE, RATE } from "../money.ts";

/** Decimals of a premium. */
export const PREMIUM = 9;
/** The hourly premium is divided by it. */
export const FUNDING_COEFFICIENT = 8n;
/** Cap of the hourly relative rate, with {@linkcode RATE} decimals: 0.5 %. */
export const MAX_RELATIVE = 5n * power(RATE - 3);

const HOUR = 3_600_000;
const YEAR = 8766;

/** A smooth wave between -1 and 1 that is a function of key and place; it turns about once in one unit. */
export function wave(key: number, place: number): number {
  const left = Math.floor(place);
  const t = place - left;
  const from = chance(extend(key, left)) * 2 - 1;
  const to = chance(extend(key, left + 1)) * 2 - 1;
  return from + (to - from) * t * t * (3 - 2 * t);
}

/** Premium of a contract in an hour (counted since 1970), in units of {@linkcode PREMIUM}; 0 from expiry on. */
export function premiumOf(contract: Contract, key: number, hour: number): number {
  if (contract.perpetual) {
    return Math.round(1e9 * (0.00004 + 0.00025 * wave(key, hour / 70) + 0.00012 * wave(extend(key, 1), hour / 6)));
  }
  const left = contract.expiry / HOUR - hour;
  if (left <= 0) return 0;
  const yearly = 0.05 + 0.035 * wave(key, hour / 900) + 0.01 * wave(extend(key, 1), hour / 30);
  return Math.round(1e9 * yearly * left / YEAR);
}

/** The relative funding rate of an hour: the premium of the hour before it, divided and capped; {@linkcode RATE} decimals. */
export function relativeRate(contract: Contract, key: number, hour: number): bigint {
  const premium = BigInt(premiumOf(contract, key, hour - 1)) * power(RATE - PREMIUM);
  const rate = divided(premium, FUNDING_COEFFICIENT);
  return rate > MAX_RELATIVE ? MAX_RELATIVE : rate < -MAX_RELATIVE ? -MAX_RELATIVE : rate;
}

/** An absolute rate: USD per unit of the coin (linear), coin per contract (inverse), per hour; {@linkcode RATE} decimals. */
export function absoluteRate(contract: Contract, relative: bigint, index: bigint): bigint {
  return contract.inverse ? divided(relative * power(PRICE), index) : divided(relative * index, power(PRICE));
}

/** A price above or below an index by a premium, in units of {@linkcode PRICE}. */
export function lifted(index: bigint, premium: number): bigint {
  return divided(index * (power(PREMIUM) + BigInt(premium)), power(PREMIUM));
}
