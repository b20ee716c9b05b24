import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { ApiError, BookError, KrakenError, TransportError } from "../../../core/errors.ts";
import {
  accountLog,
  balances,
  book,
  connectFutures,
  type ConnectFuturesOptions,
  fills,
  FuturesSocket,
  heartbeat,
  openOrders,
  openPositions,
  ticker,
  trade,
} from "../../../websocket/futures/mod.ts";
import { FuturesServer } from "../futures_server.ts";
import { until } from "../server.ts";

// Published with the vector: no key of anybody's.
const SECRET = "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm";
const CHALLENGE = "c100b894-1729-464d-ace1-52dbce11db42";
const SIGNED = "4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==";

const connect = (server: FuturesServer, options: ConnectFuturesOptions = {}) =>
  connectFutures({ url: server.url, random: () => 0, ...options });
const level = (price: number, qty: number) => ({ price, qty });
const snapshot = (product_id: string, seq = 500) => ({
  feed: "book_snapshot",
  product_id,
  timestamp: 1785470400123,
  seq,
  tickSize: null,
  bids: [level(10, 1)],
  asks: [level(11, 1)],
});
const delta = (product_id: string, seq: number, qty: number) => ({
  feed: "book",
  product_id,
  side: "buy",
  seq,
  price: 10,
  qty,
  timestamp: 1785470400200,
});

Deno.test("FuturesSocket refuses half a key, and a secret that is none, without repeating it", () => {
  assertThrows(() => new FuturesSocket({ key: "k" }), TypeError, "both 'key' and 'secret'");
  const error = assertThrows(() => new FuturesSocket({ key: "k", secret: "not base64!" }), TypeError);
  assert(!error.message.includes("not base64!"));
});

Deno.test("FuturesSocket refuses options it does not have, and those that can't be meant before anything is opened", async () => {
  assertThrows(
    () => new FuturesSocket({ timeoutMs: 1 } as never),
    TypeError,
    "Cannot call connectFutures as it has no option 'timeoutMs'",
  );
  await using server = new FuturesServer();
  await assertRejects(() => connect(server, { silenceMs: NaN }), RangeError, "'silenceMs' must be milliseconds");
  assertEquals(server.attempts, 0);
});

Deno.test("subscribe() refuses wrong arguments before anything is sent", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server);
  await assertRejects(
    () => socket.subscribe(ticker),
    TypeError,
    "Cannot subscribe to ticker as 'product_ids' is missing",
  );
  await assertRejects(() => socket.subscribe(heartbeat, { product_ids: "A" }), TypeError, "takes no 'product_ids'");
  await assertRejects(() => socket.subscribe(book, { product_ids: [] }), TypeError, "must be a product or an array");
  await assertRejects(() => socket.subscribe(book, { symbol: "A" } as never), TypeError, "no parameter 'symbol'");
  await assertRejects(() => socket.subscribe(fills), TypeError, "pass 'key' and 'secret'");
  assertEquals(server.requests, []);
});

Deno.test("subscribe() and books() refuse options they do not have, and limits that would strike at once", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server);
  const params = { product_ids: "PF_XBTUSD" };
  await assertRejects(
    () => socket.subscribe(ticker, params, { signall: 1 } as never),
    TypeError,
    "Cannot call subscribe ticker as it has no option 'signall'; did you mean 'signal'?",
  );
  await assertRejects(() => socket.books(params, { extra: {} } as never), TypeError, "it has no option 'extra'");
  for (const timeoutMs of [NaN, -1, 0]) {
    await assertRejects(() => socket.subscribe(ticker, params, { timeoutMs }), RangeError, "'timeoutMs' must be");
    await assertRejects(() => socket.books(params, { timeoutMs }), RangeError, "'timeoutMs' must be");
  }
  await assertRejects(() => socket.subscribe(ticker, params, { timeoutMs: "5s" as never }), TypeError, '"5s"');
  assertEquals(server.requests, []);
});

Deno.test("subscribe() takes limits that are longer than a timer holds", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server);
  for (const [timeoutMs, product_ids] of [[2 ** 31, "PF_XBTUSD"], [Infinity, "PF_ETHUSD"]] as const) {
    await using stream = await socket.subscribe(ticker, { product_ids }, { timeoutMs });
    assertEquals([...stream.symbols], [product_ids]);
  }
});

