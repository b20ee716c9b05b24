import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { OutcomeUnknownError, TransportError } from "../../core/errors.ts";
import { symbols } from "../../core/symbols.ts";
import { createLookup } from "../../facade/lookup.ts";
import { lazyStreams } from "../../facade/stream.ts";
import { createFuturesClient } from "../../futures/client.ts";
import { kraken } from "../../kraken.ts";
import { createSpotClient } from "../../spot/client.ts";
import type { LostOutcome } from "../../trading/outcome.ts";
import { addOrder } from "../../websocket/spot/add_order.ts";
import { amendOrder } from "../../websocket/spot/amend_order.ts";
import { batchAdd } from "../../websocket/spot/batch_add.ts";
import { editOrder } from "../../websocket/spot/edit_order.ts";
import type { Method } from "../../websocket/v2/types.ts";
import { until } from "../websocket/server.ts";
import { tradeFrame, V2Server } from "../websocket/v2_server.ts";

/** Streams over a server on loopback and REST answers by endpoint. */
function streams(server: V2Server, answers: Record<string, object>, now: () => number) {
  const asked: { name: string; body: URLSearchParams }[] = [];
  const fetch = (input: string | URL | Request, init?: RequestInit) => {
    const name = String(input).split("/").at(-1)?.split("?")[0] ?? "";
    asked.push({ name, body: new URLSearchParams(String(init?.body ?? "")) });
    return Promise.resolve(Response.json({ error: [], result: answers[name] ?? {} }));
  };
  const spot = createSpotClient({ key: "K", secret: btoa("a secret of some length"), fetch, limiter: "none" });
  const stream = lazyStreams({
    sleep: () => Promise.resolve(),
    spot,
    lookup: createLookup(spot.market, symbols()),
    product: (text) => Promise.resolve(text),
    futuresMarket: createFuturesClient({ fetch, limiter: "none" }).market,
    futures: undefined,
    addresses: () => ({ urls: server.urls }),
    now,
  });
  return { stream, asked, spot };
}

const token = { token: "T", expires: 900 };

Deno.test("trades() that were fetched have the microsecond of their number, also just before a full second", async () => {
  await using server = new V2Server({
    snapshot: () => [tradeFrame("BTC/USD", [1], "snapshot"), tradeFrame("BTC/USD", [6])],
  });
  const second = Date.UTC(2026, 8, 1, 10) / 1000;
  const times = [second + 0.9999996, second + 0.9999994, second + 0.000001, second];
  const rows = times.map((time, index) => ["1.0", "2.0", time, "b", "l", "", index + 2]);
  const { stream } = streams(server, { Trades: { XXBTZUSD: rows, last: "1" } }, Date.now);
  await using _closing = stream;
  const seen: string[] = [];
  for await (const { trade_id, timestamp } of stream.trades("BTC/USD")) {
    if (trade_id === 6) break;
    seen.push(timestamp);
  }
  assertEquals(seen, [
    "2026-09-01T10:00:01.000000Z",
    "2026-09-01T10:00:00.999999Z",
    "2026-09-01T10:00:00.000001Z",
    "2026-09-01T10:00:00.000000Z",
  ]);
});

Deno.test("Streams of a client refuse options that there are not, and lists where one symbol is meant", async () => {
  await using server = new V2Server();
  const { stream } = streams(server, {}, Date.now);
  await using _closing = stream;
  const wrong = { interval: "1h" } as object;
  await assertRejects(() => stream.candles("BTC/USD", wrong).next(), TypeError, "no option 'interval'");
  await assertRejects(() => stream.book(["BTC/USD", "ETH/USD"] as never), TypeError, "call stream.books");
  assertEquals(server.attempts, 0);
});

Deno.test("Streams of a client are left at once, count what their reader misses, and show their sockets", async () => {
  const tick = (last: number) => ({ channel: "ticker", type: "update", data: [{ symbol: "BTC/USD", last }] });
  await using server = new V2Server({ snapshot: () => [tick(1)] });
  const { stream } = streams(server, {}, Date.now);
  await using _closing = stream;
  assertEquals(Deno.inspect(stream), "Streams: no socket is open yet");
  const ticks = stream.ticker("BTC/USD", { capacity: 2 });
  assertEquals((await ticks.next()).value?.last, 1);
  for (let last = 2; last <= 9; last++) server.push(tick(last));
  await until(() => ticks.dropped === 6);
  assertEquals([ticks.lag, (await ticks.next()).value?.last, (await ticks.next()).value?.last], [2, 8, 9]);
  assertMatch(
    Deno.inspect(stream),
    /public: open, up \d+ s, 1 subscriptions?, \d+ messages, 0 reconnects, 0 unread, 6 dropped/,
  );
  const waiting = ticks.next();
  await ticks.return();
  assertEquals(await waiting, { value: undefined, done: true });
  assertEquals(server.of("unsubscribe").length, 1);
});

