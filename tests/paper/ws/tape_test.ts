import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { kraken } from "../../../mod.ts";
import { paperExchange } from "../../../paper/mod.ts";
import type { L2Book } from "../../../websocket/book/mod.ts";
import { everyTrade } from "../../../websocket/every_trade.ts";
import { connectFutures, ticker as futuresTicker, trade as futuresTrade } from "../../../websocket/futures/mod.ts";
import { ohlc, ticker, trade } from "../../../websocket/spot/mod.ts";
import { RECORDINGS } from "../../recordings.ts";
import { NOW } from "../help.ts";
import { type Message, Raw, until } from "./help.ts";
import { FRAME_MS, joined, play, serving, session, TapeFile } from "./tape_help.ts";

const levels = (book: Pick<L2Book, "bids" | "asks">) => ({ bids: book.bids(), asks: book.asks() });

const v2 = (channel: string, type: string, data: object[]) => JSON.stringify({ channel, type, data });
const subscribed = (result: object) => JSON.stringify({ method: "subscribe", result, success: true });

/** A client of the served public socket that shows every frame. */
async function watching(tape: TapeFile, subscriptions: object[]) {
  const exchange = serving(tape);
  const server = exchange.serve();
  const { client } = await Raw.open(server.sockets.spot.public);
  const firsts: Message[] = [];
  for (const params of subscriptions) {
    client.send({ method: "subscribe", params });
    firsts.push(await client.find(({ type }) => type === "snapshot"));
  }
  return {
    firsts,
    exchange,
    client,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await exchange.close();
    },
  };
}

Deno.test("paperExchange({ tape }) says what is wrong with a recording or its speed before anything is served", async () => {
  assertThrows(
    () => paperExchange({ tape: { from: ".", speed: 0 } }),
    RangeError,
    "'speed' must be from 0.001 to 1000",
  );
  assertThrows(() => paperExchange({ tape: "no such tape.jsonl" }), Deno.errors.NotFound);
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  await Deno.writeTextFile(path, '{"time":1,"text":"{}"}\n{"time":2,"te\n');
  assertThrows(() => paperExchange({ tape: path }), TypeError, "Line 2 of the tape");
  await Deno.writeTextFile(path, '{"channel":"heartbeat"}\n');
  assertThrows(() => paperExchange({ tape: path }), TypeError, "no public channel was recorded in it");
  await Deno.remove(path);
  const level = [{ price: 1, qty: 1 }];
  await using two = await TapeFile.of([
    subscribed({ channel: "book", symbol: "BTC/USD", depth: 10 }),
    subscribed({ channel: "book", symbol: "BTC/USD", depth: 25 }),
    v2("book", "snapshot", [{ symbol: "BTC/USD", bids: level, asks: [], checksum: 1 }]),
  ]);
  assertThrows(() => serving(two), RangeError, "book of BTC/USD with depth=10 from that with depth=25");
});

Deno.test("a tape refuses what it does not have as Kraken refuses what does not exist", async () => {
  await using tape = await session(2);
  await using exchange = serving(tape);
  const server = exchange.serve();
  const { client } = await Raw.open(server.sockets.spot.public);
  const refusal = async (params: object) => (await client.ask("subscribe", params)).error;
  assertEquals(
    [
      await refusal({ channel: "book", symbol: ["SOL/USD"] }),
      await refusal({ channel: "book", symbol: ["BTC/USD"], depth: 25 }),
      await refusal({ channel: "ohlc", symbol: ["BTC/USD"], interval: 5 }),
      await refusal({ channel: "ohlc", symbol: ["ETH/USD"], interval: 1 }),
      await refusal({ channel: "ticker", symbol: ["BTC/USD"], event_trigger: "bbo" }),
      await refusal({ channel: "trade", symbol: ["SOLUSD"] }),
    ],
    [
      "Currency pair not supported SOL/USD",
      "Subscription depth not supported",
      "Subscription ohlc interval not supported",
      "Currency pair not supported ETH/USD",
      "Subscription event_trigger not supported",
      "Currency pair not in ISO 4217-A3 format SOLUSD",
    ],
  );
  assertThrows(() => exchange.sockets.book("SOL/USD"), RangeError, 'no book of "SOL/USD" to a depth of 10');
  const { client: futures } = await Raw.open(server.sockets.futures);
  futures.send({ event: "subscribe", feed: "book", product_ids: ["PF_ETHUSD"] });
  assertEquals(await futures.next(), { event: "error", message: "Invalid product id" });
  await futures[Symbol.asyncDispose]();
  await client[Symbol.asyncDispose]();
});

