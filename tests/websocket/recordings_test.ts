/** Every recorded WebSocket payload plays through the real client over a loopback socket. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import * as futures from "../../websocket/futures/mod.ts";
import { connectFutures, type Feed } from "../../websocket/futures/mod.ts";
import * as spot from "../../websocket/spot/mod.ts";
import { connectSpot } from "../../websocket/spot/mod.ts";
import type { Channel, Method } from "../../websocket/v2/types.ts";
import { RECORDINGS } from "../recordings.ts";
import { FuturesServer } from "./futures_server.ts";
import { until } from "./server.ts";
import { V2Server } from "./v2_server.ts";

const here = await Deno.stat(RECORDINGS).then(() => true, (error) => {
  if (error instanceof Deno.errors.NotFound) return false;
  throw error;
});

/** Frames of a folder by file, requests of clients left out. */
function* files(folder: string): Generator<{ file: string; frames: string[] }> {
  const root = new URL(`${folder}/`, RECORDINGS);
  for (const { name } of [...Deno.readDirSync(root)].sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (/request|\.sent\./.test(name)) continue;
    const text = Deno.readTextFileSync(new URL(name, root));
    const frames = name.endsWith(".jsonl") ? text.split("\n").filter(Boolean) : [JSON.stringify(JSON.parse(text))];
    yield { file: `${folder}/${name}`, frames };
  }
}

type AnyChannel = Channel<{ symbol: string[] }, { channel: string; data: unknown }, "spot">;
type AnyFeed = Feed<Record<string, unknown>>;

const channels = [
  spot.ticker,
  spot.book,
  spot.level3,
  spot.ohlc,
  spot.trade,
  spot.instrument,
  spot.executions,
  spot.balances,
];
for (const { name } of channels) {
  const channel = channels.find((each) => each.name === name) as unknown as AnyChannel;
  Deno.test(
    { name: `every recorded ${name} message reaches the reader of the Spot socket`, ignore: !here },
    async () => {
      let total = 0;
      for (const { file, frames } of files(`spot-ws-v2/${name}`)) {
        const mine = frames.filter((text) => JSON.parse(text).channel === name);
        if (mine.length === 0) continue;
        const symbols = new Set(mine.flatMap((text) => {
          const { data } = JSON.parse(text);
          return Array.isArray(data) ? data.map(({ symbol }: { symbol?: string }) => symbol ?? "") : [];
        }));
        await using server = new V2Server();
        await using socket = await connectSpot({ urls: server.urls, token: () => Promise.resolve("T") });
        const params = channel.bySymbol ? { symbol: [...symbols] } : {};
        await using stream = await socket.subscribe(channel, params as { symbol: string[] }, { events: true });
        for (const text of frames) if (JSON.parse(text).method === undefined) server.push(text);
        await until(() => stream.lag >= mine.length, file);
        // Samples of a private channel were cut from longer sessions: their sequence has holes, which must show and nothing else.
        const got: unknown[] = [];
        while (stream.lag > 0) {
          const { value } = await stream.next();
          if (value && "data" in value) got.push(value);
          else assert(value?.type === "gap" || value?.type === "resync", `${file}: ${value?.type}`);
        }
        assertEquals(got, mine.map((text) => JSON.parse(text)), file);
        total += mine.length;
      }
      assert(total > 0);
      console.log(`spot-ws-v2/${name}: ${total} messages delivered as recorded`);
    },
  );
}

Deno.test(
  { name: "the recorded book session verifies through the Spot socket, message by message", ignore: !here },
  async () => {
    const [session] = [...files("spot-ws-v2/book")].filter(({ file }) => file.includes("depth10"));
    const frames = session!.frames;
    await using server = new V2Server({ snapshot: () => frames });
    await using socket = await connectSpot({ urls: server.urls });
    await using books = await socket.books({ symbol: "BTC/USD" }, { precisions: () => ({ price: 1, qty: 8 }) });
    await until(() => books.counters.messages === frames.length);
    const { messages, fallbacks } = books.book("BTC/USD").counters;
    assertEquals([messages, fallbacks, socket.stats[0]!.reconnects], [frames.length, 0, 0]);
    console.log(`spot-ws-v2/book through the socket: ${messages} of ${frames.length} verified`);
  },
);

