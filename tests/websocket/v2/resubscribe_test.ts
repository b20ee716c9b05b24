import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, KrakenError, RateLimitError, TransportError } from "../../../core/errors.ts";
import {
  book,
  connectSpot,
  type ConnectSpotOptions,
  executions,
  level3,
  ohlc,
  trade,
} from "../../../websocket/spot/mod.ts";
import { bookFrame, levels } from "../book/frames.ts";
import { type Client, until } from "../server.ts";
import { tradeFrame } from "../v2_server.ts";
import { type Asked, StrictServer } from "./strict_server.ts";

const connect = (server: StrictServer, options: ConnectSpotOptions = {}) =>
  connectSpot({ random: () => 0, token: () => Promise.resolve("T"), urls: server.urls, ...options });

/** Refuses a symbol `times` times once the first connection is lost. */
function refusing(symbol: string, error: string, times: number): (asked: Asked) => string | undefined {
  let left = times;
  return (asked) =>
    asked.method === "subscribe" && asked.client.index > 0 && asked.symbol === symbol && left-- > 0 ? error : undefined;
}

Deno.test("a symbol that is refused for good after a reconnect is not asked for again", async () => {
  await using server = new StrictServer({ refuse: refusing("OLD/USD", "Currency pair not supported OLD/USD", 9) });
  await using socket = await connect(server);
  const old = await socket.subscribe(trade, { symbol: "OLD/USD" });
  server.drop();
  await assertRejects(() => old.next(), ApiError, "not supported");
  await new Promise((resolve) => setTimeout(resolve, 150));
  assertEquals(server.log, ["subscribe OLD/USD", "subscribe OLD/USD"]);
});

Deno.test("a symbol that is refused for now after a reconnect is asked for again until it is served", async () => {
  for (const error of ["Exceeded msg rate", "EService:Unavailable", "EAPI:Rate limit exceeded"]) {
    await using server = new StrictServer({ refuse: refusing("ETH/USD", error, 2) });
    await using socket = await connect(server);
    await using trades = await socket.subscribe(trade, { symbol: ["BTC/USD", "ETH/USD"] }, { events: true });
    server.drop();
    await until(() => server.log.filter((text) => text === "subscribe ETH/USD").length === 4);
    server.push(tradeFrame("ETH/USD", [7]));
    const seen: string[] = [];
    for await (const message of trades) {
      seen.push("data" in message ? `trade ${message.data[0]?.trade_id}` : `${message.type} ${message.symbols}`);
      if ("data" in message) break;
      if (message.type === "resync") assertStringIncludes(message.detail, error);
    }
    assertEquals(seen, [
      "down BTC/USD,ETH/USD",
      "reconnect BTC/USD,ETH/USD",
      "resync ETH/USD",
      "resync ETH/USD",
      "trade 7",
    ]);
    assertEquals(trades.refused.size, 0);
  }
});

Deno.test("a symbol that is left while it waits to be asked for again is not", async () => {
  await using server = new StrictServer({ refuse: refusing("ETH/USD", "Exceeded msg rate", 9) });
  await using socket = await connect(server);
  const trades = await socket.subscribe(trade, { symbol: "ETH/USD" }, { events: true });
  server.drop();
  for await (const message of trades) if (!("data" in message) && message.type === "resync") break;
  await new Promise((resolve) => setTimeout(resolve, 150));
  assertEquals(server.log.filter((text) => text.startsWith("subscribe")).length, 2);
});

Deno.test("a book whose mend is refused for now is healed all the same", async () => {
  let subscribed = 0;
  await using server = new StrictServer({
    refuse: ({ method }) => method === "subscribe" && ++subscribed === 2 ? "Exceeded msg rate" : undefined,
    snapshot: ({ symbol }) => [bookFrame("snapshot", symbol, levels("9.0x1.00"), levels("11.0x1.00"))],
  });
  await using socket = await connect(server);
  await using books = await socket.books({ symbol: "BTC/USD" });
  await books.verified();
  server.push(bookFrame("update", "BTC/USD", levels("9.0x7.00"), [], 1));
  await until(() => subscribed === 3);
  await books.verified();
  assertEquals(books.book("BTC/USD").best().bid?.qty, "1.00");
});

Deno.test("executions that are refused for good when a hole is mended end with Kraken's words", async () => {
  let subscribed = 0;
  await using server = new StrictServer({
    refuse: ({ method }) => method === "subscribe" && ++subscribed === 2 ? "EGeneral:Permission denied" : undefined,
  });
  await using socket = await connect(server);
  const mine = await socket.subscribe(executions, {});
  for (const sequence of [1, 3]) server.push({ channel: "executions", type: "update", data: [], sequence });
  await mine.next();
  await mine.next();
  await assertRejects(() => mine.next(), ApiError, "Permission denied");
  assertEquals(socket.stats.find(({ host }) => host === "auth")?.subscriptions, 0);
});