Deno.test("a tape sends every update byte for byte and every trade once, books verified all the way", async () => {
  await using tape = await session();
  await using exchange = serving(tape);
  const server = exchange.serve();
  const heard: string[] = [];
  await using socket = await joined(exchange, { urls: server.sockets.spot, onFrame: (text) => void heard.push(text) });
  await using books = await socket.books({ symbol: "BTC/USD" });
  await using deep = await socket.books({ symbol: "ETH/USD", depth: 100 });
  const seen: number[] = [];
  await using trades = await socket.subscribe(trade, { symbol: ["BTC/USD", "ETH/USD"], snapshot: true });
  await using tickers = await socket.subscribe(ticker, { symbol: "BTC/USD" });
  await using candles = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 1 });
  await Promise.all([books.verified(), deep.verified()]);
  await play(exchange, tape.ms);
  const isUpdate = (text: string) => /^\{"channel":"(book|trade|ticker|ohlc)","type":"update"/.test(text);
  const recorded = tape.texts.filter(isUpdate);
  await until(() => heard.filter(isUpdate).length >= recorded.length, "every update");
  const told = heard.filter(isUpdate);
  assert(recorded.length > 100, `only ${recorded.length} updates are on the tape`);
  assertEquals(told.toSorted(), recorded.toSorted());
  for (const text of told.filter((text) => text.includes('"channel":"trade"'))) {
    for (const row of JSON.parse(text).data) if (row.symbol === "BTC/USD") seen.push(row.trade_id);
  }
  assertEquals(seen, tape.ids("BTC/USD"));
  assertEquals(exchange.sockets.tradeIds("BTC/USD"), seen);
  const truth = exchange.sockets.book("BTC/USD");
  assertEquals({ ...levels(books.book("BTC/USD")), sum: books.book("BTC/USD").checksum }, {
    bids: [...truth.bids],
    asks: [...truth.asks],
    sum: truth.checksum,
  });
  assertEquals(deep.book("ETH/USD").checksum, exchange.sockets.book("ETH/USD", 100).checksum);
  // Nothing but heartbeats comes behind the end.
  const before = heard.length;
  await play(exchange, 60_000);
  assertEquals(heard.slice(before).filter((text) => text !== '{"channel":"heartbeat"}'), []);
  await Promise.all([trades.return(), tickers.return(), candles.return()]);
});

Deno.test("a tape shows whoever comes in the middle what those have who were there from the start", async () => {
  await using tape = await session();
  await using exchange = serving(tape);
  await using early = await joined(exchange, { token: () => tokenOf(exchange) });
  await using first = await early.books({ symbol: "BTC/USD" });
  await using orders = await early.level3Books({ symbol: "BTC/USD" });
  await first.verified();
  await play(exchange, tape.ms / 2);
  await using late = await joined(exchange, { token: () => tokenOf(exchange) });
  await using second = await late.books({ symbol: "BTC/USD" });
  await using lateOrders = await late.level3Books({ symbol: "BTC/USD" });
  await using trades = await late.subscribe(trade, { symbol: "BTC/USD", snapshot: true });
  await Promise.all([second.verified(), lateOrders.verified()]);
  assertEquals(levels(second.book("BTC/USD")), levels(first.book("BTC/USD")));
  const { value } = await trades.next();
  const ids = tape.ids("BTC/USD");
  const newest = value!.data.at(-1)!.trade_id;
  assert(ids.includes(newest) && newest < ids.at(-1)!, `the snapshot ends with ${newest}`);
  assertEquals(value!.data.length, 50);
  await play(exchange, tape.ms / 2);
  await Promise.all([first.verified(), second.verified(), orders.verified(), lateOrders.verified()]);
  assertEquals(levels(second.book("BTC/USD")), levels(first.book("BTC/USD")));
  assertEquals(levels(lateOrders.book("BTC/USD") as never), levels(orders.book("BTC/USD") as never));
});

