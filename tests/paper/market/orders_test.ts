import { assert, assertEquals } from "@std/assert";
import { bookAt } from "../../../paper/market/book.ts";
import { ordersOf } from "../../../paper/market/orders.ts";
import { paperExchange } from "../../../paper/mod.ts";
import { createSpotClient } from "../../../spot/client.ts";
import { connectSpot } from "../../../websocket/spot/mod.ts";
import { market, NOW, NOW_NS } from "../help.ts";

Deno.test("ordersOf gives every order of a whole book an id of its own, and keeps it while its level stays", () => {
  const { key } = market.of(market.pair("BTC/USD"));
  const idsAt = (ns: bigint) => {
    const { bids, asks } = bookAt(market.of(market.pair("BTC/USD")), ns, Infinity);
    return [
      ...bids.flatMap(({ volume, ...level }) => ordersOf(key, "buy", { ...level, size: volume })),
      ...asks.flatMap(({ volume, ...level }) => ordersOf(key, "sell", { ...level, size: volume })),
    ].map(({ id }) => id);
  };
  const [now, later] = [idsAt(NOW_NS), idsAt(NOW_NS + 1_000_000_000n)];
  assert(now.length > 2000, `the book has only ${now.length} orders`);
  assertEquals(new Set(now).size, now.length);
  assert(now.every((id) => /^O[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{6}$/.test(id)));
  const stayed = later.filter((id) => now.includes(id)).length;
  assert(stayed > now.length / 2 && stayed < now.length, `${stayed} of ${now.length} stayed`);
});

Deno.test("Level3 over REST and over the socket shows the same orders at the same moment", async () => {
  await using exchange = paperExchange({ seed: 7, now: () => NOW, limits: false });
  const client = createSpotClient({ fetch: exchange.fetch, key: exchange.key, secret: exchange.secret });
  const token = async () => (await client.trading.getWebSocketsToken()).token;
  const texts: string[] = [];
  await using socket = await connectSpot({
    transport: exchange.sockets.transport,
    token,
    onFrame: (text) => void texts.push(text),
  });
  for (const symbol of ["BTC/USD", "PEPE/USD"]) {
    await using stream = await socket.level3Books({ symbol, depth: 100 });
    await stream.verified();
    const snapshot = texts.findLast((text) => text.startsWith('{"channel":"level3","type":"snapshot"'));
    const [data] = JSON.parse(snapshot!).data;
    const response = await client.market.level3({ pair: symbol, depth: 100 });
    for (const side of ["bids", "asks"] as const) {
      const live = data[side].map((order: Record<string, unknown>) => [
        order.order_id,
        Number(order.limit_price),
        Number(order.order_qty),
        BigInt(Date.parse(String(order.timestamp))) * 1_000_000n + BigInt(String(order.timestamp).slice(23, 29)),
      ]);
      const rest = response[side].map(({ order_id, price, qty, timestamp }) => [
        order_id,
        Number(price),
        Number(qty),
        // Nanoseconds are beyond a double: only those that survive one can be compared.
        BigInt(timestamp),
      ]);
      assert(live.length >= 100, `only ${live.length} ${side} of ${symbol}`);
      assertEquals(live.map((row: unknown[]) => row.slice(0, 3)), rest.map((row) => row.slice(0, 3)));
      assertEquals(
        live.map((row: unknown[]) => Number(row[3])),
        rest.map((row) => Number(row[3])),
      );
      assertEquals(new Set(live.map(([id]: unknown[]) => id)).size, live.length);
    }
  }
});
