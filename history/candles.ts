/** Candles of one call: what Kraken's OHLC endpoint can give, and a clear word when more is asked. */

import type { Bound } from "../core/endpoint.ts";
import { knownOptions } from "../core/options.ts";
import type { SpotMarket } from "../core/symbols.ts";
import { INTERVAL_NAMES, INTERVALS, parseEvery, parseRange, type TimeLike, toIso } from "../core/time.ts";
import { candleFrame, type CandleRow } from "../frames/candles.ts";
import type { Frame } from "../frames/frame.ts";
import type { OhlcRow } from "../spot/market/ohlc.ts";
import type * as market from "../spot/market/mod.ts";
import { rowsOf } from "./_answer.ts";

/** Most candles that one answer has. */
const REACH = 720;
const ROW = ["number", "string", "string", "string", "string", "string", "string", "number"] as const;

/** Which candles. */
export interface CandleOptions {
  /** Length of a candle: `"1m"`, `"5m"`, `"15m"`, `"30m"`, `"1h"`, `"4h"`, `"1d"`, `"1w"`, `"15d"`, or minutes. @default {"1h"} */
  every?: string | number | undefined;
  /** How far back, e.g. `"30d"`; excludes `from`. */
  last?: string | number | undefined;
  /** First moment, included. @default {the oldest of the newest 720 candles} */
  from?: TimeLike | undefined;
  /** Last moment, excluded. @default {the newest candle} */
  to?: TimeLike | undefined;
  /** Zone of times written without one. @default {"UTC"} */
  zone?: string | undefined;
  /** Aborts with its own reason. */
  signal?: AbortSignal | undefined;
}

/** What these functions need of a client. */
export interface Source {
  /** The public Spot calls. */
  readonly market: Bound<typeof market>;
  /** Named in the frame's `meta.source`. */
  readonly name: string;
  /** Unix milliseconds. */
  now(): number;
}

const OPTIONS: readonly (keyof CandleOptions)[] = ["every", "last", "from", "to", "zone", "signal"];

/**
 * Candles of a market, oldest first, as a frame; the last row is the one still running when `to` is left out. A candle
 * belongs to the range in which it begins.
 *
 * One call: Kraken keeps the newest 720 candles of each length and no older ones.
 *
 * @throws {RangeError} when a candle of the range lies before those 720, or the range lies within one candle: less than
 * asked is never returned in silence.
 * @throws {TransportError} for an answer of another shape.
 */
export async function candles(
  { market, name, now }: Source,
  pair: SpotMarket,
  options: CandleOptions = {},
): Promise<Frame<CandleRow>> {
  knownOptions("candles", options, OPTIONS);
  const { every = "1h", last, from, to, zone, signal } = options;
  const { symbol } = pair;
  const interval = parseEvery(every);
  const label = nameOf(interval);
  const ms = interval * 60_000;
  const bounded = from !== undefined || last !== undefined;
  const range = parseRange({ from, to, last }, { now: now(), ...(zone === undefined ? {} : { zone }) });
  const params = { pair: pair.pair, interval, ...classOf(pair.assetClass) };
  const all = rowsOf<OhlcRow>("OHLC", pair, await market.ohlc(params, { signal }), ROW);
  const oldest = all[0] && all[0][0] * 1000;
  if (oldest !== undefined && all.length >= REACH) {
    // The candle before the oldest would be whole within the range; what lies between the two is in no candle's begin.
    if (bounded && range.from <= oldest - ms) {
      throw new RangeError(beyond(symbol, label, "from", range.from, oldest, now()));
    }
    if (range.to <= oldest) throw new RangeError(beyond(symbol, label, "to", range.to, oldest, now()));
  }
  // Without an end whatever Kraken has is wanted, also when our clock is behind.
  const rows = all.filter(([time]) => time * 1000 >= range.from && (to === undefined || time * 1000 < range.to));
  const around = rows.length > 0 ? undefined : all.findLast(([time]) => time * 1000 < range.from);
  if (around && around[0] * 1000 + ms > range.from) throw new RangeError(within(label, range, around[0] * 1000));
  const newest = (rows.at(-1)?.[0] ?? -Infinity) * 1000;
  return candleFrame(rows, {
    symbol,
    every: label,
    ...(bounded ? { from: range.from } : {}),
    to: Math.max(range.to, newest + 1),
    source: name,
    ...(newest + ms > now() ? { note: "the last candle is still running" } : {}),
  });
}

/** `asset_class` for the calls that find xStocks only with it. */
export function classOf(assetClass: string): { asset_class?: "tokenized_asset" } {
  return assetClass === "tokenized_asset" ? { asset_class: "tokenized_asset" } : {};
}

function nameOf(interval: number): string {
  return INTERVAL_NAMES[INTERVALS.findIndex((minutes) => minutes === interval)] ?? `${interval}m`;
}

function within(label: string, { from, to }: { from: number; to: number }, begin: number): string {
  return `No candle of "${label}" begins from ${toIso(from)} to ${toIso(to)}: the one around it began at ` +
    `${toIso(begin)}. Use a shorter 'every', or a range that has its begin`;
}

function beyond(symbol: string, label: string, end: "from" | "to", asked: number, oldest: number, now: number): string {
  const longer = INTERVALS.findIndex((minutes) => now - REACH * minutes * 60_000 <= asked);
  const advice = longer < 0 ? "" : `every: "${INTERVAL_NAMES[longer]}", which reaches far enough; `;
  return `Kraken keeps the newest ${REACH} candles of ${symbol} at "${label}", back to ${
    toIso(oldest)
  }, but '${end}' is ` +
    `${toIso(asked)}. Use ${advice}a later '${end}'; or build them from trades: ` +
    `resample(await k.trades("${symbol}", { from: … }), "${label}")`;
}