Deno.test("what is left while a reconnect subscribes it again is unsubscribed then", async () => {
  const gate = Promise.withResolvers<void>();
  const script = { slow: undefined as Promise<void> | undefined };
  await using server = new StrictServer(script);
  await using socket = await connect(server);
  await using kept = await socket.subscribe(trade, { symbol: "ETH/USD" });
  const trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
  script.slow = gate.promise;
  server.drop();
  await until(() => server.clients.length === 2 && server.clients[1]!.received.length === 1);
  await trades.return();
  gate.resolve();
  await until(() => server.log.at(-1) === "unsubscribe BTC/USD");
  const client = server.clients[1]!;
  await until(() => [...server.served.get(client)!].join() === "trade ETH/USD");
  // And whoever comes then is served.
  await using again = await socket.subscribe(trade, { symbol: "BTC/USD" });
  server.push(tradeFrame("BTC/USD", [3]));
  assertEquals((await again.next()).value?.data[0]?.trade_id, 3);
  assertEquals([kept.lag, server.clients.length], [0, 2]);
});

Deno.test("a subscription that Kraken did not end is taken back before the next one, with the options it had", async () => {
  let refused = 0;
  await using server = new StrictServer({
    refuse: ({ method }) => method === "unsubscribe" && refused++ === 0 ? "Exceeded msg rate" : undefined,
  });
  await using socket = await connect(server);
  const first = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 5 });
  await first.return();
  await using second = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 60 });
  assertEquals(second.refused.size, 0);
  assertEquals(server.asked.map(({ method, params }) => [method, params.interval]), [
    ["subscribe", 5],
    ["unsubscribe", 5],
    ["subscribe", 60],
    ["unsubscribe", 5],
    ["subscribe", 60],
  ]);
});

Deno.test("points of level3 are those of the connection, for subscriptions at once and for all that is brought back", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server);
  const wanted = [["A/USD", 1000], ["B/USD", 1000], ["C/USD", 100]] as const;
  await Promise.all(wanted.map(([symbol, depth]) => socket.subscribe(level3, { symbol, depth })));
  server.drop();
  await until(() => server.asked.length === 6);
  for (const client of server.clients) {
    const asked = server.asked.filter((one) => one.client === client);
    for (const { at } of asked) {
      const points = asked.filter((other) => other.at <= at && other.at > at - 990)
        .reduce((sum, { params }) => sum + (params.depth === 1000 ? 100 : 25), 0);
      assert(points <= 200, `${points} points in a second`);
    }
  }
  await until(() => socket.stats.every(({ state }) => state === "open"));
});

Deno.test("subscribe() rejects at once with a refusal for now: nobody is served yet", async () => {
  await using server = new StrictServer({ refuse: () => "Exceeded msg rate" });
  await using socket = await connect(server);
  const error = await assertRejects(() => socket.subscribe(trade, { symbol: "BTC/USD" }), RateLimitError);
  assertEquals([error.errors, error.category, error.retryable], [["Exceeded msg rate"], "rate-limit", true]);
  assertStringIncludes(error.message, "put many symbols into one request");
  assert(error instanceof KrakenError);
});

/** Makes the 10 s for which the library waits for answers nobody in particular waits for short, as long as it is held. */
function impatience(): Disposable {
  const real = globalThis.setTimeout;
  const quick = (run: () => void, ms?: number) => real(run, ms === 10_000 ? 300 : ms);
  globalThis.setTimeout = quick as typeof setTimeout;
  return { [Symbol.dispose]: () => void (globalThis.setTimeout = real) };
}

/** What the server sends to a client next is lost. */
function loseNext(client: Client): void {
  const { send } = client;
  Object.assign(client, { send: () => void Object.assign(client, { send }) });
}

const onSecond = (server: StrictServer) => server.asked.filter(({ client }) => client.index === 1);

Deno.test("a reader that leaves while it is asked for again takes nothing from the next one", async () => {
  using _quick = impatience();
  let round = 0;
  await using server = new StrictServer({
    refuse: ({ method, client, params }) => {
      if (method !== "subscribe" || client.index !== 1 || params.depth !== 10) return undefined;
      if (++round === 2) loseNext(client);
      return round <= 2 ? "Exceeded msg rate" : undefined;
    },
  });
  await using socket = await connect(server);
  const first = await socket.subscribe(book, { symbol: "BTC/USD", depth: 10 });
  server.drop();
  await until(() => round === 2);
  await first.return();
  await using second = await socket.subscribe(book, { symbol: "BTC/USD", depth: 100 });
  // The round ends when no answer has come, and the next one would follow at once.
  await new Promise((resolve) => setTimeout(resolve, 900));
  assertEquals(onSecond(server).map(({ method, params }) => [method, params.depth]), [
    ["subscribe", 10],
    ["subscribe", 10],
    ["unsubscribe", 10],
    ["subscribe", 100],
  ]);
  assertEquals(second.refused.size, 0);
});

