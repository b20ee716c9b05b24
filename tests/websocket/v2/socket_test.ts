import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { ApiError, KrakenError, RateLimitError, TransportError } from "../../../core/errors.ts";
import { QueueOverflowError } from "../../../websocket/queue.ts";
import {
  balances,
  connectSpot,
  executions,
  instrument,
  level3,
  ohlc,
  ticker,
  trade,
} from "../../../websocket/spot/mod.ts";
import type { ConnectSpotOptions } from "../../../websocket/spot/mod.ts";
import { platformTransport } from "../../../websocket/transport.ts";
import { until } from "../server.ts";
import { tradeFrame, V2Server } from "../v2_server.ts";

const silent = { deliver: () => undefined, event: () => undefined, end: () => undefined };
const quick: ConnectSpotOptions = { random: () => 0, token: () => Promise.resolve("T0ken/exampleOnly") };
const connect = (server: V2Server, options: ConnectSpotOptions = {}) =>
  connectSpot({ ...quick, urls: server.urls, ...options });

Deno.test("subscribe() refuses wrong arguments before anything is sent, naming parameter and value", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const wrong: [() => Promise<unknown>, typeof RangeError | typeof TypeError, string][] = [
    [
      () => socket.subscribe(level3, { symbol: "BTC/USD", depth: 50 as 10 }),
      RangeError,
      "Cannot subscribe as 'depth' must be one of 10, 100, 1000: current value is 50",
    ],
    [() => socket.subscribe(trade, {} as { symbol: string }), TypeError, "'symbol'"],
    [() => socket.subscribe(trade, { symbol: [] }), RangeError, "'symbol' must be at least one item"],
    [
      () => socket.subscribe(trade, { symbols: "BTC/USD" } as unknown as { symbol: string }),
      TypeError,
      "did you mean 'symbol'?",
    ],
    [
      () => socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 7 as 5 }),
      RangeError,
      "'interval' must be one of 1, 5, 15",
    ],
    [
      () => socket.subscribe(trade, "BTC/USD" as unknown as { symbol: string }),
      TypeError,
      "takes an object of parameters",
    ],
    [
      () => socket.subscribe({ ...trade, api: "unified" } as unknown as typeof trade, { symbol: "A" }),
      RangeError,
      "unified socket",
    ],
    [() => socket.subscribe(ticker, { symbol: "A/B" }, { capacity: 0 }), RangeError, "'capacity'"],
    [
      () => socket.subscribe(ticker, { symbol: "A/B" }, { timeoutMs: NaN }),
      RangeError,
      "Cannot call subscribe ticker as 'timeoutMs' must be milliseconds above zero",
    ],
    [
      () => socket.subscribe(ticker, { symbol: "A/B" }, { event: true } as object),
      TypeError,
      "Cannot call subscribe ticker as it has no option 'event'; did you mean 'events'?",
    ],
    [
      () => socket.subscribe(ticker, { symbol: "A/B" }, new AbortController().signal as object),
      TypeError,
      "it has no option",
    ],
    [() => socket.attach(trade, { symbol: "A/B" }, silent, { digits: true } as object), TypeError, "'digits'"],
    [() => socket.attach(trade, { symbol: "A/B" }, silent, { timeoutMs: -1 }), RangeError, "'timeoutMs'"],
    [() => socket.books({ symbol: "A/B" }, { dept: 10 } as object), TypeError, "'dept'; it takes: signal"],
    [() => socket.level3Books({ symbol: "A/B" }, { digits: true } as object), TypeError, "'digits'"],
    [() => connect(server, { signall: undefined } as object), TypeError, "did you mean 'signal'?"],
    [() => connect(server, { idleMs: NaN }), RangeError, "'idleMs'"],
  ];
  for (const [act, Kind, part] of wrong) await assertRejects(act, Kind, part);
  assertEquals(server.requests, []);
});

Deno.test("subscribe() rejects with Kraken's own string when every symbol is refused", async () => {
  await using server = new V2Server({ refuse: (_, symbol) => `Currency pair not supported ${symbol}` });
  await using socket = await connect(server);
  const error = await assertRejects(() => socket.subscribe(trade, { symbol: "ABC/USD" }), ApiError);
  assertEquals(error.errors, ["Currency pair not supported ABC/USD"]);
  assertStringIncludes(error.message, "subscribe trade ABC/USD: ");
});

