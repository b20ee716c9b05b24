/** The Futures recordings against the result types of `futures/`. */

import { assertEquals } from "@std/assert";
import { machine } from "./machine.ts";
import { HAS_RECORDINGS, type Payload } from "./payloads.ts";
import { checkRoom, type RoomTable, type Sources, summary, typesOf, type Unwrapped } from "./room.ts";
import { endpointsBelow } from "./sources.ts";

/** Folders whose type is not simply the result of the one endpoint with that path. */
const BY_HAND: Record<string, Sources> = {
  "analytics": "futures/charts/analytics.ts#analytics",
  "charts-candles": "futures/charts/candles.ts#candles",
  "charts-root": "futures/charts/tick_types.ts#tickTypes",
  "charts-tick_type": "futures/charts/symbols.ts#symbols",
  "charts-tick_type-symbol": "futures/charts/resolutions.ts#resolutions",
  "charts-tick_type-symbol-resolution": "futures/charts/candles.ts#candles",
  "history-account-log": "futures/history/account_log.ts#accountLog",
  "history-market-executions": "futures/history/market_executions.ts#marketExecutions",
  "history-orders": "futures/history/orders.ts#orders",
  // The one recording is a single change as a note quotes it.
  "history-positions": "futures/history/positions.ts#PositionUpdate",
  // Two methods of one path.
  "leveragepreferences": [
    "futures/preferences/leverage_preferences.ts#leveragePreferences",
    "futures/preferences/set_leverage_preference.ts#setLeveragePreference",
  ],
  "pnlpreferences": [
    "futures/preferences/pnl_preferences.ts#pnlPreferences",
    "futures/preferences/set_pnl_preference.ts#setPnlPreference",
  ],
  "self-trade-strategy": [
    "futures/preferences/self_trade_strategy.ts#selfTradeStrategy",
    "futures/preferences/set_self_trade_strategy.ts#setSelfTradeStrategy",
  ],
  "rfqs-open-rfqs": ["futures/rfq/open_rfqs.ts#openRfqs", "futures/rfq/create_rfq.ts#createRfq"],
  // One of the files was asked of /tickers with a symbol.
  "tickers-symbol": ["futures/market/ticker.ts#ticker", "futures/market/tickers.ts#tickers"],
};

/** Payloads that other libraries published without (all of) the envelope; their fields are checked all the same. */
const TRIMMED: ReadonlySet<string> = new Set([
  "futures-rest/historical-funding-rates/nautilus-http_futures_historical_funding_rates.json",
  "futures-rest/history/kraken-net-GetTrades.json",
  "futures-rest/history/kraken-net-old-GetTradesAsync.json",
  "futures-rest/instruments/nautilus-http_futures_instrument_no_fee_schedule.json",
  "futures-rest/instruments/nautilus-http_futures_instruments.json",
  "futures-rest/orderbook/kraken-net-old-GetOrderBookAsync.json",
  "futures-rest/orders-status/kraken-net-old-GetOrdersAsync.json",
]);

/** Payloads that cannot fit, each with its reason. */
const WEAK: Record<string, string> = {
  "futures-rest/accounts/kraken-net-old-GetBalancesAsync.json":
    "calls a currency's collateral collateralValue, which no documented answer does",
  "futures-rest/fills/nautilus-http_futures_fills.json": "written by hand with fees, which Kraken does not send here",
  "futures-rest/history-orders/nautilus-http_futures_order_events.json":
    "written by hand in the shape of order answers (orderEvents), not of the history API",
  "futures-rest/history-orders/nautilus-http_futures_order_events_unknown.json":
    "written by hand in the shape of order answers (orderEvents), not of the history API",
  "futures-rest/instruments-status/kraken-net-old-GetSymbolStatusAsync.json":
    "has isExperiencing… for experiencing…, which no documented answer does",
  "futures-rest/openorders/nautilus-http_futures_open_orders.json": "written by hand with cli_ord_id for cliOrdId",
  "futures-rest/openpositions/research-note.json": "one position without its answer, its numbers made text",
  "futures-rest/self-trade-strategy/kraken-net-GetSelfTradeStrategy.json": "is an answer of fills",
  "futures-rest/sendorder/nautilus-http_send_order_futures.json": "written by hand with cli_ord_id for cliOrdId",
  "futures-rest/sendorder/nautilus-http_send_order_futures_unknown_trigger.json":
    "written by hand without the order's id and the envelope's time",
};

/** Sets Kraken's three error envelopes apart; an answer keeps `result` and `serverTime`, as our types do. */
function open({ value, where }: Payload): Unwrapped {
  const answer = (value ?? {}) as Record<string, unknown>;
  const { result, error, errors, status, reason } = answer;
  if (result === "error" || (result === undefined && typeof status === "string" && reason !== undefined)) {
    const words = [error, errors, reason].flat().filter((each) => each !== undefined);
    const problems = words.length > 0 ? [] : ["an error must have 'error', 'errors' or 'reason'"];
    return { problems, answered: false, result: undefined };
  }
  if (!TRIMMED.has(where)) return { problems: [], answered: true, result: value };
  const whole = result !== undefined && answer["serverTime"] !== undefined;
  const problems = whole ? ["has its envelope, so it must leave the list of trimmed payloads"] : [];
  return { problems, answered: true, result: { result: "success", serverTime: "", ...answer } };
}

Deno.test("futures result types fit every recorded answer", { ignore: !HAS_RECORDINGS }, async () => {
  const types = typesOf(await endpointsBelow("futures"), ["/derivatives/api/v3/"], BY_HAND);
  const table: RoomTable = {
    area: "futures-rest",
    typeOf: ({ folder }) => types.get(folder),
    errors: ["errors"],
    weak: WEAK,
    unwrap: open,
  };
  const report = checkRoom(await machine(["futures"]), table);
  console.log(summary(table, report));
  assertEquals(report.problems, []);
});
