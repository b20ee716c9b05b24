import { assertEquals, assertThrows } from "@std/assert";
import { BookError } from "../../../core/errors.ts";
import { type BookLevel, crc32, L3Book, type L3Depth } from "../../../websocket/book/mod.ts";
import { levels, seeded } from "./frames.ts";

interface Order extends BookLevel {
  id: string;
  event?: string;
}

const bare = (text: string) => text.replace(".", "").replace(/^0+/, "");
const sum = (...sides: Order[][]) => crc32(sides.flat().map(({ price, qty }) => bare(price) + bare(qty)).join(""));

function frame(
  type: "snapshot" | "update",
  bids: Order[],
  asks: Order[],
  checksum: number,
  symbol = "BTC/USD",
): string {
  const side = (orders: Order[]) =>
    orders.map(({ id, price, qty, event }) =>
      `{${event ? `"event":"${event}",` : ""}"order_id":"${id}","limit_price":${price},"order_qty":${qty},` +
      '"timestamp":"2026-09-01T09:59:58.000000123Z"}'
    ).join(",");
  return `{"channel":"level3","type":"${type}","data":[{"checksum":${checksum},` +
    `"timestamp":"2026-09-01T10:00:00.300000001Z","symbol":"${symbol}","bids":[${side(bids)}],"asks":[${
      side(asks)
    }]}]}`;
}

const orders = (text: string, prefix: string): Order[] =>
  levels(text).map((level, index) => ({ ...level, id: `${prefix}${index}` }));

const published = {
  asks: orders(
    "44939.5x4.52308393 44939.5x0.00111261 44939.5x0.00100000 44939.5x0.01000000 44950.0x0.10334926 44953.0x0.00064537 " +
      "44955.0x0.00250000 44959.6x0.35630000 44959.6x0.35630000 44960.1x0.00338072 44960.2x0.88967575 44967.0x3.14392283 " +
      "44978.5x0.06778960 44979.2x0.35630000",
    "A",
  ),
  bids: orders(
    "44939.4x0.88968699 44939.4x0.45210000 44939.4x0.10000000 44939.4x0.14296323 44939.4x0.25000000 44939.4x0.10292988 " +
      "44939.4x0.33880000 44939.4x1.28140860 44937.1x0.03346877 44934.7x0.35630000 44930.2x0.22734299 44930.2x0.01000000 " +
      "44930.2x0.05550000 44930.2x0.70000000 44930.2x0.15000000 44928.0x0.00105240 44919.6x0.33870000 44919.5x0.07610000 " +
      "44912.0x0.35630000 44909.7x0.06690000 44901.9x0.00088982",
    "B",
  ),
};

function small(): L3Book {
  const book = new L3Book("BTC/USD");
  const asks = orders("64010.0x0.50000000 64010.0x0.25000000 64011.5x2.00000000", "A");
  book.update(frame("snapshot", orders("64009.9x1.20000000", "B"), asks, 1104662674));
  return book;
}

Deno.test("L3Book refuses a depth Kraken does not have", () => {
  assertThrows(
    () => new L3Book("BTC/USD", { depth: 25 as L3Depth }),
    RangeError,
    "one of 10, 100, 1000: current value is 25",
  );
});

Deno.test("L3Book raises a BookError on a wrong checksum and hides its state until a snapshot", () => {
  const book = small();
  const change = [{ id: "A0", event: "delete", price: "64010.0", qty: "0.50000000" }];
  assertThrows(() => book.update(frame("update", [], change, 1)), BookError, "checksum 1 expected");
  assertThrows(() => book.orders("bid"), BookError, "not verified");
  assertThrows(() => book.order("B0"), BookError);
  assertEquals(book.update(frame("update", [], [], 0)), "ignored");
});

Deno.test("L3Book raises a BookError on events it does not know and on foreign messages", () => {
  const odd = [{ id: "A0", event: "explode", price: "1", qty: "1" }];
  assertThrows(() => small().update(frame("update", [], odd, 1)), BookError, "must be add, modify or delete");
  assertThrows(() => small().update(frame("update", [], [], 1, "ETH/USD")), BookError, "the message is for ETH/USD");
  assertThrows(() => small().update("{"), BookError, "cannot be read");
});

Deno.test("L3Book accepts Kraken's published snapshot", () => {
  const book = new L3Book("BTC/USD");
  assertEquals(book.update(frame("snapshot", published.bids, published.asks, 1063832831)), "snapshot");
  assertEquals(book.best(), {
    bid: { price: "44939.4", qty: "3.55788870" },
    ask: { price: "44939.5", qty: "4.53519654" },
  });
  assertEquals(book.orders("ask", 1).map(({ order_id }) => order_id), ["A0", "A1", "A2", "A3"]);
});

Deno.test("L3Book respects queue order: the same orders the other way round have another checksum", () => {
  const book = new L3Book("BTC/USD");
  const asks = orders("64010.0x0.25000000 64010.0x0.50000000 64011.5x2.00000000", "A");
  book.update(frame("snapshot", orders("64009.9x1.20000000", "B"), asks, 723300129));
  assertEquals(book.order("A1")?.ahead, "0.25000000");
});