Deno.test("faults befall a tape as they befall the simulated market, and clients heal", async () => {
  await using tape = await session();
  await using exchange = serving(tape, []);
  const server = exchange.serve();
  await using socket = await joined(exchange, {
    urls: server.sockets.spot,
    transport: "platform",
  });
  await using books = await socket.books({ symbol: "BTC/USD" }, { snapshotMs: 100 });
  const seen: number[] = [];
  const gaps: string[] = [];
  const stop = new AbortController();
  const reading = (async () => {
    const all = everyTrade((how) => socket.subscribe(trade, { symbol: "BTC/USD", snapshot: true }, how), {
      signal: stop.signal,
    });
    for await (const event of all) {
      if (event.type === "trade") seen.push(event.trade.trade_id);
      else if (event.type === "gap") gaps.push(event.detail);
    }
  })().catch((error) => assertEquals(error, stop.signal.reason));
  await books.verified();
  await until(() => socket.stats[0]!.subscriptions === 2, "the trades");
  await until(() => exchange.sockets.size === 1 && socket.stats[0]!.state === "open");
  await play(exchange, tape.ms / 4);
  const events: string[] = [];
  const following = (async () => {
    for await (const change of books) if (!("book" in change)) events.push(change.type);
  })();
  exchange.sockets.faults.add({ kind: "checksum", channel: "book", type: "update", count: 1 });
  await play(exchange, tape.ms / 4);
  await books.verified();
  exchange.sockets.faults.add({ kind: "drop", channel: "book", count: 1 });
  await play(exchange, tape.ms / 8);
  await until(() => socket.stats[0]!.reconnects === 1, "the reconnect");
  await books.verified();
  await play(exchange, tape.ms / 2);
  const truth = exchange.sockets.book("BTC/USD");
  await until(() => books.book("BTC/USD").checksum === truth.checksum, "the same book");
  assertEquals(levels(books.book("BTC/USD")), { bids: [...truth.bids], asks: [...truth.asks] });
  const ids = tape.ids("BTC/USD");
  await until(() => seen.at(-1) === ids.at(-1), "the last trade");
  assertEquals([seen, gaps], [ids, []]);
  assertEquals(exchange.sockets.faults.counts, [1, 1]);
  assert(events.includes("resync"), events.join());
  stop.abort();
  await reading;
  await books.return();
  await following;
});

Deno.test("a tape of Futures keeps its numbers, and a newcomer's book goes on with the next one", async () => {
  await using tape = await session();
  await using exchange = serving(tape);
  const { transport } = exchange.sockets;
  await using socket = await connectFutures({ transport });
  await using first = await socket.books({ product_ids: ["PF_XBTUSD"] });
  const uids: string[] = [];
  const reading = (async () => {
    for await (const message of await socket.subscribe(futuresTrade, { product_ids: ["PF_XBTUSD"] })) {
      if (message.feed === "trade") uids.push(message.uid);
    }
  })();
  await first.verified();
  await until(() => socket.stats[0]!.subscriptions === 2);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await play(exchange, tape.ms / 2);
  await using other = await connectFutures({ transport });
  await using second = await other.books({ product_ids: ["PF_XBTUSD"] });
  await using tickers = await other.subscribe(futuresTicker, { product_ids: ["PF_XBTUSD"] });
  await second.verified();
  assertEquals((await tickers.next()).value!.product_id, "PF_XBTUSD");
  await play(exchange, tape.ms / 2);
  const [one, two] = [first.book("PF_XBTUSD"), second.book("PF_XBTUSD")];
  assert(one.verified && two.verified);
  assertEquals([one.seq, one.bids(), one.asks()], [two.seq, two.bids(), two.asks()]);
  const messages = tape.texts.map((text) => JSON.parse(text)).filter(({ product_id }) => product_id === "PF_XBTUSD");
  assertEquals(one.seq, messages.findLast(({ feed }) => feed === "book").seq);
  assertEquals(uids, messages.filter(({ feed }) => feed === "trade").map(({ uid }) => uid));
  await socket.close();
  await reading;
});

