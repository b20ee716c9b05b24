import { assert, assertEquals, assertMatch } from "@std/assert";
import { challengeFits } from "../../../paper/ws/futures/challenge.ts";
import { connectFutures } from "../../../websocket/futures/mod.ts";
import { Hall, type Message, Raw, until } from "./help.ts";

async function open(hall: Hall): Promise<Raw> {
  const { client, greeting } = await Raw.open(hall.server.sockets.futures);
  assertEquals(greeting, { event: "info", version: 1 });
  return client;
}

const subscribe = (feed: string, product_ids?: string[]) => ({
  event: "subscribe",
  feed,
  ...(product_ids ? { product_ids } : {}),
});

/** Waits until everything sent so far is here. */
async function settled(client: Raw): Promise<void> {
  client.send({ event: "ping" });
  await client.find(({ event }) => event === "pong");
}

Deno.test("challengeFits() takes Kraken's published signature and no other", () => {
  const secret = "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm";
  const challenge = "c100b894-1729-464d-ace1-52dbce11db42";
  const signed = "4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==";
  assertEquals(challengeFits(secret, challenge, signed), true);
  assertEquals(challengeFits(secret, challenge.replace("c1", "c2"), signed), false);
  assertEquals(challengeFits(secret, challenge, signed.replace("4J", "5J")), false);
  assertEquals(challengeFits(secret, challenge, ""), false);
});

Deno.test("a futures connection refuses what it does not know, and serves the other products of a request", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send("not json");
  client.send({ event: "subscribe", feed: "candles", product_ids: ["PF_XBTUSD"] });
  client.send(subscribe("book"));
  client.send({ event: "dance" });
  client.send(subscribe("ticker_lite", ["PF_NOPEUSD", "pf_xbtusd"]));
  const messages = await client.take(7);
  assertEquals(messages.slice(0, 6), [
    { event: "error", message: "Json Error" },
    { event: "error", message: "Invalid feed" },
    { event: "error", message: "Invalid product id" },
    { event: "error", message: "Invalid event" },
    { event: "error", message: "Invalid product id" },
    { event: "subscribed", feed: "ticker_lite", product_ids: ["PF_XBTUSD"] },
  ]);
  assertEquals([messages[6].feed, messages[6].product_id], ["ticker_lite", "PF_XBTUSD"]);
});

Deno.test("a private feed needs a challenge of this connection, signed with a key that may read", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send({ event: "challenge", api_key: "nobody" });
  const { event, message } = await client.next();
  assertEquals(event, "challenge");
  assertMatch(message, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  client.send({
    event: "subscribe",
    feed: "fills",
    api_key: "nobody",
    original_challenge: message,
    signed_challenge: "AAAA",
  });
  assertEquals(await client.next(), { event: "alert", message: "Failed to subscribe to authenticated feed" });
});

Deno.test("the book feed is a snapshot and single levels numbered without a hole, never crossed on the way", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send(subscribe("book", ["PI_XBTUSD"]));
  const [ack, snapshot] = await client.take(2);
  assertEquals(ack, { event: "subscribed", feed: "book", product_ids: ["PI_XBTUSD"] });
  assertEquals([snapshot.feed, snapshot.tickSize], ["book_snapshot", null]);
  assert(snapshot.bids.length > 50);
  hall.clock.advance(60_000);
  await settled(client);
  const deltas = client.texts.map((text) => JSON.parse(text)).filter(({ feed, event }) => feed === "book" && !event);
  assert(deltas.length > 30, `${deltas.length} deltas`);
  assertEquals(deltas.map(({ seq }) => seq), deltas.map((_, at) => snapshot.seq + 1 + at));
  const sides = { buy: new Map<number, number>(), sell: new Map<number, number>() };
  for (const { price, qty } of snapshot.bids) sides.buy.set(price, qty);
  for (const { price, qty } of snapshot.asks) sides.sell.set(price, qty);
  for (const { side, price, qty } of deltas) {
    if (qty === 0) sides[side as "buy" | "sell"].delete(price);
    else sides[side as "buy" | "sell"].set(price, qty);
    assert(Math.max(...sides.buy.keys()) < Math.min(...sides.sell.keys()));
  }
  const truth = hall.sockets.book("PI_XBTUSD", Infinity);
  const sorted = (side: Map<number, number>, sign: number) => [...side].sort(([a], [b]) => (a - b) * sign);
  const plain = (levels: typeof truth.bids) => levels.map(({ price, qty }) => [Number(price), Number(qty)]);
  assertEquals(sorted(sides.buy, -1), plain(truth.bids));
  assertEquals(sorted(sides.sell, 1), plain(truth.asks));
  // A later subscriber goes on where the numbers are.
  await using other = await open(hall);
  other.send(subscribe("book", ["PI_XBTUSD"]));
  assertEquals((await other.take(2))[1].seq, deltas.at(-1)!.seq);
});