Deno.test("a round without all its answers keeps those that came, and tells what is subscribed anew", async () => {
  using _quick = impatience();
  const rounds = { "A/USD": 0, "B/USD": 0 } as Record<string, number>;
  await using server = new StrictServer({
    refuse: ({ method, client, symbol }) => {
      if (method !== "subscribe" || client.index !== 1) return undefined;
      const round = rounds[symbol] = (rounds[symbol] ?? 0) + 1;
      // It is served, and only its acknowledgement lost.
      if (round === 2 && symbol === "B/USD") loseNext(client);
      return round === 1 ? "Exceeded msg rate" : undefined;
    },
  });
  await using socket = await connect(server);
  await using trades = await socket.subscribe(trade, { symbol: ["A/USD", "B/USD"] }, { events: true });
  server.drop();
  await until(() => rounds["B/USD"] === 4);
  server.push(tradeFrame("B/USD", [7]));
  const seen: string[] = [];
  for await (const message of trades) {
    if ("data" in message) break;
    if (message.type === "resync") seen.push(`${message.symbols} ${message.detail}`);
  }
  assertEquals(seen.map((text) => text.slice(0, 5)), ["A/USD", "B/USD", "B/USD"]);
  assertStringIncludes(seen[2]!, "its acknowledgement was lost");
  assertEquals(onSecond(server).map(({ method, symbol }) => `${method} ${symbol}`), [
    "subscribe A/USD",
    "subscribe B/USD",
    "subscribe A/USD",
    "subscribe B/USD",
    "subscribe B/USD",
    "unsubscribe B/USD",
    "subscribe B/USD",
    "unsubscribe A/USD",
    "unsubscribe B/USD",
  ]);
});

Deno.test("what is left while it waits for points is not served to nobody", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server, { open: "l3" });
  const symbol = ["A/USD", "B/USD", "C/USD"];
  const silent = { deliver: () => undefined, event: () => undefined, end: () => undefined };
  const reader = await socket.attach(level3, { symbol, depth: 1000 }, silent);
  const mended = reader.resubscribe(symbol);
  await until(() => server.log.filter((text) => text.startsWith("unsubscribe")).length === 3);
  await reader.leave();
  await mended;
  // It waits behind the others.
  await using last = await socket.subscribe(level3, { symbol: "Z/USD", depth: 1000 });
  await until(
    () => [...server.served.values()].every((served) => [...served].join() === "level3 Z/USD"),
    "being released",
  );
  assertEquals(server.log.filter((text) => text === "subscribe C/USD").length, 1);
  assertEquals(last.refused.size, 0);
});

Deno.test("a reader that is over before its acknowledgement is not subscribed on the next connection", async () => {
  const gate = Promise.withResolvers<void>();
  await using server = new StrictServer({ slow: gate.promise });
  await using socket = await connect(server, { open: "l3" });
  const wanted = socket.subscribe(level3, { symbol: "A/USD", depth: 10 }, { capacity: 2 });
  await until(() => server.clients[0]?.received.length === 1);
  const frame = { channel: "level3", type: "update", data: [{ symbol: "A/USD", bids: [], asks: [] }] };
  for (let index = 0; index < 5; index++) server.push(frame);
  await until(() => server.clients[0]?.received.length === 2); // it unsubscribes, as its queue is full
  server.drop();
  await server.clients[0]!.gone;
  gate.resolve();
  await wanted;
  await using other = await socket.subscribe(level3, { symbol: "B/USD", depth: 10 });
  assertEquals(onSecond(server).map(({ method, symbol }) => `${method} ${symbol}`), ["subscribe B/USD"]);
  assertEquals(other.refused.size, 0);
});

/** Sends executions of which every second one is missing, until told to stop. */
async function holes(server: StrictServer, isEnough: (sent: number) => boolean): Promise<void> {
  for (let sent = 0; !isEnough(sent); sent++) {
    server.push({ channel: "executions", type: "update", data: [], sequence: 2 * sent });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

Deno.test("holes in a row are mended one at a time, with a pause between", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server, { random: () => 1 });
  await using mine = await socket.subscribe(executions, {}, { events: true });
  await holes(server, (sent) => sent === 60);
  const subscribed = server.asked.filter(({ method }) => method === "subscribe").length;
  assert(subscribed >= 2 && subscribed <= 4, `${subscribed} subscriptions`);
  assert(mine.lag > 60);
});

Deno.test("a channel in which messages are missing however often it is mended ends with an error", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server);
  const mine = await socket.subscribe(executions, {});
  let isOver = false;
  const ended = assertRejects(
    async () => {
      for await (const _ of mine);
    },
    TransportError,
    "messages are missing, however often it is subscribed anew",
  ).finally(() => isOver = true);
  await holes(server, (sent) => isOver || sent === 1000);
  if (!isOver) await mine.return();
  await ended;
  await until(() => server.log.at(-1) === "unsubscribe ");
  assertEquals(server.log.filter((text) => text === "subscribe ").length, 6);
  assertEquals(socket.stats.find(({ host }) => host === "auth")?.subscriptions, 0);
});
