/** Every message of the exchange's Unified socket fits the client's wire types, undeclared fields being failures. */

import { assert, assertEquals } from "@std/assert";
import { machine } from "../../schema/machine.ts";
import { type Message, Raw } from "./help.ts";
import { asset_class, Bare, bid, opened } from "./unified_help.ts";

const UNIFIED: Record<string, readonly string[]> = {
  ticker: ["websocket/unified/ticker.ts#TickerMessage", "websocket/spot/ticker.ts#TickerMessage"],
  book: ["websocket/unified/book.ts#BookMessage"],
  ohlc: ["websocket/unified/ohlc.ts#OhlcMessage"],
  trade: ["websocket/unified/trade.ts#TradeMessage", "websocket/spot/trade.ts#TradeMessage"],
  instrument: ["websocket/unified/instrument.ts#InstrumentMessage"],
  // Unified's types keep what they do not know; the fields told here are Spot's, whose type keeps nothing.
  executions: ["websocket/unified/executions.ts#ExecutionsMessage", "websocket/spot/executions.ts#ExecutionsMessage"],
  balances: ["websocket/unified/balances.ts#BalancesMessage"],
  positions: ["websocket/unified/positions.ts#PositionsMessage"],
  margin: ["websocket/unified/margin.ts#MarginMessage"],
  ledgers: ["websocket/unified/ledgers.ts#LedgersMessage"],
  preferences: ["websocket/unified/preferences.ts#PreferencesMessage"],
};
const RESULTS: Record<string, string> = {
  add_order: "websocket/unified/add_order.ts#AddOrderResult",
  amend_order: "websocket/unified/amend_order.ts#AmendOrderResult",
  cancel_all: "websocket/v2/orders.ts#CancelCount",
  batch_cancel: "websocket/v2/orders.ts#CancelCount",
  cancel_all_orders_after: "websocket/v2/orders.ts#CancelAllOrdersAfterResult",
};

Deno.test("all messages of the Unified socket fit the wire types", async () => {
  await using exchange = opened({ futures: { usd: 1_000_000, wallets: { fi_xbtusd: { xbt: "1" } } } });
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  await using risk = await Bare.open(exchange, server);
  const { client: market } = await Raw.open(server.sockets.unified.public);
  await using _ = market;
  const { client, token } = bare;
  for (const channel of ["ticker", "book", "ohlc", "trade"]) {
    await market.ask("subscribe", { channel, asset_class, symbol: ["PF_XBTUSD", "PI_XBTUSD"], snapshot: true });
  }
  await market.ask("subscribe", { channel: "instrument", asset_class });
  for (const channel of ["executions", "positions", "margin"]) {
    await bare.ask("subscribe", { channel, ratecounter: true });
  }
  for (const channel of ["balances", "ledgers", "preferences"]) await client.ask("subscribe", { channel, token });
  await risk.ask("subscribe", { channel: "positions", with_margin: true });
  const mark = Math.round(Number(exchange.futures.prices("PF_XBTUSD").mark));
  const stop = { order_type: "stop-loss", limit_price: undefined, side: "sell", triggers: { price: mark - 50 } };
  for (
    const order of [
      bid(mark - 300, { cl_ord_id: "a" }),
      bid(mark - 300, { post_only: true, reduce_only: false }),
      bid(mark + 500, { post_only: true }),
      bid(mark - 300, { time_in_force: "fok" }),
      bid(0, { order_type: "market", limit_price: undefined, order_qty: 5 }),
      bid(0, { order_type: "market", limit_price: undefined, order_qty: 5000, symbol: "PI_XBTUSD", side: "sell" }),
      bid(0, stop),
      bid(mark - 90, { ...stop, order_type: "stop-loss-limit", limit_price: mark - 90 }),
      bid(0, { ...stop, order_type: "take-profit", triggers: { price: mark + 90, reference: "index" } }),
      bid(0, { ...stop, order_type: "trailing-stop", triggers: { price: 1.5, price_type: "pct" } }),
      bid(-10, { ...stop, order_type: "trailing-stop-limit", limit_price: -10, triggers: { price: 100 } }),
      bid(mark + 4000, { side: "sell", order_qty: 5, reduce_only: true }),
    ]
  ) {
    const { error } = await bare.ask("add_order", order);
    assertEquals(error, undefined);
  }
  const { symbol, ...rest } = bid(mark - 400);
  await bare.ask("batch_add", { symbol, orders: [rest, { ...rest, cl_ord_id: "b" }, { ...rest, order_qty: 900 }] });
  await bare.ask("amend_order", { cl_ord_id: "a", order_qty: 0.02 });
  await bare.ask("cancel_order", { cl_ord_id: ["a"] });
  await bare.ask("batch_cancel", { orders: ["x"], cl_ord_id: ["b"] });
  await bare.ask("set_preference", { leverage_mode: { symbol, max_leverage: 10 } });
  exchange.clock.advance(3_600_000);
  await bare.ask("cancel_all_orders_after", { timeout: 60 });
  exchange.futures.accounts.default.trading = "reduce_only";
  exchange.clock.advance(61_000);
  await bare.ask("cancel_all");
  const again = await Bare.open(exchange, server);
  await using _2 = again;
  await again.ask("subscribe", { channel: "executions", snap_trades: true });
  await Promise.all([market.settled(), client.settled(), again.client.settled(), risk.client.settled()]);

  const { check } = await machine(["websocket"]);
  const seen = new Map<string, number>();
  const problems = new Set<string>();
  const look = (sources: readonly string[] | undefined, name: string, found: Message) => {
    seen.set(name, (seen.get(name) ?? 0) + 1);
    if (!sources) problems.add(`${name} has no type`);
    for (const source of sources ?? []) for (const problem of check(source)(found)) problems.add(`${name}: ${problem}`);
  };
  for (const { texts } of [market, client, risk.client, again.client]) {
    for (const found of texts.map((text) => JSON.parse(text))) {
      const { channel, type, method, result } = found;
      if (channel && channel !== "status" && channel !== "heartbeat") {
        look(UNIFIED[channel], `${channel} ${type}`, found);
      }
      const results = RESULTS[method];
      if (results && result) look([results], `result of ${method}`, result);
    }
  }
  assertEquals([...problems].slice(0, 20), []);
  assertEquals([...seen.keys()].sort(), [
    "balances snapshot",
    "book snapshot",
    "book update",
    "executions snapshot",
    "executions update",
    "instrument snapshot",
    "ledgers update",
    "margin multi_collateral",
    "margin single_collateral",
    "ohlc snapshot",
    "ohlc update",
    "positions snapshot",
    "positions update",
    "preferences snapshot",
    "preferences update",
    "result of add_order",
    "result of amend_order",
    "result of batch_cancel",
    "result of cancel_all",
    "result of cancel_all_orders_after",
    "ticker snapshot",
    "ticker update",
    "trade snapshot",
    "trade update",
  ]);
  const kinds = new Set(client.texts.flatMap((text) => {
    const { channel, data } = JSON.parse(text);
    return channel === "executions" ? data.map(({ exec_type }: Message) => exec_type) : [];
  }));
  for (const kind of ["new", "trade", "amended", "canceled", "status"]) assert(kinds.has(kind), kind);
});
