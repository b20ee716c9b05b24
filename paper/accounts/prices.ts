/**
 * Prices as orders write them: absolute, or as a distance (`+`, `-`, `#` in front, `%` behind) from the last trade or from
 * the trigger. A distance is rounded to the tick away from the price it is measured from.
 */

import { units } from "../../core/decimal.ts";
import { away, type Distance } from "../matching/order.ts";
import type { PaperPair } from "../market/pairs.ts";
import { Refusal } from "../rest/refusal.ts";
import { readUnits } from "./money.ts";

/** A price that was read. */
export interface Written {
  /** Ticks of an absolute price. */
  readonly ticks?: number;
  /** A relative one; the sign of `#` is settled by whoever knows side and type. */
  readonly distance?: Omit<Distance, "sign"> & { readonly sign: 1 | -1 | 0 };
}

/** Percent are read to six decimals. */
const PERCENT = 6;

/** Reads a price. @throws {Refusal} `EOrder:Invalid price…` */
export function readPrice(text: string, pair: PaperPair): Written {
  const [, mark = "", number = "", percent = ""] = /^([+\-#]?)(\d[\d.]*|\.\d+)(%?)$/.exec(text) ?? [];
  if (number === "" || (percent !== "" && mark === "")) throw new Refusal("EOrder:Invalid price");
  const sign = mark === "+" ? 1 : mark === "-" ? -1 : 0;
  if (percent !== "") {
    const parts = readUnits(number, PERCENT);
    if (parts === undefined || parts > 100_000_000_000n) throw new Refusal("EOrder:Invalid price");
    return { distance: { parts, sign } };
  }
  const ticks = readUnits(number, pair.priceDecimals);
  if (ticks === undefined) {
    if (readUnits(number, 50) === undefined) throw new Refusal("EOrder:Invalid price");
    throw new Refusal(
      `EOrder:Invalid price:${pair.altname} price can only be specified up to ${pair.priceDecimals} decimals.`,
    );
  }
  if (ticks > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal("EOrder:Invalid price");
  if (mark !== "") return { distance: { ticks: Number(ticks), sign } };
  if (ticks === 0n) throw new Refusal("EOrder:Invalid price");
  return { ticks: Number(ticks) };
}

/** Ticks of a price that may be told as a distance from `from`; `hash` is what `#` means. */
export function ticksOf({ ticks, distance }: Written, from: number, hash: 1 | -1): number {
  const price = ticks ?? (distance ? away(signed(distance, hash), from) : 0);
  if (price < 1 || price > Number.MAX_SAFE_INTEGER || from < 1 && distance) throw new Refusal("EOrder:Invalid price");
  return price;
}

/** A distance whose sign is known. */
export function signed(distance: NonNullable<Written["distance"]>, hash: 1 | -1): Distance {
  return { ...distance, sign: distance.sign === 0 ? hash : distance.sign };
}

/** A price as answers say it back: ticks with the pair's decimals, distances with their sign, percent with four decimals. */
export function said(text: string | undefined, pair: PaperPair): string {
  if (text === undefined) return "0";
  const mark = /^[+\-#]/.exec(text)?.[0] ?? "";
  const number = text.slice(mark.length);
  if (number.endsWith("%")) return `${mark}${places(number.slice(0, -1), 4)}%`;
  return mark + places(number, pair.priceDecimals);
}

function places(text: string, count: number): string {
  const length = Math.max(count, text.split(".")[1]?.replace(/0+$/, "").length ?? 0);
  const digits = String(units(text, length)).padStart(length + 1, "0");
  return length === 0 ? digits : `${digits.slice(0, -length)}.${digits.slice(-length)}`;
}