Deno.test("a tape whose recording lost its place tells followers what changed meanwhile, each trade once", async () => {
  const row = (trade_id: number) => ({ symbol: "BTC/USD", side: "buy", price: 1, qty: 1, ord_type: "limit", trade_id });
  const book = (type: string, bids: string, asks: string, checksum: number) =>
    `{"channel":"book","type":"${type}","data":[{"symbol":"BTC/USD","bids":[${bids}],"asks":[${asks}],"checksum":${checksum}}]}`;
  const level = (price: string, qty: string) => `{"price":${price},"qty":${qty}}`;
  await using tape = await TapeFile.of([
    subscribed({ channel: "book", symbol: "BTC/USD", depth: 10 }),
    book("snapshot", level("10.0", "1.50"), level("11.0", "2.00"), 1),
    v2("trade", "snapshot", [row(1), row(2)]),
    v2("trade", "update", [row(3)]),
    book("snapshot", level("9.5", "4.00"), level("11.0", "2.00") + "," + level("11.5", "0.25"), 2),
    v2("trade", "snapshot", [row(2), row(3), row(4), row(5)]),
    v2("trade", "update", [row(5), row(6)]),
    book("update", level("9.5", "0.00"), "", 3),
  ]);
  await using watched = await watching(tape, [
    { channel: "book", symbol: ["BTC/USD"] },
    { channel: "trade", symbol: ["BTC/USD"], snapshot: true },
  ]);
  const { client, exchange, firsts } = watched;
  assertEquals(firsts.map(({ channel, type }) => `${channel} ${type}`), ["book snapshot", "trade snapshot"]);
  exchange.clock.advance(tape.ms);
  await client.settled();
  const told = client.texts.filter((text) => text.startsWith('{"channel":"trade","type":"update"'));
  assertEquals(told.map((text) => JSON.parse(text).data.map((each: Message) => each.trade_id)), [[3], [4, 5], [6]]);
  assertEquals(client.texts.filter((text) => text.startsWith('{"channel":"book"')), [
    tape.texts[1],
    book("update", `${level("10.0", "0.00")},${level("9.5", "4.00")}`, level("11.5", "0.25"), 2),
    tape.texts[7],
  ]);
});

Deno.test("a tape gives a newcomer the newest ticker, candles, instruments and Unified book", async () => {
  const candle = (minute: number, close: number) => ({
    symbol: "BTC/USD",
    close,
    interval: 1,
    interval_begin: `2026-01-01T00:0${minute}:00.000000000Z`,
  });
  const pair = (symbol: string, status: string) => ({ symbol, status });
  const instrument = (type: string, pairs: object[]) =>
    JSON.stringify({ channel: "instrument", type, data: { assets: [], pairs } });
  const level = (price: string, qty: string) => `{"price":${price},"qty":${qty}}`;
  const book = (type: string, bids: string) =>
    `{"channel":"book","type":"${type}","data":[{"symbol":"PF_XBTUSD","bids":[${bids}],"asks":[],"checksum":7}]}`;
  await using tape = await TapeFile.of([
    v2("ticker", "snapshot", [{ symbol: "BTC/USD", bid: 1 }]),
    v2("ohlc", "snapshot", [candle(0, 1), candle(1, 2)]),
    instrument("snapshot", [pair("BTC/USD", "online"), pair("ETH/USD", "online")]),
    subscribed({ channel: "book", symbol: "PF_XBTUSD", depth: 25 }),
    book("snapshot", `${level("3.0", "1")},${level("2.0", "1")}`),
    v2("ticker", "update", [{ symbol: "BTC/USD", bid: 2 }]),
    v2("ohlc", "update", [candle(1, 3)]),
    v2("ohlc", "update", [candle(2, 4)]),
    instrument("update", [pair("ETH/USD", "post_only")]),
    book("update", `${level("2.5", "4.0")},${level("3.0", "0")}`),
  ]);
  const spot = [
    { channel: "ticker", symbol: ["BTC/USD"] },
    { channel: "ohlc", symbol: ["BTC/USD"], interval: 1 },
    { channel: "instrument", include_tokenized_assets: true },
  ];
  await using watched = await watching(tape, spot);
  const { exchange, client } = watched;
  exchange.clock.advance(tape.ms);
  await client.settled();
  const isUpdate = (text: string) => /"channel":"(ticker|ohlc|instrument)","type":"update"/.test(text);
  assertEquals(client.texts.filter(isUpdate), tape.texts.filter(isUpdate));
  const server = exchange.serve();
  const { client: late } = await Raw.open(server.sockets.spot.public);
  const firsts: Message[] = [];
  for (const params of [...spot.slice(0, 2), { channel: "instrument" }]) {
    late.send({ method: "subscribe", params });
    firsts.push(await late.find(({ type }) => type === "snapshot"));
  }
  const [newest, candles, instruments] = firsts.map(({ data }) => data);
  assertEquals(newest, [{ symbol: "BTC/USD", bid: 2 }]);
  assertEquals(candles, [candle(0, 1), candle(1, 3), candle(2, 4)]);
  assertEquals(instruments.pairs, [pair("BTC/USD", "online"), pair("ETH/USD", "post_only")]);
  await late[Symbol.asyncDispose]();
  const { client: unified } = await Raw.open(server.sockets.unified.public);
  const params = { channel: "book", symbol: ["PF_XBTUSD"], asset_class: "derivatives" };
  assertEquals((await unified.ask("subscribe", params)).error, "Subscription depth not supported");
  unified.send({ method: "subscribe", params: { ...params, depth: 25 } });
  await unified.find(({ type }) => type === "snapshot");
  assertEquals(unified.texts.at(-1), book("snapshot", `${level("2.5", "4.0")},${level("2.0", "1")}`));
  await unified[Symbol.asyncDispose]();
});

