/** One side of a recorded book, every price and size in the text it came in. */

import { compareDecimals, type Decimal } from "../../core/decimal.ts";
import { type JsonObject, Numeral } from "../ws/json.ts";
import { plain } from "../ws/v2/params.ts";

/** A level. */
export interface TapedLevel {
  /** As recorded. */
  readonly price: Decimal;
  /** As recorded. */
  readonly qty: Decimal;
}

/** A number's text; `"0"` where there is none. */
export function textOf(row: JsonObject, name: string): Decimal {
  const value = row[name];
  return value instanceof Numeral ? plain(value.source) : "0";
}

/** Exact order of prices; doubles only where they tell them apart. */
export function comparePrices(a: Decimal, b: Decimal): number {
  return a === b ? 0 : Number(a) - Number(b) || compareDecimals(a, b);
}

/** Nothing, with the decimals of a size: what removes it. */
export function zeroLike(qty: Decimal): Decimal {
  const [, fraction] = qty.split(".");
  return fraction === undefined ? "0" : `0.${"0".repeat(fraction.length)}`;
}

/** A side, best price first. */
export class Levels<Level extends { readonly price: Decimal }> {
  /** The levels. */
  readonly rows: Level[] = [];
  readonly #sign: 1 | -1;

  /** `1` for asks, whose best price is the lowest, `-1` for bids. */
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  /** The level of a price. */
  get(price: Decimal): Level | undefined {
    const [index, isThere] = this.#find(price);
    return isThere ? this.rows[index] : undefined;
  }

  /** Puts a level in its place, where it replaces another of its price. */
  set(level: Level): void {
    const [index, isThere] = this.#find(level.price);
    this.rows.splice(index, isThere ? 1 : 0, level);
  }

  /** Takes a level out, if it is there. */
  remove(price: Decimal): void {
    const [index, isThere] = this.#find(price);
    if (isThere) this.rows.splice(index, 1);
  }

  /** Drops what is beyond a depth. */
  cut(depth: number): void {
    if (depth > 0 && this.rows.length > depth) this.rows.length = depth;
  }

  /** Whether a price is worse than the last level. */
  isBeyond(price: Decimal): boolean {
    const last = this.rows.at(-1);
    return last !== undefined && comparePrices(price, last.price) * this.#sign > 0;
  }

  #find(price: Decimal): [index: number, isThere: boolean] {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.rows[middle];
      const order = row === undefined ? 0 : comparePrices(row.price, price) * this.#sign;
      if (order === 0) return [middle, true];
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return [low, false];
  }
}
