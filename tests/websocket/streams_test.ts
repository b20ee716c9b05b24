import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { ApiError, BookError, KrakenError, TransportError } from "../../core/errors.ts";
import { addOrder } from "../../websocket/spot/add_order.ts";
import { createStreams, type Streams, type StreamsOptions } from "../../websocket/streams.ts";
import type { FetchFuturesTrades, StreamedFuturesTrade } from "../../websocket/every_futures_trade.ts";
import { readRecording } from "../../websocket/record.ts";
import { Replay } from "../../websocket/replay.ts";
import type { StreamEvent } from "../../websocket/subscription.ts";
import type { CandleData } from "../../websocket/v2/data.ts";
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

Deno.test("Streams refuse an option that there is not, with the stream's name, and send nothing", async () => {
  await using server = new V2Server();
  await using stream = streams(server);
  const wrong = { wrong: 1 } as object;
  const calls: Record<string, (how: object) => Promise<unknown>> = {
    ticker: (how) => stream.ticker("BTC/USD", how).next(),
    trades: (how) => stream.trades("BTC/USD", how).next(),
    candles: (how) => stream.candles("BTC/USD", how).next(),
    book: (how) => stream.book("BTC/USD", how),
    books: (how) => stream.books("BTC/USD", how),
    level3: (how) => stream.level3("BTC/USD", how),
    executions: (how) => stream.executions(how).next(),
    fills: (how) => stream.fills(how).next(),
    balances: (how) => stream.balances(how).next(),
    instruments: (how) => stream.instruments(how).next(),
    "futures.ticker": (how) => stream.futures.ticker("PF_XBTUSD", how).next(),
    "futures.trades": (how) => stream.futures.trades("PF_XBTUSD", how).next(),
    "futures.book": (how) => stream.futures.book("PF_XBTUSD", how),
    call: (how) => stream.call(addOrder, {} as never, how),
  };
  for (const [name, call] of Object.entries(calls)) {
    await assertRejects(() => call(wrong), TypeError, `Cannot call stream.${name} as it has no option 'wrong'`);
  }
  await assertRejects(() => stream.book("BTC/USD", { dept: 100 } as object), TypeError, "did you mean 'depth'?");
  const validate = { validate: true } as object;
  await assertRejects(() => stream.call(addOrder, {} as never, validate), TypeError, "no option 'validate'");
  assertThrows(() => createStreams({ url: "" } as object), TypeError, "did you mean 'urls'?");
  assertEquals(server.attempts, 0);
});

Deno.test("book() and level3() take one symbol, and say what to do with a list", async () => {
  await using server = new V2Server();
  await using stream = streams(server);
  const both = ["BTC/USD", "ETH/USD"] as never;
  const words =
    'Cannot call stream.book as it takes one symbol: current value is [ "BTC/USD", "ETH/USD" ]; call stream.books';
  await assertRejects(() => stream.book(both), TypeError, words);
  await assertRejects(() => stream.level3(both), TypeError, "call it once for each");
  await assertRejects(() => stream.futures.book(both), TypeError, "call it once for each");
  assertEquals(server.attempts, 0);
});

Deno.test("book() and ticker() hear their signal while a name is looked up, and open nothing", async () => {
  await using server = new V2Server();
  const asked = Promise.withResolvers<void>();
  const resolve = () => {
    asked.resolve();
    return new Promise<string>(() => {});
  };
  await using stream = streams(server, { resolve });
  const controller = new AbortController();
  const { signal } = controller;
  const failures = [stream.book("BTC/USD", { signal }), stream.ticker("BTC/USD", { signal }).next()]
    .map((reading: Promise<unknown>) => assertRejects(() => reading));
  await asked.promise;
  const reason = new Error("my own reason");
  controller.abort(reason);
  for (const failure of failures) assertStrictEquals(await failure, reason);
  assertStrictEquals(await assertRejects(() => stream.book("BTC/USD", { signal })), reason);
  assertEquals(server.attempts, 0);
});

Deno.test("createStreams() opens each address by itself: what is public does not fail with what is private", async () => {
  await using server = new V2Server({
    snapshot: ({ params }, symbol) => [{ channel: params.channel, type: "snapshot", data: [{ symbol, last: 1 }] }],
  });
  await using stream = streams(server, { urls: { public: server.urls.public, auth: "ws://127.0.0.1:1" } });
  const mine = assertRejects(() => stream.executions().next(), TransportError);
  const { value } = await stream.ticker("BTC/USD").next();
  assertEquals(value?.last, 1);
  await mine;
});