Deno.test("kraken() hands the options of its sockets on, and they refuse what there is not", async () => {
  await using server = new V2Server();
  const open = (sockets: object) => kraken({ wsUrl: `${server.url}/public`, sockets }).stream;
  await using misspelt = open({ maxAttempt: 0 });
  await assertRejects(() => misspelt.ticker("BTC/USD").next(), TypeError, "'maxAttempt'");
  await using stream = open({ maxAttempts: 0, transport: "platform" });
  const next = stream.ticker("BTC/USD").next();
  await until(() => server.of("subscribe").length === 1);
  server.drop();
  await assertRejects(() => next, TransportError, "closed by the other side");
});

Deno.test("close() of a client's streams ends who is only beginning, and those read later open anew", async () => {
  const tick = { channel: "ticker", type: "snapshot", data: [{ symbol: "BTC/USD", last: 1 }] };
  await using server = new V2Server({ snapshot: () => [tick] });
  const { stream } = streams(server, {}, Date.now);
  const first = stream.ticker("BTC/USD").next();
  await stream.close();
  assertEquals(await first, { value: undefined, done: true });
  assertEquals(server.attempts, 0);
  assertEquals((await stream.ticker("BTC/USD").next()).value?.last, 1);
  await stream.close();
  assertEquals(Deno.inspect(stream), "Streams: no socket is open yet");
});

Deno.test("close() of a client's streams ends one that was made before and is first read after, and opens nothing", async () => {
  await using server = new V2Server();
  const { stream } = streams(server, {}, Date.now);
  const ticker = stream.ticker("BTC/USD");
  await stream.close();
  assertEquals(await ticker.next(), { value: undefined, done: true });
  assertEquals(server.attempts, 0);
});

Deno.test("fills() asks the history for the stream's own fills, from the last one on and past a slow clock", async () => {
  const fillAt = (exec_id: string, timestamp: string) => ({ exec_id, exec_type: "trade", order_id: "O", timestamp });
  const [first, missed] = [Date.UTC(2026, 8, 1, 10), Date.UTC(2026, 8, 1, 10, 0, 5)];
  const snapshot = [fillAt("T1", new Date(first).toISOString())];
  await using server = new V2Server({
    snapshot: () => [{ channel: "executions", type: "snapshot", data: snapshot, sequence: 1 }],
  });
  const answers = {
    GetWebSocketsToken: token,
    TradesHistory: { trades: { T2: { time: missed / 1000, vol: "0.5" } }, count: 1 },
  };
  const now = () => missed;
  const { stream, asked } = streams(server, answers, now);
  await using _closing = stream;
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of stream.fills()) {
      seen.push(event.type === "fill" ? `${event.exec_id} ${event.source}` : event.type);
      if (event.type === "fill") break;
    }
  })();
  await until(() => server.of("subscribe").length === 1);
  await until(() => server.clients.length === 1 && asked.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  server.drop();
  await reading;
  assertEquals(seen, ["down", "reconnect", "T2 backfill"]);
  const body = asked.find(({ name }) => name === "TradesHistory")?.body;
  assertEquals(body?.get("consolidate_taker"), "false");
  assertEquals(Number(body?.get("start")), first / 1000 - 1);
  assertEquals(Number(body?.get("end")), missed / 1000 + 60);
});

Deno.test("resolve() of a lost socket order asks about the time at which it was sent", async () => {
  await using server = new V2Server({ trade: (_, client) => void client.close(1012, "restart") });
  const id = "6d1b345e-2821-40e2-ad83-4ecb18a06876";
  const descr = { pair: "XBTUSD", type: "buy", ordertype: "limit", price: "1.0", price2: "0" };
  let clock = Date.now();
  const order = { cl_ord_id: id, status: "open", opentm: Date.now() / 1000, vol: "1", descr, userref: null };
  const answers = {
    GetWebSocketsToken: token,
    Time: { unixtime: 0, rfc1123: "" },
    OpenOrders: { open: { "OABCDE-FGHIJ-KLMNOP": order } },
    ClosedOrders: { closed: {}, count: 0 },
  };
  const { stream, asked } = streams(server, answers, () => clock);
  await using _closing = stream;
  const params = {
    order_type: "limit",
    side: "buy",
    symbol: "BTC/USD",
    order_qty: "1",
    limit_price: "1",
    cl_ord_id: id,
  } as const;
  const error = await assertRejects(() => stream.call(addOrder, params), OutcomeUnknownError);
  // The question is asked two hours later, which must not make the order too old to be ours.
  clock += 7_200_000;
  answers.Time.unixtime = Math.floor(clock / 1000);
  assertEquals((await error.resolve() as LostOutcome).state, "placed");
  assert(asked.some(({ name }) => name === "OpenOrders"));
});

const OTHER = "OYR4TK-7PLQ2-EHNV3D";

