import { assert, assertEquals, assertMatch, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { ApiError, BookError, TransportError } from "../../../core/errors.ts";
import { bookChecksum, type BookLevel, L2Book } from "../../../websocket/book/mod.ts";
import { type BookChange, type BookHooks, BookStream } from "../../../websocket/book_stream.ts";
import type { StreamEvent } from "../../../websocket/subscription.ts";
import { connectSpot, type ConnectSpotOptions, type SpotSocket } from "../../../websocket/spot/mod.ts";
import { bookFrame, levels } from "../book/frames.ts";
import { until } from "../server.ts";
import { V2Server } from "../v2_server.ts";

const connect = (server: V2Server, options: ConnectSpotOptions = {}) =>
  connectSpot({ random: () => 0, token: () => Promise.resolve("T"), urls: server.urls, ...options });

const [bids, asks] = [levels("9.0x1.00 8.0x2.00"), levels("11.0x1.00 12.0x2.00")];
const snapshot = (symbol: string) => bookFrame("snapshot", symbol, bids, asks);

/** The update that sets the best bid's size, with its true checksum. */
function sized(symbol: string, qty: string): string {
  const change: BookLevel = { price: "9.0", qty };
  return bookFrame("update", symbol, [change], [], bookChecksum(asks, [change, ...bids.slice(1)]));
}

Deno.test("books() refuses a depth Kraken does not have, before anything is sent", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await assertRejects(() => socket.books({ symbol: "BTC/USD", depth: 20 as 10 }), RangeError, "'depth'");
  await assertRejects(() => socket.books({} as { symbol: string }), TypeError, "'symbol'");
  await assertRejects(() => socket.books({ symbol: "BTC/USD" }, { snapshotMs: 0 }), RangeError, "'snapshotMs'");
  await assertRejects(() => socket.books({ symbol: "BTC/USD" }, { maxResyncs: NaN }), RangeError, "'maxResyncs'");
  assertEquals(server.requests, []);
});

Deno.test("books() rejects with Kraken's words when every symbol is refused, and leaves one out that is", async () => {
  await using server = new V2Server({
    refuse: (_, symbol) => symbol === "NO/USD" ? "Currency pair not supported NO/USD" : undefined,
    snapshot: (_, symbol) => [snapshot(symbol)],
  });
  await using socket = await connect(server);
  await assertRejects(() => socket.books({ symbol: "NO/USD" }), ApiError, "not supported NO/USD");
  await using books = await socket.books({ symbol: ["NO/USD", "BTC/USD"] });
  await books.verified();
  assertEquals([...books.books.keys()], ["BTC/USD"]);
  assertThrows(() => books.book("NO/USD"), ApiError, "not supported NO/USD");
  assertThrows(() => books.book("XX/USD"), RangeError, "'symbol' must be one of BTC/USD");
});

Deno.test("books() gives each change with the live book, merging what was not read in time", async () => {
  await using server = new V2Server({
    snapshot: (_, symbol) => [snapshot(symbol), sized(symbol, "3.00"), sized(symbol, "4.00")],
  });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] });
  await until(() => books.counters.messages === 6);
  const seen: string[] = [];
  for await (const change of books) {
    assert("book" in change);
    seen.push(`${change.type} ${change.symbol} ${change.book.best().bid!.qty}`);
    if (seen.length === 2) server.push(sized("ETH/USD", "5.00"));
    if (seen.length === 3) break;
  }
  assertEquals(seen, ["snapshot BTC/USD 4.00", "snapshot ETH/USD 4.00", "update ETH/USD 5.00"]);
  assertEquals(books.counters.merged, 4);
  await until(() => server.of("unsubscribe").length === 1);
});

Deno.test("a bad checksum mends that symbol only, and the reader sees it", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => [snapshot(symbol)] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] });
  await books.verified();
  for (let initial = 0; initial < 2; initial++) await books.next();
  server.push(bookFrame("update", "BTC/USD", levels("9.0x7.00"), [], 1));
  server.push(sized("ETH/USD", "6.00"));
  const seen: string[] = [];
  for await (const change of books) {
    seen.push("book" in change ? `${change.type} ${change.symbol}` : `${change.type} ${change.symbols}`);
    if (change.type === "resync") {
      assertThrows(() => books.book("BTC/USD").best(), BookError, "not verified");
      assert(change.detail.includes("checksum 1 expected"), change.detail);
    }
    if (seen.at(-1) === "snapshot BTC/USD" && seen.includes("resync BTC/USD")) {
      assertEquals(books.book("ETH/USD").best().bid!.qty, "6.00");
      break;
    }
  }
  assertEquals(seen.filter((each) => each.includes("resync")), ["resync BTC/USD"]);
  assertEquals(seen.filter((each) => each.endsWith("ETH/USD")), ["update ETH/USD"]);
  const sent = server.requests.map(({ method, params }) => `${method} ${params.symbol}`);
  assertEquals(sent, [
    "subscribe BTC/USD,ETH/USD",
    "unsubscribe BTC/USD",
    "subscribe BTC/USD",
    "unsubscribe BTC/USD,ETH/USD",
  ]);
});