Deno.test("close() ends who is only beginning to read, and opens nothing afterwards", async () => {
  await using server = new V2Server();
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  const stream = streams(server, {
    resolve: () => {
      asked.resolve();
      return answer.promise;
    },
  });
  const [ticker, trades] = [stream.ticker("BTC/USD").next(), stream.trades("BTC/USD").next()];
  const book = assertRejects(() => stream.book("BTC/USD"), TypeError, "These streams are closed");
  await asked.promise;
  await stream.close();
  answer.resolve("BTC/USD");
  assertEquals([await ticker, await trades], [{ value: undefined, done: true }, { value: undefined, done: true }]);
  await book;
  await assertRejects(() => stream.ticker("BTC/USD").next(), TypeError, "These streams are closed");
  await assertRejects(() => stream.socket(), TypeError, "These streams are closed");
  assertEquals(server.attempts, 0);
});

Deno.test("ticker() is left at once while its next() waits, and unsubscribes", async () => {
  await using server = new V2Server();
  await using stream = streams(server);
  const ticks = stream.ticker("BTC/USD");
  const first = ticks.next();
  await until(() => server.of("subscribe").length === 1);
  const socket = await stream.socket();
  await until(() => socket.stats[0]!.messages >= 2);
  await ticks.return();
  assertEquals(await first, { value: undefined, done: true });
  assertEquals(server.of("unsubscribe").length, 1);
});

/** What a reader of candles sees who reads one, sleeps over a loss and eight more, and reads on. */
async function slow(stream: Streams, server: V2Server, events: boolean): Promise<(string | number)[]> {
  const open = (n: number) => ({ channel: "ohlc", type: "update", data: [{ symbol: "BTC/USD", open: n }] });
  const candles = stream.candles("BTC/USD", { capacity: events ? 5 : 3, events });
  const seen: (string | number)[] = [];
  const first = candles.next();
  const socket = await stream.socket();
  await until(() => socket.stats[0]!.messages >= 2);
  server.push(open(1));
  seen.push((await first).value!.open);
  server.drop();
  await until(() => server.of("subscribe").length === 2 && socket.stats[0]!.state === "open");
  for (let n = 2; n <= 9; n++) server.push(open(n));
  await until(() => candles.lag + candles.dropped >= 8);
  assertEquals(candles.dropped, 5);
  assertStringIncludes(String(candles), `Stream candles: reading, ${candles.lag} unread, 5 dropped`);
  for await (const each of candles as AsyncIterable<CandleData | StreamEvent>) {
    seen.push("open" in each ? each.open : each.type === "gap" ? each.detail : each.type);
    if (seen.at(-1) === 9) break;
  }
  return seen;
}

Deno.test("candles() tell a slow reader in place how many messages it missed, and never drop an event", async () => {
  for (const events of [true, false]) {
    await using server = new V2Server();
    await using stream = streams(server);
    const words = "5 messages were dropped since the reader was too slow";
    assertEquals(
      await slow(stream, server, events),
      events ? [1, "down", "reconnect", words, 7, 8, 9] : [1, 7, 8, 9],
    );
  }
});

