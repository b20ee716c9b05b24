import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { BookError, KrakenError, TransportError } from "../../core/errors.ts";
import { createStreams, type StreamsOptions } from "../../websocket/streams.ts";
import { readRecording } from "../../websocket/record.ts";
import { bookFrame, levels } from "./book/frames.ts";
import { FuturesServer } from "./futures_server.ts";
import { until } from "./server.ts";
import { tradeFrame, V2Server } from "./v2_server.ts";

const resolve = (text: string) => text.toUpperCase().replace("-", "/");
const streams = (server: V2Server, options: StreamsOptions = {}) =>
  createStreams({ urls: server.urls, random: () => 0, token: () => Promise.resolve("T"), resolve, ...options });

Deno.test("createStreams() opens nothing until a stream is read, and a failed first attempt is not the last", async () => {
  let down = true;
  await using server = new V2Server();
  await using stream = createStreams({
    urls: { public: down ? "ws://127.0.0.1:1" : server.urls.public },
    maxAttempts: 0,
  });
  const first = stream.ticker("BTC/USD");
  assertEquals(server.attempts, 0);
  await assertRejects(() => first.next(), TransportError);
  down = false;
  await assertRejects(() => stream.ticker("BTC/USD").next(), TransportError);
});

Deno.test("trades() yields trades, ends at a hole nobody fills, and passes it for those who read events", async () => {
  await using server = new V2Server({
    snapshot: () => [tradeFrame("BTC/USD", [1], "snapshot"), tradeFrame("BTC/USD", [2, 4])],
  });
  await using stream = streams(server);
  const ids: number[] = [];
  await assertRejects(
    async () => {
      for await (const { trade_id } of stream.trades("btc-usd")) ids.push(trade_id);
    },
    KrakenError,
    "trades 3 to 3 are missing",
  );
  const seen: (string | number)[] = [];
  for await (const each of stream.trades("BTC/USD", { events: true })) {
    seen.push("trade_id" in each ? each.trade_id : each.type);
    if (seen.length === 3) break;
  }
  assertEquals([ids, seen], [[2], [2, "gap", 4]]);
  await until(() => server.of("unsubscribe").length === 2);
  assertEquals(server.clients.length, 1);
});

Deno.test("ticker() and candles() yield rows, by Kraken's words for what was asked", async () => {
  await using server = new V2Server({
    snapshot: (
      { params },
      symbol,
    ) => [{ channel: params.channel, type: "snapshot", data: [{ symbol, last: 1, open: 2 }] }],
  });
  await using stream = streams(server);
  for await (const { last } of stream.ticker(["btc-usd", "ETH/USD"], { trigger: "bbo" })) {
    assertEquals(last, 1);
    break;
  }
  for await (const { open } of stream.candles("BTC/USD", { every: "5m" })) {
    assertEquals(open, 2);
    break;
  }
  await assertRejects(() => stream.candles("BTC/USD", { every: "7m" }).next(), RangeError, "'every' must be one of");
  assertEquals(server.of("subscribe").map(({ params }) => params), [
    { channel: "ticker", event_trigger: "bbo", symbol: ["BTC/USD", "ETH/USD"] },
    { channel: "ohlc", interval: 5, symbol: ["BTC/USD"] },
  ]);
});

Deno.test("book() is a verified book that can be asked and read, and unsubscribes when disposed", async () => {
  await using server = new V2Server({
    snapshot: (_, symbol) => [bookFrame("snapshot", symbol, levels("9.0x1.00"), levels("11.0x1.00"))],
  });
  await using stream = streams(server);
  {
    await using book = await stream.book("btc-usd", { depth: 25 });
    assertEquals(book.spread(), "2.0");
    for await (const change of book) {
      assert("book" in change);
      assertStrictEquals(change.book.mid(), "10.00");
      break;
    }
  }
  await until(() => server.of("unsubscribe").length === 1);
  assertEquals(server.of("unsubscribe")[0]!.params.depth, 25);
  await using mute = new V2Server();
  await using other = streams(mute);
  const late = await other.books("BTC/USD");
  await assertRejects(() => late.verified(30), BookError, "No verified book within 30 ms: BTC/USD");
});