Deno.test("a tape has its trades over REST too, where k.stream.trades() finds those it missed", async () => {
  const row = (trade_id: number) => ({
    symbol: "BTC/USD",
    side: trade_id % 3 === 0 ? "sell" : "buy",
    price: 60_000 + trade_id,
    qty: 0.25,
    ord_type: "limit",
    trade_id,
    timestamp: `2026-01-01T00:00:${String(Math.floor(trade_id / 4)).padStart(2, "0")}.${trade_id % 4}00001Z`,
  });
  const ids = Array.from({ length: 200 }, (_, at) => at + 1);
  await using tape = await TapeFile.of(ids.map((id) => v2("trade", id === 1 ? "snapshot" : "update", [row(id)])));
  await using k = await kraken.paper({
    now: () => NOW,
    tape: tape.path,
    socketFaults: [{ kind: "lose", channel: "trade", type: "update", skip: 10, count: 120 }],
  });
  const seen: number[] = [];
  const reading = (async () => {
    for await (const { trade_id, price } of k.stream.trades("BTC/USD")) {
      assertEquals(price, 60_000 + trade_id);
      seen.push(trade_id);
      if (trade_id === 200) break;
    }
  })();
  await until(() => k.exchange.sockets.size === 1, "the connection");
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { XXBTZUSD: rows } = await k.spot.market.trades({ pair: "XBTUSD" });
  assertEquals(rows as unknown, [["60001", "0.25", 1767225600.100001, "b", "l", "", 1]]);
  await play(k.exchange, tape.ms);
  await reading;
  assertEquals(seen, ids.slice(1));
  assertEquals(k.exchange.sockets.faults.counts, [120]);
});

Deno.test("a tape runs by its speed, from the first subscription on", async () => {
  const row = (trade_id: number) => ({ symbol: "BTC/USD", side: "buy", price: 1, qty: 1, ord_type: "limit", trade_id });
  await using tape = await TapeFile.of([1, 2, 3, 4, 5, 6].map((id) => v2("trade", "update", [row(id)])));
  await using exchange = serving(tape, undefined, 0.5);
  exchange.clock.advance(60_000);
  await using socket = await joined(exchange);
  await using trades = await socket.subscribe(trade, { symbol: "BTC/USD", snapshot: true });
  assertEquals((await trades.next()).value!.data.map(({ trade_id }) => trade_id), [1]);
  exchange.clock.advance(2 * 2 * FRAME_MS);
  assertEquals([...exchange.sockets.tradeIds("BTC/USD")], [2, 3]);
  exchange.clock.advance(60_000);
  assertEquals([...exchange.sockets.tradeIds("BTC/USD")], [2, 3, 4, 5, 6]);
});

Deno.test("a tape of one protocol leaves the others and the reference data to the simulated market", async () => {
  await using contracts = await TapeFile.of(['{"feed":"ticker","product_id":"PF_XBTUSD","time":1}']);
  await using spot = await TapeFile.of([v2("ticker", "snapshot", [{ symbol: "BTC/USD", bid: 1 }])]);
  const expected = [
    [contracts, undefined, { event: "error", message: "Invalid product id" }],
    [spot, "Currency pair not supported ETH/USD", { event: "subscribed", feed: "book", product_ids: ["PF_ETHUSD"] }],
  ] as const;
  for (const [file, error, answer] of expected) {
    await using exchange = serving(file);
    const server = exchange.serve();
    const { client } = await Raw.open(server.sockets.spot.public);
    assertEquals((await client.ask("subscribe", { channel: "book", symbol: ["ETH/USD"] })).error, error);
    assertEquals((await client.ask("subscribe", { channel: "instrument" })).success, true);
    assert((await client.find(({ channel }) => channel === "instrument")).data.pairs.length > 0);
    const { client: futures } = await Raw.open(server.sockets.futures);
    futures.send({ event: "subscribe", feed: "book", product_ids: ["PF_ETHUSD"] });
    assertEquals(await futures.next(), answer);
    await futures[Symbol.asyncDispose]();
    await client[Symbol.asyncDispose]();
  }
});