Deno.test("subscribe() opens nothing when its signal is aborted already", async () => {
  await using server = new FuturesServer();
  await using socket = new FuturesSocket({ url: server.url });
  const reason = new Error("never mind");
  const signal = AbortSignal.abort(reason);
  const params = { product_ids: "PF_XBTUSD" };
  assertStrictEquals(await socket.subscribe(ticker, params, { signal }).catch((error) => error), reason);
  assertStrictEquals(await socket.books(params, { signal }).catch((error) => error), reason);
  assertEquals([server.attempts, socket.stats], [0, []]);
});

Deno.test("subscribe() hears abort and limit during the handshake", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  const socket = new FuturesSocket({ url: `ws://127.0.0.1:${(listener.addr as Deno.NetAddr).port}` });
  const controller = new AbortController();
  const aborted = socket.subscribe(ticker, { product_ids: "PF_XBTUSD" }, { signal: controller.signal }).catch((e) => e);
  const late = socket.subscribe(ticker, { product_ids: "PF_ETHUSD" }, { timeoutMs: 20 });
  await assertRejects(() => late, TransportError, "is still connecting after 20 ms: nothing was sent");
  const reason = new Error("enough");
  controller.abort(reason);
  assertStrictEquals(await aborted, reason);
  await socket.close();
  (await accepted).close();
});

Deno.test("subscribe() hears abort and limit while it waits its turn behind a request that is not answered", async () => {
  let isDeaf = true;
  await using server = new FuturesServer({ refuse: () => isDeaf ? { feed: "noise" } : undefined });
  await using socket = await connect(server);
  const first = socket.subscribe(ticker, { product_ids: "PF_XBTUSD" }, { timeoutMs: 200 }).catch((error) => error);
  const controller = new AbortController();
  const aborted = socket.subscribe(ticker, { product_ids: "PF_ETHUSD" }, { signal: controller.signal }).catch((e) => e);
  const waiting = socket.subscribe(ticker, { product_ids: "PF_SOLUSD" });
  const error = await assertRejects(
    () => socket.subscribe(trade, { product_ids: "PF_SOLUSD" }, { timeoutMs: 20 }),
    TransportError,
    "subscribe trade: nothing was sent, since an earlier request was not answered within 20 ms",
  );
  assertEquals(error.category, "timeout");
  const reason = new Error("enough");
  controller.abort(reason);
  assertStrictEquals(await aborted, reason);
  assertEquals(server.lines("subscribe"), ["ticker PF_XBTUSD"]);
  isDeaf = false;
  assert((await first) instanceof TransportError);
  await using stream = await waiting;
  assertEquals([...stream.symbols], ["PF_SOLUSD"]);
});

Deno.test("what onFrame throws reaches the readers, and the program goes on", async () => {
  await using server = new FuturesServer();
  let isFull = false;
  const onFrame = () => {
    if (isFull) throw new Error("disk full");
  };
  await using socket = await connect(server, { onFrame });
  await using stream = await socket.subscribe(ticker, { product_ids: "PF_XBTUSD" });
  isFull = true;
  server.push({ feed: "ticker", product_id: "PF_XBTUSD" });
  const error = await assertRejects(() => stream.next(), KrakenError, "could not be dealt with: disk full");
  assertEquals((error.cause as Error).message, "disk full");
});

for (const bids of [null, [null], [{ price: "1", qty: 1 }]]) {
  Deno.test(`books() subscribe again after a snapshot with ${JSON.stringify(bids)} as bids, and the program goes on`, async () => {
    let broken = 1;
    await using server = new FuturesServer({
      snapshot: (_, product) => [broken-- > 0 ? { ...snapshot(product), bids } : snapshot(product)],
    });
    await using socket = await connect(server);
    await using books = await socket.books({ product_ids: "PF_XBTUSD" });
    await books.verified();
    assertEquals(server.lines("unsubscribe"), ["book PF_XBTUSD"]);
  });
}

Deno.test("books() subscribe again when the sequence begins again", async () => {
  let seq = 500;
  await using server = new FuturesServer({ snapshot: (_, product) => [snapshot(product, seq)] });
  await using socket = await connect(server);
  await using books = await socket.books({ product_ids: "PF_XBTUSD" });
  await books.verified();
  seq = 7;
  server.push(delta("PF_XBTUSD", 1, 5));
  await until(() => books.book("PF_XBTUSD").seq === 7);
  assertEquals(server.lines("unsubscribe"), ["book PF_XBTUSD"]);
});

