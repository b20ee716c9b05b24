/** Candles of futures: of trades, mark prices or index prices, as far back as the contract, page by page. */

import { KrakenError } from "../core/errors.ts";
import { parseSpan, toIso } from "../core/time.ts";
import type { Frame } from "../frames/frame.ts";
import { futuresCandleFrame, type FuturesCandleRow } from "../frames/futures/candles.ts";
import type { Candle, Resolution, TickType } from "../futures/charts/mod.ts";
import {
  callLimit,
  checkRange,
  type FuturesRangeOptions,
  type FuturesSource,
  futuresWindow,
} from "./futures_source.ts";

const RESOLUTIONS: Readonly<Record<Resolution, number>> = {
  "1m": 1,
  "5m": 5,
  "15m": 15,
  "30m": 30,
  "1h": 60,
  "4h": 240,
  "12h": 720,
  "1d": 1440,
  "1w": 10_080,
};
const TICK_TYPES: readonly TickType[] = ["trade", "mark", "spot"];

/** How many candles there are without a range; as many as Spot gives. */
const USUAL = 720;

/** Which candles. */
export interface FuturesCandleOptions extends FuturesRangeOptions {
  /** Length: `"1m"`, `"5m"`, `"15m"`, `"30m"`, `"1h"`, `"4h"`, `"12h"`, `"1d"`, `"1w"`, or minutes. @default {"1h"} */
  every?: string | number | undefined;
  /** Prices they are made of: trades, the mark price, or the index (`"spot"`). @default {"trade"} */
  tickType?: TickType | undefined;
  /** Most calls to make. Kraken does not say how many candles one gives, some thousands. @default {20} */
  maxCalls?: number | undefined;
}

/**
 * Candles of a contract, oldest first; the last row is the one still running when `to` is now. Without `from` and `last` the
 * newest 720. Public and free of rate cost.
 *
 * @throws {RangeError} for a length Kraken does not have, and when the range needs more than `maxCalls`: less than asked is
 * never returned in silence. A range that begins before the contract is noted in `meta.note`.
 */
export async function futuresCandles(
  source: Pick<FuturesSource, "charts" | "name" | "now">,
  { symbol }: { readonly symbol: string },
  options: FuturesCandleOptions = {},
): Promise<Frame<FuturesCandleRow>> {
  checkRange("candles", options, ["every", "tickType", "maxCalls"]);
  const { every = "1h", tickType = "trade", maxCalls = 20, signal, timeoutMs } = options;
  const most = callLimit(maxCalls);
  if (!TICK_TYPES.includes(tickType)) {
    throw new RangeError(`'tickType' must be one of ${TICK_TYPES.join(", ")}: current value is "${tickType}"`);
  }
  const resolution = resolutionOf(every);
  const ms = RESOLUTIONS[resolution] * 60_000;
  const now = source.now();
  const whole = futuresWindow(source, options);
  const from = whole.bounded ? whole.from : Math.floor(now / ms - USUAL + 1) * ms;
  const params = { tick_type: tickType, symbol, resolution, to: Math.ceil(whole.before / 1000) };
  const rows: Candle[] = [];
  for (let calls = 1, since = Math.floor(from / 1000);; calls++) {
    const { candles, more_candles } = await source.charts.candles({ ...params, from: since }, { signal, timeoutMs });
    const known = rows.at(-1)?.time ?? -Infinity;
    const fresh = candles.filter(({ time }) => time > known);
    rows.push(...fresh);
    const reached = rows.at(-1)?.time;
    if (!more_candles || (reached !== undefined && reached >= whole.to)) break;
    if (fresh.length === 0 || reached === undefined) {
      throw new KrakenError(
        `candles says that there are more of ${symbol} after ${toIso(since * 1000)} and sends none`,
        {
          category: "malformed-answer",
          retryable: true,
        },
      );
    }
    if (calls >= most) throw new RangeError(beyond(symbol, resolution, { from, to: whole.to }, reached, calls));
    since = Math.floor(reached / 1000) + 1;
  }
  const kept = rows.filter(({ time }) => time >= from && whole.has(time));
  const [oldest, newest] = [kept[0]?.time, kept.at(-1)?.time];
  const notes = [
    ...(whole.bounded && whole.from > 0 && oldest !== undefined && oldest >= whole.from + ms
      ? [`there are none before ${toIso(oldest)}`]
      : []),
    ...(newest !== undefined && newest + ms > now ? ["the last candle is still running"] : []),
  ];
  return futuresCandleFrame(kept, {
    symbol,
    every: resolution,
    ...whole.meta,
    ...(tickType === "trade" ? {} : { tickType }),
    ...(notes.length > 0 ? { note: notes.join("; ") } : {}),
  });
}

function resolutionOf(every: string | number): Resolution {
  const minutes = typeof every === "number" ? every : parseSpan(every, "every") / 60_000;
  const [name] = Object.entries(RESOLUTIONS).find(([, length]) => length === minutes) ?? [];
  if (name !== undefined) return name as Resolution;
  throw new RangeError(
    `'every' must be one of ${Object.keys(RESOLUTIONS).join(", ")}, or as many minutes: current value is ${
      JSON.stringify(every)
    }. Others can be made of shorter ones: resample(candles, …)`,
  );
}

function beyond(
  symbol: string,
  resolution: string,
  { from, to }: { from: number; to: number },
  reached: number,
  calls: number,
): string {
  const total = Math.ceil(calls * (to - from) / Math.max(1, reached - from));
  return `${symbol} has more candles of ${resolution} in this range than ${calls} calls give: they reached from ${
    toIso(from)
  } to ${toIso(reached)}. Use a shorter range, a longer 'every', or maxCalls: ${total} or a little more`;
}
