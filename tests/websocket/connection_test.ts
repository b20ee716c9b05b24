import { assert, assertEquals, assertRejects, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { ApiError, TransportError } from "../../core/errors.ts";
import { Connection, type ConnectionEvent, type ConnectionOptions, type Protocol } from "../../websocket/connection.ts";
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

async function types(events: AsyncIterable<ConnectionEvent>): Promise<string[]> {
  const all: string[] = [];
  for await (const { type } of events) all.push(type);
  return all;
}

for (const transport of ["ws", "platform"] as const) {
  const options: ConnectionOptions = { ...quick, transport };

  Deno.test(`Connection over ${transport} rejects when the first attempt fails`, async () => {
    await using server = new Loopback({ refuse: () => new Response(null, { status: 503 }) });
    const seen = protocol();
    const connection = new Connection(server.url, seen, options);
    const error = await assertRejects(() => connection.connect(), TransportError);
    assertEquals([connection.state, seen.end, server.attempts], ["closed", [error], 1]);
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