Deno.test("a folder as tape serves its sockets and its answers, the first file that has a topic counting", async () => {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(`${root}/sockets`);
  const frame = (bid: number, symbol: string) => v2("ticker", "snapshot", [{ symbol, bid }]) + "\n";
  await Deno.writeTextFile(`${root}/sockets/a.jsonl`, frame(1, "BTC/USD"));
  await Deno.writeTextFile(`${root}/sockets/b.jsonl`, frame(2, "BTC/USD") + frame(3, "ETH/USD"));
  await using exchange = paperExchange({ now: () => NOW, limits: false, tape: root });
  await using socket = await joined(exchange);
  await using tickers = await socket.subscribe(ticker, { symbol: ["BTC/USD", "ETH/USD"] });
  const [first, second] = [(await tickers.next()).value, (await tickers.next()).value];
  assertEquals([first!.data[0]!.bid, second!.data[0]!.bid], [1, 3]);
  await Deno.remove(root, { recursive: true });
});

Deno.test("a real recording served over loopback verifies every checksum and every number", async () => {
  const spot = new URL("spot-ws-v2/book/python-kraken-sdk-BTCUSD-depth10.jsonl", RECORDINGS);
  const futures = new URL("futures-ws/book/cryptofeed-6products.jsonl", RECORDINGS);
  try {
    await Deno.stat(spot);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  const lines = (await Deno.readTextFile(spot)).trimEnd().split("\n");
  await using exchange = paperExchange({ now: () => NOW, limits: false, tape: spot });
  const server = exchange.serve();
  await using socket = await joined(exchange, { urls: server.sockets.spot, transport: "platform" });
  await using books = await socket.books({ symbol: "BTC/USD" });
  await books.verified();
  exchange.clock.advance(10_000);
  await using late = await joined(exchange, { urls: server.sockets.spot, transport: "platform" });
  await using second = await late.books({ symbol: "BTC/USD" });
  await second.verified();
  exchange.clock.advance(600_000);
  // The first line has no time, so it has that of the second: both are the past by the time somebody listens.
  await until(() => books.counters.messages >= lines.length - 1, "the whole recording");
  assertEquals(books.counters.messages, lines.length - 1);
  assert(second.counters.messages > 100 && second.counters.messages < lines.length - 100);
  for (const stream of [books, second]) {
    assert(stream.book("BTC/USD").verified);
    assertEquals(stream.counters.untold, 0);
  }
  assertEquals(levels(second.book("BTC/USD")), levels(books.book("BTC/USD")));
  assertEquals(books.book("BTC/USD").checksum, JSON.parse(lines.at(-1)!).data[0].checksum);

  await using other = paperExchange({ now: () => NOW, limits: false, tape: futures });
  await using feed = await connectFutures({ url: other.serve().sockets.futures, transport: "platform" });
  const product_ids = ["PI_ETHUSD", "FI_XBTUSD_210730"];
  await using products = await feed.books({ product_ids });
  await products.verified();
  const texts = (await Deno.readTextFile(futures)).trimEnd().split("\n").map((line) => JSON.parse(line));
  const last = (product: string) => texts.findLast((each) => each.feed === "book" && each.product_id === product).seq;
  other.clock.advance(3_600_000);
  for (const product of product_ids) {
    await until(() => products.book(product).seq === last(product), `the last change of ${product}`);
    assert(products.book(product).verified);
  }
  await assertRejects(() => feed.books({ product_ids: ["PF_XBTUSD"] }), Error, "Invalid product id");
});

/** A token for level3. */
async function tokenOf(exchange: ReturnType<typeof serving>): Promise<string> {
  const { createSpotClient } = await import("../../../spot/client.ts");
  const client = createSpotClient({ fetch: exchange.fetch, key: exchange.key, secret: exchange.secret });
  return (await client.trading.getWebSocketsToken()).token;
}
