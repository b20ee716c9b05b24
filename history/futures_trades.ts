/** Public trades of futures since May 2021, page by page, within the number of calls that was agreed to. */

import { toIso } from "../core/time.ts";
import type { Frame } from "../frames/frame.ts";
import { type FuturesTradeRow, marketExecutionFrame } from "../frames/futures/trades.ts";
import type { HistoryElement, MarketExecutionEvent } from "../futures/history/mod.ts";
import { marketExecutionPages, pages, restarting } from "../futures/pages.ts";
import {
  callLimit,
  checkRange,
  type FuturesRangeOptions,
  type FuturesSource,
  futuresWindow,
} from "./futures_source.ts";

/** Most trades that one answer has. */
const PAGE = 1000;

/** Kraken's public history begins on that day. */
const OLDEST = Date.UTC(2021, 4, 27);

/** Which trades. */
export interface FuturesTradeOptions extends FuturesRangeOptions {
  /** Most calls to make; each gives up to 1000 trades. @default {10} */
  maxCalls?: number | undefined;
}

/**
 * Public trades of a contract, oldest first. Without `from` and `last` the newest 1000, in one call; else every trade of the
 * range, in as many calls as it needs. Public and free of rate cost. Frames of trades resample to candles as Spot's do.
 *
 * @throws {RangeError} when the range begins before 27 May 2021, where Kraken's history does, or needs more than
 * `maxCalls`, saying how far they reached: less than asked is never returned in silence.
 */
export async function futuresTrades(
  source: Pick<FuturesSource, "history" | "name" | "now">,
  { symbol }: { readonly symbol: string },
  options: FuturesTradeOptions = {},
): Promise<Frame<FuturesTradeRow>> {
  checkRange("trades", options, ["maxCalls"]);
  const { maxCalls = 10, signal, timeoutMs } = options;
  const most = callLimit(maxCalls);
  const { from, to, before, bounded, has, meta } = futuresWindow(source, options);
  const call = restarting(source.history.marketExecutions);
  if (!bounded) {
    const { elements } = await call({ tradeable: symbol, sort: "desc", count: PAGE }, { signal, timeoutMs });
    return marketExecutionFrame(elements.toReversed(), { symbol, source: source.name });
  }
  if (from < OLDEST) {
    throw new RangeError(
      `Kraken's public trades of futures begin on ${toIso(OLDEST).slice(0, 10)}, but 'from' is ${toIso(from)}: ` +
        "use a later one; candles reach back to the listing of the contract",
    );
  }
  const elements: HistoryElement<MarketExecutionEvent>[] = [];
  const walk = pages(call, { tradeable: symbol, since: from, before }, marketExecutionPages, { signal, timeoutMs });
  for await (const page of walk) {
    for (const element of page) if (has(timeOf(element))) elements.push(element);
    const newest = page.at(-1);
    if (walk.state.next !== null && newest && walk.state.pages >= most) {
      throw new RangeError(beyond(symbol, { from, to }, timeOf(newest), walk.state.pages));
    }
  }
  return marketExecutionFrame(elements, { symbol, ...meta });
}

const timeOf = ({ event }: HistoryElement<MarketExecutionEvent>): number => event.Execution.execution.timestamp;

function beyond(symbol: string, { from, to }: { from: number; to: number }, reached: number, calls: number): string {
  const total = Math.ceil(calls * (to - from) / Math.max(1, reached - from));
  return `${symbol} has more trades in this range than ${calls} calls of ${PAGE} give: they reached from ${
    toIso(from)
  } to ${toIso(reached)}. Use a shorter range, or maxCalls: ${total} or a little more`;
}
