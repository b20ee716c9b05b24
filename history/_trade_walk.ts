/** Pages of trades joined so that none is missing and none is there twice; Kraken's numbers of the trades are the proof. */

import { KrakenError } from "../core/errors.ts";
import { toIso } from "../core/time.ts";
import type { TradesRow } from "../spot/market/trades.ts";

const timeOf = (row: TradesRow | undefined) => row?.[2];
const idOf = (row: TradesRow | undefined) => row?.[6];

/** The rows of a page that come after those we have. */
export function unseen(rows: readonly TradesRow[], page: readonly TradesRow[]): readonly TradesRow[] {
  const [last, first] = [rows.at(-1), page[0]];
  if (last === undefined || first === undefined) return page;
  const known = idOf(last);
  if (known !== undefined && page.every((row) => idOf(row) !== undefined)) {
    return page.filter((row) => (idOf(row) ?? 0) > known);
  }
  // Trades of 2013 have no numbers. Pages begin with the first trade of a moment, so as many as we have of it are known.
  const time = timeOf(last);
  if (timeOf(first) !== time) return page;
  const had = rows.length - 1 - rows.findLastIndex((row) => timeOf(row) !== time);
  return page.slice(had);
}

/** Whether the rows so far end with a trade that has no number, so that nothing tells whether a page follows on it. */
export const unnumbered = (rows: readonly TradesRow[]): boolean => rows.length > 0 && idOf(rows.at(-1)) === undefined;

/**
 * Whether the page must be asked for again from a little earlier: `since` leaves its whole moment out, so where a page
 * was cut within one moment, the rest of that moment is in neither page.
 */
export function cutWithinMoment(rows: readonly TradesRow[], page: readonly TradesRow[], wasFull: boolean): boolean {
  const [before, after] = [idOf(rows.at(-1)), idOf(page[0])];
  if (before === undefined) return false;
  // When nothing follows, only another look can tell.
  return page.length === 0 ? wasFull : after === undefined || after > before + 1;
}

/** The cursor one nanosecond earlier; `"0"`, with which the first trade comes, stays. */
export const earlier = (cursor: string): string => cursor === "0" ? cursor : String(BigInt(cursor) - 1n);

/**
 * Adds a page.
 *
 * @throws {KrakenError} when trades are missing between two rows, by their numbers.
 */
export function join(rows: TradesRow[], fresh: readonly TradesRow[], symbol: string): void {
  let last = rows.at(-1);
  for (const row of fresh) {
    const [before, after] = [idOf(last), idOf(row)];
    if (last && before !== undefined && after !== undefined && after !== before + 1) {
      throw new KrakenError(
        `Trades of ${symbol} from number ${before} (${toIso(last[2] * 1000)}) to ${after} (${toIso(row[2] * 1000)}) ` +
          `do not join: ${after > before ? `${after - before - 1} are missing` : "they go back"}`,
        {
          category: "malformed-answer",
          retryable: true,
          advice: "Try again; if they stay missing, fetch the two ranges around them by themselves",
        },
      );
    }
    rows.push(row);
    last = row;
  }
}
