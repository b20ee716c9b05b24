import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { ApiError, TransportError } from "../../../core/errors.ts";
import { connectSpot, type ConnectSpotOptions, level3, trade } from "../../../websocket/spot/mod.ts";
import { platformTransport } from "../../../websocket/transport.ts";
import { until } from "../server.ts";
import { tradeFrame } from "../v2_server.ts";
import { StrictServer } from "./strict_server.ts";

const connect = (server: StrictServer, options: ConnectSpotOptions = {}) =>
  connectSpot({ random: () => 0, token: () => Promise.resolve("T"), urls: server.urls, ...options });

/** As if Kraken served two symbols on a connection. */
const narrow = { ...trade, maxSymbols: 2 };
const symbol = ["A/USD", "B/USD", "C/USD", "D/USD", "E/USD"];

/** The connections' numbers and what each is served. */
const shares = ({ served }: StrictServer) =>
  [...served].map(([{ index }, mine]) => `${index}: ${[...mine].map((key) => key.split(" ")[1]).join()}`);

Deno.test("more symbols than a connection may have are refused as a whole when one connection fails, and the others left", async () => {
  await using server = new StrictServer();
  let opened = 0;
  await using socket = await connect(server, {
    transport: async (...args) => {
      if (++opened === 2) throw new TransportError("the second one fails");
      return await platformTransport(...args);
    },
  });
  await assertRejects(() => socket.subscribe(narrow, { symbol }), TransportError, "the second one fails");
  await until(() => shares(server).every((text) => /: $/.test(text)));
  assertEquals(socket.stats.map(({ subscriptions }) => subscriptions), [0]);
});

Deno.test("symbols that are refused on one of several connections stand in refused; all of them reject", async () => {
  let isRefused = (each: string) => each > "C";
  await using server = new StrictServer({
    refuse: (asked) => isRefused(asked.symbol) ? `Currency pair not supported ${asked.symbol}` : undefined,
  });
  await using socket = await connect(server);
  await using trades = await socket.subscribe(narrow, { symbol });
  assertEquals([[...trades.symbols], [...trades.refused.keys()]], [["A/USD", "B/USD"], ["C/USD", "D/USD", "E/USD"]]);
  isRefused = () => true;
  await assertRejects(() => socket.subscribe(narrow, { symbol: ["X/USD", "Y/USD", "Z/USD"] }), ApiError, "X/USD");
});

Deno.test("more symbols than a connection may have are spread over several, as one subscription", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server);
  const trades = await socket.subscribe(narrow, { symbol });
  assertEquals(shares(server), ["0: A/USD,B/USD", "1: C/USD,D/USD", "2: E/USD"]);
  assertEquals([[...trades.symbols], socket.stats.map(({ subscriptions }) => subscriptions)], [symbol, [1, 1, 1]]);
  for (const [index, each] of [[0, "A/USD"], [1, "D/USD"], [2, "E/USD"]] as const) {
    server.clients[index]!.send(tradeFrame(each, [index]));
    assertEquals((await trades.next()).value?.data[0]?.symbol, each);
  }
  server.clients[1]!.send(tradeFrame("C/USD", [9]));
  await until(() => trades.lag === 1);
  assertEquals(socket.stats.reduce((sum, { lag }) => sum + lag, 0), 1, "what is unread is counted once");
  await trades.return();
  assertEquals(server.log.slice(-5), symbol.map((each) => `unsubscribe ${each}`));
  await until(() => shares(server).join() === "0: ");
  assertEquals(socket.stats.length, 1);
});

Deno.test("one of several connections that is lost comes back alone, and its symbols are told", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server);
  await using trades = await socket.subscribe(narrow, { symbol }, { events: true });
  server.clients[1]!.close(1012);
  const told = [await trades.next(), await trades.next()].map(({ value }) =>
    value && "detail" in value ? `${value.type} ${value.symbols}` : ""
  );
  assertEquals(told, ["down C/USD,D/USD", "reconnect C/USD,D/USD"]);
  await until(() => shares(server).includes("3: C/USD,D/USD"));
  assertEquals(server.log.filter((text) => text === "subscribe A/USD").length, 1);
});

Deno.test("a connection whose symbols are all refused when it comes back ends nothing while others are served", async () => {
  await using server = new StrictServer({
    refuse: ({ client, symbol: each }) => client.index > 2 ? `Currency pair not supported ${each}` : undefined,
  });
  await using socket = await connect(server);
  await using trades = await socket.subscribe(narrow, { symbol });
  server.clients[1]!.close(1012);
  await until(() => trades.refused.size === 2);
  assertEquals([...trades.symbols], ["A/USD", "B/USD", "E/USD"]);
  server.clients[0]!.send(tradeFrame("A/USD", [1]));
  assertEquals((await trades.next()).value?.data[0]?.trade_id, 1);
  server.clients[0]!.close(1012);
  server.clients[2]!.close(1012);
  await assertRejects(() => trades.next(), ApiError, "not supported");
});

Deno.test("one of several connections that is over for good ends the whole, and an abort leaves all", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server, { maxAttempts: 0 });
  const trades = await socket.subscribe(narrow, { symbol });
  server.clients[1]!.close(1012, "restart");
  await assertRejects(() => trades.next(), TransportError, "1012 restart");
  await until(() => shares(server)[0] === "0: ");
  const [controller, reason] = [new AbortController(), new Error("enough")];
  const again = await socket.subscribe(narrow, { symbol }, { signal: controller.signal });
  controller.abort(reason);
  assertStrictEquals(await again.next().catch((error) => error), reason);
  await until(() => shares(server).every((text) => /: $/.test(text)));
});

Deno.test("attach() mends, drops and leaves symbols on the connection that serves each", async () => {
  await using server = new StrictServer();
  await using socket = await connect(server, { backoff: { baseMs: 60_000 }, random: () => 1 });
  const silent = { deliver: () => undefined, event: () => undefined, end: () => undefined };
  const attached = await socket.attach({ ...level3, maxSymbols: 2 }, { symbol }, silent);
  const l3 = () => shares(server).slice(1);
  server.asked.length = 0;
  await attached.resubscribe(["B/USD", "C/USD"]);
  assertEquals(server.asked.map(({ method, symbol: each, client }) => `${client.index} ${method} ${each}`).sort(), [
    "1 subscribe B/USD",
    "1 unsubscribe B/USD",
    "2 subscribe C/USD",
    "2 unsubscribe C/USD",
  ]);
  await attached.drop(["A/USD", "E/USD"]);
  assertEquals([l3(), [...attached.symbols]], [["1: B/USD", "2: D/USD,C/USD", "3: "], ["B/USD", "C/USD", "D/USD"]]);
  assertEquals([attached.isOpen(), attached.isOpen(["B/USD"])], [true, true]);
  server.clients[2]!.close(1012);
  await until(() => !attached.isOpen());
  assertEquals(attached.isOpen(["B/USD"]), true);
  await attached.leave();
  assertEquals(l3()[0], "1: ");
});
