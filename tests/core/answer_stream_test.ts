import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type Endpoint, futures } from "../../core/endpoint.ts";
import { ApiError, TransportError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { answering, manualClock } from "../helpers/fetching.ts";

const file: Endpoint<Record<never, never>, ReadableStream<Uint8Array<ArrayBuffer>>> = futures(
  "GET",
  "/api/history/v3/accountlogcsv",
  { auth: false, decode: "stream" },
);
const encoder = new TextEncoder();

Deno.test("send() raises Kraken's errors instead of streaming them, with any status", async () => {
  const bodies: Response[] = [
    Response.json({ result: "error", error: "Unavailable", serverTime: "" }),
    Response.json({ status: "unauthorized", reason: "unauthorized" }, { status: 401 }),
  ];
  for (const body of bodies) {
    const options = { fetch: answering(body), clock: manualClock(), tries: 1 };
    await assertRejects(() => send(options, file, {}), ApiError);
  }
});

Deno.test("send() takes an empty file and an HTML page with an error status for no answer", async () => {
  const empty = { fetch: answering(new Response("")), clock: manualClock(), tries: 1 };
  await assertRejects(() => send(empty, file, {}), TransportError, "an empty body");
  const page = { fetch: answering(new Response("<html>", { status: 502 })), clock: manualClock() };
  await assertRejects(() => send(page, file, {}), TransportError, "HTTP 502 with HTML");
  assertEquals(page.fetch.requests.length, 3, "a read is tried again until its stream begins");
});

Deno.test("send() streams a body as it is asked for, and holds none of it", async () => {
  let made = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.enqueue(encoder.encode(`row ${made++}\n`.repeat(1000))),
  }, { highWaterMark: 0 });
  const stream = await send({ fetch: answering(() => new Response(body)) }, file, {});
  const reader = stream.getReader();
  for (let i = 0; i < 5; i++) await reader.read();
  assert(made <= 7, `${made} chunks were made for 5 that were read`);
  await reader.cancel();
});

Deno.test("send() joins an answer that is JSON after all from its parts", async () => {
  const parts = ['{"result":"err', 'or","error":"apiLim', 'itExceeded"}'];
  const body = ReadableStream.from([new Uint8Array(), ...parts.map((part) => encoder.encode(part))]);
  const options = { fetch: answering(() => new Response(body)), clock: manualClock(), tries: 1 };
  const error = await assertRejects(() => send(options, file, {}), ApiError);
  assertEquals(error.errors, ["apiLimitExceeded"]);
});

/** A server that sends its headers and the first row at once, and the second only when told. */
async function slowly(use: (baseUrl: string, finish: () => void) => Promise<void>): Promise<void> {
  const gate = Promise.withResolvers<void>();
  const body = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      async start(controller) {
        controller.enqueue(encoder.encode("first\n"));
        await gate.promise;
        try {
          controller.enqueue(encoder.encode("second\n"));
          controller.close();
        } catch {
          // The reader has gone, which is what some of these tests are about.
        }
      },
    });
  const stop = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, signal: stop.signal },
    () => new Response(body()),
  );
  try {
    await use(`http://127.0.0.1:${server.addr.port}`, gate.resolve);
  } finally {
    gate.resolve();
    stop.abort();
    await server.finished;
  }
}

Deno.test("send() limits the time until a stream begins, not that of the stream", async () => {
  await slowly(async (baseUrl, finish) => {
    const stream = await send({ baseUrl }, file, {}, { timeoutMs: 300 });
    setTimeout(finish, 600);
    assertEquals(await new Response(stream).text(), "first\nsecond\n");
  });
});

Deno.test("send() ends a stream with the caller's own reason when it is aborted half-way", async () => {
  await slowly(async (baseUrl) => {
    const controller = new AbortController();
    const stream = await send({ baseUrl }, file, {}, { signal: controller.signal });
    const reader = stream.getReader();
    assertEquals(new TextDecoder().decode((await reader.read()).value), "first\n");
    const reason = new Error("enough");
    const pending = reader.read();
    controller.abort(reason);
    const failed = await pending.then(() => undefined, (error) => error);
    assert(failed === reason, String(failed));
  });
});

Deno.test("send() ends a stream whose connection breaks with a TransportError", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(4096));
      await connection.write(encoder.encode("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst\n"));
      connection.close();
    }
  })();
  const stream = await send({ baseUrl: `http://127.0.0.1:${listener.addr.port}` }, file, {});
  const error = await assertRejects(() => new Response(stream).text(), TransportError);
  assertStringIncludes(error.message, "the connection broke");
  listener.close();
  await serving;
});