Deno.test("subscribe() lets one bad symbol stop nobody else, and tells which it was", async () => {
  await using server = new V2Server({
    refuse: (_, symbol) => symbol === "ABC/USD" ? "Currency pair not supported ABC/USD" : undefined,
  });
  await using socket = await connect(server);
  await using trades = await socket.subscribe(trade, { symbol: ["BTC/USD", "ABC/USD", "ETH/USD"] });
  assertEquals([...trades.symbols], ["BTC/USD", "ETH/USD"]);
  assertEquals([...trades.refused.values()].map(({ errors }) => errors), [["Currency pair not supported ABC/USD"]]);
  assertStringIncludes(
    Deno.inspect(trades),
    "Subscription trade BTC/USD, ETH/USD, 0 unread, 0 dropped, refused ABC/USD",
  );
  server.push(tradeFrame("ETH/USD", [7]));
  assertEquals((await trades.next()).value?.data[0]?.trade_id, 7);
});

Deno.test("subscribe() places refusals that name no symbol", async () => {
  await using strict = new V2Server({ acknowledges: false });
  await using other = await connect(strict);
  const pending = assertRejects(() => other.subscribe(ticker, { symbol: ["A/B", "C/D"] }), RateLimitError);
  await until(() => strict.of("subscribe").length === 1);
  strict.push({ error: "Exceeded msg rate", method: "subscribe", req_id: strict.requests[0]!.req_id, success: false });
  await pending;
  const twice = other.subscribe(ticker, { symbol: ["A/B", "C/D"] });
  await until(() => strict.of("subscribe").length === 2);
  const answer = (method: string, rest: object) =>
    strict.push({ method, req_id: strict.requests.at(-1)!.req_id, ...rest });
  answer("subscribe", { error: "Already subscribed", success: false });
  answer("subscribe", { success: true, result: { channel: "ticker", symbol: "C/D" } });
  // What is served to nobody is taken back, once.
  await until(() => strict.of("unsubscribe").length === 1);
  assertEquals(strict.requests.at(-1)!.params.symbol, ["A/B"]);
  answer("unsubscribe", { error: "Subscription Not Found", success: false });
  await until(() => strict.of("subscribe").length === 3);
  assertEquals(strict.requests.at(-1)!.params.symbol, ["A/B"]);
  answer("subscribe", { error: "Already subscribed", success: false });
  const subscription = await twice;
  assertEquals([[...subscription.symbols], [...subscription.refused.keys()]], [["C/D"], ["A/B"]]);
});

Deno.test("subscribe() rejects with a TransportError when no acknowledgement comes, and leaves nothing behind", async () => {
  await using server = new V2Server({ acknowledges: false });
  await using socket = await connect(server);
  const error = await assertRejects(
    () => socket.subscribe(trade, { symbol: "BTC/USD" }, { timeoutMs: 30 }),
    TransportError,
  );
  assertEquals([error.category, socket.stats[0]!.subscriptions], ["timeout", 0]);
});

Deno.test("subscribe() needs a token for private channels and says which function to pass", async () => {
  await using server = new V2Server();
  await using socket = await connectSpot({ random: () => 0, urls: server.urls });
  await assertRejects(() => socket.subscribe(executions, {}), TypeError, "pass 'token'");
});

Deno.test("subscribe() sends Kraken's words: channel, symbols, options, token, and explicit snapshots", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using _1 = await socket.subscribe(trade, { symbol: ["BTC/USD", "ETH/USD", "BTC/USD"] });
  await using _2 = await socket.subscribe(executions, { ratecounter: true });
  await using _3 = await socket.subscribe(instrument, {}, { extra: { new_option: true } });
  const sent = server.of("subscribe").map(({ params }) => params);
  assertEquals(sent, [
    { channel: "trade", snapshot: false, symbol: ["BTC/USD", "ETH/USD"] },
    { channel: "executions", snap_orders: true, snap_trades: false, ratecounter: true, token: "T0ken/exampleOnly" },
    { channel: "instrument", new_option: true },
  ]);
  assertEquals(server.clients.map(({ path }) => path), ["/public", "/auth"]);
});

