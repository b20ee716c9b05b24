import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { ApiError, KrakenError, TransportError } from "../../core/errors.ts";
import { budgetOf } from "../../websocket/attempts.ts";
import { Connection, type ConnectionEvent, type ConnectionOptions, type Protocol } from "../../websocket/connection.ts";
import type { OpenTransport, Transport } from "../../websocket/transport.ts";
import { DeadEnd, Loopback, until } from "./server.ts";

interface Seen extends Protocol {
  texts: string[];
  log: string[];
  end: unknown[];
}

function protocol(changes: Partial<Protocol> = {}): Seen {
  const seen: Seen = {
    texts: [],
    log: [],
    end: [],
    message: (text) => void seen.texts.push(text),
    open: (again) => Promise.resolve(void seen.log.push(again ? "open again" : "open")),
    down: () => void seen.log.push("down"),
    closed: (error) => void seen.end.push(error),
    ping: () => "ping",
    heartbeats: () => false,
    ...changes,
  };
  return seen;
}

const quick: ConnectionOptions = { random: () => 0, pingTimeoutMs: 60 };

function raise(words: string): never {
  throw new Error(words);
}

async function types(events: AsyncIterable<ConnectionEvent>): Promise<string[]> {
  const all: string[] = [];
  for await (const { type } of events) all.push(type);
  return all;
}

const silent: Transport = {
  kind: "silent",
  bufferedAmount: 0,
  send: () => undefined,
  ping: () => true,
  close: () => undefined,
  terminate: () => undefined,
};

Deno.test("Connection refuses options that can't be meant, before anything is opened", () => {
  const wrong: [ConnectionOptions, string][] = [
    [
      { handshakeTimeoutMs: NaN },
      "Cannot connect as 'handshakeTimeoutMs' must be milliseconds above zero, or Infinity",
    ],
    [{ silenceMs: 0 }, "'silenceMs' must be"],
    [{ idleMs: -1 }, "'idleMs' must be"],
    [{ pingTimeoutMs: -Infinity }, "'pingTimeoutMs' must be"],
    [{ maxAttempts: 1.5 }, "'maxAttempts' must be a whole number of at least 0, or Infinity: current value is 1.5"],
    [{ maxBytes: 0 }, "'maxBytes' must be a whole number of at least 1"],
    [{ backoff: { baseMs: -1 } }, "'backoff.baseMs' must be milliseconds from 0"],
    [{ backoff: { capMs: 2 ** 31 } }, "'backoff.capMs' must be milliseconds from 0"],
  ];
  for (const [options, words] of wrong) {
    assertThrows(() => new Connection("ws://127.0.0.1:1", protocol(), options), RangeError, words);
  }
  const text = { idleMs: "5s" as unknown as number };
  assertThrows(() => new Connection("ws://127.0.0.1:1", protocol(), text), TypeError, 'current value is "5s"');
});

Deno.test("Connection opens nothing when the signal is aborted already", async () => {
  let opened = 0;
  const open: OpenTransport = () => Promise.resolve((opened++, silent));
  const reason = new Error("never mind");
  const seen = protocol();
  const connection = new Connection("ws://127.0.0.1:1", seen, { transport: open, signal: AbortSignal.abort(reason) });
  const log = types(connection.events());
  assertStrictEquals(await connection.connect().catch((error) => error), reason);
  assertEquals([opened, connection.state, seen.end, await log], [0, "closed", [reason], ["closed"]]);
});

Deno.test("Connection hears an abort while a transport opens that hears none, and drops what comes too late", async () => {
  const late = Promise.withResolvers<Transport>();
  const dropped = Promise.withResolvers<void>();
  const controller = new AbortController();
  const { signal } = controller;
  const connection = new Connection("ws://127.0.0.1:1", protocol(), { transport: () => late.promise, signal });
  const connecting = connection.connect().catch((error) => error);
  const reason = new Error("enough");
  controller.abort(reason);
  assertStrictEquals(await connecting, reason);
  late.resolve({ ...silent, terminate: () => dropped.resolve() });
  await dropped.promise;
});

Deno.test("Connection takes a transport that closes before it is in hand for a failed attempt", async () => {
  const transport: OpenTransport = (_url, { close }) => {
    close(1013, "try again later");
    return Promise.resolve(silent);
  };
  const connection = new Connection("ws://127.0.0.1:1", protocol(), { transport });
  await assertRejects(() => connection.connect(), TransportError, "closed by the other side (1013 try again later)");
});

