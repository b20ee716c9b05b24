/** What positions are worth: profit, average entry, notional, by the formulas of linear and inverse contracts. */

import type { Contract } from "../contracts/contracts.ts";
import { abs, divided, ENTRY, MONEY, power, PRICE, quotient, RATE, rescaled } from "../money.ts";

/** A position. */
export interface Position {
  /** Contract. */
  readonly contract: Contract;
  /** Id, new with each opening. */
  uid: string;
  /** Signed size in steps; never 0 while it is kept. */
  size: bigint;
  /** Average entry price with {@linkcode ENTRY} decimals. */
  entry: bigint;
  /** Funding is booked up to here, Unix milliseconds. */
  since: number;
  /** Last fill, Unix milliseconds. */
  filled: number;
}

/** A price as an entry price. */
export function asEntry(price: bigint): bigint {
  return price * power(ENTRY - PRICE);
}

/** Profit of a signed size from entry to price, in money of the contract's currency. */
export function profit({ inverse, precision }: Contract, size: bigint, entry: bigint, price: bigint): bigint {
  const exit = asEntry(price);
  if (!inverse) return rescaled(size * (exit - entry), precision + ENTRY, MONEY);
  if (entry === 0n || exit === 0n) return 0n;
  return quotient(size * (exit - entry) * power(MONEY + ENTRY), entry * exit * power(precision));
}

/** Average entry of two sizes of one direction. */
export function averaged({ inverse }: Contract, size: bigint, entry: bigint, more: bigint, price: bigint): bigint {
  const other = asEntry(price);
  if (!inverse) return quotient(size * entry + more * other, size + more);
  return quotient((size + more) * entry * other, size * other + more * entry);
}

/** Unsigned notional of a size at a price (`PRICE` decimals), in money of the contract's currency. */
export function notional({ inverse, precision }: Contract, size: bigint, price: bigint): bigint {
  const steps = abs(size);
  if (!inverse) return rescaled(steps * price, precision + PRICE, MONEY);
  return price === 0n ? 0n : divided(steps * power(PRICE + MONEY), price * power(precision));
}

/** The same at an entry price. */
export function notionalAtEntry({ inverse, precision }: Contract, size: bigint, entry: bigint): bigint {
  const steps = abs(size);
  if (!inverse) return rescaled(steps * entry, precision + ENTRY, MONEY);
  return entry === 0n ? 0n : divided(steps * power(ENTRY + MONEY), entry * power(precision));
}

/** Unsigned notional in US dollars: what levels and fee tiers count. */
export function dollars(contract: Contract, size: bigint, price: bigint): bigint {
  return contract.inverse ? rescaled(abs(size), contract.precision, MONEY) : notional(contract, size, price);
}

/** Funding of a signed size over some milliseconds at an absolute hourly rate; negative when paid. */
export function funding({ precision }: Contract, size: bigint, rate: bigint, ms: number): bigint {
  return quotient(-size * rate * BigInt(ms), 3_600_000n * power(precision + RATE - MONEY));
}
