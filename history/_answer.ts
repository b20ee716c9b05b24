/** The rows of an answer about one pair, looked at before anything is computed from them. */

import { TransportError } from "../core/errors.ts";
import type { SpotMarket } from "../core/symbols.ts";
import { shown } from "../core/codecs.ts";
import { onlyPair } from "../spot/market/_rows.ts";

type About = Pick<SpotMarket, "symbol" | "pair">;

const bad = (name: string, { symbol, pair }: About, what: string, cause?: unknown) =>
  new TransportError(`${name} of ${symbol} (pair ${pair}): ${what}`, {
    cause,
    category: "malformed-answer",
    advice: "The answer is not what Kraken documents: try again, and check the base URL",
  });

const IS = { string: (value: unknown) => typeof value === "string", number: Number.isFinite };

/**
 * The rows under the one pair of an answer; `kinds` says what stands where in each row.
 *
 * @throws {TransportError} naming endpoint and market when the pair is missing, or a row has another shape.
 */
export function rowsOf<Row>(
  name: string,
  market: About,
  result: { readonly [pair: string]: readonly Row[] | number | string },
  kinds: readonly ("string" | "number")[],
): readonly Row[] {
  let rows: readonly Row[];
  try {
    rows = onlyPair<readonly Row[]>(result).value;
  } catch (cause) {
    throw bad(name, market, "the answer must have exactly one pair and has another number of them", cause);
  }
  if (!Array.isArray(rows)) throw bad(name, market, `the answer must have rows and has ${shown(rows)}`);
  rows.forEach((row: unknown, index) => {
    const wrong = Array.isArray(row) ? kinds.findIndex((kind, at) => !IS[kind](row[at])) : 0;
    if (wrong < 0) return;
    const value = Array.isArray(row) ? row[wrong] : row;
    throw bad(name, market, `row ${index} must have a ${kinds[wrong]} at place ${wrong} and has ${shown(value)}`);
  });
  return rows;
}

/** The cursor of an answer, digits as text. @throws {TransportError} when there is none. */
export function cursorOf(name: string, market: About, { last }: { readonly last: string }): string {
  if (typeof last === "string" && /^\d+$/.test(last)) return last;
  throw bad(name, market, `the answer must have 'last' as text of digits and has ${shown(last)}`);
}