Deno.test("book() that is never verified leaves nothing subscribed, and says what ended it", async () => {
  await using mute = new V2Server();
  await using stream = streams(mute);
  await assertRejects(() => stream.book("BTC/USD", { timeoutMs: 40 }), BookError, "No verified book within 40 ms");
  await until(() => mute.of("unsubscribe").length === 1);
  const controller = new AbortController();
  const reason = new Error("my own reason");
  const waiting = stream.book("BTC/USD", { signal: controller.signal }).catch((error) => error);
  await until(() => mute.of("subscribe").length === 2);
  controller.abort(reason);
  assertStrictEquals(await waiting, reason);
  await until(() => mute.of("unsubscribe").length === 2);
  await using wrong = new V2Server({
    snapshot: (_, symbol) => [bookFrame("snapshot", symbol, levels("9.0x1.00"), levels("11.0x1.00"), 5)],
  });
  await using other = streams(wrong);
  await assertRejects(() => other.book("BTC/USD", { maxResyncs: 1 }), BookError, "checksum 5 expected");
  await until(() => wrong.of("unsubscribe").length === 2);
});

Deno.test("balances() keep every digit, executions() come as messages, both from the private address", async () => {
  await using server = new V2Server({
    snapshot: ({ params }) => [
      `{"channel":"${params.channel}","type":"snapshot","data":[{"asset":"USDT","balance":100.00000000,"wallets":[]}],"sequence":1}`,
    ],
  });
  await using stream = streams(server);
  const { value } = await stream.balances().next();
  assertEquals(value?.data[0]?.balance, "100.00000000");
  const message = (await stream.executions({ snap_trades: true }).next()).value;
  assertEquals(message?.sequence, 1);
  assertEquals(server.clients.map(({ path }) => path), ["/auth"]);
});

Deno.test("record() keeps what comes on every stream, from then until it is disposed", async () => {
  const path = await Deno.makeTempFile();
  try {
    await using server = new V2Server();
    await using stream = streams(server);
    await stream.socket();
    const tape = await stream.record(path);
    server.push('{"channel":"heartbeat"}');
    await until(() => tape.frames >= 1);
    await tape[Symbol.asyncDispose]();
    const { length } = await readRecording(path);
    server.push('{"channel":"heartbeat"}');
    const socket = await stream.socket();
    await until(() => socket.stats[0]!.messages >= 3);
    assertEquals([(await readRecording(path)).length, tape.frames], [length, length]);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("futures streams give trades once, oldest first, and a book verified by its sequence", async () => {
  const trade = (uid: string, seq: number) => ({
    feed: "trade",
    product_id: "PF_XBTUSD",
    uid,
    side: "buy",
    type: "fill",
    seq,
    time: seq,
    qty: 1,
    price: 1,
  });
  await using server = new FuturesServer({
    snapshot: ({ feed }, product_id) =>
      feed === "book"
        ? [{
          feed: "book_snapshot",
          product_id,
          seq: 1,
          timestamp: 1,
          bids: [{ price: 9, qty: 1 }],
          asks: [{ price: 11, qty: 1 }],
        }]
        : [
          { feed: "trade_snapshot", product_id, trades: [trade("b", 2), trade("a", 1)] },
          trade("b", 2),
          trade("c", 3),
        ],
  });
  await using stream = createStreams({ futuresUrl: server.url, resolveFutures: () => "PF_XBTUSD", random: () => 0 });
  const uids: string[] = [];
  for await (const { uid } of stream.futures.trades("BTC/USD")) {
    uids.push(uid);
    if (uid === "c") break;
  }
  assertEquals(uids, ["a", "b", "c"]);
  await using book = await stream.futures.book("BTC/USD");
  assertEquals(book.mid(), "10.0");
});