Deno.test("subscribe() surfaces Kraken's warnings", async () => {
  await using server = new V2Server({ result: () => ({ warnings: ["timestamp is deprecated, use interval_begin"] }) });
  await using socket = await connect(server);
  await using candles = await socket.subscribe(ohlc, { symbol: "ETH/USD", interval: 60 });
  assertEquals(candles.warnings, ["timestamp is deprecated, use interval_begin"]);
});

Deno.test("subscribe() is not taken in by an acknowledgement that comes twice", async () => {
  const script = { acknowledges: false };
  await using server = new V2Server(script);
  await using socket = await connect(server);
  const subscribing = socket.subscribe(trade, { symbol: ["BTC/USD", "NO/USD"] });
  await until(() => server.of("subscribe").length === 1);
  const answer = { method: "subscribe", req_id: server.requests[0]!.req_id };
  const good = { ...answer, success: true, result: { channel: "trade", symbol: "BTC/USD" } };
  const events = socket.events();
  server.push(good);
  server.push(good);
  // What is sent later is read later.
  server.push("a plain sentence");
  for await (const { type } of events) if (type === "notice") break;
  await Promise.resolve();
  server.push({ ...answer, success: false, symbol: "NO/USD", error: "Currency pair not supported NO/USD" });
  script.acknowledges = true;
  await using trades = await subscribing;
  assertEquals([[...trades.symbols], [...trades.refused.keys()]], [["BTC/USD"], ["NO/USD"]]);
});

Deno.test("subscribe() sends all of many symbols before it waits for the first answer", async () => {
  const script = { acknowledges: false };
  await using server = new V2Server(script);
  await using socket = await connect(server);
  const symbol = Array.from({ length: 250 }, (_, i) => `S${i}/USD`);
  const subscribing = socket.subscribe(trade, { symbol });
  await until(() => server.of("subscribe").length === 3);
  for (const { method, req_id, params } of [...server.requests].reverse()) {
    for (const each of params.symbol!) server.push({ method, req_id, success: true, result: { symbol: each } });
  }
  script.acknowledges = true;
  await using trades = await subscribing;
  assertEquals([trades.symbols.size, server.of("subscribe").map(({ params }) => params.symbol!.length)], [250, [
    100,
    100,
    50,
  ]]);
});

Deno.test("subscribe() asks for one fresh token when many requests at once find the old one expired", async () => {
  let tokens = 0;
  await using server = new V2Server({
    refuse: ({ params }) => params.token === "token 1" ? "ESession:Invalid session" : undefined,
  });
  await using socket = await connect(server, { token: () => Promise.resolve(`token ${++tokens}`) });
  const symbol = Array.from({ length: 250 }, (_, i) => `S${i}/USD`);
  await using trades = await socket.subscribe({ ...trade, token: true }, { symbol });
  assertEquals([tokens, trades.symbols.size, trades.refused.size], [2, 250, 0]);
});

Deno.test("subscribe() hears an abort while its connection is only being opened", async () => {
  await using server = new V2Server();
  const hangs = Promise.withResolvers<never>();
  await using socket = await connect(server, {
    transport: (url, ...rest) => url.endsWith("/auth") ? hangs.promise : platformTransport(url, ...rest),
  });
  const [controller, reason] = [new AbortController(), new Error("enough")];
  const { signal } = controller;
  const subscribing = socket.subscribe(executions, {}, { signal }).catch((error) => error);
  controller.abort(reason);
  assertStrictEquals(await subscribing, reason);
  assertEquals(server.requests, []);
});

Deno.test("subscribe() asks for a fresh token once when Kraken says that the session is invalid", async () => {
  let tokens = 0;
  await using server = new V2Server({
    refuse: ({ params }) => params.token === "token 1" ? "ESession:Invalid session" : undefined,
  });
  await using socket = await connect(server, { token: () => Promise.resolve(`token ${++tokens}`) });
  await using subscription = await socket.subscribe(balances, {});
  assertEquals([tokens, subscription.refused.size], [2, 0]);
});

Deno.test("updates go only to the symbols that asked, also when one message has several", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using btc = await socket.subscribe(trade, { symbol: "BTC/USD" });
  await using eth = await socket.subscribe(trade, { symbol: ["ETH/USD"] });
  const [one, two] = [tradeFrame("BTC/USD", [1]), tradeFrame("ETH/USD", [2])] as { data: object[] }[];
  server.push({ ...one, data: [...one!.data, ...two!.data, ...(tradeFrame("SOL/USD", [3]) as typeof one)!.data] });
  assertEquals((await btc.next()).value?.data.map(({ trade_id }) => trade_id), [1]);
  assertEquals((await eth.next()).value?.data.map(({ trade_id }) => trade_id), [2]);
  assertEquals([btc.lag, eth.lag, server.clients.length], [0, 0, 1]);
});

