/** Exact digits of prices and quantities, as whole numbers of the last decimal. */

import { fromUnits } from "../../core/decimal.ts";
import type { Decimal } from "../../core/decimal.ts";
import { piece } from "./crc.ts";

/** The largest count of significant digits that a double always holds exactly. */
export const SAFE_DIGITS = 15;

/** A level whose price or quantity is too long for a double, in units. */
export interface Exact {
  /** Price in units. */
  readonly price: bigint;
  /** Quantity in units. */
  readonly qty: bigint;
}

/** What a number's text on the wire is made of. */
export interface Digits {
  /** Whole number of units of `10 ** -precision`. */
  readonly units: bigint;
  /** Digits as the checksum takes them: no point, no leading zeros. */
  readonly token: string;
}

/** How many decimals the text of a JSON number has, exponents counted in: `"1e-8"` → 8, `"4.00"` → 2. */
export function decimalsIn(source: string): number {
  const match = /^-?\d+(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source);
  if (!match) throw new RangeError(`must be a number: current value is ${JSON.stringify(source)}`);
  return Math.max(0, (match[1]?.length ?? 0) - Number(match[2] ?? 0));
}

/**
 * The text of a JSON number with exactly `precision` decimals; zeros lost by a tool on the way are put back.
 *
 * @throws {RangeError} when it is no number, is negative, or has more decimals than that.
 */
export function digitsOf(source: string, precision: number): Digits {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source);
  if (!match) throw new RangeError(`must be a number of zero or more: current value is ${JSON.stringify(source)}`);
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const shift = precision - fraction.length + Number(exponent);
  let digits = whole + fraction;
  if (shift >= 0) digits += "0".repeat(shift);
  else {
    if (/[1-9]/.test(digits.slice(shift))) {
      throw new RangeError(`must have at most ${precision} decimals: current value is ${source}`);
    }
    digits = digits.slice(0, shift);
  }
  const token = digits.replace(/^0+/, "");
  return { units: BigInt(token || "0"), token };
}

/** The checksum piece of a level or order: the price's digits, then the quantity's. */
export function tokenOf(price: Digits, qty: Digits): { crc: number; length: number } {
  return { crc: piece(qty.token, piece(price.token)), length: price.token.length + qty.token.length };
}

/** Units back to decimal text with all `precision` decimals. */
export function unitsText(units: number | bigint, precision: number): Decimal {
  return fromUnits(BigInt(units), precision);
}