Deno.test("L3Book keeps the place of an order that changes its size and loses it for one that changes its price", () => {
  const book = small();
  const [b, a1, a2] = [{ id: "B0", price: "64009.9", qty: "1.20000000" }, {
    id: "A1",
    price: "64010.0",
    qty: "0.25000000",
  }, { id: "A2", price: "64011.5", qty: "2.00000000" }];
  const resized = { id: "A0", price: "64010.0", qty: "0.10000000" };
  book.update(frame("update", [], [{ ...resized, event: "modify" }], sum([resized, a1, a2], [b])));
  assertEquals(book.orders("ask").map(({ order_id }) => order_id), ["A0", "A1", "A2"]);
  const moved = { id: "A0", price: "64011.5", qty: "0.10000000" };
  book.update(frame("update", [], [{ ...moved, event: "modify" }], sum([a1, a2, moved], [b])));
  assertEquals(book.order("A0"), {
    order_id: "A0",
    limit_price: "64011.5",
    order_qty: "0.10000000",
    timestamp: "2026-09-01T09:59:58.000000123Z",
    ahead: "2.00000000",
  });
  book.update(
    frame(
      "update",
      [],
      [{ id: "nobody", event: "delete", price: "1.0", qty: "1.00000000" }],
      sum([a1, a2, moved], [b]),
    ),
  );
  assertEquals(book.order("nobody"), undefined);
  assertEquals(book.counters.events, 7);
});

Deno.test("L3Book equals plain queues after thousands of random events, truncated to its depth", () => {
  const random = seeded(3);
  const queues = { bid: new Map<number, Order[]>(), ask: new Map<number, Order[]>() };
  const side = (name: "bid" | "ask") =>
    [...queues[name].keys()].sort((a, b) => name === "bid" ? b - a : a - b).map((price) => queues[name].get(price)!);
  const truncate = () => {
    for (const name of ["bid", "ask"] as const) {
      for (const queue of side(name).slice(10)) queues[name].delete(Number(queue[0]!.price));
    }
  };
  const all = () => [...queues.bid.values(), ...queues.ask.values()].flat();
  const add = (name: "bid" | "ask", order: Order) => {
    const price = Number(order.price);
    queues[name].set(price, [...queues[name].get(price) ?? [], order]);
  };
  const remove = (name: "bid" | "ask", id: string) => {
    for (const [price, queue] of queues[name]) {
      const left = queue.filter((order) => order.id !== id);
      if (left.length === 0) queues[name].delete(price);
      else queues[name].set(price, left);
    }
  };
  let next = 0;
  const fresh = (name: "bid" | "ask"): Order => ({
    id: `O${next++}`,
    price: ((name === "bid" ? 1000 : 1100) + random(30)).toFixed(1),
    qty: ((1 + random(1e6)) / 1000).toFixed(3),
  });
  for (let i = 0; i < 60; i++) {
    add("bid", fresh("bid"));
    add("ask", fresh("ask"));
  }
  truncate();
  const book = new L3Book("BTC/USD");
  const checksum = () => sum(side("ask").flat(), side("bid").flat());
  book.update(frame("snapshot", side("bid").flat(), side("ask").flat(), checksum()));
  for (let round = 0; round < 2000; round++) {
    const events = { bid: [] as Order[], ask: [] as Order[] };
    for (let i = random(3); i >= 0; i--) {
      const name = random(2) ? "bid" : "ask";
      const known = all().filter(({ price }) => (Number(price) < 1050) === (name === "bid"));
      const chosen = known[random(known.length)];
      const kind = chosen ? random(3) : 0;
      if (!chosen || kind === 0) {
        const order = fresh(name);
        add(name, order);
        events[name].push({ ...order, event: "add" });
      } else if (kind === 1) {
        remove(name, chosen.id);
        events[name].push({ ...chosen, event: "delete" });
      } else {
        const changed = { ...chosen, qty: ((1 + random(1e6)) / 1000).toFixed(3) };
        if (random(2)) {
          const queue = queues[name].get(Number(chosen.price))!;
          queue[queue.findIndex(({ id }) => id === chosen.id)] = changed;
        } else {
          changed.price = fresh(name).price;
          if (changed.price === chosen.price) {
            const queue = queues[name].get(Number(chosen.price))!;
            queue[queue.findIndex(({ id }) => id === chosen.id)] = changed;
          } else {
            remove(name, chosen.id);
            add(name, changed);
          }
        }
        events[name].push({ ...changed, event: "modify" });
      }
    }
    truncate();
    assertEquals(book.update(frame("update", events.bid, events.ask, checksum())), "update");
  }
  for (const name of ["bid", "ask"] as const) {
    assertEquals(book.orders(name).map(({ order_id }) => order_id), side(name).flat().map(({ id }) => id));
  }
  assertEquals(book.counters.fallbacks, 1);
});
