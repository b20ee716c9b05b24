/** Every call of the futures half: method and path → what it needs, what it costs, what answers it. */

import type { PrivateCall, PublicCall, Reply } from "./call.ts";
import { analytics, liquidityPool } from "./charts/analytics.ts";
import { candles, resolutions, symbols, tickTypes } from "./charts/charts.ts";
import * as own from "./history/account.ts";
import { marketExecutions, marketOrders, marketPrice } from "./history/market.ts";
import * as wallets from "./private/accounts.ts";
import { batchCost, batchOrder } from "./private/batch.ts";
import * as margining from "./private/margining.ts";
import * as people from "./private/people.ts";
import * as preferences from "./private/preferences.ts";
import * as trading from "./private/trading.ts";
import * as moving from "./private/transfers.ts";
import * as instruments from "./public/instruments.ts";
import * as market from "./public/market.ts";
import { ticker, tickers } from "./public/tickers.ts";
import { malformed } from "./refusal.ts";

/** How an answer is put on the wire. */
type Wrapped = "result" | "bare";

/** What a key must be allowed. */
export type Permission = "any" | "read" | "full" | "withdraw";

/** A public call. */
export interface OpenRoute {
  readonly method: string;
  readonly path: string;
  readonly needs: undefined;
  readonly answers: Wrapped;
  readonly run: (call: PublicCall) => unknown;
}

/** A signed call. */
export interface SignedRoute {
  readonly method: string;
  readonly path: string;
  readonly needs: Permission;
  readonly pool: "derivatives" | "history" | undefined;
  readonly cost: number | ((fields: URLSearchParams) => number);
  readonly answers: Wrapped;
  readonly run: (call: PrivateCall) => unknown;
}

/** A call. */
export type Route = OpenRoute | SignedRoute;

const V3 = "/derivatives/api/v3";

const open = (path: string, run: (call: PublicCall) => unknown): OpenRoute => {
  return { method: "GET", path: V3 + path, needs: undefined, answers: "result", run };
};
const bare = (path: string, run: (call: PublicCall) => unknown): OpenRoute => {
  return { method: "GET", path, needs: undefined, answers: "bare", run };
};
type Cost = SignedRoute["cost"];
type Run = SignedRoute["run"];
const signed = (method: string, path: string, needs: Permission, cost: Cost, run: Run, answers: Wrapped = "result") =>
  ({ method, path: V3 + path, needs, pool: "derivatives", cost, answers, run }) satisfies SignedRoute;
/** Kraken publishes no cost for many calls; 2 is what its other reads cost. */
const read = (path: string, run: Run, cost: Cost = 2) => signed("GET", path, "read", cost, run);
const post = (path: string, cost: Cost, run: Run, needs: Permission = "full") => signed("POST", path, needs, cost, run);
/** `v2` is an alias that answers the same bytes and takes the same tokens. */
const history = (path: string, cost: Cost, run: (call: PrivateCall) => Reply): SignedRoute[] =>
  ["v3", "v2"].map((version) => ({
    method: "GET",
    path: `/api/history/${version}${path}`,
    needs: "read",
    pool: "history",
    cost,
    answers: "bare",
    run,
  }));
const marketHistory = (path: string, run: (call: PublicCall) => Reply): OpenRoute[] =>
  ["v3", "v2"].map((version) => bare(`/api/history/${version}/market/{tradeable}${path}`, run));

/** Requests for quotes exist in Kraken's pre-production environment only; elsewhere they answer 404. */
const off = (): never => {
  throw malformed(404);
};
const RFQ: readonly Route[] = [
  open("/rfqs", off),
  open("/rfqs/{rfqUid}", off),
  read("/rfqs/open-offers", off),
  read("/rfqs/closed-offers", off),
  post("/rfqs/place-offer/{rfqUid}", 2, off),
  signed("DELETE", "/rfqs/cancel-offer/{rfqUid}", "full", 2, off),
  read("/rfqs/open-rfqs", off),
  post("/rfqs/open-rfqs", 2, off),
  signed("DELETE", "/rfqs/open-rfqs/{rfqUid}", "full", 2, off),
  post("/rfqs/open-rfqs/accept-offer/{rfqUid}", 2, off),
];

/** Rows asked for → points. */
function logCost(fields: URLSearchParams): number {
  const count = Number(fields.get("count") ?? 500);
  return count <= 25 ? 1 : count <= 50 ? 2 : count <= 1000 ? 3 : count <= 5000 ? 6 : 10;
}

