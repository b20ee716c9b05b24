import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { TransportError } from "../../core/errors.ts";
import {
  defaultTransport,
  type OpenTransport,
  platformTransport,
  socketUrl,
  type TransportHandlers,
  transportOf,
  wsTransport,
} from "../../websocket/transport.ts";
import { DeadEnd, Loopback, until } from "./server.ts";

function listening(): { handlers: TransportHandlers; texts: string[]; closes: [number, string][]; pongs: number } {
  const seen = { texts: [] as string[], closes: [] as [number, string][], pongs: 0 };
  const handlers: TransportHandlers = {
    message: (text) => void seen.texts.push(text),
    pong: () => void seen.pongs++,
    close: (code, reason) => void seen.closes.push([code, reason]),
  };
  return Object.assign(seen, { handlers });
}

Deno.test("socketUrl() takes wss anywhere and ws on this machine only", () => {
  assertEquals(socketUrl("wss://ws.kraken.com/v2"), "wss://ws.kraken.com/v2");
  assertEquals(socketUrl("ws://127.0.0.1:8080"), "ws://127.0.0.1:8080");
  for (
    const address of ["ws://ws.kraken.com/v2", "https://ws.kraken.com", "http://127.0.0.1", "kraken", "wss://a:b@c.d"]
  ) {
    assertThrows(() => socketUrl(address), TypeError);
  }
});

Deno.test("transportOf() refuses names it does not know", () => {
  assertThrows(
    () => transportOf("http" as "ws"),
    RangeError,
    '"ws", "platform" or a function: current value is "http"',
  );
  assertStrictEquals(transportOf("platform"), platformTransport);
  assertStrictEquals(transportOf(undefined), defaultTransport);
});

