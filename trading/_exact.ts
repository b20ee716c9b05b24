/** Exact arithmetic on decimal text: steps, quotients, percentages. No float takes part. */

import { type Decimal, decimalsOf, fromUnits, units } from "../core/decimal.ts";

/** Which way a quotient or a cut-off digit goes. */
export type Rounding = "down" | "up" | "half-up";

function scaled(a: Decimal, b: Decimal): [a: bigint, b: bigint, decimals: number] {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return [units(a, decimals), units(b, decimals), decimals];
}

/** Quotient of whole numbers; `"down"` is towards negative infinity, `"up"` away from it. */
function quotient(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const [n, d] = divisor < 0n ? [-dividend, -divisor] : [dividend, divisor];
  if (rounding === "half-up") {
    // Half goes away from zero, as fees and costs of Kraken's do.
    const magnitude = ((n < 0n ? -n : n) * 2n + d) / (d * 2n);
    return n < 0n ? -magnitude : magnitude;
  }
  const cut = n / d;
  const rest = n - cut * d;
  if (rest === 0n) return cut;
  return rounding === "down" ? (n < 0n ? cut - 1n : cut) : (n < 0n ? cut : cut + 1n);
}

/** Whether the text stands for zero. */
export function isZero(value: Decimal): boolean {
  return !/[1-9]/.test(value);
}

/** Whether it is below zero. */
export function isNegative(value: Decimal): boolean {
  return value.startsWith("-") && !isZero(value);
}

/** Exact sum of two. */
export function add(a: Decimal, b: Decimal): Decimal {
  const [left, right, decimals] = scaled(a, b);
  return fromUnits(left + right, decimals);
}

/** Exact difference. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const [left, right, decimals] = scaled(a, b);
  return fromUnits(left - right, decimals);
}

/**
 * `a / b` with `decimals` digits behind the point.
 *
 * @throws {RangeError} when `b` is zero.
 */
export function divide(a: Decimal, b: Decimal, decimals: number, rounding: Rounding = "half-up"): Decimal {
  if (isZero(b)) throw new RangeError(`Cannot divide ${a} by zero`);
  const [left, right] = scaled(a, b);
  return fromUnits(quotient(left * 10n ** BigInt(decimals), right, rounding), decimals);
}

/** The value with exactly `decimals` digits behind the point. */
export function rounded(value: Decimal, decimals: number, rounding: Rounding = "half-up"): Decimal {
  return divide(value, "1", decimals, rounding);
}

/** `percent` of a value: `percentOf("6000", "0.25", 2)` → `"15.00"`. */
export function percentOf(value: Decimal, percent: Decimal, decimals: number): Decimal {
  const places = decimalsOf(value) + decimalsOf(percent);
  const product = units(value, decimalsOf(value)) * units(percent, decimalsOf(percent));
  return rounded(fromUnits(product, places + 2), decimals);
}

/** Whether the value is a whole multiple of `step`. */
export function isMultiple(value: Decimal, step: Decimal): boolean {
  const [left, right] = scaled(value, step);
  return left % right === 0n;
}

/** The greatest multiple of `step` that is not above the value, with the step's decimals. */
export function stepDown(value: Decimal, step: Decimal): Decimal {
  return toStep(value, step, "down");
}

/** The least multiple of `step` that is not below the value, with the step's decimals. */
export function stepUp(value: Decimal, step: Decimal): Decimal {
  return toStep(value, step, "up");
}

/** The nearest multiple of `step`; a half goes up. */
export function stepNearest(value: Decimal, step: Decimal): Decimal {
  return toStep(value, step, "half-up");
}

function toStep(value: Decimal, step: Decimal, rounding: Rounding): Decimal {
  const [left, right, decimals] = scaled(value, step);
  const multiple = quotient(left, right, rounding) * right;
  return rounded(fromUnits(multiple, decimals), decimalsOf(step));
}

/** The step of a number of decimals: 2 → `"0.01"`. */
export function stepOf(decimals: number): Decimal {
  return fromUnits(1n, decimals);
}

/** Without sign `+`, leading zeros and trailing zeros, for reading: `"+0010.500"` → `"10.5"`. */
export function tidy(value: Decimal): Decimal {
  const decimals = decimalsOf(value);
  const text = fromUnits(units(value, decimals), decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** The magnitude. */
export function absolute(value: Decimal): Decimal {
  return value.startsWith("-") || value.startsWith("+") ? value.slice(1) : value;
}