Deno.test("the trade feed is a hundred trades newest first, then one by one with ids that stay", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send(subscribe("trade", ["PF_XBTUSD"]));
  const { trades } = (await client.take(2))[1];
  assertEquals(trades.length, 100);
  assertEquals(trades.map(({ seq }: Message) => seq), trades.map((_: Message, at: number) => trades[0].seq - at));
  hall.clock.advance(120_000);
  await settled(client);
  const more = client.texts.map((text) => JSON.parse(text)).filter(({ feed, event }) => feed === "trade" && !event);
  assert(more.length > 3);
  assertEquals(more[0].seq, trades[0].seq + 1);
  await using other = await open(hall);
  other.send(subscribe("trade", ["PF_XBTUSD"]));
  const again = (await other.take(2))[1].trades;
  assertEquals(again.slice(0, more.length), more.toReversed());
});

Deno.test("the ticker comes once a second at most, whole or lite, with funding on perpetuals only", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send(subscribe("ticker", ["PF_ETHUSD"]));
  const ticker = (await client.take(2))[1];
  assertEquals([ticker.tag, ticker.dtm, ticker.maturityTime, ticker.pair, ticker.leverage], [
    "perpetual",
    0,
    0,
    "ETH:USD",
    "100x",
  ]);
  assertEquals(ticker.next_funding_rate_time % 3_600_000, 0);
  assert(ticker.bid < ticker.ask && ticker.low <= ticker.last && ticker.last <= ticker.high);
  hall.clock.advance(30_000);
  await settled(client);
  const times = client.texts.map((text) => JSON.parse(text)).filter(({ feed, event }) => feed === "ticker" && !event)
    .map(({ time }) => time);
  assert(times.length > 3 && times.length <= 31, `${times.length} tickers`);
  for (const [at, time] of times.entries()) assert(at === 0 || time - times[at - 1]! >= 1000);
});

Deno.test("the heartbeat feed beats", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send({ event: "subscribe", feed: "heartbeat" });
  const [ack, first, second] = await client.take(3);
  assertEquals(ack, { event: "subscribed", feed: "heartbeat" });
  assertEquals([first.feed, second.feed, typeof first.time], ["heartbeat", "heartbeat", "number"]);
});

Deno.test("the futures client keeps the exchange's own books, mends a gap, and comes back after a drop", async () => {
  await using hall = new Hall({ faults: [] });
  await using socket = await connectFutures({
    url: hall.server.sockets.futures,
    transport: "platform",
    backoff: { baseMs: 1, capMs: 20 },
  });
  await using books = await socket.books({ product_ids: ["PF_XBTUSD", "PF_SOLUSD"] });
  await books.verified();
  const events: string[] = [];
  const reading = (async () => {
    for await (const change of books) if (!("book" in change)) events.push(`${change.type} ${change.symbols}`);
  })();
  const equal = async () => {
    for (const symbol of ["PF_XBTUSD", "PF_SOLUSD"]) {
      const { bids, asks } = hall.sockets.book(symbol, Infinity);
      const plain = (side: readonly { price: string; qty: string }[]) =>
        JSON.stringify(side.map(({ price, qty }) => [Number(price), Number(qty)]));
      await until(() => {
        const book = books.book(symbol);
        return book.verified && plain(book.bids()) === plain(bids) && plain(book.asks()) === plain(asks);
      }, `${symbol} equal to the exchange's`);
    }
  };
  const go = async () => {
    for (let turn = 0; turn < 10; turn++) {
      hall.clock.advance(2_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await go();
  await equal();
  hall.sockets.faults.add({ kind: "lose", channel: "book", symbol: "PF_SOLUSD", count: 1 });
  await go();
  await equal();
  assertEquals(events, ["resync PF_SOLUSD"]);
  hall.sockets.faults.add({ kind: "drop", room: "futures", count: 1 });
  await go();
  await until(() => events.length === 3, "the reconnect");
  await go();
  await equal();
  assertEquals(events.slice(1), ["down PF_XBTUSD,PF_SOLUSD", "reconnect PF_XBTUSD,PF_SOLUSD"]);
  await books.return();
  await reading;
});
