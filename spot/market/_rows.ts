/** Answers that name their one pair as a key beside `last` (OHLC, Trades, Spread), and those that have it alone (Depth). */

/** The pair's own name at Kraken and what stands under it. */
export interface Keyed<Value> {
  /** As Kraken keys the answer, e.g. `"XXBTZUSD"`; with `assetVersion: 1` `"BTC/USD"`. */
  readonly pair: string;
  /** The rows, or the book. */
  readonly value: Value;
}

/**
 * The one entry of an answer that is not `last`; `name` is Kraken's name of the endpoint, for the message. Kraken keys by its own name, whatever the name asked for, so indexing
 * by the latter fails for half of the spellings.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { onlyPair } from "./_rows.ts";
 *
 * const { pair, value } = onlyPair({ XXBTZUSD: [[1793534399, "64210.1", "64210.2"]], last: 1793534399 });
 * assertEquals([pair, value.length], ["XXBTZUSD", 1]);
 * ```
 *
 * @throws {RangeError} when the answer has no pair, or several.
 */
export function onlyPair<Value>(
  result: { readonly [pair: string]: Value | number | string },
  name?: string,
): Keyed<Exclude<Value, number | string>> {
  const pairs = Object.keys(result).filter((key) => key !== "last");
  const [pair] = pairs;
  if (pair === undefined || pairs.length > 1) {
    throw new RangeError(
      `Cannot take the pair of ${
        name === undefined ? "an answer" : `the answer of ${name}`
      } as there must be exactly one: ` +
        `it has ${pairs.join(", ") || "none"}`,
    );
  }
  return { pair, value: result[pair] as Exclude<Value, number | string> };
}