Deno.test("readers with events hear of no loss when the socket is closed on purpose", async () => {
  await using server = new FuturesServer();
  const socket = await connect(server);
  const stream = await socket.subscribe(ticker, { product_ids: "PF_XBTUSD" }, { events: true });
  await socket.close();
  assertEquals(await stream.next(), { value: undefined, done: true });
});

Deno.test("a product whose reader left during a reconnect is unsubscribed, since Kraken would send for nobody", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server);
  const stream = await socket.subscribe(ticker, { product_ids: "PF_XBTUSD" }, { events: true });
  server.drop();
  for await (const told of stream) if ("type" in told && told.type === "reconnect") break;
  await until(() => server.lines("unsubscribe").length === 1);
  assertEquals(server.lines("subscribe"), ["ticker PF_XBTUSD", "ticker PF_XBTUSD"]);
  assertEquals(server.lines("unsubscribe"), ["ticker PF_XBTUSD"]);
});

Deno.test("FuturesSocket shows what its readers have not read, and what was dropped", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server);
  await using _one = await socket.subscribe(ticker, { product_ids: "PF_XBTUSD" }, { capacity: 2 });
  await using _two = await socket.subscribe(trade, { product_ids: "PF_XBTUSD" });
  for (let n = 0; n < 5; n++) server.push({ feed: "ticker", product_id: "PF_XBTUSD", n });
  server.push({ feed: "trade", product_id: "PF_XBTUSD" });
  await until(() => socket.stats[0]!.lag === 3);
  assertEquals(socket.stats[0]!.dropped, 3);
  assert(Deno.inspect(socket).endsWith(", 0 reconnects, 3 unread, 3 dropped"), Deno.inspect(socket));
});

for (const event of ["error", "alert", "subscribed_failed"]) {
  Deno.test(`subscribe() raises Kraken's words per product when they come as ${event}, and the others go on`, async () => {
    await using server = new FuturesServer({
      refuse: ({ feed }, product) => product === "PF_NONE" ? { event, feed, message: "Invalid product id" } : undefined,
    });
    await using socket = await connect(server);
    const error = await assertRejects(() => socket.subscribe(trade, { product_ids: "PF_NONE" }), ApiError);
    assertEquals(error.errors, ["Invalid product id"]);
    await using trades = await socket.subscribe(trade, { product_ids: ["PF_XBTUSD", "pf_none", "PF_ETHUSD"] });
    assertEquals([[...trades.symbols], [...trades.refused.keys()]], [["PF_XBTUSD", "PF_ETHUSD"], ["PF_NONE"]]);
  });
}

Deno.test("subscribe() rejects when no acknowledgement comes, and the next request is not harmed", async () => {
  let deaf = true;
  await using server = new FuturesServer({ refuse: () => deaf ? { feed: "noise" } : undefined });
  await using socket = await connect(server);
  const error = await assertRejects(
    () => socket.subscribe(ticker, { product_ids: "PF_XBTUSD" }, { timeoutMs: 30 }),
    TransportError,
  );
  assertEquals(error.category, "timeout");
  deaf = false;
  await using _ = await socket.subscribe(ticker, { product_ids: "PF_XBTUSD" });
});

Deno.test("subscribe() signs the published challenge as published, once per connection, and shows no secret", async () => {
  await using server = new FuturesServer({ challenge: () => CHALLENGE });
  const frames: string[] = [];
  await using socket = await connect(server, {
    key: "public-key",
    secret: SECRET,
    onFrame: (text) => void frames.push(text),
  });
  await using one = await socket.subscribe(fills, { product_ids: "PF_XBTUSD" });
  await using _2 = await socket.subscribe(openOrders);
  assertEquals(server.requests, [
    { event: "challenge", api_key: "public-key" },
    {
      event: "subscribe",
      feed: "fills",
      product_ids: ["PF_XBTUSD"],
      api_key: "public-key",
      original_challenge: CHALLENGE,
      signed_challenge: SIGNED,
    },
    {
      event: "subscribe",
      feed: "open_orders",
      api_key: "public-key",
      original_challenge: CHALLENGE,
      signed_challenge: SIGNED,
    },
  ]);
  server.push({ feed: "fills", username: "me", fills: [] });
  assertEquals((await one.next()).value?.feed, "fills");
  server.push({
    event: "subscribed",
    feed: "x",
    api_key: "public-key",
    original_challenge: CHALLENGE,
    signed_challenge: SIGNED,
  });
  await until(() => frames.some((text) => text.includes('"x"')));
  const shown = frames.join() + Deno.inspect(socket, { depth: 10, showHidden: true }) + JSON.stringify(socket);
  for (const secret of ["public-key", CHALLENGE, SIGNED, SECRET]) assert(!shown.includes(secret), secret);
});

