/** What the tests of the embedded exchange share. */

import { Market } from "../../paper/market/market.ts";
import type { PaperExchange } from "../../paper/mod.ts";

/** A Sunday afternoon, so that xStocks are closed. */
export const NOW = Date.parse("2026-11-22T15:17:13.123Z");
export const NOW_NS = BigInt(NOW) * 1_000_000n;
export const HOUR = 3_600_000_000_000n;

/** One market for the tests that only read, since it remembers what it made. */
export const market = new Market(7);

/** Small repeatable random numbers for property tests. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor(state / 0x80000000 * below);
  };
}

/** The whole answer of a public call. */
export async function answer(exchange: PaperExchange, call: string): Promise<{ error: string[]; result?: unknown }> {
  const response = await exchange.fetch(`https://api.kraken.com/0/public/${call}`);
  return await response.json();
}

/** The result of a public call that must succeed. */
export async function result<T = Record<string, unknown>>(exchange: PaperExchange, call: string): Promise<T> {
  const { error, result } = await answer(exchange, call);
  if (error.length > 0) throw new Error(`${call}: ${error.join("; ")}`);
  return result as T;
}