Deno.test("corrupt JSON of one book mends that book and not the connection", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => [snapshot(symbol)] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: "BTC/USD" });
  await books.verified();
  server.push(sized("BTC/USD", "6.00").slice(0, -9));
  await until(() => server.of("subscribe").length === 2);
  await books.verified();
  assertEquals([socket.stats[0]!.reconnects, server.clients.length], [0, 1]);
});

Deno.test("a book that cannot be mended ends the stream with the BookError, after what is unread", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => [bookFrame("snapshot", symbol, bids, asks, 5)] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: "BTC/USD" }, { maxResyncs: 1 });
  assertEquals((await books.next()).value?.type, "resync");
  await assertRejects(() => books.next(), BookError, "checksum 5 expected");
  await assertRejects(() => books.verified(), BookError, "checksum 5 expected");
});

Deno.test("a book whose stream has ended shows nothing any more, and says why", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => [snapshot(symbol)] });
  const reason = new Error("that is it");
  const endings: [string, (books: BookStream<L2Book>, socket: SpotSocket, aborter: AbortController) => unknown][] = [
    ["its stream was left", (books) => books.return()],
    ["its stream was left", (_, socket) => socket.close()],
    ["that is it", (_books, _socket, aborter) => aborter.abort(reason)],
  ];
  for (const [why, end] of endings) {
    const aborter = new AbortController();
    await using socket = await connect(server);
    await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] }, { signal: aborter.signal });
    await books.verified();
    const held = books.book("BTC/USD");
    assertEquals(held.best().bid?.price, "9.0");
    await end(books, socket, aborter);
    assertEquals([held.verified, books.book("ETH/USD").verified], [false, false]);
    const error = assertThrows(() => held.best(), BookError, why);
    assertStrictEquals(error.cause, why === reason.message ? reason : undefined);
    assertThrows(() => held.top(), BookError, why);
  }
});

Deno.test("a book whose connection is given up throws what ended it", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => [snapshot(symbol)] });
  await using socket = await connect(server, { maxAttempts: 0 });
  await using books = await socket.books({ symbol: "BTC/USD" });
  await books.verified();
  const held = books.book("BTC/USD");
  server.drop();
  await assertRejects(() => books.verified().then(() => until(() => books.book("BTC/USD").best() === undefined)));
  await until(() => socket.stats[0]?.state === "closed");
  assertEquals(held.verified, false);
  assert(assertThrows(() => held.best(), BookError, "closed by the other side").cause instanceof TransportError);
  await assertRejects(() => books.verified(), TransportError, "closed by the other side");
});

Deno.test("a hopeless symbol drops out with a gap event, and the others go on", async () => {
  await using server = new V2Server({
    snapshot: (
      _,
      symbol,
    ) => [symbol === "BTC/USD" ? bookFrame("snapshot", symbol, bids, asks, 5) : snapshot(symbol)],
  });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] }, { maxResyncs: 1 });
  const hopeless = books.book("BTC/USD");
  let told: IteratorResult<BookChange<L2Book> | StreamEvent, undefined>;
  do told = await books.next(); while (told.value?.type !== "gap");
  assert("detail" in told.value);
  assertEquals(told.value.symbols, ["BTC/USD"]);
  assertMatch(told.value.detail, /given up after 1 mends in a row: .*checksum 5 expected/);
  assertThrows(() => hopeless.best(), BookError, "checksum 5 expected");
  assertThrows(() => books.book("BTC/USD"), BookError, "checksum 5 expected");
  await until(() => server.of("unsubscribe").length === 2);
  server.push(sized("ETH/USD", "6.00"));
  await until(() => books.book("ETH/USD").best().bid?.qty === "6.00");
  assertEquals((await books.next()).value?.type, "update");
  // Nor does it come back with a reconnect.
  server.drop();
  await until(() => server.of("subscribe").length === 3);
  assertEquals(server.of("subscribe")[2]!.params.symbol, ["ETH/USD"]);
});

