import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { KrakenError } from "../../../core/errors.ts";
import * as unified from "../../../websocket/unified/mod.ts";
import { connectUnified, type ConnectUnifiedOptions } from "../../../websocket/unified/mod.ts";
import { bookFrame, levels } from "../book/frames.ts";
import { until } from "../server.ts";
import { V2Server } from "../v2_server.ts";

const connect = (server: V2Server, options: ConnectUnifiedOptions = {}) =>
  connectUnified({ random: () => 0, token: () => Promise.resolve("T"), urls: server.urls, ...options });

Deno.test("every channel says asset_class where Kraken wants it and leaves it out where Kraken refuses it", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const symbol = "PF_XBTUSD";
  const streams = [
    await socket.subscribe(unified.ticker, { symbol }),
    await socket.subscribe(unified.book, { symbol, depth: 25 }),
    await socket.subscribe(unified.ohlc, { symbol, interval: 5, tick_type: "mark" }),
    await socket.subscribe(unified.trade, { symbol }),
    await socket.subscribe(unified.instrument, {}),
    await socket.subscribe(unified.level3, { symbol }),
    await socket.subscribe(unified.executions, {}),
    await socket.subscribe(unified.balances, {}),
    await socket.subscribe(unified.positions, { with_margin: true }),
    await socket.subscribe(unified.margin, {}),
    await socket.subscribe(unified.ledgers, {}),
    await socket.subscribe(unified.preferences, {}),
  ];
  const asset_class = "derivatives";
  assertEquals(server.of("subscribe").map(({ params }) => params), [
    { channel: "ticker", asset_class, symbol: [symbol] },
    { channel: "book", asset_class, depth: 25, symbol: [symbol] },
    { channel: "ohlc", asset_class, interval: 5, tick_type: "mark", symbol: [symbol] },
    { channel: "trade", asset_class, snapshot: false, symbol: [symbol] },
    { channel: "instrument", asset_class },
    { channel: "level3", asset_class, depth: 10, symbol: [symbol], token: "T" },
    { channel: "executions", asset_class, snap_orders: true, snap_trades: false, token: "T" },
    { channel: "balances", token: "T" },
    { channel: "positions", asset_class, with_margin: true, token: "T" },
    { channel: "margin", asset_class, token: "T" },
    { channel: "ledgers", token: "T" },
    { channel: "preferences", token: "T" },
  ]);
  for (const stream of streams) await stream.return();
  assertEquals(server.of("unsubscribe").map(({ params }) => params).slice(2, 3), [
    { channel: "ohlc", asset_class, interval: 5, tick_type: "mark", symbol: [symbol] },
  ]);
  assertEquals(server.clients.map(({ path }) => path), ["/public", "/auth"]);
});

Deno.test("what Kraken refuses on this socket is refused before anything is sent", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const order = {
    order_type: "limit",
    side: "buy",
    symbol: "PF_XBTUSD",
    order_qty: "0.5",
    limit_price: 60000,
  } as const;
  await assertRejects(
    () => socket.subscribe(unified.margin, { snapshot: true } as never),
    TypeError,
    "no parameter 'snapshot'",
  );
  await assertRejects(
    () => socket.subscribe(unified.ledgers, { asset_class: "derivatives" } as never),
    TypeError,
    "'asset_class'",
  );
  await assertRejects(
    () => socket.subscribe(unified.positions, { snapshot: true, with_margin: true }),
    TypeError,
    "not both",
  );
  await assertRejects(
    () => socket.call(unified.addOrder, { ...order, order_userref: 1 } as never),
    TypeError,
    "'order_userref'",
  );
  await assertRejects(
    () => socket.call(unified.addOrder, { ...order, order_type: "iceberg" } as never),
    RangeError,
    "'order_type'",
  );
  await assertRejects(
    () => socket.call(unified.setPreference, { leverage_mode: { symbol: "PF_XBTUSD" } } as never),
    TypeError,
    "null for cross",
  );
  await assertRejects(
    () => socket.call(unified.setPreference, { leverage_mode: { symbol: "PF_XBTUSD", max_leverage: "5" } } as never),
    TypeError,
    "'leverage_mode'",
  );
  assertEquals(server.requests, []);
});

Deno.test("orders carry asset_class, exact digits and an id; leverage null stays null", async () => {
  await using server = new V2Server({
    trade: ({ params }) => [{ success: true, result: { order_id: "u", cl_ord_id: params.cl_ord_id } }],
  });
  await using socket = await connect(server, { open: "auth" });
  const result = await socket.call(unified.addOrder, {
    order_type: "limit",
    side: "buy",
    symbol: "PF_XBTUSD",
    order_qty: "0.50",
    limit_price: 60000,
  });
  assertMatch(result.cl_ord_id!, /^[0-9a-f-]{36}$/);
  await socket.call(unified.setPreference, { leverage_mode: { symbol: "PF_XBTUSD", max_leverage: null } });
  await socket.call(unified.cancelAll, {});
  const [add, set, cancel] = server.requests.map(({ params }) => params);
  assertEquals([add!.asset_class, set!.asset_class, cancel!.asset_class], [
    "derivatives",
    "derivatives",
    "derivatives",
  ]);
  assertEquals(set!.leverage_mode, { symbol: "PF_XBTUSD", max_leverage: null });
  assertEquals(server.clients[0]!.received[0]!.includes('"order_qty":0.50,'), true);
});

Deno.test("a hole in the ledgers ends the stream, or comes in-band for those who ask", async () => {
  await using server = new V2Server();
  await using socket = await connect(server, { open: "auth" });
  const push = (sequence: number) => server.push({ channel: "ledgers", type: "update", data: [], sequence });
  const plain = await socket.subscribe(unified.ledgers, {});
  push(1);
  push(3);
  assertEquals((await plain.next()).value?.sequence, 1);
  await assertRejects(() => plain.next(), KrakenError, "sequence 2 expected, 3 found");
  await until(() => server.of("unsubscribe").length === 1);
  await using told = await socket.subscribe(unified.ledgers, {}, { events: true });
  push(4);
  push(7);
  const types = [await told.next(), await told.next(), await told.next()].map(({ value }) => value?.type);
  assertEquals(types, ["update", "gap", "update"]);
});

Deno.test("books() verify the checksum where there is one and never show a crossed book where there is none", async () => {
  const bare = (text: string) => text.replace(/,"checksum":\d+/, "");
  await using server = new V2Server({
    snapshot: (
      _,
      symbol,
    ) => [
      symbol === "PF_XBTUSD"
        ? bookFrame("snapshot", symbol, levels("9x1"), levels("11x1"))
        : bare(bookFrame("snapshot", symbol, levels("9x1"), levels("11x1"))),
    ],
  });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["PF_XBTUSD", "PF_ETHUSD"] });
  await books.verified();
  for (let initial = 0; initial < 2; initial++) await books.next();
  server.push(bookFrame("update", "PF_XBTUSD", levels("9x2"), [], 1));
  server.push(bare(bookFrame("update", "PF_ETHUSD", levels("11x2"), [])));
  const broken: string[] = [];
  for await (const change of books) {
    if (change.type === "resync") broken.push(change.symbols.join());
    if (broken.length === 2) break;
  }
  assertEquals(broken.toSorted(), ["PF_ETHUSD", "PF_XBTUSD"]);
});
