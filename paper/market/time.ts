/** Time in the market: hours and days since 1970 UTC as whole numbers, nanoseconds as bigint. */

/** Nanoseconds of an hour; they fit a number exactly. */
export const HOUR_NS = 3_600_000_000_000;
const HOUR = 3_600_000_000_000n;

/** A point in time as the hour it lies in and the nanoseconds since that hour began. */
export interface Instant {
  /** Hours since 1970-01-01T00:00Z. */
  readonly hour: number;
  /** Nanoseconds within the hour, 0 to 3.6e12 - 1. */
  readonly at: number;
}

/** Days since 1970 of a date such as `2013-10-06`. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** Nanoseconds since 1970 → {@linkcode Instant}. */
export function instant(ns: bigint): Instant {
  const hour = ns / HOUR;
  return { hour: Number(hour), at: Number(ns - hour * HOUR) };
}

/** {@linkcode Instant} → nanoseconds since 1970. */
export function nanoseconds(hour: number, at: number): bigint {
  return BigInt(hour) * HOUR + BigInt(at);
}

/** Milliseconds since 1970, fractions allowed → nanoseconds, of which the last three digits are zero. */
export function fromMilliseconds(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole) * 1_000_000n + BigInt(Math.floor((ms - whole) * 1000)) * 1000n;
}

/** Nanoseconds as RFC 3339 text with `digits` of the fraction: 0, 3, 6 or 9. */
export function iso(ns: bigint, digits: 0 | 3 | 6 | 9): string {
  const seconds = ns / 1_000_000_000n;
  const fraction = String(ns - seconds * 1_000_000_000n).padStart(9, "0").slice(0, digits);
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}${digits ? `.${fraction}` : ""}Z`;
}
