import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { apiError } from "../../core/answer.ts";
import { ApiError } from "../../core/errors.ts";
import { orderEvents } from "../../facade/order_events.ts";
import { kraken } from "../../kraken.ts";
import type { OrderInfo } from "../../spot/account/mod.ts";
import type { LiveOrder, SettledOptions } from "../../trading/live_order.ts";
import { order } from "../../trading/order.ts";
import { createStreams } from "../../websocket/streams.ts";
import { desk, LIMIT, NOW, orderInfo, TXID } from "../trading/_desk.ts";
import { until } from "../websocket/server.ts";
import { V2Server } from "../websocket/v2_server.ts";

/** A clock that stands still: those who sleep are woken when it is moved. */
class Time {
  ms: number = NOW;
  readonly sleepers: Map<() => void, number> = new Map();
  now = (): number => this.ms;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        this.sleepers.delete(wake);
        reject(signal?.reason);
      };
      const wake = () => {
        this.sleepers.delete(wake);
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      this.sleepers.set(wake, this.ms + ms);
      signal?.addEventListener("abort", stop, { once: true });
    });

  /** How long the first sleeper has left, once somebody sleeps. */
  async left(): Promise<number> {
    await until(() => this.sleepers.size > 0);
    return Math.min(...this.sleepers.values()) - this.ms;
  }

  /** Lets time pass, and each sleeper do what it wakes for; ends early when nobody follows any more. */
  async pass(ms: number, over: () => boolean = () => false): Promise<void> {
    for (const end = this.ms + ms;;) {
      await until(() => this.sleepers.size > 0 || over());
      const [first] = [...this.sleepers].sort(([, a], [, b]) => a - b);
      if (!first || first[1] > end) return void (this.ms = end);
      this.ms = first[1];
      first[0]();
    }
  }
}

interface Scene extends AsyncDisposable {
  readonly server: V2Server;
  readonly time: Time;
  /** What QueryOrders says of an order. */
  readonly orders: Record<string, Partial<OrderInfo> | Response>;
  readonly looks: () => number;
  readonly tokens: () => number;
  readonly place: () => Promise<LiveOrder>;
  /** Sends rows as an update. */
  readonly tell: (...rows: object[]) => void;
  /** Waits until the stream is read and the look that this takes is over. */
  readonly live: (looks: number) => Promise<void>;
}

