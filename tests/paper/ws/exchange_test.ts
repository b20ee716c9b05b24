import { assert, assertEquals, assertRejects } from "@std/assert";
import { createSpotClient } from "../../../spot/client.ts";
import { paperExchange } from "../../../paper/mod.ts";
import { addOrder, connectSpot, executions } from "../../../websocket/spot/mod.ts";
import { NOW } from "../help.ts";
import { until } from "./help.ts";

const opened = () => paperExchange({ seed: 7, now: () => NOW, usd: 100_000 });

Deno.test("exchange.sockets connect the client in this process, at Kraken's own addresses", async () => {
  await using exchange = opened();
  const client = createSpotClient({ fetch: exchange.fetch, key: exchange.key, secret: exchange.secret });
  const token = async () => (await client.trading.getWebSocketsToken()).token;
  await using socket = await connectSpot({ transport: exchange.sockets.transport, token });
  await using books = await socket.books({ symbol: "BTC/USD", depth: 100 });
  await using orders = await socket.subscribe(executions, { snap_orders: true, snap_trades: false });
  await books.verified();
  const placed = await socket.call(addOrder, {
    order_type: "limit",
    side: "buy",
    symbol: "BTC/USD",
    order_qty: "0.1",
    limit_price: "50000.5",
  });
  const { open } = await client.account.openOrders();
  assertEquals(Object.keys(open), [placed.order_id]);
  assertEquals(open[placed.order_id!]?.descr.price, "50000.5");
  await client.trading.cancelOrder({ txid: placed.order_id! });
  const types: string[] = [];
  for await (const message of orders) {
    types.push(...message.data.map(({ exec_type }) => exec_type));
    if (types.includes("canceled")) break;
  }
  assertEquals(types, ["pending_new", "new", "canceled"]);
  exchange.clock.advance(30_000);
  const truth = exchange.sockets.book("BTC/USD", 100);
  await until(() => books.book("BTC/USD").checksum === truth.checksum, "the same book");
  assertEquals([books.book("BTC/USD").bids(), books.book("BTC/USD").asks()], [truth.bids, truth.asks]);
});

Deno.test("exchange.sockets.transport refuses an address that is no socket's, and everything once it is closed", async () => {
  const exchange = opened();
  const handlers = { message: () => undefined, pong: () => undefined, close: () => undefined };
  await assertRejects(
    () => exchange.sockets.transport("wss://ws.kraken.com/v9", handlers),
    TypeError,
    "no socket there",
  );
  await exchange.close();
  await assertRejects(() => exchange.sockets.transport("wss://ws.kraken.com/v2", handlers), TypeError, "closed");
});

Deno.test("exchange.serve() serves REST and sockets on one port, and closing it ends both", async () => {
  await using exchange = opened();
  const server = exchange.serve();
  assert(server.sockets.spot.public.startsWith(`ws://127.0.0.1:${server.port}/`));
  const { result } = await (await fetch(`${server.url}/0/public/Time`)).json();
  assertEquals(result.unixtime, Math.floor(NOW / 1000));
  const socket = new WebSocket(server.sockets.spot.public);
  const greeting = await new Promise<string>((resolve) => socket.onmessage = ({ data }) => resolve(data));
  assert(greeting.includes('"system":"online"'));
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  await server.close();
  assertEquals([await closed, exchange.sockets.size], [1001, 0]);
});

Deno.test("faults of the sockets need no faults of REST, and the sockets have a wire of their own then", async () => {
  await using exchange = paperExchange({ seed: 7, now: () => NOW, socketFaults: [] });
  await using server = exchange.serve();
  assert(!server.sockets.spot.public.includes(`:${server.port}/`));
  await using socket = await connectSpot({
    urls: server.sockets.spot,
    transport: "platform",
    backoff: { baseMs: 1, capMs: 10 },
  });
  await using books = await socket.books({ symbol: "BTC/USD" });
  await books.verified();
  exchange.sockets.faults.add({ kind: "drop", channel: "book", count: 1 });
  await until(() => {
    exchange.clock.advance(1000);
    return socket.stats[0]?.reconnects === 1;
  }, "the reconnect");
  await books.verified();
  assertEquals(exchange.sockets.faults.counts, [1]);
});

Deno.test("exchange.sockets close the one connection that the exchange fails on, and serve the others", async () => {
  let failing = false;
  const now = () => {
    if (!failing) return NOW;
    failing = false;
    throw new TypeError("no time");
  };
  await using exchange = paperExchange({ now });
  const heard: string[] = [];
  const closed: [code: number, reason: string][] = [];
  const handlers = (heard: string[]) => ({
    message: (text: string) => void heard.push(text),
    pong: () => undefined,
    close: (code: number, reason: string) => void closed.push([code, reason]),
  });
  const bad = await exchange.sockets.transport("wss://ws.kraken.com/v2", handlers([]));
  const good = await exchange.sockets.transport("wss://ws.kraken.com/v2", handlers(heard));
  const failures: unknown[][] = [];
  const { error } = console;
  console.error = (...texts) => void failures.push(texts);
  try {
    failing = true;
    bad.send('{"method":"ping"}');
    await until(() => closed.length > 0, "the end of the connection");
  } finally {
    console.error = error;
  }
  assertEquals(closed, [[1011, "Internal error"]]);
  assertEquals(failures.map(([head, cause]) => [head, (cause as Error).message]), [
    ["The embedded exchange failed:", "no time"],
  ]);
  good.send('{"method":"ping"}');
  await until(() => heard.some((text) => text.includes('"pong"')), "the pong");
  assertEquals(exchange.sockets.size, 1);
});

Deno.test("exchange.keys.revoke() tells a key's private channels what happened until then, and nothing after", async () => {
  await using exchange = opened();
  const { transport } = exchange.sockets;
  const limit = {
    order_type: "limit",
    side: "buy",
    symbol: "BTC/USD",
    order_qty: "0.1",
    limit_price: "50000",
  } as const;
  const key = exchange.keys.create();
  const heard: { own: string[]; other: string[] } = { own: [], other: [] };
  const joined = async (which: "own" | "other", { key, secret }: { key: string; secret: string }) => {
    const client = createSpotClient({ fetch: exchange.fetch, key, secret });
    const token = async () => (await client.trading.getWebSocketsToken()).token;
    const socket = await connectSpot({ transport, token, onFrame: (text) => void heard[which].push(text) });
    const orders = await socket.subscribe(executions, { snap_orders: true });
    return { client, socket, orders };
  };
  const own = await joined("own", key);
  const other = await joined("other", exchange);
  await other.socket.call(addOrder, limit);
  const executionsOf = (texts: readonly string[]) => texts.filter((text) => text.startsWith('{"channel":"executions"'));
  await until(() => executionsOf(heard.own).length === 3, "the order, told to both");
  assertEquals(exchange.keys.revoke(key), true);
  await other.socket.call(addOrder, limit);
  await until(() => executionsOf(heard.other).length === 5, "the second order");
  exchange.sockets.advance();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(executionsOf(heard.own).length, 3);
  await assertRejects(() => own.socket.call(addOrder, limit), Error, "EAPI:Invalid key");
  for (const { socket } of [own, other]) await socket.close();
});