/** All of them. Paths without placeholders come first. */
export const ROUTES: readonly Route[] = [
  open("/instruments", instruments.instruments),
  open("/instruments/status", instruments.instrumentsStatus),
  open("/instruments/{symbol}/status", instruments.instrumentStatus),
  open("/tickers", tickers),
  open("/tickers/{symbol}", ticker),
  open("/orderbook", market.orderBook),
  open("/history", market.history),
  open("/historical-funding-rates", market.historicalFundingRates),
  { ...open("", market.historicalFundingRates), path: "/derivatives/api/v4/historicalfundingrates" },
  open("/feeschedules", instruments.feeSchedules),

  read("/accounts", wallets.accounts),
  read("/openpositions", wallets.openPositions),
  read("/unwindqueue", wallets.unwindQueue, 200),
  read("/fills", wallets.fills, (fields) => fields.has("lastFillTime") ? 25 : 2),
  read("/notifications", wallets.notifications),
  read("/feeschedules/volumes", wallets.feeScheduleVolumes),
  read("/trading/instruments", wallets.tradingInstruments),

  post("/sendorder", 10, trading.sendOrder),
  post("/editorder", 10, trading.editOrder),
  post("/cancelorder", 10, trading.cancelOrder),
  post("/cancelallorders", 25, trading.cancelAllOrders),
  post("/cancelallordersafter", 25, trading.cancelAllOrdersAfter),
  post("/batchorder", batchCost, batchOrder),
  read("/openorders", trading.openOrders),
  post("/orders/status", 1, trading.ordersStatus),

  read("/leveragepreferences", preferences.leveragePreferences),
  signed("PUT", "/leveragepreferences", "full", 10, preferences.setLeveragePreference),
  read("/pnlpreferences", preferences.pnlPreferences),
  signed("PUT", "/pnlpreferences", "full", 10, preferences.setPnlPreference),
  read("/self-trade-strategy", preferences.selfTradeStrategy),
  signed("PUT", "/self-trade-strategy", "full", 2, preferences.setSelfTradeStrategy),
  read("/options-mm-greek-limits", preferences.greekLimits),
  signed("PUT", "/options-mm-greek-limits", "full", 2, preferences.greekLimits),
  signed("DELETE", "/options-mm-greek-limits", "full", 2, preferences.greekLimits),
  read("/rfq-assignment/max-leverage", preferences.rfqLeverage),
  signed("PUT", "/rfq-assignment/max-leverage", "full", 2, preferences.setRfqLeverage),
  signed("DELETE", "/rfq-assignment/max-leverage", "full", 2, preferences.deleteRfqLeverage),

  post("/transfer", 10, moving.transfer),
  post("/transfer/subaccount", 10, moving.transferSubaccount),
  post("/withdrawal", 100, moving.withdrawal, "withdraw"),
  read("/transfers", moving.transfers),
  read("/subaccounts", people.subaccounts),
  signed("GET", "/subaccount/{subaccountUid}/trading-enabled", "full", 2, people.tradingEnabled, "bare"),
  signed("PUT", "/subaccount/{subaccountUid}/trading-enabled", "full", 2, people.setTradingEnabled, "bare"),
  read("/assignmentprogram/current", people.assignmentCurrent),
  post("/assignmentprogram/add", 2, people.assignmentAdd, "read"),
  post("/assignmentprogram/delete", 2, people.assignmentDelete, "read"),
  read("/assignmentprogram/history", people.assignmentHistory),

  read("/initialmargin", margining.initialMargin),
  read("/initialmargin/maxordersize", margining.maxOrderSize),
  read("/portfolio-margining/parameters", margining.portfolioMargining),
  post("/portfolio-margining/simulate", 2, margining.portfolioMargining, "read"),
  post("/portfolio-margining/simulate-iv", 2, margining.portfolioMargining, "read"),
  ...RFQ,

  ...history("/executions", 1, own.executions),
  ...history("/orders", 1, own.orders),
  ...history("/triggers", 1, own.triggers),
  ...history("/positions", 1, own.positions),
  ...history("/account-log", logCost, own.accountLog),
  ...history("/accountlogcsv", 6, own.accountLogCsv),
  ...marketHistory("/executions", marketExecutions),
  ...marketHistory("/orders", marketOrders),
  ...marketHistory("/price", marketPrice),

  bare("/api/charts/v1/", (): Reply => ({ body: tickTypes() })),
  bare("/api/charts/v1/analytics/liquidity-pool", liquidityPool),
  bare("/api/charts/v1/analytics/{symbol}/{analytics_type}", analytics),
  bare("/api/charts/v1/{tick_type}", (call): Reply => ({ body: symbols(call) })),
  bare("/api/charts/v1/{tick_type}/{symbol}", (call): Reply => ({ body: resolutions(call) })),
  bare("/api/charts/v1/{tick_type}/{symbol}/{resolution}", (call): Reply => ({ body: candles(call) })),
  {
    method: "GET",
    path: "/api/auth/v1/api-keys/v3/check",
    needs: "any",
    pool: undefined,
    cost: 0,
    answers: "bare",
    run: people.checkApiKey,
  },
];

/** A path's route and the values of its placeholders; the methods it knows when it does not know this one. */
export function findRoute(
  method: string,
  pathname: string,
): { route: Route; path: Record<string, string> } | { methods: readonly string[] } {
  const literal = LITERAL.get(`${method} ${pathname}`);
  if (literal) return { route: literal, path: {} };
  const methods: string[] = [];
  for (const { route, match } of MATCHERS) {
    const matched = match.exec(pathname);
    if (!matched) continue;
    if (route.method !== method) {
      methods.push(route.method);
      continue;
    }
    const values = Object.entries(matched.groups ?? {}).map(([name, value]) => [name, decoded(value)]);
    return { route, path: Object.fromEntries(values) };
  }
  return { methods };
}

const LITERAL = new Map(
  ROUTES.filter(({ path }) => !path.includes("{")).map((route) => [`${route.method} ${route.path}`, route]),
);

// Literal paths stand before those with placeholders that would take them: `/rfqs/open-rfqs` is no `/rfqs/{rfqUid}`.
const MATCHERS = [...ROUTES].sort((a, b) => Number(a.path.includes("{")) - Number(b.path.includes("{")))
  .map((route) => ({
    route,
    match: new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)").replace(/\/$/, "/?")}$`),
  }));

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) throw malformed(400);
    throw error;
  }
}
