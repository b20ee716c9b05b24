/** Decimal text: what Kraken sends for money, and what we send back. No float ever decides an amount. */

/** Digits with an optional sign and point, never an exponent: `"0.00500000"`, `"-12"`. */
export type Decimal = string;

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** Whether `text` is a plain decimal: digits, one optional point, one optional sign; no exponent, no spaces. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * A finite number as plain decimal text, the shortest that reads back as the same number: `1e-8` → `"0.00000001"`.
 *
 * @throws {RangeError} for `NaN` and infinities.
 */
export function plain(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`must be a finite number: current value is ${value}`);
  const text = Object.is(value, -0) ? "0" : String(value);
  return unfolded(text);
}

/** Beyond a double's: more zeros than any amount has, and a message must not be able to ask for millions. */
const MOST_ZEROS = 400;

/** The text of a JSON number without its exponent, all digits kept: `"1.50e-8"` → `"0.0000000150"`. Other text stays as it is. */
export function unfolded(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent] = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text) ?? [];
  const shift = Number(exponent);
  if (exponent === undefined || Math.abs(shift) > MOST_ZEROS) return text;
  const digits = "0".repeat(Math.max(0, -shift)) + whole + fraction + "0".repeat(Math.max(0, shift - fraction.length));
  const point = Math.max(0, -shift) + whole.length + shift;
  const rest = digits.slice(point);
  return `${sign}${digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0"}${rest && `.${rest}`}`;
}

/** How many digits stand behind the point: `"0.10"` → 2. */
export function decimalsOf(text: Decimal): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

/**
 * Decimal text as a whole number of units of `10 ** -decimals`: `units("1.25", 4)` → `12500n`.
 *
 * @throws {RangeError} when the text is no plain decimal or has a non-zero digit below the unit, so nothing is cut off.
 */
export function units(text: Decimal, decimals: number): bigint {
  if (!isDecimal(text)) throw new RangeError(`must be plain decimal text such as "0.125": current value is "${text}"`);
  const negative = text.startsWith("-");
  const digits = negative || text.startsWith("+") ? text.slice(1) : text;
  const [whole = "", fraction = ""] = digits.split(".");
  if (/[1-9]/.test(fraction.slice(decimals))) {
    throw new RangeError(`must have at most ${decimals} decimals: current value is "${text}"`);
  }
  const value = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0") || "0");
  return negative ? -value : value;
}

/** The reverse of {@linkcode units}: `fromUnits(12500n, 4)` → `"1.2500"`, always with all `decimals` digits. */
export function fromUnits(value: bigint, decimals: number): Decimal {
  const sign = value < 0n ? "-" : "";
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Exact comparison, as `sort` wants it: negative when `a < b`, 0 when equal whatever the trailing zeros. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const difference = units(a, decimals) - units(b, decimals);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Exact sum, with as many decimals as the most precise summand; `"0"` for none. */
export function sumDecimals(values: Iterable<Decimal>): Decimal {
  let decimals = 0;
  let sum = 0n;
  for (const value of values) {
    const more = decimalsOf(value) - decimals;
    if (more > 0) {
      sum *= 10n ** BigInt(more);
      decimals += more;
    }
    sum += units(value, decimals);
  }
  return fromUnits(sum, decimals);
}

/** Exact product, with the decimals of both factors: `"0.10" × "3.5"` → `"0.350"`. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right] = [decimalsOf(a), decimalsOf(b)];
  return fromUnits(units(a, left) * units(b, right), left + right);
}