Deno.test("Connection rejects rather than waiting long for the host's budget, and else tells the wait and hears an abort", async () => {
  const url = "wss://never.asked.invalid";
  for (let attempt = 0; attempt < 120; attempt++) budgetOf(url)?.take();
  const error = await assertRejects(() => new Connection(url, protocol(), quick).connect(), TransportError);
  assertStringIncludes(error.message, "was tried too often within ten minutes");
  assertEquals([error.category, error.retryable], ["rate-limit", true]);

  const controller = new AbortController();
  const patient = { ...quick, handshakeTimeoutMs: Infinity, signal: controller.signal };
  const connection = new Connection(url, protocol(), patient);
  const events = connection.events();
  const connecting = connection.connect().catch((error) => error);
  const { value } = await events.next();
  assertEquals(value?.type, "retry");
  assert((value?.waitMs ?? 0) > 500_000);
  const reason = new Error("enough");
  controller.abort(reason);
  assertStrictEquals(await connecting, reason);
});

Deno.test("whenOpen() hears abort and limit while the first attempt is under way, and what that fails with", async () => {
  const fails = Promise.withResolvers<Transport>();
  const connection = new Connection("ws://127.0.0.1:1", protocol(), { transport: () => fails.promise });
  const connecting = connection.connect().catch((error) => error);
  const reason = new Error("enough");
  const controller = new AbortController();
  const aborted = connection.whenOpen("subscribe", { timeoutMs: Infinity, signal: controller.signal }).catch((e) => e);
  controller.abort(reason);
  assertStrictEquals(await aborted, reason);
  await assertRejects(
    () => connection.whenOpen("subscribe", { timeoutMs: 10 }),
    TransportError,
    "is still connecting after 10 ms: nothing was sent",
  );
  const waiting = connection.whenOpen("subscribe", { timeoutMs: 10_000 }).catch((error) => error);
  const failure = new TransportError("no way", { retryable: false });
  fails.reject(failure);
  assertEquals([await connecting, await waiting], [failure, failure]);
  assertStrictEquals(await connection.whenOpen("later", { timeoutMs: 10 }).catch((error) => error), failure);
});

Deno.test("Connection survives a ping that can't be sent: it counts as lost", async () => {
  let opened = 0;
  const broken = { ...silent, send: () => raise("not open") };
  const connection = new Connection("ws://127.0.0.1:1", protocol(), {
    ...quick,
    transport: () => Promise.resolve(opened++ ? silent : broken),
    idleMs: 10,
  });
  const events = connection.events();
  await connection.connect();
  const error = assertThrows(() => connection.send("x"), TransportError, "not open: nothing was sent");
  assert(error.cause instanceof Error);
  const told: string[] = [];
  for await (const { type, detail } of events) if (told.push(`${type} ${detail}`) && type === "reconnected") break;
  assertStringIncludes(told[1]!, "a ping could not be sent: not open");
  await connection.close();
});

Deno.test("Connection closes even when the transport can't, and says so", async () => {
  const transport = () => Promise.resolve({ ...silent, close: () => raise("no close today") });
  const seen = protocol();
  const connection = new Connection("ws://127.0.0.1:1", seen, { transport });
  await connection.connect();
  const events = connection.events();
  await connection.close();
  const told: string[] = [];
  for await (const { detail } of events) told.push(detail);
  assertEquals(told, ["closing ws://127.0.0.1:1: no close today", "closed on purpose"]);
  assertEquals(seen.end, [undefined]);
});

Deno.test("Connection never pings by a time that is longer than a timer holds", async () => {
  await using server = new Loopback();
  const seen = protocol({ heartbeats: () => true });
  await using connection = new Connection(server.url, seen, { ...quick, silenceMs: 2 ** 31, idleMs: Infinity });
  await connection.connect();
  await new Promise((resolve) => setTimeout(resolve, 60));
  assertEquals(server.clients[0]!.received, []);
});

Deno.test("Connection ends its readers before it tells the protocol that the socket is gone: a close is no loss", async () => {
  await using server = new Loopback();
  const order: string[] = [];
  const seen = protocol({ down: ({ message }) => void order.push(message), closed: () => void order.push("closed") });
  const connection = new Connection(server.url, seen, quick);
  await connection.connect();
  await connection.close();
  assertEquals(order, ["closed", `${server.url}: the connection was closed`]);
});

