import type { Decimal } from "../core/decimal.ts";
import { decimalsOf, isDecimal } from "../core/decimal.ts";

/**
 * The exact decimal text of a float column, kept in one byte a row.
 *
 * A number of up to 15 digits and the text it was read from say the same, once the number of decimals is known:
 * `value.toFixed(decimals)` gives every digit back. Only texts for which that does not hold are kept themselves.
 */
export class ExactText {
  readonly #values: Float64Array;
  readonly #decimals: Uint8Array | number;
  readonly #odd: ReadonlyMap<number, string>;

  /**
   * Over floats that are already read; text is read by {@linkcode ExactText.from}.
   *
   * @param values The floats; kept, not copied.
   * @param decimals Digits behind the point: one number for all rows, or one a row.
   * @param odd Texts that the float and its decimals do not give back, by row.
   */
  constructor(
    values: Float64Array,
    decimals: Uint8Array | number,
    odd: ReadonlyMap<number, string> = new Map<number, string>(),
  ) {
    this.#values = values;
    this.#decimals = decimals;
    this.#odd = odd;
  }

  /**
   * Reads decimal texts into floats and keeps what is needed to give the texts back. Empty text is a missing value:
   * `NaN` as a float.
   *
   * @throws {RangeError} when a text is no number, naming the row.
   */
  static from(texts: ArrayLike<string>): ExactText {
    const values = new Float64Array(texts.length);
    const decimals = new Uint8Array(texts.length);
    const odd = new Map<number, string>();
    for (let row = 0; row < texts.length; row++) readDecimal(texts[row] ?? "", row, values, decimals, odd);
    return new ExactText(values, uniform(decimals), odd);
  }

  /** The floats the texts stand beside; not to be written to. */
  get values(): Float64Array {
    return this.#values;
  }

  /** Number of rows. */
  get length(): number {
    return this.#values.length;
  }

  /**
   * Most digits behind the point of any row; `undefined` when some text is no plain decimal: missing, or written with
   * an exponent.
   */
  get scale(): number | undefined {
    let most = typeof this.#decimals === "number" ? this.#decimals : this.#decimals.reduce((a, b) => Math.max(a, b), 0);
    for (const text of this.#odd.values()) {
      if (!isDecimal(text)) return undefined;
      most = Math.max(most, decimalsOf(text));
    }
    return most;
  }

  /** The text of a row, as it was read. */
  at(row: number): Decimal {
    const odd = this.#odd.get(row);
    if (odd !== undefined) return odd;
    const value = this.#values[row];
    if (value === undefined) {
      throw new RangeError(`must be a row from 0 to ${this.length - 1}: current value is ${row}`);
    }
    return value.toFixed(typeof this.#decimals === "number" ? this.#decimals : this.#decimals[row] ?? 0);
  }

  /** All texts, built anew at each call. */
  toArray(): Decimal[] {
    return Array.from(this.#values, (_, row) => this.at(row));
  }

  /** The texts of the given rows in the given order, beside `values` of theirs. */
  take(rows: Uint32Array, values: Float64Array): ExactText {
    let decimals = this.#decimals;
    if (typeof decimals !== "number") {
      decimals = Uint8Array.from(rows, (row) => (this.#decimals as Uint8Array)[row] ?? 0);
    }
    const odd = new Map<number, string>();
    if (this.#odd.size > 0) {
      rows.forEach((row, at) => {
        const text = this.#odd.get(row);
        if (text !== undefined) odd.set(at, text);
      });
    }
    return new ExactText(values, decimals, odd);
  }

  /** Rows from `start` up to `end`, the latter excluded; shares memory with this one. */
  slice(start: number, end: number): ExactText {
    const odd = new Map<number, string>();
    for (const [row, text] of this.#odd) if (row >= start && row < end) odd.set(row - start, text);
    const decimals = typeof this.#decimals === "number" ? this.#decimals : this.#decimals.subarray(start, end);
    return new ExactText(this.#values.subarray(start, end), decimals, odd);
  }
}

/** Decimals, and the exponents that other programs write. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads one decimal text into row `row` of the three parts of an {@linkcode ExactText}.
 *
 * @throws {RangeError} when it is no number, naming the row.
 */
export function readDecimal(
  text: string,
  row: number,
  values: Float64Array,
  decimals: Uint8Array,
  odd: Map<number, string>,
): void {
  const value = text === "" ? NaN : Number(text);
  const point = text.indexOf(".");
  const places = point < 0 ? 0 : text.length - point - 1;
  values[row] = value;
  decimals[row] = places;
  const first = text.charCodeAt(0);
  // At most 15 digits, no sign and no padding in front: the float gives them back, no need to try.
  if (text.length <= 15 && value >= 0 && ((first > 48 && first <= 57 && point !== 0) || point === 1)) {
    if (isDecimal(text) && (point < 0 || places > 0)) return;
  }
  if (text === "") {
    odd.set(row, text);
    return;
  }
  if (!NUMBER.test(text)) {
    throw new RangeError(`row ${row} must be a number as decimal text: current value is ${JSON.stringify(text)}`);
  }
  if (places > 100 || value.toFixed(places) !== text) odd.set(row, text);
}

/** One number when all rows agree, as they nearly always do at an exchange. */
export function uniform(decimals: Uint8Array): Uint8Array | number {
  const first = decimals[0] ?? 0;
  for (let row = 1; row < decimals.length; row++) if (decimals[row] !== first) return decimals;
  return first;
}
