/** Every message of the exchange's sockets fits the client's wire types, undeclared fields being failures. */

import { assert, assertEquals } from "@std/assert";
import { Credentials } from "../../../core/credentials.ts";
import { createFuturesClient } from "../../../futures/client.ts";
import { paperExchange, type PlannedMaintenance } from "../../../paper/mod.ts";
import { createSpotClient } from "../../../spot/client.ts";
import { machine } from "../../schema/machine.ts";
import { NOW } from "../help.ts";
import { type Message, Raw } from "./help.ts";

const SPOT: Record<string, string> = {
  ticker: "websocket/spot/ticker.ts#TickerMessage",
  book: "websocket/spot/book.ts#BookMessage",
  ohlc: "websocket/spot/ohlc.ts#OhlcMessage",
  trade: "websocket/spot/trade.ts#TradeMessage",
  instrument: "websocket/spot/instrument.ts#InstrumentMessage",
  level3: "websocket/spot/level3.ts#Level3Message",
  executions: "websocket/spot/executions.ts#ExecutionsMessage",
  balances: "websocket/spot/balances.ts#BalancesMessage",
};
const FUTURES: Record<string, string> = {
  ticker: "websocket/futures/ticker.ts#TickerMessage",
  ticker_lite: "websocket/futures/ticker_lite.ts#TickerLiteMessage",
  book_snapshot: "websocket/book/futures.ts#FuturesBookSnapshot",
  book: "websocket/book/futures.ts#FuturesBookDelta",
  heartbeat: "websocket/futures/heartbeat.ts#HeartbeatMessage",
  fills_snapshot: "websocket/futures/fills.ts#FillsMessage",
  fills: "websocket/futures/fills.ts#FillsMessage",
  open_orders: "websocket/futures/open_orders.ts#OpenOrdersChange",
  open_positions: "websocket/futures/open_positions.ts#OpenPositionsMessage",
  balances_snapshot: "websocket/futures/balances.ts#FuturesBalancesMessage",
  balances: "websocket/futures/balances.ts#FuturesBalancesMessage",
  account_log_snapshot: "websocket/futures/account_log.ts#AccountLogMessage",
  account_log: "websocket/futures/account_log.ts#AccountLogMessage",
  account_balances_and_margins: "websocket/futures/account_balances_and_margins.ts#AccountBalancesAndMarginsMessage",
  notifications_auth: "websocket/futures/notifications_auth.ts#NotificationsMessage",
};

const MAINTENANCE: PlannedMaintenance = {
  event_id: 1,
  title: "Upgrade",
  phase: "planned",
  affected_services: [],
  order_submission: "disabled",
  recommended_action: "wait",
  source_url: "",
  expected_start_utc: new Date(NOW + 3_600_000).toISOString(),
  expected_end_utc: new Date(NOW + 7_200_000).toISOString(),
};