for (const transport of ["ws", "platform"] as const) {
  const options: ConnectionOptions = { ...quick, transport };

  Deno.test(`Connection over ${transport} rejects when the first attempt fails`, async () => {
    await using server = new Loopback({ refuse: () => new Response(null, { status: 503 }) });
    const seen = protocol();
    const connection = new Connection(server.url, seen, options);
    const error = await assertRejects(() => connection.connect(), TransportError);
    assertEquals([connection.state, seen.end, server.attempts], ["closed", [error], 1]);
  });

  Deno.test(`Connection over ${transport} ends with what dealing with a message threw, and the program goes on`, async () => {
    await using server = new Loopback({ open: (client) => client.send("x") });
    const seen = protocol({ message: () => raise("disk full") });
    const connection = new Connection(server.url, seen, options);
    const events = connection.events();
    await connection.connect().catch(() => undefined);
    await until(() => seen.end.length === 1);
    const [error] = seen.end;
    assert(error instanceof KrakenError);
    assertEquals(error.message, `${server.url}: a message could not be dealt with: disk full`);
    assertEquals((error.cause as Error).message, "disk full");
    let last = "";
    for await (const { detail } of events) last = detail;
    assertEquals([last, connection.state], [error.message, "closed"]);
  });

  Deno.test(`Connection over ${transport} comes back after a drop and says so`, async () => {
    await using server = new Loopback({ open: (client) => client.send(`hello ${client.index}`) });
    const seen = protocol();
    await using connection = new Connection(server.url, seen, options);
    const log = types(connection.events());
    await connection.connect();
    await until(() => seen.texts.length === 1);
    server.drop();
    await until(() => seen.texts.length === 2);
    await until(() => connection.state === "open");
    assertEquals(seen.texts, ["hello 0", "hello 1"]);
    assertEquals(seen.log, ["open", "down", "open again"]);
    assertEquals(connection.stats.reconnects, 1);
    await connection.close();
    assertEquals(await log, ["open", "down", "retry", "open", "reconnected", "closed"]);
  });

  Deno.test(`Connection over ${transport} closes with the handshake, and closing twice is fine`, async () => {
    await using server = new Loopback();
    const seen = protocol();
    const connection = new Connection(server.url, seen, options);
    await connection.connect();
    await Promise.all([connection.close(), connection.close()]);
    await server.clients[0]!.gone;
    await connection.close();
    assertEquals([seen.end, connection.state, connection.stats.uptimeMs], [[undefined], "closed", 0]);
    assertEquals(await types(connection.events()), []);
  });

  Deno.test(`Connection over ${transport} ends with the signal's own reason when aborted`, async () => {
    await using server = new Loopback();
    const controller = new AbortController();
    const seen = protocol();
    const connection = new Connection(server.url, seen, { ...options, signal: controller.signal });
    await connection.connect();
    const reason = new Error("that is it");
    controller.abort(reason);
    await until(() => seen.end.length === 1);
    assertStrictEquals(seen.end[0], reason);
    await connection.close();
    await assertRejects(
      () => new Connection(server.url, protocol(), { ...options, signal: controller.signal }).connect(),
      Error,
      "that is it",
    );
  });

  Deno.test(`Connection over ${transport} finds a half-open socket by an unanswered ping`, async () => {
    await using dead = new DeadEnd();
    const seen = protocol({ heartbeats: () => true, ping: (protocolLevel) => protocolLevel ? undefined : "ping" });
    await using connection = new Connection(dead.url, seen, { ...options, silenceMs: 30, maxAttempts: 1 });
    const events = connection.events();
    await connection.connect();
    const found: string[] = [];
    for await (const { type, detail } of events) {
      if (type === "down") found.push(detail);
      if (found.length === 2) break;
    }
    assertStringIncludes(found[0]!, "half-open");
    assert(dead.connections === 2);
  });
}

Deno.test("Connection stays up while anything arrives, and while pings are answered", async () => {
  await using server = new Loopback({
    message: (client, text) => text === "ping" && client.send("pong"),
  });
  const seen = protocol({ heartbeats: () => true });
  await using connection = new Connection(server.url, seen, { ...quick, silenceMs: 20 });
  await connection.connect();
  await until(() => seen.texts.length >= 3);
  assertEquals([connection.state, connection.stats.reconnects, seen.texts[0]], ["open", 0, "pong"]);
});