Deno.test("a snapshot that never comes is asked for again, after a subscription, a mend and a reconnect alike", async () => {
  let lost = 1;
  await using server = new V2Server({
    snapshot: (_, symbol) => symbol === "BTC/USD" && lost-- > 0 ? [] : [snapshot(symbol)],
  });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] }, { snapshotMs: 40 });
  const seen: string[] = [];
  const reading = (async () => {
    for await (const change of books) {
      if (!("book" in change)) seen.push(`${change.type} ${change.symbols}: ${change.detail}`);
    }
  })();
  await books.verified();
  server.push(sized("BTC/USD", "3.00"));
  assertEquals(seen.splice(0), ["resync BTC/USD: No snapshot came within 40 ms"]);

  lost = 1;
  server.push(bookFrame("update", "BTC/USD", levels("9.0x7.00"), [], 1));
  await until(() => seen.length === 2);
  await books.verified();
  server.push(sized("BTC/USD", "3.00"));
  assertMatch(seen.splice(0).join("\n"), /^resync .*checksum 1 expected.*\nresync .*No snapshot came/);

  lost = 1;
  server.drop();
  await until(() => seen.length === 3);
  await books.verified();
  assertEquals(seen.map((line) => line.split(" ")[0]), ["down", "reconnect", "resync"]);
  // The other one was never troubled.
  assertEquals(server.of("unsubscribe").map(({ params }) => params.symbol), [["BTC/USD"], ["BTC/USD"], ["BTC/USD"], [
    "BTC/USD",
  ]]);
  await books.return();
  await reading;
});

Deno.test("a symbol whose snapshot never comes is given up like one that can't be mended", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => symbol === "BTC/USD" ? [] : [snapshot(symbol)] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] }, { snapshotMs: 10, maxResyncs: 1 });
  const hopeless = books.book("BTC/USD");
  await until(() => !books.books.has("BTC/USD"));
  assertThrows(() => hopeless.best(), BookError, "No snapshot came within 10 ms");
  await books.verified();
  assertEquals(books.book("ETH/USD").best().bid!.qty, "1.00");
});

Deno.test("a reconnect empties the books until fresh snapshots have come", async () => {
  let hold = false;
  await using server = new V2Server({ snapshot: (_, symbol) => hold ? [] : [snapshot(symbol)] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] });
  await books.verified();
  hold = true;
  server.drop();
  await until(() => server.of("subscribe").length === 2);
  assertThrows(() => books.book("ETH/USD").bids(), BookError, "not verified");
  server.push(snapshot("BTC/USD"));
  server.push(snapshot("ETH/USD"));
  await books.verified();
  const types: string[] = [];
  for await (const { type } of books) {
    types.push(type);
    if (types.length === 4) break;
  }
  assertEquals(types, ["down", "reconnect", "snapshot", "snapshot"]);
});

Deno.test("BookStream whose books are asked and never read lives on through more events than it keeps", async () => {
  const book = new L2Book("BTC/USD", { pricePrecision: 1, qtyPrecision: 2 });
  let hooks: BookHooks<string> | undefined;
  await using stream = await new BookStream<L2Book>("book", new Map([["BTC/USD", book]])).start((given) => {
    hooks = given;
    return Promise.resolve({
      refused: new Map(),
      resubscribe: () => Promise.resolve(),
      drop: () => Promise.resolve(),
      isOpen: () => true,
      leave: () => Promise.resolve(),
    });
  });
  hooks!.take(snapshot("BTC/USD"), "BTC/USD");
  for (let i = 0; i < 1500; i++) hooks!.event({ type: "reconnect", symbols: [], detail: `${i}` });
  hooks!.take(sized("BTC/USD", "7.00"), "BTC/USD");
  assertEquals(book.best().bid!.qty, "7.00");
  assertEquals(stream.counters, { messages: 2, merged: 1, untold: 500 });
  const seen: string[] = [];
  for await (const { type } of stream) {
    seen.push(type);
    if (type === "snapshot") break;
  }
  assertEquals([seen.length, new Set(seen.slice(0, -1))], [1001, new Set(["reconnect"])]);
});

