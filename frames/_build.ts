/** What the builders share. */

import { onlyPair } from "../spot/market/_rows.ts";
import type { FrameMeta } from "./frame.ts";

/** Rows under one pair, either alone or inside Kraken's answer, where they stand under the pair's name beside `last`. */
export type RowsOrResult<R> = readonly R[] | { readonly [pair: string]: readonly R[] | number | string };

/** The rows, and the symbol: the one given, else the name the answer has; `name` is the endpoint of the answer. */
export function open<R>(data: RowsOrResult<R>, meta: FrameMeta, name: string): { rows: readonly R[]; meta: FrameMeta } {
  if (Array.isArray(data)) return { rows: data, meta };
  const { pair, value } = onlyPair<readonly R[]>(data as { [pair: string]: readonly R[] | number | string }, name);
  return { rows: value, meta: { symbol: pair, ...meta } };
}

/** Base and quote asset of `"BTC/USD"` as units of volume and price. */
export function unitsOf(
  { symbol }: FrameMeta,
  prices: readonly string[],
  volumes: readonly string[],
): Record<string, string> {
  const [, base, quote] = /^([^/]+)\/([^/]+)$/.exec(symbol ?? "") ?? [];
  if (base === undefined || quote === undefined) return {};
  return Object.fromEntries([...prices.map((name) => [name, quote]), ...volumes.map((name) => [name, base])]);
}

/** One number a row; `undefined` becomes `NaN`. */
export function numbers<R>(rows: readonly R[], pick: (row: R) => number | undefined): Float64Array {
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) values[at] = pick(rows[at] as R) ?? NaN;
  return values;
}