Deno.test("leaving the loop unsubscribes with the same options, and disposing twice is fine", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const candles = await socket.subscribe(ohlc, { symbol: ["BTC/USD", "ETH/USD"], interval: 5 });
  server.push({ channel: "ohlc", type: "update", timestamp: "", data: [{ symbol: "BTC/USD", interval: 5 }] });
  for await (const message of candles) {
    assertEquals(message.data[0]?.interval, 5);
    break;
  }
  await candles[Symbol.asyncDispose]();
  await candles[Symbol.asyncDispose]();
  assertEquals(server.of("unsubscribe").map(({ params }) => params), [
    { channel: "ohlc", interval: 5, symbol: ["BTC/USD", "ETH/USD"] },
  ]);
  assertEquals(await candles.next(), { value: undefined, done: true });
});

Deno.test("a symbol that is left may be subscribed again at once on the same connection", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const first = await socket.subscribe(trade, { symbol: "BTC/USD" });
  const [, second] = await Promise.all([first.return(), socket.subscribe(trade, { symbol: "BTC/USD" })]);
  server.push(tradeFrame("BTC/USD", [9]));
  assertEquals((await second.next()).value?.data[0]?.trade_id, 9);
  assertEquals(server.clients.length, 1);
});

Deno.test("a second reader of the same symbol gets a connection of its own, which closes with it", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using first = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 1 });
  const second = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 60 });
  assertEquals(socket.stats.map(({ subscriptions }) => subscriptions), [1, 1]);
  await second.return();
  await server.clients[1]!.gone;
  assertEquals([socket.stats.length, first.symbols.size], [1, 1]);
});

Deno.test("level3 keeps Kraken's limit of 200 symbols a connection and its points per second", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const names = Array.from({ length: 39 }, (_, i) => `S${i}/USD`);
  const cheap = await socket.subscribe(level3, { symbol: names });
  assertEquals(server.of("subscribe").map(({ params }) => params.symbol!.length), [39]);
  await using more = await socket.subscribe(level3, { symbol: ["X/USD", "Y/USD", "Z/USD"], depth: 1000 });
  assertEquals(server.of("subscribe").map(({ params }) => params.symbol!.length), [39, 2, 1]);
  assertEquals([cheap.symbols.size, more.symbols.size], [39, 3]);
  const many = Array.from({ length: 160 }, (_, i) => `M${i}/USD`);
  await using _ = await socket.subscribe(level3, { symbol: many }, { timeoutMs: 5000 });
  assertEquals(socket.stats.filter(({ host }) => host === "l3").length, 2);
});

Deno.test("one reader at a time: a second next() while one waits is refused", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
  const first = trades.next();
  await assertRejects(() => trades.next(), TypeError, "has a reader already");
  server.push(tradeFrame("BTC/USD", [1]));
  assertEquals((await first).done, false);
});

Deno.test("an abort throws the signal's own reason to the reader and unsubscribes", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const controller = new AbortController();
  const trades = await socket.subscribe(trade, { symbol: "BTC/USD" }, { signal: controller.signal });
  const reason = new Error("that is enough");
  const waiting = trades.next().catch((error) => error);
  controller.abort(reason);
  assertStrictEquals(await waiting, reason);
  await until(() => server.of("unsubscribe").length === 1);
  assertStrictEquals(
    await socket.subscribe(trade, { symbol: "BTC/USD" }, { signal: controller.signal }).catch((error) => error),
    reason,
  );
});

Deno.test("a subscription given up before its acknowledgement is taken back, so that nothing comes for nobody", async () => {
  await using server = new V2Server({ acknowledges: false });
  await using socket = await connect(server);
  const controller = new AbortController();
  const pending = socket.subscribe(trade, { symbol: "BTC/USD" }, { signal: controller.signal }).catch((error) => error);
  await until(() => server.of("subscribe").length === 1);
  controller.abort(new Error("too late"));
  assertEquals(String(await pending), "Error: too late");
  await until(() => server.of("unsubscribe").length === 1);
  assertEquals(server.of("unsubscribe")[0]!.params, { channel: "trade", symbol: ["BTC/USD"] });
});

