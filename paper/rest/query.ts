/** Reading the query string as Kraken reads it: unknown parameters are ignored, an empty one counts as left out. */

import { findPair } from "../market/names.ts";
import type { PaperPair } from "../market/pairs.ts";
import { invalidArgument, unknownPair } from "./refusal.ts";

/** A parameter's text; nothing when it is missing or empty. */
export function optional(query: URLSearchParams, name: string): string | undefined {
  return query.get(name)?.trim() || undefined;
}

/** A parameter that must be there. */
export function needed(query: URLSearchParams, name: string): string {
  const value = optional(query, name);
  if (value === undefined) throw invalidArgument();
  return value;
}

/** A whole number from `min` on; what is above `max` counts as `max`. */
export function wholeNumber(query: URLSearchParams, name: string, standard: number, min: number, max: number): number {
  const text = optional(query, name);
  if (text === undefined) return standard;
  if (!/^\d{1,15}$/.test(text) || Number(text) < min) throw invalidArgument(name);
  return Math.min(Number(text), max);
}

/** One of a few numbers. */
export function choice(query: URLSearchParams, name: string, standard: number, values: readonly number[]): number {
  const text = optional(query, name);
  if (text === undefined) return standard;
  const value = values.find((each) => String(each) === text);
  if (value === undefined) throw invalidArgument(name);
  return value;
}

/** One of a few words. */
export function word<const Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = optional(query, name);
  if (text === undefined) return undefined;
  const found = words.find((each) => each === text);
  if (found === undefined) throw invalidArgument(name);
  return found;
}

/** Unix seconds with a fraction, or nanoseconds, as nanoseconds; the two are told apart by size. */
export function since(query: URLSearchParams): bigint | undefined {
  const text = optional(query, "since");
  if (text === undefined) return undefined;
  const [, whole = "", fraction = ""] = /^(\d{1,20})(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === "") throw invalidArgument("since");
  // 1e11 seconds is the year 5138, 1e11 nanoseconds is 1970: nothing lies between.
  if (BigInt(whole) > 100_000_000_000n) return BigInt(whole);
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
}

/** RFC 3339 time with up to nanoseconds. */
export function isoTime(query: URLSearchParams, name: string): bigint | undefined {
  const text = optional(query, name);
  if (text === undefined) return undefined;
  const [, head, fraction = "", zone = "Z"] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  const ms = head === undefined ? NaN : Date.parse(head + zone);
  if (Number.isNaN(ms)) throw invalidArgument(name);
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** Whether display names are wanted as keys. */
export function wantsNames(query: URLSearchParams): boolean {
  return choice(query, "assetVersion", 0, [0, 1]) === 1;
}

const CLASSES = ["currency", "forex", "tokenized_asset"] as const;

/** The pair of a parameter. xStocks are found only with `asset_class=tokenized_asset`. */
export function onePair(query: URLSearchParams): PaperPair {
  const name = needed(query, "pair");
  const aclass = word(query, "asset_class", CLASSES) === "tokenized_asset" ? "tokenized_asset" : "currency";
  const pair = findPair(name);
  if (!pair || pair.aclass !== aclass) throw unknownPair();
  return pair;
}

/** The names of a comma list; nothing when it is left out. */
export function names(query: URLSearchParams, name: string): string[] | undefined {
  return optional(query, name)?.split(",").map((each) => each.trim()).filter((each) => each !== "");
}

/** The key of a pair in an answer. */
export function keyOf(query: URLSearchParams, pair: PaperPair): string {
  return wantsNames(query) ? pair.symbol : pair.id;
}
