/**
 * How Spot's long lists are paged, as data for `pages()`.
 *
 * @example Every ledger entry of a year, oldest first.
 * ```ts
 * import { createSpotClient } from "./client.ts";
 * import { ledgerPages, pages } from "./pages.ts";
 *
 * const fetch = () => Promise.resolve(Response.json({ error: [], result: { ledger: {}, count: 0 } }));
 * const { account } = createSpotClient({ key: "made-up", secret: btoa("made-up"), fetch }); // no fetch: Kraken itself
 * const window = { start: new Date("2025-01-01"), end: new Date("2026-01-01") };
 * const entries = await pages(account.ledgers, window, ledgerPages).all({ oldestFirst: true });
 * for (const [id, { asset, amount }] of entries) console.log(id, asset, amount);
 * ```
 *
 * @module
 */

import type { Paging, Position } from "../core/pages.ts";
import type {
  ClosedOrdersParams,
  ClosedOrdersResult,
  CursorPaging,
  LedgerEntry,
  LedgersParams,
  LedgersResult,
  NextCursor,
  OpenOrdersParams,
  OpenOrdersResult,
  OrderInfo,
  TradeInfo,
  TradesHistoryParams,
  TradesHistoryResult,
} from "./account/mod.ts";
import type { EarnStrategy, StrategiesParams, StrategiesResult } from "./earn/mod.ts";
import type {
  DepositStatusParams,
  DepositStatusResult,
  RecentDeposit,
  RecentWithdrawal,
  WithdrawStatusParams,
  WithdrawStatusResult,
} from "./funding/mod.ts";
import type { PostTradeParams, PostTradeRecord, PostTradeResult } from "./market/post_trade.ts";
import type { TradesParams, TradesResult, TradesRow } from "./market/trades.ts";

export { IncompleteError, pages } from "../core/pages.ts";
export type { AllOptions, Pages, PagesOptions, PagesProgress, PagesState, Paging, Position } from "../core/pages.ts";
export * from "./pages_funding_beta.ts";

type Time = Date | number | string;

/** Seconds, which JSON carries; a `Date` would come back from a saved state as text that Kraken reads as an id. */
const seconds = <Value extends Time>(time: Value): Exclude<Value, Date> | number =>
  time instanceof Date ? time.getTime() / 1000 : time as Exclude<Value, Date>;

/** The window in seconds, closed now when it has no end. */
function closed<Params extends { start?: Time; end?: Time }>(params: Params, nowMs: number): Params {
  const { start, end = Math.floor(nowMs / 1000) } = params;
  return { ...params, ...(start === undefined ? {} : { start: seconds(start) }), end: seconds(end) };
}

interface HistoryParams extends CursorPaging {
  start?: Time;
  end?: Time;
  ofs?: number;
  without_count?: boolean;
}

interface HistoryResult {
  count?: number | null;
  cursor?: NextCursor;
}

const PAGE = 50;

// Kraken counts 0 when it was asked not to count, and sent text before 2020. It counts the whole window, so the figure
// says nothing about a walk that begins behind a cursor.
function counted({ count }: HistoryResult, { cursor, ofs = 0 }: HistoryParams): number | undefined {
  return cursor === undefined && Number(count ?? 0) > 0 ? Math.max(0, Number(count) - ofs) : undefined;
}

/** Pages of 100 by cursor; by offset for those who ask for it (`ofs`, or `with_cursor: false`). */
function firstOfHistory<Params extends HistoryParams>(params: Params, nowMs: number): Params {
  const byOffset = params.ofs !== undefined || params.with_cursor === false;
  return closed(byOffset ? params : { with_cursor: true, limit: 100, ...params }, nowMs);
}

function nextOfHistory<Params extends HistoryParams>(
  { cursor }: HistoryResult,
  { request, received, rows, total }: Position<Params>,
): Params | undefined {
  if (cursor?.next) return { ...request, cursor: cursor.next, without_count: true };
  const more = total !== undefined && rows < total;
  if (request.with_cursor && (request.cursor !== undefined || cursor !== undefined || !more)) return undefined;
  // More was counted and no way on was shown: a server that does not know cursors. Offsets it has always known.
  const { with_cursor: _, limit: __, ...rest } = request;
  const ofs = (rest.ofs ?? 0) + received;
  const isLast = received === 0 || (total === undefined ? received < PAGE : !more);
  return isLast ? undefined : { ...rest, ofs, without_count: true } as Params;
}

const idOf = ([id]: readonly [id: string, row: unknown]): string => id;

/** `Ledgers` as `[id, entry]`, newest first, 100 a page; cost 2 a page. */
export const ledgerPages: Paging<LedgersParams, LedgersResult, [id: string, entry: LedgerEntry]> = {
  name: "Ledgers",
  newestFirst: true,
  first: firstOfHistory,
  rows: ({ ledger }) => Object.entries(ledger),
  id: idOf,
  total: counted,
  next: nextOfHistory,
};

/** `TradesHistory` as `[txid, fill]`, newest first, 100 a page; cost 2 a page. */
export const tradesHistoryPages: Paging<TradesHistoryParams, TradesHistoryResult, [txid: string, fill: TradeInfo]> = {
  name: "TradesHistory",
  newestFirst: true,
  first: firstOfHistory,
  rows: ({ trades }) => Object.entries(trades),
  id: idOf,
  total: counted,
  next: nextOfHistory,
};