Deno.test("a slow reader of a ticker loses the oldest, counted; of executions the stream, after what it has", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using slow = await socket.subscribe(ticker, { symbol: "BTC/USD" }, { capacity: 2 });
  const strict = await socket.subscribe(executions, {}, { capacity: 2 });
  for (let i = 1; i <= 4; i++) {
    server.push({ channel: "ticker", type: "update", data: [{ symbol: "BTC/USD", last: i }] }, "/public");
    server.push({ channel: "executions", type: "update", data: [], sequence: i }, "/auth");
  }
  await until(() => slow.dropped === 2);
  assertEquals((await slow.next()).value?.data[0]?.last, 3);
  await until(() => server.of("unsubscribe").length === 1);
  assertEquals((await strict.next()).value?.sequence, 1);
  assertEquals((await strict.next()).value?.sequence, 2);
  await assertRejects(() => strict.next(), QueueOverflowError);
});

Deno.test("digits: true delivers every number as it stood on the wire", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using exact = await socket.subscribe(balances, {}, { digits: true });
  server.push(
    '{"channel":"balances","type":"snapshot","data":[{"asset":"USDT","asset_class":"currency","wallets":[],"balance":100.00000000}],"sequence":1}',
    "/auth",
  );
  const { value } = await exact.next();
  assertEquals(value?.data[0]?.balance, "100.00000000");
});

Deno.test("a reconnect subscribes everything again in one request per channel and shows in-band", async () => {
  let tokens = 0;
  await using server = new V2Server();
  await using socket = await connect(server, { token: () => Promise.resolve(`token ${++tokens}`) });
  await using quiet = await socket.subscribe(trade, { symbol: "ETH/USD" });
  await using told = await socket.subscribe(trade, { symbol: ["BTC/USD", "SOL/USD"] }, { events: true });
  await using mine = await socket.subscribe(executions, {});
  server.requests.length = 0;
  server.drop();
  const types = [(await told.next()).value?.type, (await told.next()).value?.type];
  assertEquals(types, ["down", "reconnect"]);
  await until(() => socket.stats.every(({ reconnects, state }) => reconnects === 1 && state === "open"));
  const sent = server.of("subscribe").map(({ params }) => params).sort((a, b) => a.channel! < b.channel! ? -1 : 1);
  assertEquals(sent, [
    { channel: "executions", snap_orders: true, snap_trades: false, token: "token 2" },
    { channel: "trade", snapshot: false, symbol: ["ETH/USD", "BTC/USD", "SOL/USD"] },
  ]);
  server.push(tradeFrame("ETH/USD", [5]));
  assertEquals((await quiet.next()).value?.data[0]?.trade_id, 5);
  assertEquals(mine.lag, 0);
});

Deno.test("a symbol that Kraken refuses after a reconnect is told; when none is left the stream ends with its words", async () => {
  let gone = false;
  await using server = new V2Server({
    refuse: (_, symbol) => gone && symbol !== "BTC/USD" ? `Currency pair not supported ${symbol}` : undefined,
  });
  await using socket = await connect(server);
  await using both = await socket.subscribe(trade, { symbol: ["BTC/USD", "OLD/USD"] }, { events: true });
  const old = await socket.subscribe(trade, { symbol: "OLDER/USD" });
  gone = true;
  server.drop();
  await assertRejects(() => old.next(), ApiError, "not supported OLDER/USD");
  const types = [await both.next(), await both.next(), await both.next()].map(({ value }) => value?.type);
  assertEquals(types, ["down", "reconnect", "refused"]);
  assertEquals([[...both.symbols], [...both.refused.keys()]], [["BTC/USD"], ["OLD/USD"]]);
});

Deno.test("a hole in the sequence of executions is told and mended by a snapshot", async () => {
  await using server = new V2Server({
    snapshot: () => [{ channel: "executions", type: "snapshot", data: [], sequence: 1 }],
  });
  await using socket = await connect(server);
  await using mine = await socket.subscribe(executions, {}, { events: true });
  await until(() => mine.lag === 1);
  server.push({ channel: "executions", type: "update", data: [], sequence: 2 }, "/auth");
  server.push({ channel: "executions", type: "update", data: [], sequence: 4 }, "/auth");
  const seen: string[] = [];
  for await (const message of mine) {
    seen.push("sequence" in message ? `${message.type} ${message.sequence}` : message.type);
    if (seen.length === 6) break;
  }
  assertEquals(seen, ["snapshot 1", "update 2", "gap", "resync", "update 4", "snapshot 1"]);
});

