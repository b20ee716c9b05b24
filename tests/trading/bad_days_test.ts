/** Refusals and broken answers: which class, what the message says to do, and that no order is placed twice. */

import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { ApiError, KrakenError, OutcomeUnknownError, RateLimitError } from "../../core/errors.ts";
import { createSpotClient } from "../../spot/client.ts";
import { order } from "../../trading/order.ts";
import { desk, LIMIT, no, TXID } from "./_desk.ts";

const REFUSALS: readonly [what: string, errors: string[], category: string, advice: string][] = [
  ["a wrong key", ["EAPI:Invalid key"], "auth", "key"],
  ["a wrong secret or an expired one-time password", ["EAPI:Invalid signature"], "auth", "secret"],
  ["a missing permission", ["EGeneral:Permission denied"], "permission", "permission"],
  ["a lockout", ["EGeneral:Temporary lockout"], "lockout", "minutes"],
  ["too little money", ["EOrder:Insufficient funds"], "insufficient-funds", "balance"],
  ["a tick Kraken changed meanwhile", ["EOrder:Tick size check failed"], "order-rejected", "tick"],
  ["too many open orders", ["EOrder:Orders limit exceeded"], "order-rejected", "cancel some first"],
  ["a market that is cancel-only", ["EService:Market in cancel_only mode"], "market-state", ""],
  ["an argument Kraken does not like", ["EGeneral:Invalid arguments:volume"], "argument", "documentation"],
  [
    "several errors at once",
    ["EOrder:Brand new", "EAlso:Brand new"],
    "order-rejected",
    "EOrder:Brand new; EAlso:Brand new",
  ],
  ["an error string of tomorrow", ["EFuture:Never seen before"], "unknown", "EFuture:Never seen before"],
];

for (const [what, errors, category, advice] of REFUSALS) {
  Deno.test(`order() refused for ${what} says so and sends the order once`, async () => {
    const { source, of } = desk({ AddOrder: () => no(...errors) });
    const error = await assertRejects(() => order(source, LIMIT, { live: true }), ApiError);
    assertEquals(error instanceof OutcomeUnknownError, false);
    assertEquals(error.errors, errors);
    assertEquals(error.category, category);
    assertStringIncludes(error.message, advice);
    assertEquals(of("AddOrder").length, 1);
  });
}

Deno.test("order() that is rate limited is not sent again by us", async () => {
  const { source, of } = desk({ AddOrder: () => no("EOrder:Rate limit exceeded") });
  await assertRejects(() => order(source, LIMIT, { live: true }), RateLimitError);
  assertEquals(of("AddOrder").length, 1);
});

Deno.test("order() signs anew once after a refused nonce, as the same order", async () => {
  let calls = 0;
  const { source, of } = desk({
    AddOrder: () => calls++ === 0 ? no("EAPI:Invalid nonce") : { descr: { order: "buy" }, txid: [TXID] },
  });
  await order(source, LIMIT, { live: true });
  const [first, second, ...more] = of("AddOrder");
  assertEquals(more, []);
  assertEquals(first?.["cl_ord_id"], second?.["cl_ord_id"]);
  assert(Number(first?.["nonce"]) < Number(second?.["nonce"]));
});

Deno.test("order() with a clock far behind or a poisoned key explains what happened to the nonce", async () => {
  const { source, of } = desk({ AddOrder: () => no("EAPI:Invalid nonce") });
  const error = await assertRejects(() => order(source, LIMIT, { live: true }), ApiError);
  assertStringIncludes(error.message, "a clock ahead of ours");
  assertStringIncludes(error.message, "make a new key");
  assertEquals(of("AddOrder").length, 2);
});

Deno.test("order() with a key that is revoked in mid-run stops at the refusal", async () => {
  let revoked = false;
  const { source, of } = desk({
    AddOrder: () => revoked ? no("EAPI:Invalid key") : { descr: { order: "buy" }, txid: [TXID] },
    BalanceEx: () => revoked ? no("EAPI:Invalid key") : {},
  });
  const sell = { ...LIMIT, type: "sell", leverage: 2, price: "62000" } as const;
  await order(source, sell, { live: true });
  revoked = true;
  const error = await assertRejects(() => order(source, sell, { live: true }), ApiError);
  assertEquals(error.category, "auth");
  assertEquals(of("AddOrder").length, 1);
});

const BROKEN: readonly [what: string, answer: () => Response, words: string][] = [
  [
    "HTML with 200",
    () => new Response("<html>hello</html>", { headers: { "content-type": "text/html" } }),
    "HTTP 200 with HTML",
  ],
  ["HTML with 520", () => new Response("<html>520</html>", { status: 520 }), "HTTP 520 with HTML"],
  ["an empty body", () => new Response(""), "an empty body"],
  ["cut JSON", () => new Response(`{"error":[],"result":{"txid":["O`), "cut or broken JSON"],
  ["JSON of somebody else", () => Response.json({ hello: 1 }), "no answer of Kraken's"],
  [
    "a redirect",
    () => new Response("", { status: 307, headers: { location: "https://elsewhere.example/" } }),
    "a redirect",
  ],
  ["an internal error", () => no("EGeneral:Internal error:5"), "EGeneral:Internal error:5"],
  ["no service", () => no("EService:Unavailable"), "EService:Unavailable"],
];

for (const [what, answer, words] of BROKEN) {
  Deno.test(`order() answered with ${what} is unknown, sent once, and looked up by resolve()`, async () => {
    const { source, of } = desk({ AddOrder: answer });
    const error = await assertRejects(() => order(source, LIMIT, { live: true }), OutcomeUnknownError);
    assertStringIncludes(error.message, words);
    assertStringIncludes(error.message, "Call error.resolve() to look it up before you decide");
    assertEquals(((await error.resolve()) as { state: string }).state, "not found");
    assertEquals(of("AddOrder").length, 1);
  });
}

Deno.test("createSpotClient() refuses a secret that is not base64 before anything is sent", () => {
  const error = assertThrows(() => createSpotClient({ key: "k", secret: "not base64 !" }), TypeError);
  assertEquals(error.message.includes("not base64 !"), false);
  assertThrows(() => createSpotClient({ key: "k" }), TypeError, "the secret is missing");
});

Deno.test("order() without a key says which options and variables to set", async () => {
  const { source, asked } = desk({}, { key: undefined, secret: undefined });
  const error = await assertRejects(() => order(source, LIMIT, { live: true }), KrakenError);
  assertStringIncludes(error.message, "KRAKEN_API_KEY");
  assertEquals(asked.some(({ name }) => name === "AddOrder"), false);
});