/** An account whose stream is a server on loopback. */
function scene({ token = () => Promise.resolve("T"), url, watched = true }: {
  token?: () => Promise<string>;
  url?: string;
  watched?: boolean;
} = {}): Scene {
  const time = new Time();
  const server = new V2Server({
    snapshot: () => [{ channel: "executions", type: "snapshot", data: [], sequence: 1 }],
  });
  const orders: Scene["orders"] = {};
  let [placed, tokens, sequence] = [0, 0, 1];
  const all = desk({
    AddOrder: () => ({ descr: { order: "buy" }, txid: [placed++ === 0 ? TXID : `OTHER-${placed}`] }),
    QueryOrders: ({ txid }) => {
      const known = orders[String(txid)];
      return known instanceof Response ? known : { [String(txid)]: orderInfo(known) };
    },
  });
  const watch = orderEvents((signal) =>
    Promise.resolve(createStreams({
      urls: url === undefined ? server.urls : { auth: url },
      random: () => 0,
      signal,
      token: () => {
        tokens++;
        return token();
      },
    }))
  );
  const source = { ...all.source, now: time.now, sleep: time.sleep, ...(watched && { watch }) };
  const looks = () => all.of("QueryOrders").length;
  return {
    server,
    time,
    orders,
    looks,
    tokens: () => tokens,
    place: async () => await order(source, LIMIT, { live: true }),
    tell: (...data) => server.push({ channel: "executions", type: "update", data, sequence: ++sequence }),
    live: async (wanted) => {
      await until(() => looks() === wanted && server.of("subscribe").length > 0);
      assertEquals(await time.left(), 60_000);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const event = (order_id: string, exec_type: string, order_status = exec_type) => ({
  order_id,
  exec_type,
  order_status,
  timestamp: "2026-11-01T12:00:00Z",
});
const FILLED = { status: "closed", vol_exec: "0.10000000", cost: "6000", price: "60000" } as const;

/** All connections are closed, by both sides. */
async function released({ clients }: V2Server): Promise<void> {
  await Promise.all(clients.map(({ gone }) => gone));
}

/** Follows an order, and knows when that is over. */
function following(live: LiveOrder, options?: SettledOptions) {
  const state = { over: false };
  const end = live.settled(options).finally(() => state.over = true);
  end.catch(() => {}); // it is awaited later
  return { end, over: () => state.over };
}

const denied = () =>
  Promise.reject(apiError({ api: "spot", name: "GetWebSocketsToken" }, ["EGeneral:Permission denied"]));

Deno.test("settled() polls, and says why, when the key may not have a token, which is asked for once only", async () => {
  await using all = scene({ token: denied });
  for (const _ of [1, 2]) {
    const live = await all.place();
    const { end, over } = following(live);
    await until(() => String(live).includes("polled"));
    const why = "buy · polled, since no events come: GetWebSocketsToken: EGeneral:Permission denied";
    assertStringIncludes(Deno.inspect(live), why);
    assertEquals(await all.time.left(), 1000);
    await all.time.pass(1000);
    assertEquals(await all.time.left(), 1500);
    all.orders[live.txid] = FILLED;
    await all.time.pass(60_000, over);
    assertEquals((await end).state, "filled");
  }
  assertEquals([all.tokens(), all.looks(), all.server.attempts], [1, 6, 1]);
  await released(all.server);
});

Deno.test("settled() polls when no socket can be opened, and tries to open one for the next order", async () => {
  await using all = scene({ url: "ws://127.0.0.1:1/v2" });
  for (const orders of [1, 2]) {
    const live = await all.place();
    const { end, over } = following(live);
    await until(() => String(live).includes("Cannot connect to ws://127.0.0.1:1/v2"));
    all.orders[live.txid] = FILLED;
    await all.time.pass(60_000, over);
    assertEquals([(await end).state, all.looks()], ["filled", 2 * orders]);
  }
});

Deno.test("settled() rejects with the caller's own reason and closes what was opened for it", async () => {
  for (const when of ["opening", "live"] as const) {
    const held = Promise.withResolvers<string>();
    await using all = scene(when === "opening" ? { token: () => held.promise } : {});
    const [controller, reason] = [new AbortController(), new Error("enough")];
    const { end } = following(await all.place(), { signal: controller.signal });
    if (when === "live") await all.live(2);
    else await until(() => all.tokens() === 1);
    controller.abort(reason);
    assert(await end.catch((error) => error) === reason);
    assertEquals(all.time.sleepers.size, 0);
    await released(all.server);
    held.resolve("T");
  }
});

Deno.test("settled() closes what was opened for it when a look is refused", async () => {
  await using all = scene();
  const live = await all.place();
  const { end } = following(live);
  await all.live(2);
  all.orders[TXID] = Response.json({ error: ["EGeneral:Permission denied"] });
  all.tell(event(TXID, "filled"));
  await assertRejects(() => end, ApiError, "Permission denied");
  await released(all.server);
});

Deno.test("settled() polls again while the connection is away, and looks when it is back", async () => {
  await using all = scene();
  const live = await all.place();
  const { end } = following(live);
  await all.live(2);
  all.server.drop();
  // One look when the connection is lost, one when the stream has begun anew.
  await until(() => all.looks() === 4);
  assertEquals(await all.time.left(), 60_000);
  all.orders[TXID] = FILLED;
  all.tell(event(TXID, "filled"));
  assertEquals([(await end).state, all.looks(), all.server.clients.length], ["filled", 5, 2]);
});

Deno.test("settled() refuses a watch that is none", async () => {
  await using all = scene();
  const live = await all.place();
  await assertRejects(() => live.settled({ watch: "no" as never }), TypeError, "'watch' must be true or false");
});

Deno.test("settled() opens no socket for an order that is over at the first look, nor when told not to", async () => {
  await using all = scene();
  const live = await all.place();
  const { end, over } = following(live, { watch: false });
  assertEquals(await all.time.left(), 1000);
  all.orders[TXID] = FILLED;
  await all.time.pass(1000, over);
  await end;
  assertEquals((await live.settled()).state, "filled");
  assertEquals([all.tokens(), all.server.attempts], [0, 0]);
});

Deno.test("settled() looks at once when an event says that the order is over, and closes the socket", async () => {
  for (const word of ["filled", "canceled", "expired"]) {
    await using all = scene();
    const live = await all.place();
    const { end } = following(live);
    await all.live(2);
    // Of other orders, and of what does not end this one, there is nothing to be seen.
    all.tell(event("OOTHER-AAAAA-BBBBBB", "filled"), event(TXID, "trade", "partially_filled"));
    all.orders[TXID] = word === "filled" ? FILLED : { status: word as "canceled" };
    all.tell(event(TXID, word));
    assertEquals([(await end).status, all.looks()], [word === "filled" ? "closed" : word, 3]);
    assertEquals(all.time.ms, NOW, "no time has passed");
    await released(all.server);
  }
});

Deno.test("settled() asks again soon when an event says that the order is over and QueryOrders does not yet", async () => {
  await using all = scene();
  const live = await all.place();
  const { end, over } = following(live);
  await all.live(2);
  all.tell(event(TXID, "filled"));
  await until(() => all.looks() === 3);
  assertEquals(await all.time.left(), 1000);
  all.orders[TXID] = FILLED;
  await all.time.pass(1000, over);
  assertEquals([(await end).state, all.looks()], ["filled", 4]);
});

Deno.test("settled() tells changes on the way, with one look for a burst of fills", async () => {
  await using all = scene();
  const live = await all.place();
  const seen: string[] = [];
  const { end, over } = following(live, { onChange: ({ vol_exec }) => void seen.push(vol_exec) });
  await all.live(2);
  all.orders[TXID] = { vol_exec: "0.03000000" };
  for (let fill = 0; fill < 20; fill++) all.tell(event(TXID, "trade", "partially_filled"));
  assertEquals(await lessThanAMinute(all.time), 1000);
  await all.time.pass(1000);
  await until(() => all.looks() === 3);
  all.orders[TXID] = FILLED;
  all.tell(event(TXID, "filled"));
  await end;
  assertEquals([seen, all.looks(), over()], [["0.00000000", "0.03000000", "0.10000000"], 3 + 1, true]);
});

/** How long the first sleeper has left, once that is not what an order is left alone for. */
async function lessThanAMinute(time: Time): Promise<number> {
  await until(() => time.sleepers.size > 0 && Math.min(...time.sleepers.values()) - time.ms < 60_000);
  return await time.left();
}

Deno.test("settled() of several orders shares one connection and one token, closed after the last", async () => {
  await using all = scene();
  const lives = [await all.place(), await all.place(), await all.place()];
  const followed = lives.map((live) => following(live));
  await until(() => all.looks() === 6 && all.time.sleepers.size === 3);
  for (const [index, { txid }] of lives.entries()) {
    assertEquals(all.server.attempts, 1);
    all.orders[txid] = FILLED;
    all.tell(event(txid, "filled"));
    assertEquals((await followed[index]?.end)?.txid, txid);
  }
  await released(all.server);
  assertEquals([all.tokens(), all.looks(), all.server.attempts, all.server.of("subscribe").length], [1, 9, 1, 1]);
});

Deno.test("settled() takes a third of the calls with events, for an order that rests ten minutes, and knows at once", async () => {
  const calls: Record<string, number> = {};
  for (const watched of [true, false]) {
    await using all = scene({ watched });
    const live = await all.place();
    const { end, over } = following(live);
    if (watched) await all.live(2);
    await all.time.pass(600_000);
    const filled = all.time.ms;
    all.orders[TXID] = FILLED;
    if (watched) all.tell(event(TXID, "filled"));
    else await all.time.pass(60_000, over);
    await end;
    calls[watched ? "events" : "polls"] = all.looks() + all.tokens();
    if (watched) assertEquals(all.time.ms, filled);
  }
  assertEquals(calls, { events: 14, polls: 46 });
});

Deno.test("settled() on the embedded exchange is woken by its own stream, and leaves no connection", async () => {
  await using k = await kraken.paper({ seed: 1 });
  const price = (await k.ticker("BTC/USD")).column("bid")[0] ?? NaN;
  const request = {
    symbol: "BTC/USD",
    type: "buy",
    ordertype: "limit",
    volume: "0.01",
    price: (price / 2).toFixed(1),
  } as const;
  const live = await k.order(request, { live: true });
  const settling = live.settled({ pollMs: 3_600_000 });
  await until(() => k.exchange.sockets.size === 1);
  await k.cancel(live);
  assertEquals([(await settling).state, k.exchange.sockets.size], ["cancelled", 0]);
});

Deno.test("settled() looks again soon when the look that an event led to has failed", async () => {
  await using all = scene();
  const live = await all.place();
  const seen: string[] = [];
  const { end, over } = following(live, { onChange: ({ vol_exec }) => seen.push(vol_exec) });
  await all.live(2);
  const before = all.looks();
  Object.defineProperty(all.orders, TXID, {
    configurable: true,
    // Three attempts make one look.
    get: () => all.looks() <= before + 3 ? new Response("busy", { status: 503 }) : { vol_exec: "0.05000000" },
  });
  all.tell(event(TXID, "trade", "partially_filled"));
  // The stream wakes it; from here on only time does.
  await until(() => Math.min(...all.time.sleepers.values()) - all.time.ms <= 1000);
  await all.time.pass(30_000);
  assertEquals(seen.at(-1), "0.05000000");
  Object.defineProperty(all.orders, TXID, { value: FILLED });
  all.tell(event(TXID, "filled"));
  await all.time.pass(60_000, over);
  assertEquals((await end).state, "filled");
});