Deno.test("broken JSON from the service brings the connection down and back; a plain sentence is a notice", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const events = socket.events();
  await using trades = await socket.subscribe(trade, { symbol: "BTC/USD" }, { events: true });
  server.push("CloudFlare WebSocket proxy restarting");
  server.push({ Error: "Exceeded msg rate" });
  server.push('{"channel":"trade","type":"upd');
  assertEquals([(await trades.next()).value?.type, (await trades.next()).value?.type], ["down", "reconnect"]);
  const notices: string[] = [];
  for await (const { type, detail } of events) {
    if (type === "notice") notices.push(detail);
    if (type === "reconnected") break;
  }
  assertEquals(notices, [
    "text that is no JSON: CloudFlare WebSocket proxy restarting",
    '{"Error":"Exceeded msg rate"}',
    'text that is no JSON: {"channel":"trade","type":"upd',
  ]);
});

Deno.test("an idle connection is kept alive by pings, and one without answers is replaced", async () => {
  await using server = new V2Server({ pongs: true });
  await using socket = await connect(server, { idleMs: 20, silenceMs: 20, pingTimeoutMs: 500 });
  await until(() => server.of("ping").length >= 3);
  assertEquals(server.of("ping")[0], { method: "ping" } as never);
  assert(socket.stats[0]!.pingMs > 0);
  await using deaf = new V2Server({ pongs: false });
  await using other = await connect(deaf, { idleMs: 20, silenceMs: 20, pingTimeoutMs: 20 });
  await until(() => deaf.clients.length >= 2);
  assert(other.stats[0]!.reconnects >= 0);
});

Deno.test("status is the last word of any connection", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using _ = await socket.subscribe(executions, {});
  const say = (system: string) => ({ channel: "status", data: [{ system }], type: "update" });
  server.push(say("post_only"), "/auth");
  await until(() => socket.status?.system === "post_only");
  server.push(say("maintenance"), "/public");
  await until(() => socket.status?.system === "maintenance");
  server.push(say("cancel_only"), "/auth");
  await until(() => socket.status?.system === "cancel_only");
});

Deno.test("stats tell how the readers of a connection keep up, all together", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await using slow = await socket.subscribe(ticker, { symbol: "BTC/USD" }, { capacity: 2 });
  await using other = await socket.subscribe(trade, { symbol: "BTC/USD" });
  for (let i = 0; i < 5; i++) server.push({ channel: "ticker", type: "update", data: [{ symbol: "BTC/USD" }] });
  server.push(tradeFrame("BTC/USD", [1]));
  await until(() => other.lag === 1);
  const counters = () => socket.stats.map(({ lag, dropped }) => [lag, dropped]);
  assertEquals(counters(), [[3, 3]]);
  assertStringIncludes(Deno.inspect(socket), "0 reconnects, 3 unread, 3 dropped");
  await slow.return();
  assertEquals(counters(), [[1, 0]]);
});

Deno.test("onFrame is told over which of the connections to one address a frame came", async () => {
  await using server = new V2Server();
  const seen: string[] = [];
  await using socket = await connect(server, {
    onFrame: (text, _time, host, connection) => {
      if (text.includes('"ohlc"')) seen.push(`${host} ${connection} ${JSON.parse(text).result.channel}`);
    },
  });
  await using _first = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 1 });
  const second = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 60 });
  await second.return();
  await using _third = await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 5 });
  // The number is free again once its connection is closed.
  assertEquals(seen, ["public 0 ohlc", "public 1 ohlc", "public 1 ohlc", "public 1 ohlc"]);
});

Deno.test("status is kept with the connection's number, which no double can hold", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  await until(() => socket.status !== undefined);
  assertEquals(socket.status, {
    api_version: "v2",
    connection_id: "13900000000000000001",
    system: "online",
    version: "2.0.9",
  });
  assertStringIncludes(Deno.inspect(socket), "Kraken spot socket, engine online\n  public: open");
});

