import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { TransportError } from "../../core/errors.ts";
import { symbols } from "../../core/symbols.ts";
import { createLookup } from "../../facade/lookup.ts";
import { createSpotClient } from "../../spot/client.ts";
import { manualClock } from "../helpers/fetching.ts";

function lookup(fetch: typeof globalThis.fetch) {
  const { market } = createSpotClient({ fetch, limiter: "none", clock: manualClock() });
  return createLookup(market, symbols());
}

const offline = () => Promise.reject(new TypeError("dns error"));

Deno.test("lookup() suggests what is near although Kraken can't be asked", async () => {
  for (const ask of ["spot", "market"] as const) {
    const error = await assertRejects(() => lookup(offline)[ask]("BTC/UDS"), RangeError);
    assertStringIncludes(error.message, "did you mean BTC/USD");
    assertStringIncludes(error.message, "Kraken could not be asked for newer names");
    assertInstanceOf(error.cause, TransportError);
  }
  const asset = await assertRejects(() => lookup(offline).learn({ asset: "ETHH" }), RangeError);
  assertStringIncludes(asset.message, "did you mean ETH");
  await assertRejects(() => lookup(offline).learn({ symbol: ["BTC/USD", "BTC/UDS"] }), RangeError, "BTC/UDS");
});

Deno.test("lookup() asks nobody for what it knows", async () => {
  const known = lookup(offline);
  assertEquals((await known.spot("btc-usd")).symbol, "BTC/USD");
  await known.learn({ symbol: "ETH/EUR", asset: ["XXBT", "ETH"] });
});

Deno.test("lookup.during() ends the caller's wait with the signal, and the others still get the lists", async () => {
  const gate = Promise.withResolvers<void>();
  let calls = 0;
  const shared = lookup(async () => {
    calls++;
    await gate.promise;
    return Response.json({ error: [], result: {} });
  });
  const controller = new AbortController();
  const reason = new Error("enough");
  const patient = shared.learn({ symbol: "NEW/USD" });
  const hasty = shared.during(controller.signal).learn({ symbol: "NEW/USD" }).catch((error) => error);
  const late = shared.during(AbortSignal.abort(reason)).spot("NEW/USD").catch((error) => error);
  controller.abort(reason);
  // Nothing has been answered yet, so only the signal can have ended these.
  assert(await hasty === reason);
  assert(await late === reason);
  gate.resolve();
  await patient;
  assertEquals(calls, 4);
  // They have been learnt: nobody is asked again.
  await assertRejects(() => shared.spot("NEW/USD"), RangeError, "No spot pair");
  assertEquals(calls, 4);
});
