import { assert, assertEquals, assertRejects } from "@std/assert";
import { Credentials } from "../../core/credentials.ts";
import { ApiError, TransportError } from "../../core/errors.ts";
import { fileNonce } from "../../core/nonce.ts";
import { send, type SendOptions } from "../../core/send.ts";
import { balance } from "../../spot/account/balance.ts";
import { retrieveExport } from "../../spot/account/retrieve_export.ts";
import { cancelOrder } from "../../spot/trading/cancel_order.ts";

const TXID = "OABCDE-FGHIJ-KLMNOP";
const bytes = (text: string) => new TextEncoder().encode(text);

/** An answer whose head comes at once, and whose body goes on when it is let. */
function slowly(begin: string, rest: Promise<string>): Response {
  let gone = false;
  return new Response(
    new ReadableStream({
      async start(controller) {
        controller.enqueue(bytes(begin));
        const last = await rest;
        if (gone) return;
        controller.enqueue(bytes(last));
        controller.close();
      },
      cancel() {
        gone = true;
      },
    }),
  );
}

/** A Kraken on loopback that answers by endpoint and keeps names and nonces, and a key of its own to call it. */
async function exchanging(
  answers: Record<string, (nonce: string) => Response | Promise<Response>>,
  run: (options: SendOptions, seen: { name: string; nonce: string }[]) => Promise<void>,
): Promise<void> {
  const seen: { name: string; nonce: string }[] = [];
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const name = new URL(request.url).pathname.split("/").at(-1) ?? "";
    const nonce = new URLSearchParams(await request.text()).get("nonce") ?? "";
    seen.push({ name, nonce });
    return await answers[name]?.(nonce) ?? new Response("", { status: 404 });
  });
  const credentials = new Credentials({ key: crypto.randomUUID(), secret: btoa("made up") });
  await run({ credentials, baseUrl: `http://127.0.0.1:${server.addr.port}` }, seen);
}

const cancelled = () => Response.json({ error: [], result: { count: 1 } });

Deno.test("send() signs anew with a larger nonce when the refusal comes late, though others of the key went meanwhile", async () => {
  const refusal = Promise.withResolvers<string>();
  let asked = 0;
  const answers = {
    Balance: () =>
      asked++ === 0 ? slowly('{"error":["EAPI:', refusal.promise) : Response.json({ error: [], result: { ZUSD: "1" } }),
    CancelOrder: cancelled,
  };
  await exchanging(answers, async (options, seen) => {
    const reading = send(options, balance, {});
    assertEquals(await send(options, cancelOrder, { txid: TXID }), { count: 1 });
    refusal.resolve('Invalid nonce"]}');
    assertEquals(await reading, { ZUSD: "1" });
    assertEquals(seen.map(({ name }) => name), ["Balance", "CancelOrder", "Balance"]);
    const nonces = seen.map(({ nonce }) => Number(nonce));
    assert(nonces[1]! > nonces[0]! && nonces[2]! > nonces[1]!, nonces.join());
  });
});

Deno.test("send() limits the time of the whole answer, though the next of the key left when it began", async () => {
  const end = Promise.withResolvers<string>();
  const answers = { Balance: () => slowly('{"error":[],', end.promise), CancelOrder: cancelled };
  await exchanging(answers, async (options, seen) => {
    const reading = assertRejects(
      () => send({ ...options, tries: 1 }, balance, {}, { timeoutMs: 100 }),
      TransportError,
      "Balance: no answer within 100 ms",
    );
    await send(options, cancelOrder, { txid: TXID });
    await reading;
    assertEquals(seen.map(({ name }) => name), ["Balance", "CancelOrder"]);
    end.resolve("");
  });
});

Deno.test("send() ends the reading of a slow answer with the caller's own reason", async () => {
  const end = Promise.withResolvers<string>();
  const answers = { RetrieveExport: () => slowly("PK\x03\x04", end.promise), CancelOrder: cancelled };
  await exchanging(answers, async (options) => {
    const [controller, reason] = [new AbortController(), new Error("enough")];
    const reading = send(options, retrieveExport, { id: "ABCD" }, { signal: controller.signal }).catch((error) =>
      error
    );
    await send(options, cancelOrder, { txid: TXID });
    controller.abort(reason);
    assert(await reading === reason);
    end.resolve("");
  });
});

Deno.test("send() sends no second request of a key before the first is answered", async () => {
  const head = Promise.withResolvers<Response>();
  const arrived = Promise.withResolvers<void>();
  const answers = {
    Balance: () => {
      arrived.resolve();
      return head.promise;
    },
    CancelOrder: cancelled,
  };
  await exchanging(answers, async (options, seen) => {
    const reading = assertRejects(() => send(options, balance, {}), ApiError, "EGeneral:Permission denied");
    const cancelling = send(options, cancelOrder, { txid: TXID });
    await arrived.promise;
    // A call of another key makes its way there and back, so one of this key would have as well.
    await assertRejects(
      () =>
        send(
          { ...options, credentials: new Credentials({ key: "other", secret: btoa("x") }), tries: 1 },
          retrieveExport,
          { id: "A" },
        ),
      TransportError,
      "HTTP 404",
    );
    assertEquals(seen.map(({ name }) => name), ["Balance", "RetrieveExport"]);
    head.resolve(Response.json({ error: ["EGeneral:Permission denied"] }));
    await Promise.all([reading, cancelling]);
    assertEquals(seen.map(({ name }) => name), ["Balance", "RetrieveExport", "CancelOrder"]);
  });
});

for (const kind of ["memory", "file"] as const) {
  Deno.test(`send() lets a cancel through while a large export of the same key comes slowly (${kind})`, async () => {
    const rest = Promise.withResolvers<string>();
    const answers = { RetrieveExport: () => slowly("PK\x03\x04", rest.promise), CancelOrder: cancelled };
    const path = await Deno.makeTempFile();
    try {
      await exchanging(answers, async (made, seen) => {
        const options = kind === "file" ? { ...made, nonce: fileNonce(path) } : made;
        const log: string[] = [];
        const download = send(options, retrieveExport, { id: "ABCD" }).then((zip) => {
          log.push("export");
          return zip;
        });
        await send(options, cancelOrder, { txid: TXID });
        log.push("cancel");
        rest.resolve("rest");
        assertEquals((await download).length, 8);
        assertEquals(log, ["cancel", "export"]);
        assert(Number(seen[1]?.nonce) > Number(seen[0]?.nonce));
      });
    } finally {
      await Deno.remove(path);
    }
  });
}
