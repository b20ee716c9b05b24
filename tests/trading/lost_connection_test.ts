/** The connection dropping before, during and after an order is sent. Real sockets on loopback, real fetch. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { KrakenError, OutcomeUnknownError, TransportError } from "../../core/errors.ts";
import type { SendOptions } from "../../core/send.ts";
import { systemClock } from "../../core/retry.ts";
import { createSpotClient } from "../../spot/client.ts";
import type { ClientOptions } from "../../core/client.ts";
import { resolveLost } from "../../trading/lookup.ts";
import { order } from "../../trading/order.ts";
import type { LostOutcome } from "../../trading/outcome.ts";
import type { TradingSource } from "../../trading/source.ts";
import { answer, deadLine, type Line, type Mishap } from "./_line.ts";
import { LIMIT, SECRET, sourceOf, TXID } from "./_desk.ts";

function sourceAt({ url }: Line): TradingSource {
  const clock = { ...systemClock, sleep: () => Promise.resolve() };
  const options: ClientOptions & Pick<SendOptions, "resolve"> = {
    key: "LOST",
    secret: SECRET,
    baseUrl: url,
    limiter: "none",
    timeoutMs: 500,
    resolve: (request) => resolveLost({ ...client, now: clock.now, sleep: clock.sleep })(request),
  };
  const client = createSpotClient(options);
  return sourceOf(client, clock);
}

/** Places an order on a dead line, and asks what became of it. */
async function place(line: Line): Promise<{ error: TransportError; outcome?: LostOutcome }> {
  const preview = await order(sourceAt(line), LIMIT);
  const error = await assertRejects(() => preview.send(), TransportError);
  assert(line.arrived.length <= 1, `the order was sent ${line.arrived.length} times`);
  const again = await assertRejects(() => preview.send(), KrakenError);
  assertStringIncludes(again.message, "was sent already");
  if (!(error instanceof OutcomeUnknownError)) return { error };
  assertEquals(error.clientOrderIds, [preview.clOrdId!]);
  assertStringIncludes(error.message, `cl_ord_id ${preview.clOrdId}`);
  assertStringIncludes(error.message, "It was not sent again. Call error.resolve() to look it up before you decide");
  const outcome = await error.resolve() as LostOutcome;
  assert(line.arrived.length <= 1, `resolve() sent the order anew`);
  return { error, outcome };
}

Deno.test("Preview.send() before the line: no connection, so nothing has left and nothing is unknown", async () => {
  await using line = deadLine(() => {});
  const preview = await order(sourceAt(line), LIMIT);
  line.cut();
  const error = await assertRejects(() => preview.send(), TransportError);
  assertEquals(error instanceof OutcomeUnknownError, false);
  assertStringIncludes(error.message, "no connection");
  assertStringIncludes(error.message, "Check the network");
  assertEquals(line.arrived, []);
});

const AFTER: readonly [what: string, mishap: Mishap, words: string][] = [
  ["hangs up with no answer", (_, book) => book(), "the connection broke"],
  ["answers half", async (connection, book) => {
    book();
    await answer(connection, JSON.stringify({ error: [], result: { txid: [TXID] } }), "200 OK", 90);
  }, "the connection broke"],
  ["answers half of the JSON", async (connection, book) => {
    book();
    await answer(connection, `{"error":[],"result":{"txid":["`);
  }, "cut or broken JSON"],
  ["answers with a page of its proxy", async (connection, book) => {
    book();
    await answer(connection, "<html>504 Gateway Time-out</html>", "504 Gateway Time-out");
  }, "HTTP 504 with HTML"],
  ["answers nothing in time", async (connection, book) => {
    book();
    // Holds the line until the other side hangs up.
    while (await connection.read(new Uint8Array(64)) !== null);
  }, "no answer within 500 ms"],
  ["answers that the deadline has elapsed", async (connection, book) => {
    book();
    await answer(connection, JSON.stringify({ error: ["EService:Deadline elapsed"] }));
  }, "EService:Deadline elapsed"],
  ["answers that it is busy", async (connection, book) => {
    book();
    await answer(connection, JSON.stringify({ error: ["EService:Busy"] }));
  }, "EService:Busy"],
];

for (const [what, mishap, words] of AFTER) {
  Deno.test(`Preview.send() when Kraken takes the order and ${what}: never sent twice, found by resolve()`, async () => {
    await using line = deadLine(mishap);
    const { error, outcome } = await place(line);
    assertStringIncludes(error.message, words);
    assertEquals(line.booked.length, 1);
    assert(outcome?.state === "placed");
    assertEquals([outcome.txid, outcome.order.cl_ord_id], [TXID, line.booked[0]]);
  });
}

Deno.test("Preview.send() when the line dies while the order is being sent: never sent twice, not found", async () => {
  for (const reads of [1, 60, 400]) {
    await using line = deadLine(() => {}, reads);
    const { outcome } = await place(line);
    assert(outcome?.state === "not found");
    assertEquals(outcome.certain, false);
    assertStringIncludes(outcome.note, "Look again before you order anew");
    assertEquals(line.booked, []);
  }
});

Deno.test("Preview.send() aborted while the order is on its way rejects with the reason; the order may stand", async () => {
  const reason = new Error("enough");
  const controller = new AbortController();
  await using line = deadLine(async (connection, book) => {
    book();
    controller.abort(reason);
    while (await connection.read(new Uint8Array(64)) !== null);
  });
  const preview = await order(sourceAt(line), LIMIT);
  const error = await assertRejects(() => preview.send({ signal: controller.signal }));
  assert(error === reason);
  assertEquals([line.arrived.length, line.booked.length], [1, 1]);
  await assertRejects(() => preview.send(), KrakenError, "was sent already");
});