for (
  const [name, open] of [["wsTransport", wsTransport], ["platformTransport", platformTransport]] as [
    string,
    OpenTransport,
  ][]
) {
  Deno.test({
    name: `${name}() says which flag is missing where the network may not be used, and that trying again is no use`,
    permissions: { net: false, env: "inherit", read: "inherit", sys: "inherit" },
    async fn() {
      const error = await assertRejects(
        () => open("ws://127.0.0.1:9/v2", listening().handlers, {}),
        TransportError,
        "Cannot connect to ws://127.0.0.1:9/v2: this program may not use the network there. Run with --allow-net=127.0.0.1:9",
      );
      assertEquals(error.retryable, false);
    },
  });

  Deno.test(`${name}() rejects with a TransportError when nobody listens`, async () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    listener.close();
    const error = await assertRejects(() => open(`ws://127.0.0.1:${port}`, listening().handlers, {}), TransportError);
    assert(error.retryable);
    assert(error.message.startsWith(`Cannot connect to ws://127.0.0.1:${port}: `), error.message);
  });

  Deno.test(`${name}() rejects with a TransportError when the handshake is refused`, async () => {
    await using server = new Loopback({ refuse: () => new Response("no", { status: 503 }) });
    await assertRejects(() => open(server.url, listening().handlers, {}), TransportError, "Cannot connect");
  });

  Deno.test(`${name}() rejects with a TransportError when the handshake is never answered`, async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    const accepted = listener.accept();
    const opening = open(`ws://127.0.0.1:${port}`, listening().handlers, { handshakeTimeoutMs: 50 });
    await assertRejects(() => opening, TransportError, "within 50 ms");
    (await accepted).close();
  });

  Deno.test(`${name}() rejects with the signal's own reason when aborted`, async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    const controller = new AbortController();
    const accepted = listener.accept();
    const opening = open(`ws://127.0.0.1:${port}`, listening().handlers, { signal: controller.signal });
    const reason = new Error("enough");
    const settled = opening.then(() => undefined, (error) => error);
    const socket = await accepted;
    controller.abort(reason);
    assertStrictEquals(await settled, reason);
    socket.close();
    assertStrictEquals(
      await open(`ws://127.0.0.1:${port}`, listening().handlers, { signal: controller.signal }).catch((error) => error),
      reason,
    );
  });

  Deno.test(`${name}() refuses a time limit that would strike at once`, async () => {
    await using server = new Loopback();
    for (const handshakeTimeoutMs of [NaN, -1, 0]) {
      await assertRejects(
        () => open(server.url, listening().handlers, { handshakeTimeoutMs }),
        RangeError,
        "'handshakeTimeoutMs' must be milliseconds above zero",
      );
    }
    assertEquals(server.attempts, 0);
  });

  Deno.test(`${name}() takes a time limit that is longer than a timer holds`, async () => {
    await using server = new Loopback();
    for (const handshakeTimeoutMs of [2 ** 31, Infinity]) {
      (await open(server.url, listening().handlers, { handshakeTimeoutMs })).terminate();
    }
    assertEquals(server.attempts, 2);
  });

  Deno.test(`${name}() drops a half-open socket at terminate(): the other side is told, whatever it answers`, async () => {
    await using server = new Loopback();
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const opening = open(`ws://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`, listening().handlers, {});
    using near = await listener.accept();
    using far = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(server.url).port) });
    const buffer = new Uint8Array(4096);
    await far.write(buffer.subarray(0, await near.read(buffer) ?? 0));
    await near.write(buffer.subarray(0, await far.read(buffer) ?? 0));
    const transport = await opening;
    // From here on nothing is passed on.
    transport.terminate();
    let isOver = false;
    const reading = (async () => {
      while (await near.read(buffer).catch(() => null) !== null);
      isOver = true;
    })();
    await until(() => isOver, "the end of the socket");
    await reading;
  });

  Deno.test(`${name}() carries text both ways, in order, whatever its size`, async () => {
    await using server = new Loopback({ message: (client, text) => client.send(text) });
    const seen = listening();
    const transport = await open(server.url, seen.handlers, {});
    const texts = ["{}", "ü€😀", "x".repeat(300_000), ...Array.from({ length: 200 }, (_, i) => `message ${i}`)];
    for (const text of texts) transport.send(text);
    await until(() => seen.texts.length === texts.length);
    assertEquals(seen.texts, texts);
    transport.close(1000, "done");
    await until(() => seen.closes.length === 1);
    assertEquals(seen.closes, [[1000, "done"]]);
  });

  Deno.test(`${name}() tells when and why the other side closes`, async () => {
    await using server = new Loopback({ message: (client) => client.close(1012, "restart") });
    const seen = listening();
    const transport = await open(server.url, seen.handlers, {});
    transport.send("go");
    await until(() => seen.closes.length === 1);
    assertEquals(seen.closes, [[1012, "restart"]]);
  });

  Deno.test(`${name}() puts split frames and single bytes together`, async () => {
    const bytes = new TextEncoder().encode('{"channel":"heartbeat ü"}');
    const frame = (first: number, part: Uint8Array) => Uint8Array.of(first, part.length, ...part);
    await using server = new DeadEnd(async (write) => {
      // One text message in three frames, cut inside a letter, sent byte by byte, with a ping in between.
      const parts = [
        frame(0x01, bytes.slice(0, 22)),
        frame(0x89, new Uint8Array()),
        frame(0x00, bytes.slice(22, 23)),
        frame(0x80, bytes.slice(23)),
      ];
      for (const part of parts) for (const byte of part) await write(Uint8Array.of(byte));
    });
    const seen = listening();
    const transport = await open(server.url, seen.handlers, {});
    await until(() => seen.texts.length === 1);
    assertEquals(seen.texts, ['{"channel":"heartbeat ü"}']);
    transport.terminate();
  });

  Deno.test(`${name}() is silent after terminate()`, async () => {
    await using server = new Loopback({ message: (client, text) => client.send(text) });
    const seen = listening();
    const transport = await open(server.url, seen.handlers, {});
    transport.send("one");
    await until(() => seen.texts.length === 1);
    transport.terminate();
    await server.clients[0]!.gone;
    assertEquals([seen.texts, seen.closes], [["one"], []]);
  });
}

Deno.test("wsTransport() sends headers and protocol-level pings", async () => {
  await using server = new Loopback();
  const seen = listening();
  const transport = await wsTransport(server.url, seen.handlers, { headers: { "x-test": "yes" } });
  assertEquals(transport.ping(), true);
  await until(() => seen.pongs === 1);
  assertEquals(server.clients[0]!.headers.get("x-test"), "yes");
  transport.close();
  await until(() => seen.closes.length === 1);
});

Deno.test("wsTransport() closes on a message above its limit", async () => {
  await using server = new Loopback({ message: (client) => client.send("x".repeat(2000)) });
  const seen = listening();
  const transport = await wsTransport(server.url, seen.handlers, { maxBytes: 1000 });
  transport.send("go");
  await until(() => seen.closes.length === 1);
  assertEquals(seen.texts, []);
  assert(transport.kind === "ws");
});

Deno.test("platformTransport() says that it cannot ping", async () => {
  await using server = new Loopback();
  const seen = listening();
  const transport = await platformTransport(server.url, seen.handlers, {});
  assertEquals(transport.ping(), false);
  transport.close();
  await until(() => seen.closes.length === 1);
});