Deno.test("a stale challenge after a reconnect is replaced by a fresh one", async () => {
  const challenges = ["first", "second"];
  await using server = new FuturesServer({ challenge: () => challenges.shift()! });
  await using socket = await connect(server, { key: "k", secret: SECRET });
  await using told = await socket.subscribe(openPositions, {}, { events: true });
  server.drop();
  assertEquals(
    [(await told.next()).value, (await told.next()).value].map((each) => each && "type" in each && each.type),
    ["down", "reconnect"],
  );
  await until(() => socket.stats[0]!.reconnects === 1);
  const sent = server.requests.filter(({ event }) => event === "subscribe").map(({ original_challenge }) =>
    original_challenge
  );
  assertEquals(sent, ["first", "second"]);
});

Deno.test("messages go to the readers of their product; acknowledgements may come in one or apart, in any order", async () => {
  for (const acknowledges of ["all", "each"] as const) {
    await using server = new FuturesServer({
      acknowledges,
      snapshot: (_, product_id) => [{ feed: "trade_snapshot", product_id, trades: [] }],
    });
    await using socket = await connect(server);
    await using two = await socket.subscribe(trade, { product_ids: ["PF_XBTUSD", "PF_ETHUSD"] });
    await using one = await socket.subscribe(trade, { product_ids: "PF_SOLUSD" });
    server.push({
      feed: "trade",
      product_id: "PF_SOLUSD",
      uid: "u",
      side: "buy",
      type: "fill",
      seq: 1,
      time: 1,
      qty: 1,
      price: 1,
    });
    const next = async () => {
      const { value } = await one.next();
      return `${value?.feed} ${value?.product_id}`;
    };
    assertEquals([await next(), await next()], ["trade_snapshot PF_SOLUSD", "trade PF_SOLUSD"]);
    assertEquals([two.lag, server.clients.length], [2, 1]);
  }
});

Deno.test("leaving the loop unsubscribes the products, and a second reader of one has its own connection", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server);
  const first = await socket.subscribe(ticker, { product_ids: ["PF_XBTUSD", "PF_ETHUSD"] });
  const second = await socket.subscribe(ticker, { product_ids: "PF_ETHUSD" });
  assertEquals(server.clients.length, 2);
  await second.return();
  await server.clients[1]!.gone;
  await first.return();
  await first.return();
  assertEquals(server.lines("unsubscribe"), ["ticker PF_ETHUSD", "ticker PF_XBTUSD PF_ETHUSD"]);
});

Deno.test("an abort throws the signal's own reason", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server);
  const controller = new AbortController();
  const stream = await socket.subscribe(ticker, { product_ids: "PF_XBTUSD" }, { signal: controller.signal });
  const reason = new Error("enough");
  const waiting = stream.next().catch((error) => error);
  controller.abort(reason);
  assertStrictEquals(await waiting, reason);
});

for (const transport of ["ws", "platform"] as const) {
  Deno.test(`an idle connection over ${transport} is kept alive`, async () => {
    await using server = new FuturesServer();
    await using socket = await connect(server, { transport, idleMs: 15, pingTimeoutMs: 500 });
    await until(() => socket.stats[0]!.pingMs > 0);
    assertEquals(server.requests.every(({ event }) => event === "ping"), true);
    assertEquals(server.requests.length > 0, transport === "platform");
  });
}

Deno.test("books() are verified by sequence; a gap mends that product only, and the reader sees it", async () => {
  let seq = 500;
  await using server = new FuturesServer({ snapshot: (_, product) => [snapshot(product, seq)] });
  await using socket = await connect(server);
  await using books = await socket.books({ product_ids: ["PF_XBTUSD", "PF_ETHUSD"] });
  await books.verified();
  for (let initial = 0; initial < 2; initial++) await books.next();
  seq = 900;
  server.push(delta("PF_XBTUSD", 502, 5));
  server.push(delta("PF_ETHUSD", 501, 7));
  const seen: string[] = [];
  for await (const change of books) {
    seen.push("book" in change ? `${change.type} ${change.symbol}` : `${change.type} ${change.symbols}`);
    if (seen.at(-1) !== "snapshot PF_XBTUSD") continue;
    assertEquals(books.book("PF_ETHUSD").best().bid, { price: "10", qty: "7" });
    break;
  }
  assertEquals(seen.toSorted(), ["resync PF_XBTUSD", "snapshot PF_XBTUSD", "update PF_ETHUSD"]);
  assertEquals(books.book("PF_XBTUSD").seq, 900);
  assertEquals(server.lines("unsubscribe")[0], "book PF_XBTUSD");
});

