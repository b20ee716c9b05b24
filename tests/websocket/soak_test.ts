/** A scripted market with a truth of its own, and every fault that a network or a server can have, at random. */

import { assert, assertEquals } from "@std/assert";
import { bookChecksum, type BookLevel } from "../../websocket/book/mod.ts";
import { everyTrade } from "../../websocket/every_trade.ts";
import { connectSpot, trade } from "../../websocket/spot/mod.ts";
import type { TradeData } from "../../websocket/v2/data.ts";
import { bookFrame, PlainBook, seeded } from "./book/frames.ts";
import { type Client, until } from "./server.ts";
import { V2Server } from "./v2_server.ts";

const SYMBOLS = ["BTC/USD", "ETH/USD", "SOL/USD"];
const DEPTH = 10;

class Market {
  readonly books: Map<string, PlainBook> = new Map();
  readonly trades: Map<string, TradeData[]> = new Map();
  readonly #random: (limit: number) => number;

  constructor(random: (limit: number) => number) {
    this.#random = random;
    for (const symbol of SYMBOLS) {
      const book = new PlainBook();
      for (let i = 0; i < 30; i++) {
        book.set("bid", this.#level(900 - i));
        book.set("ask", this.#level(901 + i));
      }
      this.books.set(symbol, book);
      this.trades.set(symbol, []);
    }
  }

  #level(tick: number, empty = false): BookLevel {
    return { price: (tick / 10).toFixed(1), qty: empty ? "0.000" : ((1 + this.#random(9999)) / 1000).toFixed(3) };
  }

  top(symbol: string): { bids: BookLevel[]; asks: BookLevel[] } {
    const book = this.books.get(symbol)!;
    return { bids: book.side("bid").slice(0, DEPTH), asks: book.side("ask").slice(0, DEPTH) };
  }

  snapshot(symbol: string): string {
    const { bids, asks } = this.top(symbol);
    return bookFrame("snapshot", symbol, bids, asks);
  }

  /** Changes a level and returns the update as Kraken would send it: the change, and what it brings into sight. */
  step(symbol: string): string {
    const book = this.books.get(symbol)!;
    const before = this.top(symbol);
    const side = this.#random(2) ? "bid" : "ask";
    const tick = side === "bid" ? 900 - this.#random(30) : 901 + this.#random(30);
    book.set(side, this.#level(tick, book.side(side).length > 12 && this.#random(3) === 0));
    const after = this.top(symbol);
    const changed = (old: BookLevel[], now: BookLevel[]) => [
      ...old.filter(({ price }) => !now.some((level) => level.price === price)).map(({ price }) => ({
        price,
        qty: "0.000",
      })),
      ...now.filter((level) => !old.some(({ price, qty }) => price === level.price && qty === level.qty)),
    ];
    return bookFrame(
      "update",
      symbol,
      changed(before.bids, after.bids),
      changed(before.asks, after.asks),
      bookChecksum(after.asks, after.bids),
    );
  }

  trade(symbol: string): TradeData {
    const all = this.trades.get(symbol)!;
    const timestamp = new Date(1.8e12 + all.length * 1000).toISOString();
    const made: TradeData = {
      symbol,
      side: "buy",
      price: 90,
      qty: 1,
      ord_type: "limit",
      trade_id: all.length + 1,
      timestamp,
    };
    all.push(made);
    return made;
  }
}

for (const transport of ["ws", "platform"] as const) {
  Deno.test(`books equal the market's own and every trade comes once, through random faults over ${transport}`, async () => {
    const random = seeded(transport === "ws" ? 11 : 12);
    const market = new Market(random);
    const trade50 = (symbol: string) => ({
      channel: "trade",
      type: "snapshot",
      data: market.trades.get(symbol)!.slice(-50),
    });
    // A client knows a symbol of a channel only after its snapshot has left, as at Kraken.
    const served = new Map<Client, Set<string>>();
    await using server = new V2Server({
      snapshot: ({ params }, symbol, client) => {
        const set = served.get(client) ?? new Set<string>();
        served.set(client, set.add(`${params.channel} ${symbol}`));
        return params.channel === "book" ? [market.snapshot(symbol)] : [trade50(symbol)];
      },
    });
    await using socket = await connectSpot({ urls: server.urls, transport, random: () => 0, maxAttempts: 100 });
    await using books = await socket.books({ symbol: SYMBOLS }, { maxResyncs: 50 });
    const ids = new Map<string, number[]>(SYMBOLS.map((symbol) => [symbol, []]));
    const done = new AbortController();
    const reading = (async () => {
      const fetchTrades = ({ symbol, after, before }: { symbol: string; after: number; before: number }) =>
        Promise.resolve(market.trades.get(symbol)!.slice(after, before - 1));
      const trades = everyTrade((how) => socket.subscribe(trade, { symbol: SYMBOLS, snapshot: true }, how), {
        fetchTrades,
        signal: done.signal,
      });
      for await (const event of trades) {
        if (event.type === "trade") ids.get(event.trade.symbol)!.push(event.trade.trade_id);
      }
    })().catch((error) => {
      if (error !== done.signal.reason) throw error;
    });
    const events = new Map<string, number>();
    const watching = (async () => {
      for await (const { type } of books) events.set(type, (events.get(type) ?? 0) + 1);
    })();
    await books.verified();
    await until(() => server.of("subscribe").length === 2);
    const first = new Map(SYMBOLS.map((symbol) => [symbol, market.trades.get(symbol)!.length]));
    const send = (channel: string, symbol: string, text: string | object) => {
      for (const client of server.clients) if (served.get(client)?.has(`${channel} ${symbol}`)) client.send(text);
    };
    for (let round = 0; round < 1500; round++) {
      const symbol = SYMBOLS[random(SYMBOLS.length)]!;
      const update = market.step(symbol);
      const fault = random(60);
      if (fault === 0) continue; // lost
      if (fault === 1) send("book", symbol, update); // twice
      if (fault === 2) send("book", symbol, update.slice(0, random(update.length))); // cut
      else if (fault === 3) send("book", symbol, update.replace(/"checksum":\d+/, `"checksum":${random(2 ** 32)}`));
      else if (fault === 4) { // out of order
        const next = market.step(symbol);
        send("book", symbol, next);
        send("book", symbol, update);
      } else send("book", symbol, update);
      const made = market.trade(symbol);
      const dropped = random(40) === 0;
      if (!dropped) {
        const data = random(20) === 0 ? [made, made] : [made];
        send("trade", symbol, { channel: "trade", type: "update", data });
      }
      if (random(300) === 0) {
        for (const client of server.clients) served.delete(client);
        server.drop(1012, "restart");
      }
      if (random(5) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    // The market calms down: one more of everything, then both sides must agree.
    await until(() => socket.stats.every(({ state }) => state === "open"), "open");
    await until(() => server.clients.some((client) => served.get(client)?.size === 2 * SYMBOLS.length), "served");
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const symbol of SYMBOLS) {
      send("book", symbol, market.step(symbol));
      send("trade", symbol, { channel: "trade", type: "update", data: [market.trade(symbol)] });
    }
    await until(
      () => SYMBOLS.every((symbol) => ids.get(symbol)!.at(-1) === market.trades.get(symbol)!.length),
      "the last trades",
    );
    await until(() =>
      SYMBOLS.every((symbol) => {
        const book = books.book(symbol);
        return book.verified && book.checksum === bookChecksum(market.top(symbol).asks, market.top(symbol).bids);
      }), "the books");
    for (const symbol of SYMBOLS) {
      const { bids, asks } = market.top(symbol);
      assertEquals([books.book(symbol).bids(), books.book(symbol).asks()], [bids, asks]);
      const all = market.trades.get(symbol)!.map(({ trade_id }) => trade_id).slice(first.get(symbol));
      assertEquals(ids.get(symbol), all, `${symbol}: each trade exactly once, in order`);
    }
    done.abort(new Error("done"));
    await books.return();
    await Promise.all([reading, watching]);
    assert((events.get("resync") ?? 0) > 5 && (events.get("reconnect") ?? 0) > 0, JSON.stringify([...events]));
    console.log(`${transport}: ${JSON.stringify(Object.fromEntries(events))}`);
  });
}