Deno.test("books that are asked and never read go on through any number of losses", async () => {
  const symbols = Array.from({ length: 50 }, (_, i) => `S${i}/USD`);
  const books = new Map(symbols.map((symbol) => [symbol, new L2Book(symbol, { pricePrecision: 1, qtyPrecision: 2 })]));
  let hooks: BookHooks<string> | undefined;
  await using stream = await new BookStream<L2Book>("book", books).start((given) => {
    hooks = given;
    return Promise.resolve({
      refused: new Map(),
      resubscribe: () => Promise.resolve(),
      drop: () => Promise.resolve(),
      isOpen: () => true,
      leave: () => Promise.resolve(),
    });
  });
  for (let loss = 0; loss < 100; loss++) {
    for (const symbol of symbols) hooks!.take(snapshot(symbol), symbol);
    hooks!.event({ type: "down", symbols, detail: "lost" });
    hooks!.event({ type: "reconnect", symbols, detail: "back" });
  }
  for (const symbol of symbols) hooks!.take(snapshot(symbol), symbol);
  hooks!.take(sized("S7/USD", "7.00"), "S7/USD");
  assertEquals(stream.book("S7/USD").best().bid!.qty, "7.00");
  const seen: string[] = [];
  for await (const change of stream) {
    seen.push("book" in change ? change.symbol : change.type);
    if (seen.length === 250) break;
  }
  assertEquals(seen.slice(200), symbols);
});

Deno.test("snapshots that are late by the hundred are asked for in one request", async () => {
  const symbols = Array.from({ length: 100 }, (_, i) => `S${i}/USD`);
  let hold = true;
  await using server = new V2Server({ snapshot: (_, symbol) => hold ? [] : [snapshot(symbol)] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: symbols }, { snapshotMs: 30 });
  hold = false;
  await books.verified();
  assertEquals(server.requests.map(({ method, params }) => `${method} ${params.symbol?.length}`), [
    "subscribe 100",
    "unsubscribe 100",
    "subscribe 100",
  ]);
  const { value } = await books.next();
  assertEquals(value && "symbols" in value && [value.type, value.symbols], ["resync", symbols]);
});

Deno.test("a hundred books are consistent again within one round of acknowledgements", async () => {
  const symbols = Array.from({ length: 100 }, (_, i) => `S${i}/USD`);
  await using server = new V2Server({ snapshot: (_, symbol) => [snapshot(symbol)] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: symbols });
  await books.verified();
  server.requests.length = 0;
  server.drop();
  await until(() => socket.stats[0]!.reconnects === 1);
  await books.verified();
  assertEquals(server.of("subscribe").length, 1);
});

Deno.test("precisions are used where a tool in between has dropped zeros", async () => {
  const text = bookFrame(
    "snapshot",
    "BTC/USD",
    levels("9x1"),
    levels("11.5x1.5"),
    bookChecksum(levels("11.50x1.500"), levels("9.00x1.000")),
  );
  await using server = new V2Server({ snapshot: () => [text] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: "BTC/USD" }, { precisions: () => ({ price: 2, qty: 3 }) });
  await books.verified();
  assertEquals(books.book("BTC/USD").spread(), "2.50");
});

Deno.test("level3Books() asks for a token on the level 3 host and keeps queues", async () => {
  const order = (id: string, price: string, qty: string) =>
    `{"order_id":"${id}","limit_price":${price},"order_qty":${qty},"timestamp":"2026-09-01T09:59:58.000000123Z"}`;
  await using server = new V2Server({
    snapshot: () => [
      `{"channel":"level3","type":"snapshot","data":[{"symbol":"BTC/USD","checksum":1104662674,"bids":[${
        order("B0", "64009.9", "1.20000000")
      }],"asks":[${order("A0", "64010.0", "0.50000000")},${order("A1", "64010.0", "0.25000000")},${
        order("A2", "64011.5", "2.00000000")
      }],"timestamp":"2026-09-01T10:00:00.300000001Z"}]}`,
    ],
  });
  await using socket = await connect(server);
  await using books = await socket.level3Books({ symbol: "BTC/USD" });
  await books.verified();
  assertEquals(books.book("BTC/USD").order("A1")?.ahead, "0.50000000");
  assertEquals([server.clients[1]!.path, server.requests[0]!.params.token], ["/l3", "T"]);
});

Deno.test("books() count their changes that are not read in the stats of the connection", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => [snapshot(symbol), sized(symbol, "3.00")] });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: ["BTC/USD", "ETH/USD"] });
  await books.verified();
  assertEquals(socket.stats.map(({ lag, dropped }) => [lag, dropped]), [[2, 0]]);
  await books.next();
  assertEquals(socket.stats.map(({ lag }) => lag), [1]);
});
