/** What the futures calls of this room need of a client, and the options they share. */

import type { Bound } from "../core/endpoint.ts";
import { knownOptions } from "../core/options.ts";
import { parseRange, type TimeLike } from "../core/time.ts";
import type { FrameMeta } from "../frames/frame.ts";
import type * as account from "../futures/account/mod.ts";
import type * as charts from "../futures/charts/mod.ts";
import type * as history from "../futures/history/mod.ts";
import type * as market from "../futures/market/mod.ts";
import type * as trading from "../futures/trading/mod.ts";

/** Groups of {@linkcode createFuturesClient}, and where rows come from. */
export interface FuturesSource {
  /** Contracts, prices, trades, funding. */
  readonly market: Bound<typeof market>;
  /** Candles. */
  readonly charts: Bound<typeof charts>;
  /** Executions and account log. */
  readonly history: Bound<typeof history>;
  /** Wallets, positions. */
  readonly account: Bound<typeof account>;
  /** Open orders. */
  readonly trading: Pick<Bound<typeof trading>, "openOrders">;
  /** Named in each frame's `meta.source`. */
  readonly name: string;
  /** Unix milliseconds. */
  now(): number;
}

/** Options of one question. */
export interface FuturesAskOptions {
  /** Aborts with its own reason. */
  signal?: AbortSignal | undefined;
  /** Limit of one attempt of one call. @default {10_000} */
  timeoutMs?: number | undefined;
}

/** Which time. */
export interface FuturesRangeOptions extends FuturesAskOptions {
  /** How far back, e.g. `"90d"`, `"3M"`; excludes `from`. */
  last?: string | number | undefined;
  /** First moment, included. */
  from?: TimeLike | undefined;
  /** Last moment, excluded. @default {now} */
  to?: TimeLike | undefined;
  /** Zone of times written without one. @default {"UTC"} */
  zone?: string | undefined;
}

/** A range of time, read. */
export interface FuturesWindow {
  /** First moment, ms UTC, included. */
  readonly from: number;
  /** Last moment, ms UTC, excluded. */
  readonly to: number;
  /** Whether a beginning was given. */
  readonly bounded: boolean;
  /** End to ask Kraken for: without a `to` a minute later, since clocks differ. */
  readonly before: number;
  /** Whether a moment lies in the range. */
  has(time: number): boolean;
  /** What the frame says of it. */
  readonly meta: FrameMeta;
}

/** Refuses options a call does not have. @throws {TypeError} with the nearest spelling. */
export function checkAsk(call: string, options: unknown, more: readonly string[] = []): void {
  knownOptions(call, options, [...more, "signal", "timeoutMs"]);
}

/** As {@linkcode checkAsk}, for calls about a range of time. */
export function checkRange(call: string, options: unknown, more: readonly string[] = []): void {
  checkAsk(call, options, [...more, "last", "from", "to", "zone"]);
}

const AHEAD_MS = 60_000;

/**
 * Reads a range.
 *
 * @throws {RangeError} as `parseRange` does, and for a `to` without a beginning.
 */
export function futuresWindow(
  { name, now }: Pick<FuturesSource, "name" | "now">,
  { last, from, to, zone }: FuturesRangeOptions,
): FuturesWindow {
  const range = parseRange({ from, to, last }, { now: now(), zone });
  const bounded = from !== undefined || last !== undefined;
  if (to !== undefined && !bounded) {
    throw new RangeError("'to' alone does not say where to begin: pass 'from' or 'last' too");
  }
  const open = to === undefined;
  return {
    ...range,
    bounded,
    before: open ? range.to + AHEAD_MS : range.to,
    has: (time) => time >= range.from && (open || time < range.to),
    meta: { ...(bounded ? { from: range.from } : {}), to: range.to, source: name },
  };
}

/** A count of calls that was agreed to. */
export function callLimit(maxCalls: number): number {
  if (Number.isInteger(maxCalls) && maxCalls >= 1) return maxCalls;
  throw new RangeError(`'maxCalls' must be a whole number of at least 1: current value is ${maxCalls}`);
}
