import { assert, assertEquals, assertRejects } from "@std/assert";
import { TransportError } from "../../../core/errors.ts";
import { paperExchange } from "../../../paper/mod.ts";
import { ConnectionLimits, RequestPace } from "../../../paper/ws/limits.ts";
import { AttemptBudget } from "../../../websocket/attempts.ts";
import { connectSpot } from "../../../websocket/spot/mod.ts";
import { NOW } from "../help.ts";
import { Raw } from "./help.ts";

const quiet = { message: () => undefined, pong: () => undefined, close: () => undefined };

Deno.test("ConnectionLimits refuses the attempt after 150 in ten minutes, and all others for ten minutes, by address", () => {
  let now = 0;
  const limits = new ConnectionLimits(() => now);
  const take = (caller = "a") => limits.take(caller, "spot", 0);
  for (let attempt = 0; attempt < 150; attempt++) assertEquals(take(), undefined);
  assertEquals(take(), "more than 150 connection attempts in ten minutes");
  assertEquals(limits.take("a", "unified", 0), "the address is blocked for ten minutes");
  assertEquals([take("b"), limits.take("a", "futures", 99)], [undefined, undefined]);
  now = 599_999;
  assertEquals(take(), "the address is blocked for ten minutes");
  now = 600_000;
  assertEquals(take(), undefined);
  assertEquals(limits.take("a", "futures", 100), "100 connections are open already");
});

Deno.test("ConnectionLimits never refuses a client that keeps its own budget on one host", () => {
  let now = 0;
  const limits = new ConnectionLimits(() => now);
  const budget = new AttemptBudget(undefined, undefined, () => now);
  for (let attempt = 0; attempt < 1000; attempt++) {
    now += budget.take();
    assertEquals(limits.take("a", "spot", 0), undefined, `attempt ${attempt}`);
  }
});

Deno.test("RequestPace lets 100 requests a second through", () => {
  let now = 500;
  const pace = new RequestPace(() => now);
  const over = () => Array.from({ length: 101 }, () => pace.isOver()).filter(Boolean).length;
  assertEquals(over(), 1);
  now = 1000;
  assertEquals(over(), 1);
});

Deno.test("paperExchange({ limits }) does not count connections within the process, which pass nobody's edge", async () => {
  await using exchange = paperExchange({ now: () => NOW });
  for (const address of ["wss://ws.kraken.com/v2", "wss://futures.kraken.com/ws/v1"]) {
    const open = [];
    for (let attempt = 0; attempt < 200; attempt++) open.push(await exchange.sockets.transport(address, quiet));
    assertEquals(exchange.sockets.size, 200, address);
    for (const socket of open) socket.terminate();
  }
  const { client } = await Raw.open(exchange.serve().sockets.spot.public);
  await client[Symbol.asyncDispose]();
});

Deno.test("paperExchange({ limits }) keeps the limits of served sockets, or not when told so", async () => {
  const headers = { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  await using free = paperExchange({ now: () => NOW, limits: { sockets: false } });
  assertEquals((await handshakes(free.serve().port, headers, 152)).filter((each) => each !== 101), []);
});

Deno.test("paperExchange() answers the handshake after the 150th with status 429", async () => {
  await using exchange = paperExchange({ now: () => NOW });
  const server = exchange.serve();
  const headers = { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  const status = await handshakes(server.port, headers, 151);
  assertEquals([status.filter((each) => each === 101).length, status.at(-1)], [150, 429]);
  await assertRejects(() => connectSpot({ urls: server.sockets.spot }), TransportError);
});

Deno.test("a Futures connection that asks more than 100 times in a second is told so, and goes on", async () => {
  await using exchange = paperExchange({ now: () => NOW });
  const { client } = await Raw.open(exchange.serve().sockets.futures);
  for (let request = 0; request < 400; request++) client.send({ event: "ping" });
  const answers = await client.take(400);
  const refused = answers.filter(({ event }) => event === "alert");
  assertEquals(refused[0], { event: "alert", message: "Request limit exceeded" });
  // They may fall into two or three seconds on a slow machine.
  assert(refused.length >= 100, `only ${refused.length} of 400 were refused`);
  await client[Symbol.asyncDispose]();
});

/** Shakes hands so many times, hanging up each time; gives the statuses. */
async function handshakes(port: number, headers: Record<string, string>, count: number): Promise<number[]> {
  const statuses: number[] = [];
  const lines = Object.entries({ host: "127.0.0.1", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", ...headers });
  const head = `GET /v2 HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  for (let at = 0; at < count; at++) {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(new TextEncoder().encode(head));
    const bytes = new Uint8Array(64);
    const read = await connection.read(bytes) ?? 0;
    statuses.push(Number(new TextDecoder().decode(bytes.subarray(0, read)).split(" ")[1]));
  }
  return statuses;
}