Deno.test("closing the socket ends every reader, and a closed socket says so", async () => {
  await using server = new V2Server();
  const socket = await connect(server);
  const trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
  const events = socket.events();
  const waiting = trades.next();
  await socket.close();
  await socket.close();
  assertEquals(await waiting, { value: undefined, done: true });
  for await (const { type } of events) assertEquals(type, "closed");
  await assertRejects(() => socket.subscribe(trade, { symbol: "BTC/USD" }), TypeError, "closed");
});

Deno.test("aborting the socket's signal ends every reader with its own reason", async () => {
  await using server = new V2Server();
  const controller = new AbortController();
  await using socket = await connect(server, { signal: controller.signal });
  const trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
  const reason = new Error("shutting down");
  const waiting = trades.next().catch((error) => error);
  controller.abort(reason);
  assertStrictEquals(await waiting, reason);
});

Deno.test("readers get what ended the connection for good", async () => {
  await using server = new V2Server();
  await using socket = await connect(server, { maxAttempts: 0 });
  const trades = await socket.subscribe(trade, { symbol: "BTC/USD" });
  server.drop(1012, "restart");
  const error = await assertRejects(() => trades.next(), KrakenError);
  assertStringIncludes(error.message, "1012 restart");
});

Deno.test("subscribe() waits for a connection that is on its way back, and asks once", async () => {
  await using server = new V2Server({ snapshot: (_, symbol) => [tradeFrame(symbol, [1])] });
  await using socket = await connect(server, { backoff: { baseMs: 100 }, random: () => 1 });
  await using before = await socket.subscribe(trade, { symbol: "ETH/USD" });
  server.drop();
  await until(() => socket.stats[0]!.state === "reconnecting");
  await using trades = await socket.subscribe(trade, { symbol: "BTC/USD" }, { events: true });
  assertEquals((await trades.next()).value?.type, "update");
  assertEquals(server.of("subscribe").map(({ params }) => params.symbol), [["ETH/USD"], ["ETH/USD"], ["BTC/USD"]]);
  assertEquals([...before.symbols, ...trades.symbols], ["ETH/USD", "BTC/USD"]);
});

Deno.test("subscribe() rejects with what ended the connection when it does not come back in time, or not at all", async () => {
  for (const options of [{ maxAttempts: 0 }, { backoff: { baseMs: 60_000 }, random: () => 1 }]) {
    await using server = new V2Server({ acknowledges: false });
    await using socket = await connect(server, options);
    const subscribing = socket.subscribe(trade, { symbol: "BTC/USD" }, { timeoutMs: 500 }).catch((error) => error);
    await until(() => server.of("subscribe").length === 1);
    server.drop();
    const error = await subscribing;
    assertInstanceOf(error, TransportError);
    assertStringIncludes(error.message, "closed by the other side");
    assertEquals(server.of("subscribe").length, 1);
  }
});

Deno.test("subscribe() rejects with the caller's own reason while it waits for the next connection", async () => {
  await using server = new V2Server({ acknowledges: false });
  await using socket = await connect(server, { backoff: { baseMs: 60_000 }, random: () => 1 });
  const [controller, reason] = [new AbortController(), new Error("enough")];
  const { signal } = controller;
  const subscribing = socket.subscribe(trade, { symbol: "BTC/USD" }, { signal }).catch((error) => error);
  await until(() => server.of("subscribe").length === 1);
  server.drop();
  await until(() => socket.stats[0]!.state === "reconnecting");
  controller.abort(reason);
  assertStrictEquals(await subscribing, reason);
});

Deno.test("subscribe() asks again on the next connection when the first is lost before the acknowledgement", async () => {
  const script = { acknowledges: false };
  await using server = new V2Server(script);
  await using socket = await connect(server);
  const subscribing = socket.subscribe(trade, { symbol: ["BTC/USD", "ETH/USD"] });
  await until(() => server.of("subscribe").length === 1);
  server.drop(); // and once more, before the second is acknowledged
  await until(() => server.of("subscribe").length === 2);
  script.acknowledges = true;
  server.drop();
  await using stream = await subscribing;
  assertEquals(server.of("subscribe").map(({ params }) => params.symbol), [
    ["BTC/USD", "ETH/USD"],
    ["BTC/USD", "ETH/USD"],
    ["BTC/USD", "ETH/USD"],
  ]);
  server.push(tradeFrame("ETH/USD", [1]));
  assertEquals((await stream.next()).value?.data[0]?.trade_id, 1);
});
