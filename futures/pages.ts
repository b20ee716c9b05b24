/**
 * How the long lists of Futures are paged, as data for `pages()`.
 *
 * @example Every row of a year's account log, oldest first.
 * ```ts
 * import { send } from "../core/send.ts";
 * import { Credentials } from "../core/credentials.ts";
 * import { history } from "./mod.ts";
 * import { accountLogPages, pages } from "./pages.ts";
 *
 * const fetch = () => Promise.resolve(Response.json({ accountUid: "made-up", logs: [] })); // no fetch: Kraken itself
 * const credentials = new Credentials({ key: "made-up", secret: btoa("made-up") });
 * const call = (params = {}) => send({ credentials, fetch }, history.accountLog, params);
 * const window = { since: new Date("2025-01-01"), before: new Date("2026-01-01") };
 * for await (const rows of pages(call, window, accountLogPages)) {
 *   for (const { date, info, realized_funding } of rows) console.log(date, info, realized_funding);
 * }
 * ```
 *
 * @module
 */

import type { Paging, Position } from "../core/pages.ts";
import { savedIso, savedMs, savedSeconds } from "./_time.ts";
import type { Fill, FillsParams, FillsResult } from "./account/fills.ts";
import type { Candle, CandlesParams, CandlesResult } from "./charts/candles.ts";
import type { AccountLogParams, AccountLogResult, AccountLogRow } from "./history/account_log.ts";
import type {
  HistoricalFundingRate,
  HistoricalFundingRatesParams,
  HistoricalFundingRatesResult,
} from "./market/historical_funding_rates.ts";
import type { HistoryParams, HistoryResult, HistoryTrade } from "./market/history.ts";

export { IncompleteError, pages } from "../core/pages.ts";
export type { AllOptions, Pages, PagesOptions, PagesProgress, PagesState, Paging, Position } from "../core/pages.ts";
export * from "./pages_analytics.ts";
export * from "./pages_events.ts";
export * from "./pages_restart.ts";

/** Rows of a page unless the caller says otherwise: 6 points of 100, where 100,000 rows in one answer cost 10. */
const LOG_ROWS = 5000;

/**
 * `account-log` by row ids, oldest first (newest first with `sort: "desc"`), 5,000 a page at a cost of 6 points; for a
 * long history pass `count: 100_000` and a long `timeoutMs`. The window is closed at the moment the walk begins.
 */
export const accountLogPages: Paging<AccountLogParams, AccountLogResult, AccountLogRow> = {
  name: "account-log",
  newestFirst: false,
  first: ({ since, before, ...params }, nowMs) => ({
    count: LOG_ROWS,
    sort: "asc",
    ...params,
    ...(since === undefined ? {} : { since: savedMs(since) }),
    before: savedMs(before ?? nowMs),
  }),
  rows: ({ logs }) => logs,
  id: ({ id }) => String(id),
  next({ logs }, { request, received }) {
    // Kraken's sister calls cut a page to 1000 rows without saying so, and 500 is what this one gives by itself:
    // a page shorter than that is the last one, a longer one may have been cut.
    const last = logs.at(-1);
    if (!last || received < Math.min(request.count ?? LOG_ROWS, 500)) return undefined;
    if (request.sort !== "desc") return { ...request, from: last.id + 1 };
    return last.id > 1 ? { ...request, to: last.id - 1 } : undefined;
  },
};

/** Kraken's fixed page of `fills` and `history`. */
const HUNDRED = 100;

/**
 * The time to ask for next: just after the oldest row, so that rows of the same millisecond come again (and are known by
 * their ids) rather than get lost.
 */
const justAfter = (time: string): string => new Date(Date.parse(time) + 1).toISOString();

function older<Params>(
  oldest: string | undefined,
  { request, received }: Position<Params>,
  name: keyof Params,
): Params | undefined {
  return oldest === undefined || received < HUNDRED ? undefined : { ...request, [name]: justAfter(oldest) };
}

/**
 * `fills` by time, newest first, 100 a page. The first page costs 2, every further one 25: for a long history
 * {@linkcode executionPages} is far cheaper. New fills come before the first page and shift nothing.
 */
export const fillPages: Paging<FillsParams, FillsResult, Fill> = {
  name: "fills",
  newestFirst: true,
  first: ({ lastFillTime }) => lastFillTime === undefined ? {} : { lastFillTime: savedIso(lastFillTime) },
  rows: ({ fills }) => fills,
  id: ({ fill_id }) => fill_id,
  next: ({ fills }, at) => older(fills.at(-1)?.fillTime, at, "lastFillTime"),
};

/**
 * Public trades by time, newest first, 100 a page, as far back as Kraken keeps them here (7 days at most): older ones
 * with {@linkcode marketExecutionPages}.
 */
export const historyPages: Paging<HistoryParams, HistoryResult, HistoryTrade> = {
  name: "history",
  newestFirst: true,
  first: (params) => ({ ...params, ...(params.lastTime === undefined ? {} : { lastTime: savedIso(params.lastTime) }) }),
  rows: ({ history }) => history,
  id: ({ uid, trade_id, time, side, price, size }) => uid ?? `${trade_id ?? ""} ${time} ${side} ${price} ${size}`,
  next: ({ history }, at) => older(history.at(-1)?.time, at, "lastTime"),
};

/** `historical-funding-rates`, oldest first. Kraken gives all of them in one page; it is here for its progress. */
export const fundingRatePages: Paging<
  HistoricalFundingRatesParams,
  HistoricalFundingRatesResult,
  HistoricalFundingRate
> = {
  name: "historical-funding-rates",
  newestFirst: false,
  first: (params) => params,
  rows: ({ rates }) => rates,
  id: ({ timestamp }) => timestamp,
  next: () => undefined,
};

/**
 * Candles from `from` on, oldest first, up to `to` or the moment the walk began; the last one may still be forming.
 * Kraken does not say how many a page holds, only whether there are more.
 */
export const candlePages: Paging<CandlesParams, CandlesResult, Candle> = {
  name: "candles",
  newestFirst: false,
  first(params, nowMs) {
    if (params.from === undefined) {
      throw new TypeError("Cannot walk candles as 'from' is missing: pass a time, or 0 for the first candle");
    }
    return { ...params, from: savedSeconds(params.from), to: savedSeconds(params.to ?? new Date(nowMs)) };
  },
  rows: ({ candles }) => candles,
  id: ({ time }) => String(time),
  next({ candles, more_candles }, { request }) {
    const last = candles.at(-1);
    return last && more_candles ? { ...request, from: Math.floor(last.time / 1000) + 1 } : undefined;
  },
};