Deno.test("books() ask again for a snapshot that never comes", async () => {
  let lost = 1;
  await using server = new FuturesServer({
    snapshot: (_, product) => product === "PF_XBTUSD" && lost-- > 0 ? [] : [snapshot(product)],
  });
  await using socket = await connect(server);
  await using books = await socket.books({ product_ids: ["PF_XBTUSD", "PF_ETHUSD"] }, { snapshotMs: 40 });
  await books.verified();
  assertEquals(server.lines("unsubscribe"), ["book PF_XBTUSD"]);
  assertEquals(books.book("PF_XBTUSD").best().ask, { price: "11", qty: "1" });
});

Deno.test("a hopeless product drops out of the books, and the others go on until the stream is left", async () => {
  await using server = new FuturesServer({ snapshot: (_, product) => [snapshot(product, 500)] });
  await using socket = await connect(server);
  await using books = await socket.books({ product_ids: ["PF_XBTUSD", "PF_ETHUSD"] }, { maxResyncs: 0 });
  await books.verified();
  const [hopeless, fine] = [books.book("PF_XBTUSD"), books.book("PF_ETHUSD")];
  server.push(delta("PF_XBTUSD", 502, 5));
  await until(() => server.lines("unsubscribe").length === 1);
  assertEquals(server.lines("unsubscribe"), ["book PF_XBTUSD"]);
  assertThrows(() => hopeless.best(), BookError, "sequence 501 expected, 502 found");
  server.push(delta("PF_ETHUSD", 501, 7));
  await until(() => fine.seq === 501);
  assertEquals(fine.verified, true);
  await books.return();
  assertEquals([fine.verified, server.lines("unsubscribe").at(-1)], [false, "book PF_ETHUSD"]);
});

Deno.test("subscribe() waits for a connection that is on its way back, no longer than its limit", async () => {
  await using server = new FuturesServer();
  await using socket = await connect(server, { backoff: { baseMs: 200 }, random: () => 1 });
  await using _before = await socket.subscribe(ticker, { product_ids: "PF_ETHUSD" });
  server.drop();
  await until(() => socket.stats[0]!.state === "reconnecting");
  await assertRejects(
    () => socket.subscribe(ticker, { product_ids: "PF_SOLUSD" }, { timeoutMs: 10 }),
    TransportError,
    "is still reconnecting after 10 ms: nothing was sent",
  );
  await using _after = await socket.subscribe(ticker, { product_ids: "PF_XBTUSD" });
  assertEquals(server.lines("subscribe"), ["ticker PF_ETHUSD", "ticker PF_ETHUSD", "ticker PF_XBTUSD"]);
});

Deno.test("books() are hidden from a loss until fresh snapshots", async () => {
  let hold = false;
  await using server = new FuturesServer({ snapshot: (_, product) => hold ? [] : [snapshot(product)] });
  await using socket = await connect(server);
  await using books = await socket.books({ product_ids: "PF_XBTUSD" });
  await books.verified();
  const live = books.book("PF_XBTUSD");
  hold = true;
  server.drop();
  await until(() => server.lines("subscribe").length === 2);
  assertThrows(() => live.best(), BookError);
  server.push(snapshot("PF_XBTUSD"));
  await books.verified();
  assertEquals(live.best().ask, { price: "11", qty: "1" });
});

Deno.test("every private feed is subscribed by its name, and its snapshot and changes reach the reader", async () => {
  await using server = new FuturesServer({
    snapshot: ({ feed }) => [{ feed: `${feed}_snapshot`, account: "a" }, { feed, account: "a" }],
  });
  await using socket = await connect(server, { key: "k", secret: SECRET });
  for (const feed of [balances, accountLog, openOrders]) {
    await using stream = await socket.subscribe(feed as typeof balances);
    const feeds = [(await stream.next()).value?.feed as string, (await stream.next()).value?.feed as string];
    assertEquals(feeds, [`${feed.name}_snapshot`, feed.name]);
  }
});