/** `ClosedOrders` as `[txid, order]`, newest first, 100 a page. */
export const closedOrderPages: Paging<ClosedOrdersParams, ClosedOrdersResult, [txid: string, order: OrderInfo]> = {
  name: "ClosedOrders",
  newestFirst: true,
  first: firstOfHistory,
  rows: ({ closed }) => Object.entries(closed),
  id: idOf,
  total: counted,
  next: nextOfHistory,
};

/** `OpenOrders` as `[txid, order]`, 100 a page. There is no window to close: an order that fills meanwhile is missed. */
export const openOrderPages: Paging<OpenOrdersParams, OpenOrdersResult, [txid: string, order: OrderInfo]> = {
  name: "OpenOrders",
  newestFirst: true,
  first: (params) => ({ with_cursor: true, limit: 100, ...params }),
  rows: ({ open }) => Object.entries(open),
  id: idOf,
  next: ({ cursor }, { request }) => cursor?.next ? { ...request, cursor: cursor.next } : undefined,
};

const list = <Row>(rows: readonly Row[] | Row | undefined): readonly Row[] =>
  rows === undefined ? [] : Array.isArray(rows) ? rows : [rows as Row];

/** `DepositStatus`, newest first; the last 90 days or so. */
export const depositPages: Paging<DepositStatusParams, DepositStatusResult, RecentDeposit> = {
  name: "DepositStatus",
  newestFirst: true,
  first: (params, nowMs) => closed({ cursor: true, ...params }, nowMs),
  rows: (result) => Array.isArray(result) ? result : list(result.deposit),
  id: ({ refid, txid }) => `${refid} ${txid}`,
  next: (result, { request }) =>
    !Array.isArray(result) && result.next_cursor ? { ...request, cursor: result.next_cursor } : undefined,
};

/** `WithdrawStatus`, newest first; the last 90 days or so. */
export const withdrawalPages: Paging<WithdrawStatusParams, WithdrawStatusResult, RecentWithdrawal> = {
  name: "WithdrawStatus",
  newestFirst: true,
  first: (params, nowMs) => closed({ cursor: true, ...params }, nowMs),
  rows: (result) => Array.isArray(result) ? result : list(result.withdrawals ?? result.withdrawal),
  id: ({ refid }) => refid,
  next: (result, { request }) =>
    !Array.isArray(result) && result.next_cursor ? { ...request, cursor: result.next_cursor } : undefined,
};

/** `Earn/Strategies`. Kraken says that one page holds them all; a cursor is followed where there is one. */
export const strategyPages: Paging<StrategiesParams, StrategiesResult | null, EarnStrategy> = {
  name: "Earn/Strategies",
  newestFirst: false,
  first: (params) => params,
  rows: (result) => result?.items ?? [],
  id: ({ id }) => id,
  next: (result, { request }) => result?.next_cursor ? { ...request, cursor: result.next_cursor } : undefined,
};

const ROWS = 1000;

// The key beside `last` is Kraken's own name of the pair, whatever was asked for.
const tradeRows = (result: TradesResult): readonly TradesRow[] =>
  Object.values(result).find((value): value is TradesRow[] => typeof value !== "string") ?? [];

/**
 * `Trades` from `since` on (`"0"`: from the first trade), oldest first, 1,000 a page; ends with the page that reaches the
 * moment the walk began. A pair may have a hundred million trades: mind the number of calls.
 */
export const tradePages: Paging<TradesParams, TradesResult, TradesRow> = {
  name: "Trades",
  newestFirst: false,
  first(params) {
    if (params.since === undefined) {
      throw new TypeError("Cannot walk Trades as 'since' is missing: pass a time, or \"0\" for the first trade");
    }
    return { count: ROWS, ...params, since: seconds(params.since) };
  },
  rows: tradeRows,
  id: ([price, volume, time, side, , , id]) => id === undefined ? `${time} ${side} ${price} ${volume}` : String(id),
  next(result, { request, received, startedAt }) {
    const newest = tradeRows(result).at(-1)?.[2] ?? 0;
    if (received < (request.count ?? ROWS) || newest * 1000 >= startedAt) return undefined;
    return { ...request, since: result.last };
  },
};

const iso = (time: Date | string): string => time instanceof Date ? time.toISOString() : time;

/** `PostTrade` from `from_ts` on, oldest first, 1,000 a page, up to `to_ts` or the moment the walk began. */
export const postTradePages: Paging<PostTradeParams, PostTradeResult, PostTradeRecord> = {
  name: "PostTrade",
  newestFirst: false,
  first(params, nowMs) {
    if (params.from_ts === undefined) {
      throw new TypeError("Cannot walk PostTrade as 'from_ts' is missing: pass the time to begin after");
    }
    return { count: ROWS, ...params, from_ts: iso(params.from_ts), to_ts: iso(params.to_ts ?? new Date(nowMs)) };
  },
  // Documented as oldest first, seen newest first: ISO text of one length sorts as it is.
  rows: ({ trades }) => trades.toSorted((a, b) => a.trade_ts < b.trade_ts ? -1 : a.trade_ts > b.trade_ts ? 1 : 0),
  id: ({ trade_id }) => trade_id,
  next: ({ last_ts }, { request, received }) =>
    received < (request.count ?? ROWS) ? undefined : { ...request, from_ts: last_ts },
};
