/** The account's fills and ledger of futures, all of a range. */

import type { PagesProgress } from "../core/pages.ts";
import type { Frame } from "../frames/frame.ts";
import { accountLogFrame, type AccountLogFrameRow } from "../frames/futures/account_log.ts";
import { executionFrame, type FuturesFillRow } from "../frames/futures/fills.ts";
import type { AccountLogInfo } from "../futures/history/mod.ts";
import { accountLogPages, executionPages, pages, restarting } from "../futures/pages.ts";
import { checkRange, type FuturesRangeOptions, type FuturesSource, futuresWindow } from "./futures_source.ts";

/** Options of a question that takes many calls. */
export interface FuturesWalkOptions extends FuturesRangeOptions {
  /** Told after each page how many rows came. */
  onProgress?: ((progress: PagesProgress) => void) | undefined;
}

/** Which fills. */
export interface FuturesFillOptions extends FuturesWalkOptions {
  /** Only this contract, by Kraken's symbol. */
  symbol?: string | undefined;
}

/**
 * The account's fills with fees and realised profit, oldest first, from the first one on without `from` and `last`.
 *
 * Needs `General API - Read Only`; 1 of the history pool (100 points, refilled in 10 minutes) for each 1000 fills.
 */
export async function futuresFills(
  source: Pick<FuturesSource, "history" | "name" | "now">,
  options: FuturesFillOptions = {},
): Promise<Frame<FuturesFillRow>> {
  checkRange("fills", options, ["symbol", "onProgress"]);
  const { symbol, signal, timeoutMs, onProgress } = options;
  const { from, before, bounded, has, meta } = futuresWindow(source, options);
  let accountUid: string | undefined;
  const call: typeof source.history.executions = async (params, callOptions) => {
    const page = await source.history.executions(params, callOptions);
    accountUid = page.accountUid;
    return page;
  };
  const params = {
    ...(bounded ? { since: from } : {}),
    before,
    ...(symbol === undefined ? {} : { tradeable: symbol }),
  };
  const walk = pages(restarting(call), params, executionPages, { signal, timeoutMs, onProgress, now: source.now });
  const frame = executionFrame(await walk.all(), { ...(symbol === undefined ? {} : { symbol }), ...meta }, accountUid);
  return frame.filter(({ time }) => has(time));
}

/** Which rows of the account log. */
export interface FuturesAccountLogOptions extends FuturesWalkOptions {
  /** Only these kinds, e.g. `"funding rate change"`. */
  info?: AccountLogInfo | readonly AccountLogInfo[] | undefined;
  /** Whether to add the fields of conversions. @default {false} */
  conversionDetails?: boolean | undefined;
}

/**
 * The futures account log, oldest first: trades, fees, funding, transfers, conversions; from the first row on without `from`
 * and `last`.
 *
 * Needs `General API - Read Only`; 6 of the history pool (100 points, refilled in 10 minutes) for each 5000 rows.
 */
export async function futuresAccountLog(
  source: Pick<FuturesSource, "history" | "name" | "now">,
  options: FuturesAccountLogOptions = {},
): Promise<Frame<AccountLogFrameRow>> {
  checkRange("accountLog", options, ["info", "conversionDetails", "onProgress"]);
  const { info, conversionDetails, signal, timeoutMs, onProgress } = options;
  const { from, before, bounded, has, meta } = futuresWindow(source, options);
  const params = {
    ...(bounded ? { since: from } : {}),
    before,
    ...(info === undefined ? {} : { info }),
    ...(conversionDetails === undefined ? {} : { conversion_details: conversionDetails }),
  };
  const walk = pages(source.history.accountLog, params, accountLogPages, {
    signal,
    timeoutMs,
    onProgress,
    now: source.now,
  });
  return accountLogFrame((await walk.all()).filter(({ date }) => has(Date.parse(date))), meta);
}
