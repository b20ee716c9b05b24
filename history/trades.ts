/** Public trades of a range, page by page, within the number of calls that was agreed to. */

import { KrakenError } from "../core/errors.ts";
import { shown } from "../core/codecs.ts";
import { knownOptions } from "../core/options.ts";
import type { SpotMarket } from "../core/symbols.ts";
import { parseRange, type TimeLike, toCursor, toIso } from "../core/time.ts";
import type { Frame } from "../frames/frame.ts";
import { tradeFrame, type TradeRow } from "../frames/trades.ts";
import type { TradesRow } from "../spot/market/trades.ts";
import { cursorOf, rowsOf } from "./_answer.ts";
import { cutWithinMoment, earlier, join, unnumbered, unseen } from "./_trade_walk.ts";
import { classOf, type Source } from "./candles.ts";

/** Most trades that one answer has. */
const PAGE = 1000;
const ROW = ["string", "string", "number", "string", "string", "string"] as const;

/** Which trades. */
export interface TradeOptions {
  /** How far back, e.g. `"1h"`; excludes `from`. */
  last?: string | number | undefined;
  /** First moment, included. @default {the newest 1000 trades} */
  from?: TimeLike | undefined;
  /** Last moment, excluded. @default {the newest trade} */
  to?: TimeLike | undefined;
  /** Zone of times written without one. @default {"UTC"} */
  zone?: string | undefined;
  /** Most calls to make; each gives up to 1000 trades and takes about a second of the rate budget. @default {10} */
  maxCalls?: number | undefined;
  /** Aborts with its own reason. */
  signal?: AbortSignal | undefined;
}

const OPTIONS: readonly (keyof TradeOptions)[] = ["last", "from", "to", "zone", "maxCalls", "signal"];

/**
 * Public trades of a market, oldest first, as a frame.
 *
 * Without `from` and `last` the newest 1000, in one call. Else every trade of the range, in as many calls as it needs, and
 * one more where only that tells that nothing follows. Without `to` it goes on to the newest trade, whatever our clock says.
 *
 * @throws {RangeError} when the range needs more than `maxCalls`, saying how far they reached: less than asked is never
 * returned in silence.
 * @throws {KrakenError} when trades are missing by their numbers. {@linkcode TransportError} for rows of another shape.
 */
export async function trades(
  { market, name, now }: Source,
  pair: SpotMarket,
  options: TradeOptions = {},
): Promise<Frame<TradeRow>> {
  knownOptions("trades", options, OPTIONS);
  const { last, from, to, zone, maxCalls = 10, signal } = options;
  if (!Number.isInteger(maxCalls) || maxCalls < 1) {
    throw new RangeError(
      `Cannot fetch trades as 'maxCalls' must be a whole number of at least 1: current value is ${shown(maxCalls)}`,
    );
  }
  if (to !== undefined && from === undefined && last === undefined) {
    throw new RangeError("Cannot fetch trades as 'to' alone does not say where to begin: pass 'from' or 'last' too");
  }
  const begun = now();
  const range = parseRange({ from, to, last }, { now: begun, ...(zone === undefined ? {} : { zone }) });
  const fixed = { pair: pair.pair, ...classOf(pair.assetClass) };
  const ask = async (since?: string) => {
    const result = await market.trades(since === undefined ? fixed : { ...fixed, since }, { signal });
    return { page: rowsOf<TradesRow>("Trades", pair, result, ROW), next: cursorOf("Trades", pair, result) };
  };
  const bounded = from !== undefined || last !== undefined;
  const rows: TradesRow[] = [];
  // `since` is exclusive: one nanosecond earlier makes the first moment part of the range.
  let since: string | undefined = bounded ? earlier(toCursor(range.from)) : undefined;
  for (let calls = 1, wasFull = false, reached = range.from, at = begun;; calls++) {
    let { page, next } = await ask(since !== undefined && unnumbered(rows) ? earlier(since) : since);
    if (since !== undefined && cutWithinMoment(rows, page, wasFull)) {
      ({ page, next } = await ask(earlier(since)));
      calls++;
    }
    const fresh = unseen(rows, page);
    if (fresh.length === 0 && page.length >= PAGE) throw stuck(pair.symbol, page.at(-1));
    join(rows, fresh, pair.symbol);
    const newest = rows.at(-1)?.[2];
    if (!bounded || newest === undefined || fresh.length === 0 || next === since) break;
    const full = page.length >= PAGE;
    const newestMs = newest * 1000;
    const nowMs = now();
    // Clocks differ, so the present is where pages are short and grow no faster than time goes by.
    const live = !full && (newestMs >= begun || newestMs - reached <= nowMs - at);
    if (to === undefined ? live : newestMs >= range.to) break;
    if (calls >= (full ? maxCalls : maxCalls + 1)) throw new RangeError(beyond(pair.symbol, range, newestMs, calls));
    [since, wasFull, reached, at] = [next, full, newestMs, nowMs];
  }
  const kept = rows.filter(([, , time]) => time * 1000 >= range.from && (to === undefined || time * 1000 < range.to));
  const newest = kept.at(-1)?.[2];
  return tradeFrame(kept, {
    symbol: pair.symbol,
    ...(bounded ? { from: range.from, to: Math.max(range.to, Math.floor((newest ?? 0) * 1000) + 1) } : {}),
    source: name,
  });
}

function stuck(symbol: string, row: TradesRow | undefined): KrakenError {
  const moment = toIso((row?.[2] ?? 0) * 1000);
  return new KrakenError(
    `${symbol} has ${PAGE} trades or more at ${moment}, and Kraken has no way to those behind them`,
    {
      category: "malformed-answer",
      advice: "Fetch the ranges before and after that moment by themselves",
    },
  );
}

function beyond(symbol: string, { from, to }: { from: number; to: number }, reached: number, calls: number): string {
  const total = Math.ceil(calls * (to - from) / Math.max(1, reached - from));
  return `${symbol} has more trades in this range than ${calls} calls of ${PAGE} give: they reached from ${
    toIso(from)
  } to ` +
    `${
      toIso(reached)
    }. Use a shorter range, or maxCalls: ${total} or a little more, which takes about ${total} seconds`;
}