Deno.test("all messages of Spot v2 and Futures v1 fit the wire types", async () => {
  await using exchange = paperExchange({ seed: 7, now: () => NOW, balances: { USD: 100_000, BTC: 2 }, limits: false });
  exchange.status.maintenance.push(MAINTENANCE);
  await using server = exchange.serve();
  const { check } = await machine(["websocket"]);
  const spot = createSpotClient({ fetch: exchange.fetch, key: exchange.key, secret: exchange.secret });
  const { token } = await spot.trading.getWebSocketsToken();
  const clients: Raw[] = [];
  const on = async (url: string) => {
    const { client } = await Raw.open(url);
    clients.push(client);
    return client;
  };
  const [market, auth, l3, futures] = [
    await on(server.sockets.spot.public),
    await on(server.sockets.spot.auth),
    await on(server.sockets.spot.l3),
    await on(server.sockets.futures),
  ];
  for (const channel of ["ticker", "book", "ohlc", "trade"]) {
    market.send({ method: "subscribe", params: { channel, symbol: ["BTC/USD", "PEPE/USD"], snapshot: true } });
  }
  market.send({ method: "subscribe", params: { channel: "instrument", include_tokenized_assets: true } });
  l3.send({ method: "subscribe", params: { channel: "level3", symbol: ["BTC/USD"], depth: 1000, token } });
  for (const channel of ["executions", "balances"]) auth.send({ method: "subscribe", params: { channel, token } });
  const order = (more: object) => ({
    method: "add_order",
    params: { symbol: "BTC/USD", order_qty: 0.1, token, ...more },
  });
  auth.send(order({ order_type: "market", side: "sell" }));
  auth.send(order({ order_type: "limit", side: "buy", limit_price: 50_000, cl_ord_id: "a" }));
  auth.send(order({ order_type: "stop-loss", side: "sell", triggers: { price: 99_999 } }));
  auth.send(order({ order_type: "trailing-stop", side: "sell", triggers: { price: 0.001, price_type: "pct" } }));
  auth.send(order({
    order_type: "iceberg",
    side: "sell",
    limit_price: 200_000,
    display_qty: 0.02,
    conditional: { order_type: "take-profit", trigger_price: 150_000 },
  }));
  auth.send({ method: "amend_order", params: { cl_ord_id: "a", limit_price: 50_001, token } });
  await auth.settled();
  auth.send({ method: "cancel_all", params: { token } });

  const { futuresKey: key, futuresSecret: secret } = exchange;
  for (const feed of ["ticker", "ticker_lite", "trade", "book"]) {
    futures.send({ event: "subscribe", feed, product_ids: ["PF_XBTUSD", "PI_XBTUSD"] });
  }
  futures.send({ event: "subscribe", feed: "heartbeat" });
  futures.send({ event: "challenge", api_key: key });
  const { message } = await futures.find(({ event }) => event === "challenge");
  const signed_challenge = new Credentials({ key, secret }).signChallenge(message);
  const privates = [
    "fills",
    "open_orders",
    "open_positions",
    "balances",
    "account_log",
    "account_balances_and_margins",
    "notifications_auth",
  ];
  for (const feed of privates) {
    futures.send({ event: "subscribe", feed, api_key: key, original_challenge: message, signed_challenge });
  }
  const pong = async () => {
    futures.send({ event: "ping" });
    await futures.find(({ event }) => event === "pong");
  };
  await pong();
  const { trading } = createFuturesClient({ key, secret, fetch: exchange.fetch });
  await trading.sendOrder({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.01 });
  await trading.sendOrder({ orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 0.01, limitPrice: 50_000 });
  await trading.sendOrder({ orderType: "stp", symbol: "PF_XBTUSD", side: "sell", size: 0.01, stopPrice: 40_000 });
  exchange.sockets.advance();
  await trading.cancelAllOrders();
  exchange.clock.advance(180_000);
  await Promise.all([market.settled(), auth.settled(), l3.settled()]);
  await futures.find(({ feed }) => feed === "heartbeat");
  await pong();

  const seen = new Map<string, number>();
  const problems = new Set<string>();
  const look = (source: string | undefined, name: string, found: Message) => {
    seen.set(name, (seen.get(name) ?? 0) + 1);
    if (!source) problems.add(`${name} has no type`);
    else for (const problem of check(source)(found)) problems.add(`${name}: ${problem}`);
  };
  for (const client of [market, auth, l3]) {
    for (const found of client.texts.map((text) => JSON.parse(text))) {
      const { channel, type } = found;
      if (channel && channel !== "status" && channel !== "heartbeat") look(SPOT[channel], `${channel} ${type}`, found);
    }
  }
  for (const found of futures.texts.map((text) => JSON.parse(text))) {
    const { feed, event } = found;
    if (!event && !/^trade|^open_orders_snapshot$/.test(feed)) look(FUTURES[feed], feed, found);
  }
  for (const client of clients) await client[Symbol.asyncDispose]();
  assertEquals([...problems].slice(0, 20), []);
  assertEquals([...seen.keys()].sort(), [
    "account_balances_and_margins",
    "account_log",
    "account_log_snapshot",
    "balances",
    "balances snapshot",
    "balances update",
    "balances_snapshot",
    "book",
    "book snapshot",
    "book update",
    "book_snapshot",
    "executions snapshot",
    "executions update",
    "fills",
    "fills_snapshot",
    "heartbeat",
    "instrument snapshot",
    "level3 snapshot",
    "level3 update",
    "notifications_auth",
    "ohlc snapshot",
    "ohlc update",
    "open_orders",
    "open_positions",
    "ticker",
    "ticker snapshot",
    "ticker update",
    "ticker_lite",
    "trade snapshot",
    "trade update",
  ]);
  const checked = [...seen.values()].reduce((sum, count) => sum + count, 0);
  assert(checked > 500, `${checked} messages`);
});