const methods: [string, Method<never, unknown, "spot">, object][] = [
  ["add_order", spot.addOrder, { order_type: "market", side: "buy", symbol: "BTC/USD", order_qty: 1 }],
  ["amend_order", spot.amendOrder, { order_id: "O" }],
  ["edit_order", spot.editOrder, { order_id: "O", symbol: "BTC/USD" }],
  ["cancel_order", spot.cancelOrder, { order_id: "O" }],
  ["cancel_all", spot.cancelAll, {}],
  ["cancel_all_orders_after", spot.cancelAllOrdersAfter, { timeout: 60 }],
  [
    "batch_add",
    spot.batchAdd,
    { symbol: "BTC/USD", orders: [1, 2].map(() => ({ order_type: "market", side: "buy", order_qty: 1 })) },
  ],
  ["batch_cancel", spot.batchCancel, { orders: ["a", "b"] }],
] as never;
for (const [name, method, params] of methods) {
  Deno.test({ name: `every recorded answer to ${name} becomes its result or its error`, ignore: !here }, async () => {
    let total = 0;
    for (const { file, frames } of files(`spot-ws-v2/${name}`)) {
      for (const text of frames) {
        const { req_id: _, ...recorded } = JSON.parse(text);
        if (recorded.method !== name || recorded.success === undefined) continue;
        await using server = new V2Server({ trade: () => [recorded] });
        await using socket = await connectSpot({ urls: server.urls, token: () => Promise.resolve("T"), open: "auth" });
        if (recorded.success) {
          const result = await socket.call(method, params as never);
          const list = Array.isArray(recorded.result) ? recorded.result : recorded.result?.orders;
          if (list) assertEquals((result as unknown[]).length, list.length, file);
          else if (name === "cancel_order") {
            assertEquals((result as object[])[0], { ...recorded.result, success: true });
          } else assertEquals(result, recorded.result ?? { count: recorded.orders_cancelled }, file);
        } else {
          const error = await assertRejects(() => socket.call(method, params as never), ApiError);
          assertEquals(error.errors, [recorded.error], file);
        }
        total++;
      }
    }
    assert(total > 0);
  });
}

Deno.test({ name: "every recorded status, refusal and pong of Spot v2 is understood", ignore: !here }, async () => {
  for (
    const { frames } of [...files("spot-ws-v2/status"), ...files("spot-ws-v2/pong"), ...files("spot-ws-v2/heartbeat")]
  ) {
    for (const text of frames) {
      await using server = new V2Server();
      await using socket = await connectSpot({ urls: server.urls });
      const before = socket.stats[0]!.messages;
      server.push(text);
      await until(() => socket.stats[0]!.messages > before);
      await until(() => socket.status !== undefined);
      const [sent] = JSON.parse(text).data ?? [];
      if (sent) await until(() => socket.status!.version === sent.version);
      assertEquals(socket.stats[0]!.reconnects, 0);
    }
  }
  for (const { frames } of files("spot-ws-v2/subscribe")) {
    for (const { error } of frames.map((text) => JSON.parse(text)).filter(({ success }) => !success)) {
      await using server = new V2Server({ refuse: () => error });
      await using socket = await connectSpot({ urls: server.urls, token: () => Promise.resolve("T") });
      const refused = await assertRejects(() => socket.subscribe(spot.balances, {}), ApiError);
      assertEquals(refused.errors, [error]);
    }
  }
});

const SECRET = btoa("a secret of nobody's, for tests only");
const feeds = (Object.values(futures) as unknown[]).filter((each): each is AnyFeed =>
  typeof each === "object" && each !== null && "isPrivate" in each
);
/** Recorded data messages of a feed by file; none where nobody has recorded any. */
function recordedOf(feed: AnyFeed): { file: string; mine: string[] }[] {
  const folders = here ? [...Deno.readDirSync(new URL("futures-ws/", RECORDINGS))].map(({ name }) => name) : [];
  if (!folders.includes(feed.name)) return [];
  return [...files(`futures-ws/${feed.name}`)].map(({ file, frames }) => ({
    file,
    mine: frames.filter((text) => {
      const { event, feed: name } = JSON.parse(text);
      return event === undefined && String(name).replace(/_snapshot$/, "") === feed.name;
    }),
  })).filter(({ mine }) => mine.length > 0);
}

for (const feed of feeds) {
  const recorded = recordedOf(feed);
  if (recorded.length === 0) continue;
  Deno.test(`every recorded ${feed.name} message reaches the reader of the Futures socket`, async () => {
    let total = 0;
    for (const { file, mine } of recorded) {
      const products = new Set(mine.map((text) => JSON.parse(text).product_id as string | undefined));
      await using server = new FuturesServer();
      await using socket = await connectFutures({ url: server.url, key: "k", secret: SECRET });
      const params = feed.products === "required" ? { product_ids: [...products] as string[] } : {};
      await using stream = await socket.subscribe(feed, params);
      for (const text of mine) server.push(text);
      await until(() => stream.lag >= mine.length, file);
      for (const text of mine) assertEquals((await stream.next()).value, JSON.parse(text), file);
      total += mine.length;
    }
    console.log(`futures-ws/${feed.name}: ${total} messages delivered as recorded`);
  });
}

Deno.test({
  name: "the recorded futures session follows through the Futures socket, product by product",
  ignore: !here,
}, async () => {
  const [session] = [...files("futures-ws/book")].filter(({ file }) => file.includes("6products"));
  const frames = session!.frames.filter((text) => /"feed":"book/.test(text) && !text.includes('"event"'));
  const products = [...new Set(frames.map((text) => JSON.parse(text).product_id as string))];
  await using server = new FuturesServer();
  await using socket = await connectFutures({ url: server.url });
  await using books = await socket.books({ product_ids: products });
  for (const text of frames) server.push(text);
  await until(() => books.counters.messages === frames.length);
  await books.verified();
  assertEquals([socket.stats[0]!.reconnects, server.lines("unsubscribe")], [0, []]);
  console.log(
    `futures-ws/book through the socket: ${frames.length} of ${frames.length} in sequence, ${products.length} products`,
  );
});