Deno.test("trades() end with Kraken's error when a symbol is refused, and tell it to those who read events", async () => {
  await using server = new V2Server({
    refuse: (_, symbol) => symbol === "NOPE/USD" ? "Currency pair not supported NOPE/USD" : undefined,
    snapshot: (_, symbol) => [tradeFrame(symbol, [1], "snapshot"), tradeFrame(symbol, [2])],
  });
  await using stream = streams(server);
  const symbols = ["BTC/USD", "NOPE/USD"];
  const reading = async () => {
    for await (const { trade_id } of stream.trades(symbols)) assertEquals(trade_id, 2);
  };
  await assertRejects(reading, ApiError, "Currency pair not supported");
  // Either may come first.
  const seen = new Set<unknown>();
  for await (const each of stream.trades(symbols, { events: true })) {
    seen.add("trade_id" in each ? each.trade_id : each.error instanceof ApiError && each.type);
    if (seen.size === 2) break;
  }
  assertEquals(seen, new Set(["refused", 2]));
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
  await using orders = stream.executions({ snap_trades: true });
  const message = (await orders.next()).value;
  assertEquals(message?.sequence, 1);
  await orders.return();
  const exact = (await stream.executions({ digits: true }).next()).value;
  assertEquals(
    [exact?.sequence, exact?.data[0]],
    ["1", { asset: "USDT", balance: "100.00000000", wallets: [] }] as never,
  );
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

const futuresTrade = (seq: number) => ({
  feed: "trade" as const,
  product_id: "PF_XBTUSD",
  uid: `u${seq}`,
  side: "buy",
  type: "fill",
  seq,
  time: seq,
  qty: 1,
  price: 1,
});

/** What futures.trades() gives over a lost connection, after which the snapshot has these trades. */
async function throughLoss(
  later: number[],
  events: boolean,
  fetchFuturesTrades?: FetchFuturesTrades,
): Promise<(string | number)[]> {
  let present = [1, 2];
  const trades = () => present.map(futuresTrade).toReversed();
  await using server = new FuturesServer({
    snapshot: () => [{ feed: "trade_snapshot", product_id: "PF_XBTUSD", trades: trades() }],
  });
  await using stream = createStreams({ futuresUrl: server.url, random: () => 0, fetchFuturesTrades });
  const seen: (string | number)[] = [];
  const all: AsyncIterable<StreamedFuturesTrade | StreamEvent> = stream.futures.trades("PF_XBTUSD", { events });
  for await (const each of all) {
    seen.push("feed" in each ? each.seq ?? each.uid : each.type === "gap" ? each.detail : each.type);
    if (seen.at(-1) === 2) {
      present = later;
      server.drop();
    }
    if (seen.at(-1) === later.at(-1)) break;
  }
  return seen;
}

Deno.test("futures.trades() end at a hole after a reconnect, and tell it to those who read events", async () => {
  const words = "the trades after the reconnect do not reach back to the last one seen: some before 5 are missing";
  await assertRejects(() => throughLoss([5, 6], false), KrakenError, `PF_XBTUSD: ${words}`);
  assertEquals(await throughLoss([5, 6], true), [1, 2, "down", "reconnect", words, 5, 6]);
  assertEquals(await throughLoss([2, 5, 6], false), [1, 2, 5, 6]);
});

Deno.test("futures.trades() fetch what a reconnect has missed, page by page until the last one seen", async () => {
  const { seq: _, ...past } = futuresTrade(1);
  const history = Array.from(
    { length: 20 },
    (_, at) => ({ ...past, uid: futuresTrade(at + 1).uid, time: futuresTrade(at + 1).time }),
  );
  const asked: number[] = [];
  const page: FetchFuturesTrades = (product, until) => {
    assertEquals(product, "PF_XBTUSD");
    asked.push(until);
    return Promise.resolve(history.filter(({ time }) => time <= until).toReversed().slice(0, 3));
  };
  const fetched = [3, 4, 5, 6, 7, 8, 9].map((seq) => futuresTrade(seq).uid);
  assertEquals(await throughLoss([10, 11], false, page), [1, 2, ...fetched, 10, 11]);
  assertEquals(asked, [10, 8, 6, 4].map((seq) => futuresTrade(seq).time));

  const short: FetchFuturesTrades = (_, until) =>
    Promise.resolve(history.slice(4).filter(({ time }) => time <= until).toReversed());
  await assertRejects(
    () => throughLoss([10, 11], false, short),
    KrakenError,
    "the history does not reach back to it either",
  );
  const failing: FetchFuturesTrades = () => Promise.reject(new Error("no network"));
  const told = await throughLoss([10, 11], true, failing);
  assertMatch(String(told[4]), /before 10 are missing, and the history was not to be had: no network$/);
  assertEquals(told.slice(5), [10, 11]);
});

Deno.test("futures.trades() stop asking once the history is older than the last trade seen, and tell what may be missing", async () => {
  const asked: number[] = [];
  const { seq: _, ...row } = futuresTrade(1);
  // The history knows all trades by other ids: what is of the last one's own time may be that one.
  const page: FetchFuturesTrades = (_product, until) => {
    asked.push(until);
    const times = [until, until - 1, until - 2];
    return Promise.resolve(times.map((time) => ({ ...row, uid: `h${time}`, time })));
  };
  const told = await throughLoss([6, 7], true, page);
  assertMatch(String(told[4]), /^the history does not have the last trade seen/);
  assertEquals(told.slice(5), ["h3", "h4", "h5", "h6", 6, 7]);
  assertEquals(asked, [6, 4, 2, 0]);

  let pages = 0;
  const endless: FetchFuturesTrades = () => {
    pages++;
    return Promise.resolve([{ ...row, uid: `more ${pages}`, time: 5 }]);
  };
  assertMatch(String((await throughLoss([6, 7], true, endless))[4]), /100 pages of history do not reach back to it$/);
  assertEquals(pages, 100);
});

/** Streams whose reader waits for the history, which never answers. */
async function waiting(
  check: (
    stream: Streams,
    read: (
      name: "fills" | "futures",
      events: boolean,
    ) => Promise<{ reading: Promise<unknown>; controller: AbortController; heard: AbortSignal | undefined }>,
  ) => Promise<void>,
): Promise<void> {
  let uid = 1;
  await using server = new V2Server({
    snapshot: () => [{ channel: "executions", type: "snapshot", data: [], sequence: 1 }],
  });
  await using derivatives = new FuturesServer({
    snapshot: () => [{ feed: "trade_snapshot", product_id: "PF_XBTUSD", trades: [futuresTrade(uid)] }],
  });
  let asked: PromiseWithResolvers<AbortSignal | undefined> = Promise.withResolvers();
  const never = (signal?: AbortSignal) => {
    asked.resolve(signal);
    return new Promise<never>(() => {});
  };
  await using stream = createStreams({
    urls: server.urls,
    futuresUrl: derivatives.url,
    random: () => 0,
    token: () => Promise.resolve("T"),
    fetchFills: (_since, signal) => never(signal),
    fetchFuturesTrades: (_product, _until, signal) => never(signal),
  });
  await check(stream, async (name, events) => {
    const controller = new AbortController();
    const { signal } = controller;
    asked = Promise.withResolvers();
    const all: AsyncIterable<unknown> = name === "fills"
      ? stream.fills({ signal })
      : stream.futures.trades("PF_XBTUSD", { signal, events });
    const [socket, begun] = name === "fills" ? [server, server.of("subscribe").length] : [derivatives, 0];
    let seen = 0;
    const reading = (async () => {
      for await (const _ of all) seen++;
      return "ended";
    })().catch((error) => error);
    await until(() => name === "fills" ? server.of("subscribe").length > begun : seen > 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    uid += 10;
    socket.drop();
    return { reading, controller, heard: await asked.promise };
  });
}

Deno.test("fills() and futures.trades() hear their signal while they fetch what they missed, and hand it on", async () => {
  await waiting(async (_, read) => {
    for (const name of ["fills", "futures"] as const) {
      const { reading, controller, heard } = await read(name, true);
      const reason = new Error("enough");
      controller.abort(reason);
      assertStrictEquals(await reading, reason);
      assertStrictEquals(heard?.reason, reason);
    }
  });
});

Deno.test("close() ends fills() and futures.trades() without an error while they fetch what they missed", async () => {
  for (const name of ["fills", "futures"] as const) {
    await waiting(async (stream, read) => {
      const { reading, heard } = await read(name, false);
      await stream.close();
      assertEquals([await reading, heard?.aborted], ["ended", true]);
    });
  }
});

Deno.test("trades() end at once when their signal aborts or the streams close, though the history never answers", async () => {
  for (const how of ["abort", "close"] as const) {
    await using server = new V2Server({
      snapshot: () => [tradeFrame("BTC/USD", [1], "snapshot"), tradeFrame("BTC/USD", [5])],
    });
    const asked = Promise.withResolvers<void>();
    const fetchTrades = () => {
      asked.resolve();
      return new Promise<never>(() => {});
    };
    await using stream = streams(server, { fetchTrades });
    const controller = new AbortController();
    const first = stream.trades("BTC/USD", { signal: controller.signal }).next().catch((error) => error);
    await asked.promise;
    const reason = new Error("enough");
    if (how === "abort") controller.abort(reason);
    else await stream.close();
    assertEquals(await first, how === "abort" ? reason : { value: undefined, done: true });
  }
});

Deno.test("record() of Spot and Futures plays both again, an older recording too", async () => {
  const path = await Deno.makeTempFile();
  try {
    await using server = new V2Server();
    await using derivatives = new FuturesServer();
    {
      await using stream = createStreams({ urls: server.urls, futuresUrl: derivatives.url });
      await using tape = await stream.record(path);
      await using spot = stream.ticker("BTC/USD");
      await using futures = stream.futures.ticker("PF_XBTUSD");
      const both = [spot.next(), futures.next()];
      await until(() =>
        server.of("subscribe").length === 1 && derivatives.requests.some(({ event }) => event === "subscribe")
      );
      await until(() => spot.toString().includes("reading") && futures.toString().includes("reading"));
      server.push({ channel: "ticker", type: "update", data: [{ symbol: "BTC/USD", last: 1 }] });
      derivatives.push({ feed: "ticker", product_id: "PF_XBTUSD", last: 2 });
      await Promise.all(both);
      assert(tape.frames > 0);
    }
    const frames = await readRecording(path);
    assertEquals(
      new Set(frames.map(({ host, connection }) => `${host} ${connection}`)),
      new Set(["public 0", "futures 0"]),
    );
    // Lines of Futures had no host, and all lines no number before that.
    const unhosted = frames.map(({ host, ...frame }) => host === "futures" ? frame : { ...frame, host: "public" });
    const unnumbered = unhosted.map(({ connection: _, ...frame }) => frame);
    const loopback = { urls: server.urls, futuresUrl: "ws://127.0.0.1:1" };
    for (const lines of [frames, unhosted, unnumbered]) {
      for (const addresses of [{}, loopback]) {
        const tape = new Replay(lines, { speed: Infinity });
        await using stream = createStreams({ transport: tape.transport, ...addresses });
        // Futures first: its place must not be one of Spot's.
        await using futures = stream.futures.ticker("PF_XBTUSD");
        const derived = futures.next();
        await until(() => futures.toString().includes("reading"));
        await using spot = stream.ticker("BTC/USD");
        const row = spot.next();
        await until(() => spot.toString().includes("reading"));
        await tape.play();
        assertEquals([tape.unheard, (await row).value?.last, (await derived).value?.last], [0, 1, 2] as never);
      }
    }
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("replay() plays a lone connection what its subscriptions ask for", async () => {
  const candle = (connection: number, interval: number, told = {}) =>
    [
      { method: "subscribe", success: true, result: { channel: "ohlc", symbol: "BTC/USD", snapshot: true, ...told } },
      { channel: "ohlc", type: "update", data: [{ symbol: "BTC/USD", interval, close: interval }] },
    ].map((frame) => ({ time: 0, host: "public", connection, text: JSON.stringify(frame) }));
  for (const every of ["1m", "5m", "15m"] as const) {
    // Some answers leave options out.
    const tape = new Replay([candle(0, 1), candle(1, 5, { interval: 5 }), candle(2, 15)].flat(), { speed: Infinity });
    await using stream = createStreams({ transport: tape.transport });
    await using candles = stream.candles("BTC/USD", { every });
    const first = candles.next();
    await until(() => candles.toString().includes("reading"));
    await tape.play();
    assertEquals([(await first).value?.close, candles.lag, tape.unheard], [parseInt(every), 0, 2] as never);
  }
});

Deno.test("futures.trades() end when their reader is too slow for what came", async () => {
  await using server = new FuturesServer();
  await using stream = createStreams({ futuresUrl: server.url, random: () => 0 });
  const trades = stream.futures.trades("PF_XBTUSD", { capacity: 2 });
  const first = trades.next();
  const socket = await stream.futuresSocket();
  await until(() => socket.stats[0]!.messages >= 2);
  for (let seq = 1; seq <= 6; seq++) server.push(futuresTrade(seq));
  assertEquals((await first).value?.seq, 1);
  await until(() => trades.dropped === 3);
  await assertRejects(() => trades.next(), KrakenError, "3 messages were dropped since the reader was too slow");
});

Deno.test("createStreams() shows itself by its sockets, not by its functions", async () => {
  await using server = new V2Server();
  await using stream = streams(server);
  assertEquals(Deno.inspect(stream), "Streams: no socket is open yet");
  await stream.socket();
  const line = /public: open, up \d+ s, 0 subscriptions, \d+ messages, 0 reconnects, 0 unread, 0 dropped/;
  assertMatch(Deno.inspect(stream), line);
  const shown = (stream as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  assertMatch(shown["text/plain"]!, line);
  assertEquals(Object.keys(stream).includes("toString"), false);
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
