/** How the event lists of the history API are paged: by a token that continues after each page. */

import type { Paging } from "../core/pages.ts";
import { savedMs } from "./_time.ts";
import type {
  AccountHistoryQuery,
  ExecutionHistoryEvent,
  ExecutionsParams,
  ExecutionsResult,
  HistoryElement,
  HistoryPage,
  HistoryQuery,
  MarketExecutionEvent,
  MarketExecutionsParams,
  MarketExecutionsResult,
  MarketOrderEvent,
  MarketOrdersParams,
  MarketOrdersResult,
  MarketPriceParams,
  MarketPriceResult,
  MarkPriceEvent,
  OrderHistoryEvent,
  OrdersParams,
  OrdersResult,
  PositionHistoryEvent,
  PositionsParams,
  PositionsResult,
  TriggerHistoryEvent,
  TriggersParams,
  TriggersResult,
} from "./history/mod.ts";

/** What Kraken cuts every page to, whatever is asked for. */
const ROWS = 1000;

/**
 * Oldest first unless the caller says `sort: "desc"`. The window is closed at the moment the walk begins, and it and the
 * sort go into every request, since a token belongs to them.
 */
function events<Params extends HistoryQuery | AccountHistoryQuery, Event>(
  name: string,
  id: (element: HistoryElement<Event>) => string = ({ uid }) => uid,
): Paging<Params, HistoryPage<Event>, HistoryElement<Event>> {
  return {
    name,
    newestFirst: false,
    first: (params, nowMs) => ({
      count: ROWS,
      sort: "asc",
      ...params,
      ...(params.since === undefined ? {} : { since: savedMs(params.since) }),
      before: savedMs(params.before ?? nowMs),
    }),
    rows: ({ elements }) => elements,
    id,
    // A page without rows need not be the last one, as filters apply behind the token.
    next({ continuationToken: token }, { request }) {
      return token && token !== request.continuation_token ? { ...request, continuation_token: token } : undefined;
    },
  };
}

/** The account's fills with fees, oldest first (newest first with `sort: "desc"`), 1,000 a page at a cost of 1. */
export const executionPages: Paging<ExecutionsParams, ExecutionsResult, HistoryElement<ExecutionHistoryEvent>> = events(
  "executions",
);

/** Everything that happened to the account's orders, oldest first (newest first with `sort: "desc"`); cost 1 a page. */
export const orderPages: Paging<OrdersParams, OrdersResult, HistoryElement<OrderHistoryEvent>> = events("orders");

/** Everything that happened to the account's triggers, oldest first (newest first with `sort: "desc"`); cost 1 a page. */
export const triggerPages: Paging<TriggersParams, TriggersResult, HistoryElement<TriggerHistoryEvent>> = events(
  "triggers",
);

/** Every change of the account's positions, oldest first (newest first with `sort: "desc"`); cost 1 a page. */
export const positionPages: Paging<PositionsParams, PositionsResult, HistoryElement<PositionHistoryEvent>> = events(
  "positions",
);

/** A contract's public trades since May 2021, oldest first (newest first with `sort: "desc"`), 1,000 a page. */
export const marketExecutionPages: Paging<
  MarketExecutionsParams,
  MarketExecutionsResult,
  HistoryElement<MarketExecutionEvent>
> = events("market executions");

/** A contract's public orders since May 2021, oldest first (newest first with `sort: "desc"`), 1,000 a page. */
export const marketOrderPages: Paging<MarketOrdersParams, MarketOrdersResult, HistoryElement<MarketOrderEvent>> =
  events("market orders");

/** A contract's mark prices since May 2021, oldest first (newest first with `sort: "desc"`), 1,000 a page. */
export const marketPricePages: Paging<MarketPriceParams, MarketPriceResult, HistoryElement<MarkPriceEvent>> = events(
  "market price",
  // Kraken gives these events no id.
  ({ timestamp, event }) => `${timestamp} ${event.MarkPriceChanged.price}`,
);
