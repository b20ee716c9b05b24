import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { OutcomeUnknownError, RateLimitError } from "../../../core/errors.ts";
import type { SocketFaultRule } from "../../../paper/ws/faults.ts";
import { SocketFaults } from "../../../paper/ws/faults.ts";
import type { L2Book } from "../../../websocket/book/mod.ts";
import type { BookStream } from "../../../websocket/book_stream.ts";
import { everyTrade } from "../../../websocket/every_trade.ts";
import { connectFutures } from "../../../websocket/futures/mod.ts";
import { addOrder, connectSpot, type ConnectSpotOptions, trade } from "../../../websocket/spot/mod.ts";
import { Hall, Raw, until } from "./help.ts";

const SYMBOLS = ["BTC/USD", "ETH/USD"];

const connect = (hall: Hall, options: ConnectSpotOptions = {}) =>
  connectSpot({
    urls: hall.server.sockets.spot,
    token: hall.token,
    transport: "platform",
    backoff: { baseMs: 1, capMs: 20 },
    ...options,
  });

/** Lets the market go on in small steps until the books have seen so many messages. */
async function live(hall: Hall, books: BookStream<L2Book>, more: number): Promise<void> {
  const goal = books.counters.messages + more;
  for (let turn = 0; turn < 400 && books.counters.messages < goal; turn++) {
    hall.clock.advance(500);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert(books.counters.messages >= goal, `only ${books.counters.messages} of ${goal} messages came`);
}

/** Waits until the books are the exchange's own, which stands still meanwhile. */
async function equal(hall: Hall, books: BookStream<L2Book>, depth: number): Promise<void> {
  for (const symbol of SYMBOLS) {
    const truth = hall.sockets.book(symbol, depth);
    const same = () => {
      const book = books.book(symbol);
      return book.verified && book.checksum === truth.checksum &&
        JSON.stringify([book.bids(), book.asks()]) === JSON.stringify([truth.bids, truth.asks]);
    };
    await until(same, `${symbol} equal to the exchange's`);
  }
}

/** Runs books under a fault; gives the events the reader saw. */
async function under(rule: SocketFaultRule, options: ConnectSpotOptions = {}, depth: 10 | 100 = 10): Promise<string[]> {
  await using hall = new Hall({ faults: [] });
  await using socket = await connect(hall, options);
  await using books = await socket.books({ symbol: SYMBOLS, depth });
  await books.verified();
  const events: string[] = [];
  const reading = (async () => {
    for await (const change of books) if (!("book" in change)) events.push(`${change.type} ${change.symbols}`);
  })();
  await live(hall, books, 10);
  hall.sockets.faults.add(rule);
  await live(hall, books, 5);
  await until(() => {
    hall.clock.advance(500);
    return hall.sockets.faults.counts[0]! > 0;
  }, "the fault");
  hall.sockets.faults.clear();
  await live(hall, books, 20);
  await equal(hall, books, depth);
  await books.return();
  await reading;
  return events;
}

Deno.test("SocketFaults refuses rules that could not be meant", () => {
  const faults = new SocketFaults(1);
  assertThrows(() => faults.add({ kind: "drop", skip: -1 }), RangeError, "'skip'");
  assertThrows(() => faults.add({ kind: "drop", count: 0 }), RangeError, "'count'");
  assertThrows(() => faults.add({ kind: "drop", probability: 2 }), RangeError, "'probability'");
  assertThrows(() => faults.add({ kind: "delay", ms: -1 }), RangeError, "'ms'");
  assertThrows(() => faults.add({ kind: "split", pieces: 1 }), RangeError, "'pieces'");
});

Deno.test("SocketFaults counts what it lets pass and what befalls, by room, channel, symbol and method", () => {
  const faults = new SocketFaults(1, [
    { kind: "lose", room: "spot", channel: "book", symbol: "BTC/USD", skip: 1, count: 1 },
    { kind: "drop", method: "add_order" },
    { kind: "checksum", probability: 0.5 },
  ]);
  const book = { channel: "book", symbol: "BTC/USD" };
  const kinds = (count: number) => Array.from({ length: count }, () => faults.ofMessage("spot", book, "{}")?.kind);
  assertEquals(kinds(3), [undefined, "lose", undefined]);
  assertEquals(faults.ofMessage("spot", { ...book, symbol: "ETH/USD" }, "{}"), undefined);
  assertEquals(faults.ofMessage("spot-auth", { method: "add_order" }, "{}")?.kind, "drop");
  assertEquals(faults.ofRequest("spot-auth", { method: "add_order" }), undefined);
  let hits = 0;
  for (let i = 0; i < 1000; i++) if (faults.ofMessage("spot", book, '{"checksum":1}')) hits++;
  assert(hits > 430 && hits < 570, `${hits} of 1000`);
  assertEquals(faults.counts, [1, 1, hits]);
});

Deno.test("SocketFaults tells first states from what follows them, on both protocols", () => {
  const faults = new SocketFaults(1, [{ kind: "lose", type: "update" }, { kind: "delay", ms: 1, type: "snapshot" }]);
  const kinds = [
    '{"channel":"book","type":"update"',
    '{"channel":"book","type":"snapshot"',
    '{"feed":"book",',
    '{"feed":"book_snapshot",',
  ]
    .map((text) => faults.ofMessage("spot", {}, text)?.kind);
  assertEquals(kinds, ["lose", "delay", "lose", "delay"]);
});

Deno.test("under drop the books reconnect, and are the exchange's own again", async () => {
  assertEquals(await under({ kind: "drop", channel: "book", count: 1 }), [
    `down ${SYMBOLS}`,
    `reconnect ${SYMBOLS}`,
  ]);
});

Deno.test("under half-open the silence is noticed, whatever the client's socket is", async () => {
  for (const transport of ["platform", "ws"] as const) {
    const events = await under({ kind: "half-open", count: 1 }, { transport, silenceMs: 150, pingTimeoutMs: 300 });
    assertEquals(events, [`down ${SYMBOLS}`, `reconnect ${SYMBOLS}`]);
  }
});

Deno.test("under delay and split nothing is seen at all", async () => {
  assertEquals(await under({ kind: "delay", ms: 30, count: 20 }, {}, 100), []);
  for (const transport of ["platform", "ws"] as const) {
    assertEquals(await under({ kind: "split", pieces: 7, count: 20 }, { transport }, 100), []);
  }
});

Deno.test("under duplicate the books stay right, as a level told twice is the same level", async () => {
  assertEquals(await under({ kind: "duplicate", count: 20 }, {}, 100), []);
});

Deno.test("under lose, reorder and a wrong checksum one symbol is mended and the other goes on", async () => {
  for (const kind of ["lose", "reorder", "checksum"] as const) {
    assertEquals(await under({ kind, channel: "book", symbol: "ETH/USD", count: 1 }), ["resync ETH/USD"], kind);
  }
});

Deno.test("under a lost snapshot the symbol is subscribed once more, on the socket of every kind of book", async () => {
  await using hall = new Hall({
    faults: [
      { kind: "lose", type: "snapshot", channel: "book", symbol: "ETH/USD", count: 2 },
      { kind: "lose", type: "snapshot", channel: "level3", count: 1 },
      { kind: "lose", type: "snapshot", channel: "book", symbol: "PF_XBTUSD", count: 1 },
    ],
  });
  await using socket = await connect(hall);
  await using futures = await connectFutures({ url: hall.server.sockets.futures, transport: "platform" });
  await using books = await socket.books({ symbol: SYMBOLS }, { snapshotMs: 50 });
  await using orders = await socket.level3Books({ symbol: "BTC/USD" }, { snapshotMs: 50 });
  await using products = await futures.books({ product_ids: "PF_XBTUSD" }, { snapshotMs: 50 });
  for (const stream of [books, orders, products]) await stream.verified();
  assertEquals(hall.sockets.faults.counts, [2, 1, 1]);
  await equal(hall, books, 10);
});

Deno.test("under broken JSON the symbol is mended, or the connection made anew when not even that can be read", async () => {
  assertEquals(await under({ kind: "corrupt", channel: "book", symbol: "BTC/USD", count: 1 }), ["resync BTC/USD"]);
  assertEquals(await under({ kind: "corrupt", chars: 30, channel: "book", count: 1 }), [
    `down ${SYMBOLS}`,
    `reconnect ${SYMBOLS}`,
  ]);
});

Deno.test("under restart every connection closes with 1012 and comes back as another session", async () => {
  assertEquals(await under({ kind: "restart", count: 1 }), [`down ${SYMBOLS}`, `reconnect ${SYMBOLS}`]);
  await using hall = new Hall();
  const { client } = await Raw.open(hall.server.sockets.spot.public);
  await using _ = client;
  hall.sockets.restart();
  await client.gone;
  assertEquals(client.closed, { code: 1012, reason: "Service Restart" });
  const again = await Raw.open(hall.server.sockets.spot.public);
  await using _2 = again.client;
  assert(again.client.texts[0] !== client.texts[0]);
});

Deno.test("under refuse one symbol is left out and the others are served", async () => {
  await using hall = new Hall({ faults: [{ kind: "refuse", symbol: "ETH/USD" }] });
  await using socket = await connect(hall);
  await using books = await socket.books({ symbol: SYMBOLS });
  await books.verified();
  assertEquals([...books.books.keys()], ["BTC/USD"]);
  assertEquals(books.refused.get("ETH/USD")?.errors, ["Currency pair not supported ETH/USD"]);
  hall.sockets.faults.clear();
  hall.sockets.faults.add({ kind: "refuse", error: "EGeneral:Internal error" });
  await assertRejects(() => socket.subscribe(trade, { symbol: "BTC/USD" }), Error, "EGeneral:Internal error");
});

Deno.test("under rate-limit a request is refused as one too many, by an answer or by a bare notice", async () => {
  await using hall = new Hall({ faults: [{ kind: "rate-limit", method: "subscribe", count: 1 }] });
  await using socket = await connect(hall);
  await assertRejects(() => socket.subscribe(trade, { symbol: "BTC/USD" }), RateLimitError, "Exceeded msg rate");
  await using trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
  assertEquals([...trades.symbols], ["BTC/USD"]);
  hall.sockets.faults.add({ kind: "rate-limit", notice: true });
  const { client } = await Raw.open(hall.server.sockets.spot.public);
  await using _ = client;
  client.send({ method: "ping" });
  assertEquals(await client.text(), '{"Error":"Exceeded msg rate"}');
  hall.sockets.faults.clear();
});

Deno.test("an order whose answer is lost was carried out, and says that nobody knows", async () => {
  await using hall = new Hall({
    faults: [{ kind: "lose", method: "add_order" }, { kind: "drop", method: "cancel_all" }],
  });
  const looked: (readonly string[])[] = [];
  const lookup = (ids: readonly string[]) => {
    looked.push(ids);
    return Promise.resolve(ids.map((id) => hall.house.account(0).byClientId(id)?.id));
  };
  await using socket = await connect(hall, { open: "auth", lookup });
  const order = {
    order_type: "limit",
    side: "buy",
    symbol: "BTC/USD",
    order_qty: "0.01",
    limit_price: "50000",
    cl_ord_id: "lost-1",
  } as const;
  const error = await assertRejects(() => socket.call(addOrder, order, { timeoutMs: 150 }), OutcomeUnknownError);
  const [placed] = hall.house.account(0).open.values();
  assertEquals([hall.house.account(0).open.size, placed?.clientId], [1, "lost-1"]);
  assertEquals(await (error as OutcomeUnknownError).resolve?.(), [placed?.id]);
  assertEquals(looked, [["lost-1"]]);
});

Deno.test("everyTrade() gives each trade once under drops, duplicates, losses and reordering", async () => {
  await using hall = new Hall({
    faults: [
      { kind: "drop", channel: "trade", skip: 7, count: 2 },
      { kind: "duplicate", channel: "trade", probability: 0.2 },
      { kind: "lose", channel: "trade", probability: 0.1 },
      { kind: "reorder", channel: "trade", probability: 0.1 },
    ],
  });
  const first = hall.market.lastTrades("BTC/USD", BigInt(hall.clock.now()) * 1_000_000n, 1)[0]!.id + 1;
  await using socket = await connect(hall);
  const fetched: number[] = [];
  const trades = everyTrade((how) => socket.subscribe(trade, { symbol: "BTC/USD", snapshot: true }, how), {
    fetchTrades: ({ after, before, since }) => {
      fetched.push(before - after - 1);
      const from = BigInt(Date.parse(since) - 1) * 1_000_000n;
      const rows = hall.market.tradesAfter("BTC/USD", from, BigInt(hall.clock.now()) * 1_000_000n, before - after + 50);
      return Promise.resolve(rows.map(({ id, price, volume, side, type, time }) => ({
        symbol: "BTC/USD",
        trade_id: id,
        price: Number(price),
        qty: Number(volume),
        side,
        ord_type: type,
        timestamp: new Date(Number(time / 1_000_000n)).toISOString(),
      })));
    },
  });
  const seen: number[] = [];
  let gaps = 0;
  const goal = 300;
  const reading = (async () => {
    for await (const event of trades) {
      if (event.type === "gap") gaps++;
      if (event.type === "trade" && seen.push(event.trade.trade_id) >= goal) break;
    }
  })();
  await until(() => {
    hall.clock.advance(5_000);
    return seen.length >= goal;
  }, `${goal} trades`);
  await reading;
  assertEquals(seen, Array.from({ length: goal }, (_, at) => first + at));
  assertEquals(gaps, 0);
  assert(fetched.length > 0);
});
