import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { ApiError, KrakenError, TransportError } from "../../core/errors.ts";
import { readRecording, record } from "../../websocket/record.ts";
import { Replay, replay } from "../../websocket/replay.ts";
import { addOrder, connectSpot, trade } from "../../websocket/spot/mod.ts";
import { connectFutures, fills, heartbeat, ticker } from "../../websocket/futures/mod.ts";
import { bookFrame, levels } from "./book/frames.ts";
import { FuturesServer } from "./futures_server.ts";
import { until } from "./server.ts";
import { tradeFrame, V2Server } from "./v2_server.ts";

async function temporary(use: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  try {
    await use(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("readRecording() names the line that is cut", async () => {
  await temporary(async (path) => {
    await Deno.writeTextFile(path, '{"time":1,"text":"{}"}\n{"time":2,"te');
    await assertRejects(() => readRecording(path), KrakenError, "Line 2 of the recording");
  });
});

Deno.test("Replay refuses a speed that is not above zero", () => {
  assertThrows(() => new Replay([], { speed: 0 }), RangeError, "'speed' must be above zero: current value is 0");
});

Deno.test("Recording tells when something could not be written", async () => {
  await temporary(async (path) => {
    await Deno.writeTextFile(path, "");
    const { Recording } = await import("../../websocket/record.ts");
    const tape = new Recording(await Deno.open(path, { read: true }));
    tape.onFrame("{}", 1);
    await assertRejects(() => tape.close(), KrakenError, "could not be written");
  });
});

Deno.test("record() keeps every frame character by character with time and host, and replay() plays it through the same client", async () => {
  await temporary(async (path) => {
    const sent = [
      bookFrame("snapshot", "BTC/USD", levels("9.0x1.00000000"), levels("11.0x1.00000000")),
      bookFrame("update", "BTC/USD", levels("9.0x2.50000000"), [], undefined).replace(/"checksum":\d+/, '"checksum":1'),
      JSON.stringify(tradeFrame("BTC/USD", [1])),
      '{"channel":"heartbeat"}',
      "CloudFlare WebSocket proxy restarting ü",
    ];
    let seen = "";
    {
      await using tape = await record(path);
      await using server = new V2Server({ snapshot: ({ params }) => params.channel === "book" ? sent : [] });
      await using socket = await connectSpot({ urls: server.urls, onFrame: tape.onFrame });
      await using trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
      await using books = await socket.books({ symbol: "BTC/USD" });
      assertEquals((await trades.next()).value?.data[0]?.trade_id, 1);
      await until(() => books.counters.messages >= 1);
      for await (const { type } of books) if ((seen += `${type} `).includes("resync")) break;
    }
    const frames = await readRecording(path);
    const texts = frames.map(({ text }) => text);
    for (const text of sent) assert(texts.includes(text), text);
    assert(frames.every(({ time, host }) => time > 1.7e12 && host === "public"));

    const tape = await replay(path, { speed: Infinity });
    await using socket = await connectSpot({ transport: tape.transport });
    await using trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
    await using books = await socket.books({ symbol: "BTC/USD" });
    await tape.play();
    assertEquals((await trades.next()).value?.data[0]?.trade_id, 1);
    let again = "";
    for await (const { type } of books) if ((again += `${type} `).includes("resync")) break;
    assertEquals(again.includes("resync"), seen.includes("resync"));
    assertEquals(socket.status?.connection_id, "13900000000000000001");
  });
});

Deno.test("replay() answers orders with a refusal: nothing can be placed in the past", async () => {
  await using socket = await connectSpot({
    transport: new Replay([], {}).transport,
    token: () => Promise.resolve("T"),
  });
  const order = { order_type: "market", side: "buy", symbol: "BTC/USD", order_qty: 1 } as const;
  await assertRejects(() => socket.call(addOrder, order), ApiError, "this is a recording");
});

Deno.test("replay() keeps the recorded pace divided by its speed, and stops when aborted", async () => {
  const text = (n: number) => JSON.stringify({ feed: "heartbeat", time: n });
  const frames = [{ time: 1000, text: text(1) }, { time: 1400, text: text(2) }, { time: 601_000, text: text(3) }];
  const controller = new AbortController();
  const tape = new Replay(frames, { speed: 4, signal: controller.signal });
  await using socket = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1" });
  await using beats = await socket.subscribe(heartbeat);
  const started = performance.now();
  const playing = tape.play().catch((error) => error);
  assertEquals([(await beats.next()).value?.time, (await beats.next()).value?.time], [1, 2]);
  assert(performance.now() - started >= 95);
  const reason = new Error("seen enough");
  controller.abort(reason);
  assertStrictEquals(await playing, reason);
});

/** Frames of a ticker, which count themselves. */
const tick = (n: number) => JSON.stringify({ feed: "ticker", product_id: "PF_XBTUSD", n });
const params = { product_ids: "PF_XBTUSD" };

async function unread(stream: { lag: number; next(): Promise<{ value?: object | undefined }> }): Promise<unknown[]> {
  const all: unknown[] = [];
  while (stream.lag > 0) all.push((await stream.next() as { value: { n: number } }).value.n);
  return all;
}

Deno.test("replay() waits for a connection that a broken frame broke, so that what follows is not lost", async () => {
  const frames = [tick(1), '{"feed":"tick', tick(2), tick(3)].map((text, time) => ({ time, text }));
  const tape = new Replay(frames, { speed: Infinity });
  await using socket = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1", random: () => 0 });
  await using stream = await socket.subscribe(ticker, params);
  await tape.play();
  assertEquals([await unread(stream), tape.unheard, socket.stats[0]!.reconnects], [[1, 2, 3], 0, 1]);
});

Deno.test("replay() does not wait for a connection that is over, and counts what went to nobody", async () => {
  const frames = [tick(1), '{"feed":"tick', tick(2), tick(3)].map((text, time) => ({ time, text }));
  const tape = new Replay(frames, { speed: Infinity });
  await using socket = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1", maxAttempts: 0 });
  await using stream = await socket.subscribe(ticker, params);
  await tape.play();
  assertEquals([await unread(stream), tape.unheard], [[1], 2]);
  await assertRejects(() => stream.next(), TransportError, "a message came broken");
  await tape.play();
  assertEquals(tape.unheard, 6);
});

Deno.test("replay() stops when aborted while it waits for a connection", async () => {
  const frames = ['{"feed":"tick', tick(2)].map((text, time) => ({ time, text }));
  const controller = new AbortController();
  const tape = new Replay(frames, { speed: Infinity, signal: controller.signal });
  await using socket = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1", random: () => 1 });
  const playing = tape.play().catch((error) => error);
  await until(() => socket.stats[0]?.state === "reconnecting");
  const reason = new Error("seen enough");
  controller.abort(reason);
  assertStrictEquals(await playing, reason);
});

Deno.test("record() keeps connections apart, and replay() gives each reader what came over its own", async () => {
  await temporary(async (path) => {
    {
      await using tape = await record(path);
      await using server = new FuturesServer();
      await using socket = await connectFutures({ url: server.url, onFrame: tape.onFrame });
      await using one = await socket.subscribe(ticker, params);
      await using two = await socket.subscribe(ticker, params);
      for (let n = 1; n <= 3; n++) server.push(tick(n));
      await until(() => one.lag === 3 && two.lag === 3);
    }
    assertEquals(new Set((await readRecording(path)).map(({ connection }) => connection)), new Set([0, 1]));
    for (const readers of [1, 2]) {
      const tape = await replay(path, { speed: Infinity });
      await using socket = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1" });
      await using one = await socket.subscribe(ticker, params);
      await using two = readers === 2 ? await socket.subscribe(ticker, params) : undefined;
      await tape.play();
      assertEquals(await unread(one), [1, 2, 3]);
      if (two) assertEquals([await unread(two), tape.unheard], [[1, 2, 3], 0]);
      // The greeting of the second connection and its three tickers.
      else assertEquals(tape.unheard, 4);
    }
  });
});

Deno.test("record() keeps two sockets on one tape apart, and takes a wrapped onFrame for one", async () => {
  await temporary(async (path) => {
    {
      await using tape = await record(path);
      await using server = new FuturesServer();
      await using first = await connectFutures({ url: server.url, onFrame: tape.onFrame });
      await using second = await connectFutures({ url: server.url, onFrame: tape.onFrame });
      await using one = await first.subscribe(ticker, params);
      await using two = await second.subscribe(ticker, params);
      for (let n = 1; n <= 3; n++) server.push(tick(n));
      await until(() => one.lag === 3 && two.lag === 3);
    }
    const tape = await replay(path, { speed: Infinity });
    await using first = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1" });
    await using second = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1" });
    await using one = await first.subscribe(ticker, params);
    await using two = await second.subscribe(ticker, params);
    await tape.play();
    assertEquals([await unread(one), await unread(two), tape.unheard], [[1, 2, 3], [1, 2, 3], 0]);
  });
  await temporary(async (path) => {
    await using tape = await record(path);
    for (let n = 1; n <= 3; n++) {
      tape.onFrame(tick(n), n, "public", 0);
      await Promise.resolve();
    }
    await tape.close();
    assertEquals((await readRecording(path)).map(({ connection }) => connection), [0, 0, 0]);
  });
});

Deno.test("replay() plays recordings without numbers to every connection", async () => {
  const tape = new Replay([{ time: 1, text: tick(1) }], { speed: Infinity });
  await using socket = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1" });
  await using one = await socket.subscribe(ticker, params);
  await using two = await socket.subscribe(ticker, params);
  await tape.play();
  assertEquals([await unread(one), await unread(two)], [[1], [1]]);
});

Deno.test("replay() of private feeds takes any credentials", async () => {
  const frame = { feed: "fills" as const, username: "me", fills: [] };
  const tape = new Replay([{ time: 1, text: JSON.stringify(frame) }], { speed: Infinity });
  const any = { key: "replay", secret: btoa("replay") };
  await using socket = await connectFutures({ transport: tape.transport, url: "ws://127.0.0.1:1", ...any });
  await using stream = await socket.subscribe(fills);
  await tape.play();
  assertEquals((await stream.next()).value, frame);
});