/** What resolve() says of a method whose answer is lost, by a Kraken that has these orders and amends. */
async function lost<Params, Result>(
  method: Method<Params, Result, "spot">,
  params: Params,
  orders: Record<string, { cl_ord_id?: string; descr?: object; [field: string]: unknown }>,
  amends: object[] = [],
): Promise<LostOutcome> {
  await using server = new V2Server({ trade: (_, client) => void client.close(1012, "restart") });
  const terms = { pair: "XBTUSD", type: "buy", ordertype: "limit", price: "64010.0", price2: "0" };
  const full = Object.fromEntries(
    Object.entries(orders).map(([txid, { descr, ...order }]) => [
      txid,
      {
        status: "open",
        opentm: Date.now() / 1000,
        vol: "0.01500000",
        userref: null,
        descr: { ...terms, ...descr },
        ...order,
      },
    ]),
  );
  const answers = {
    GetWebSocketsToken: token,
    Time: { unixtime: Math.floor(Date.now() / 1000), rfc1123: "" },
    OpenOrders: { open: full },
    ClosedOrders: { closed: {}, count: 0 },
    QueryOrders: full,
    OrderAmends: { amends },
  };
  const { stream } = streams(server, answers, Date.now);
  await using _closing = stream;
  const error = await assertRejects(() => stream.call(method, params), OutcomeUnknownError);
  return await error.resolve() as LostOutcome;
}

const limit = {
  order_type: "limit",
  side: "buy",
  symbol: "BTC/USD",
  order_qty: "0.0150",
  limit_price: 64010,
} as const;

Deno.test("resolve() of a lost socket order does not take one of other terms for it, where Kraken does not tell its id", async () => {
  const params = { ...limit, cl_ord_id: "mine" };
  for (const other of [{ vol: "0.02000000" }, { descr: { price: "64011.0" } }, { descr: { type: "sell" } }]) {
    assertEquals((await lost(addOrder, params, { [OTHER]: other })).state, "not found");
  }
  assertEquals((await lost(addOrder, params, { [OTHER]: {} })).state, "placed");
  const stop = { ...params, order_type: "stop-loss-limit", triggers: { price: "65000" } } as const;
  const descr = { ordertype: "stop-loss-limit", price: "65000.0", price2: "64010.0" };
  assertEquals((await lost(addOrder, stop, { [OTHER]: { descr } })).state, "placed");
  assertEquals((await lost(addOrder, stop, { [OTHER]: { descr: { ...descr, price: "64010.0" } } })).state, "not found");
});

Deno.test("resolve() of a lost socket order with a userref finds it by its terms", async () => {
  const params = { ...limit, order_userref: 7 };
  assertEquals((await lost(addOrder, params, { [OTHER]: { userref: 7 } })).state, "placed");
  assertEquals((await lost(addOrder, params, { [OTHER]: { userref: 7, vol: "1" } })).state, "not found");
});

Deno.test("resolve() of a lost batch on the socket tells of each order", async () => {
  const { symbol, ...order } = limit;
  const params = { symbol, orders: [{ ...order, cl_ord_id: "one" }, { ...order, cl_ord_id: "two" }] };
  const outcome = await lost(batchAdd, params, { [OTHER]: { cl_ord_id: "two" } });
  assertEquals(outcome.state === "batch" && outcome.orders.map(({ state }) => state), ["not found", "placed"]);
});

Deno.test("resolve() of a lost change on the socket finds out whether it was made", async () => {
  const orders = { [OTHER]: {} };
  const amend = { order_id: OTHER, limit_price: "64000" };
  assertEquals((await lost(amendOrder, amend, orders)).state, "unchanged");
  const made = {
    amend_id: "TA",
    amend_type: "user",
    timestamp: Date.now() + 60_000,
    limit_price: "64000.0",
    order_qty: "0.015",
  };
  assertEquals((await lost(amendOrder, amend, orders, [made])).state, "changed");
  assertEquals((await lost(amendOrder, { ...amend, limit_price: "64001" }, orders, [made])).state, "unchanged");
  const edit = { order_id: OTHER, symbol: "BTC/USD", order_qty: "2" };
  assertEquals((await lost(editOrder, edit, orders)).state, "unchanged");
  const replaced = { [OTHER]: { status: "canceled" }, "ONEWER-AAAAA-BBBBBB": { vol: "2.00000000" } };
  assertEquals((await lost(editOrder, edit, replaced)).state, "changed");
});

Deno.test("call() is charged to the trading counter that REST's orders are charged to", async () => {
  await using server = new V2Server({ trade: () => [{ success: true, result: { order_id: OTHER } }] });
  const answers = { GetWebSocketsToken: token, AddOrder: { txid: [OTHER], descr: { order: "" } } };
  const { stream, spot } = streams(server, answers, Date.now);
  await using _closing = stream;
  await spot.trading.addOrder({ pair: "BTC/USD", type: "buy", ordertype: "limit", volume: "1", price: "1" });
  await stream.call(addOrder, limit);
  const counter = spot.budget.counters().find(({ name }) => name === "trading BTC/USD");
  assert((counter?.used ?? 0) > 1 && (counter?.used ?? 0) <= 2, `${counter?.used}`);
});
