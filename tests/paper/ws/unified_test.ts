import { assert, assertEquals } from "@std/assert";
import { connectUnified, trade } from "../../../websocket/unified/mod.ts";
import { Hall, type Message, Raw } from "./help.ts";

async function open(hall: Hall): Promise<Raw> {
  const { client, greeting } = await Raw.open(hall.server.sockets.unified.public);
  assertEquals(greeting.data[0].api_version, "v2");
  return client;
}

const params = (channel: string, more: object = {}) => ({ channel, asset_class: "derivatives", ...more });

Deno.test("the Unified socket wants an asset_class where it is documented, and refuses it on ledgers", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  const errorOf = async (asked: object) => (await client.ask("subscribe", asked)).error;
  assertEquals(await errorOf({ channel: "book", symbol: ["PF_XBTUSD"] }), "Missing 'params.asset_class'");
  assertEquals(
    await errorOf({ channel: "book", symbol: ["BTC/USD"], asset_class: "spot" }),
    "Unknown 'params.asset_class'",
  );
  assertEquals(await errorOf(params("book", { symbol: ["BTC/USD"] })), "Currency pair not supported BTC/USD");
  assertEquals(
    await errorOf(params("level3", { symbol: ["PF_XBTUSD"] })),
    "Unsupported event: level3 is not served for derivatives, the channel book is",
  );
  assertEquals(
    await errorOf(params("ohlc", { symbol: ["PF_XBTUSD"], tick_type: "index" })),
    "Unknown 'params.tick_type'",
  );
});

Deno.test("Unified books have the contract's digits and a checksum, and are Futures v1's at the same moment", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  const ack = await client.ask("subscribe", params("book", { symbol: ["PI_XBTUSD"], depth: 25 }));
  assertEquals(ack.result, { channel: "book", depth: 25, snapshot: true, symbol: "PI_XBTUSD" });
  const { data: [book] } = await client.next();
  assertEquals(book.checksum, hall.sockets.book("PI_XBTUSD").checksum);
  assert(/"price":\d+\.[05],"qty":\d+}/.test(client.texts.at(-1)!), client.texts.at(-1)!.slice(0, 300));
  await using old = (await Raw.open(hall.server.sockets.futures)).client;
  old.send({ event: "subscribe", feed: "book", product_ids: ["PI_XBTUSD"] });
  const [, snapshot] = await old.take(2);
  assertEquals([book.bids, book.asks], [snapshot.bids.slice(0, 25), snapshot.asks.slice(0, 25)]);
});

Deno.test("Unified candles are of trades, mark price or index, and one subscription a symbol", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  const closes: number[] = [];
  for (const tick_type of ["trade", "mark", "spot"]) {
    const asked = params("ohlc", { symbol: ["PF_XBTUSD"], interval: 5, tick_type });
    const ack = await client.ask("subscribe", asked);
    assertEquals([ack.result.tick_type, ack.result.interval], [tick_type, 5]);
    const { data } = await client.next();
    assert(data.length >= 12);
    for (const { open, high, low, close } of data) {
      assert(low <= Math.min(open, close) && high >= Math.max(open, close));
    }
    closes.push(data.at(-1).close);
    assertEquals(
      (await client.ask("subscribe", { ...asked, interval: 1 })).error,
      "Already subscribed to one ohlc interval on this symbol",
    );
    await client.ask("unsubscribe", asked);
  }
  const { last } = await tickerOf(client);
  assertEquals(closes[0], last);
  assertEquals(closes[2], Number(hall.market.price("BTC/USD", hall.clock.now())));
});

async function tickerOf(client: Raw): Promise<Message> {
  const ack = await client.ask("subscribe", params("ticker", { symbol: ["PF_XBTUSD"] }));
  assertEquals(ack.result, { channel: "ticker", snapshot: true, symbol: "PF_XBTUSD" });
  return (await client.next()).data[0];
}

Deno.test("Unified instruments have ticks that need not be powers of ten", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  await client.ask("subscribe", params("instrument"));
  const { data } = await client.next();
  const row = (symbol: string) => data.pairs.find((pair: Message) => pair.symbol === symbol);
  assertEquals([row("PI_XBTUSD").price_increment, row("PI_XBTUSD").price_precision, row("PI_XBTUSD").qty_precision], [
    0.5,
    1,
    0,
  ]);
  assertEquals([row("PF_XBTUSD").price_increment, row("PF_XBTUSD").qty_increment, row("PF_XBTUSD").qty_min], [
    1,
    0.0001,
    0.0001,
  ]);
});

Deno.test("the Unified client follows books and trades of the exchange, verified", async () => {
  await using hall = new Hall();
  await using socket = await connectUnified({ urls: hall.server.sockets.unified, transport: "platform" });
  await using books = await socket.books({ symbol: ["PF_XBTUSD", "PF_ETHUSD"], depth: 100 });
  await using trades = await socket.subscribe(trade, { symbol: "PF_XBTUSD", snapshot: true });
  await books.verified();
  const before = books.counters.messages;
  hall.clock.advance(120_000);
  const ids: number[] = [];
  for await (const { data } of trades) {
    ids.push(...data.map(({ trade_id }) => trade_id));
    if (ids.length > 51) break;
  }
  assertEquals(ids, ids.map((_, at) => ids[0]! + at));
  const truth = hall.sockets.book("PF_ETHUSD", 100);
  for (let wait = 0; wait < 100 && books.book("PF_ETHUSD").checksum !== truth.checksum; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert(books.counters.messages > before + 20);
  assertEquals([books.book("PF_ETHUSD").bids(), books.book("PF_ETHUSD").asks()], [truth.bids, truth.asks]);
});