Deno.test("Connection over ws pings at protocol level once per idle period and stays up", async () => {
  await using server = new Loopback();
  const seen = protocol({ ping: () => undefined });
  await using connection = new Connection(server.url, seen, {
    ...quick,
    transport: "ws",
    idleMs: 30,
    pingTimeoutMs: 1000,
  });
  await connection.connect();
  await until(() => connection.stats.pingMs > 0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assertEquals([connection.state, connection.stats.reconnects, server.clients[0]!.received], ["open", 0, []]);
});

Deno.test("Connection measures the ping when the protocol reports its answer", async () => {
  await using server = new Loopback({ message: (client) => client.send("pong") });
  const seen = protocol({ heartbeats: () => true, message: () => connection.pong() });
  await using connection: Connection = new Connection(server.url, seen, { ...quick, silenceMs: 20 });
  assertEquals(connection.stats.pingMs, NaN);
  await connection.connect();
  await until(() => connection.stats.pingMs > 0);
});

Deno.test("Connection gives up after its attempts, with the last failure as cause", async () => {
  await using server = new Loopback({
    open: (client) => client.send("x"),
    refuse: (index) => index > 0 ? new Response(null, { status: 503 }) : undefined,
  });
  const seen = protocol();
  await using connection = new Connection(server.url, seen, { ...quick, maxAttempts: 3 });
  await connection.connect();
  await until(() => seen.texts.length > 0);
  server.drop();
  await until(() => seen.end.length === 1);
  const error = seen.end[0] as TransportError;
  assertStringIncludes(error.message, "gave up after 3 attempts in a row");
  assert(error.cause instanceof TransportError);
  assertEquals(server.attempts, 4);
});

Deno.test("Connection counts only attempts that fail: one that comes back again and again is not given up", async () => {
  await using server = new Loopback({ open: (client) => client.send("x") });
  const seen = protocol();
  await using connection = new Connection(server.url, seen, { ...quick, maxAttempts: 2 });
  await connection.connect();
  for (let drops = 1; drops <= 4; drops++) {
    await until(() => seen.texts.length === drops);
    server.drop();
    await until(() => connection.stats.reconnects === drops);
  }
  assertEquals([connection.state, seen.end], ["open", []]);
});

Deno.test("Connection with 0 attempts ends at the first drop", async () => {
  await using server = new Loopback({ open: (client) => client.send("x") });
  const seen = protocol();
  await using connection = new Connection(server.url, seen, { ...quick, maxAttempts: 0 });
  await connection.connect();
  await until(() => seen.texts.length > 0);
  server.drop();
  await until(() => seen.end.length === 1);
  assertStringIncludes((seen.end[0] as Error).message, "closed by the other side (1012 restart)");
  assertEquals(server.attempts, 1);
});

Deno.test("Connection tries again when subscribing fails, but not when Kraken says no for good", async () => {
  await using server = new Loopback({ open: (client) => client.send("x") });
  let opens = 0;
  const no = new ApiError("subscribe", ["EGeneral:Permission denied"]);
  const seen = protocol({
    open: () => {
      opens++;
      if (opens === 2) throw new TransportError("the token could not be had");
      if (opens === 3) throw no;
      return Promise.resolve();
    },
  });
  await using connection = new Connection(server.url, seen, quick);
  await connection.connect();
  await until(() => seen.texts.length > 0);
  server.drop();
  await until(() => seen.end.length === 1);
  assertEquals([seen.end, opens], [[no], 3]);
});

Deno.test("Connection waits at least five seconds after maintenance, else a random time below its limit", async () => {
  const waits: number[] = [];
  for (const maintenance of [true, false]) {
    await using server = new Loopback({ open: (client) => client.send("x") });
    const seen = protocol();
    await using connection = new Connection(server.url, seen, { ...quick, random: () => 0.5 });
    const events = connection.events();
    await connection.connect();
    await until(() => seen.texts.length > 0);
    if (maintenance) connection.tell({ type: "status", detail: "maintenance", system: "maintenance" });
    server.drop();
    for await (const { type, waitMs } of events) {
      if (type !== "retry") continue;
      waits.push(waitMs!);
      break;
    }
  }
  assertEquals(waits, [5000, 500]);
});

Deno.test("Connection refuses to send while there is no socket, saying that nothing was sent", async () => {
  await using server = new Loopback();
  const connection = new Connection(server.url, protocol(), quick);
  let error: unknown;
  try {
    connection.send("x");
  } catch (thrown) {
    error = thrown;
  }
  assert(error instanceof TransportError);
  assertStringIncludes(error.message, "connecting: nothing was sent");
});

Deno.test("Connection shows its state and figures in one line", async () => {
  await using server = new Loopback();
  await using connection = new Connection(server.url, protocol(), quick);
  await connection.connect();
  assertEquals(Deno.inspect(connection), `Connection ${server.url} open, up 0 s, 0 messages, 0 reconnects`);
});
