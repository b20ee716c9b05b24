import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  ApiError,
  BookError,
  KrakenError,
  OutcomeUnknownError,
  RateLimitError,
  TransportError,
} from "../../core/errors.ts";

Deno.test("every error names itself and descends from KrakenError and Error", () => {
  const errors: [Error, string][] = [
    [new KrakenError("a"), "KrakenError"],
    [new ApiError("AddOrder", ["EOrder:Invalid price"]), "ApiError"],
    [new RateLimitError("Balance", ["EAPI:Rate limit exceeded"]), "RateLimitError"],
    [new TransportError("b"), "TransportError"],
    [new OutcomeUnknownError("c"), "OutcomeUnknownError"],
    [new BookError("d"), "BookError"],
  ];
  for (const [error, name] of errors) {
    assertEquals(error.name, name);
    assert(error instanceof KrakenError && error instanceof Error);
    assert(String(error).startsWith(`${name}: `));
    assert(!Object.keys(error).includes("name"), "the name belongs to the class, or it shows twice");
  }
  assert(new RateLimitError("Balance", ["x"]) instanceof ApiError);
  assert(new OutcomeUnknownError("c") instanceof TransportError);
});

Deno.test("KrakenError puts the advice in the message, and keeps the first failure", () => {
  const cause = new TypeError("first");
  const error = new KrakenError("It broke", { cause, category: "auth", advice: "Mend it" });
  assertEquals([error.message, error.advice, error.category, error.retryable], [
    "It broke. Mend it",
    "Mend it",
    "auth",
    false,
  ]);
  assertEquals(error.cause, cause);
  const bare = new KrakenError("It broke");
  assertEquals([bare.message, bare.advice, bare.category], ["It broke", undefined, "unknown"]);
  assert(!("cause" in bare));
});

Deno.test("ApiError keeps Kraken's strings as they came, in message and field", () => {
  const strings = ["EOrder:Insufficient funds", "EGeneral:Something new"];
  const error = new ApiError("AddOrder", strings, { advice: "Add funds" });
  assertEquals(error.message, "AddOrder: EOrder:Insufficient funds; EGeneral:Something new. Add funds");
  assertEquals([error.endpoint, error.errors, error.retryable], ["AddOrder", strings, false]);
});

Deno.test("RateLimitError can be tried again, and says when where that is known", () => {
  const error = new RateLimitError("Balance", ["EAPI:Rate limit exceeded"], { retryAfterMs: 3000 });
  assertEquals([error.category, error.retryable, error.retryAfterMs], ["rate-limit", true, 3000]);
  assertEquals(new RateLimitError("Balance", ["x"]).retryAfterMs, undefined);
  assertEquals(new RateLimitError("Balance", ["x"], { category: "lockout", retryable: false }).retryable, false);
});

Deno.test("TransportError and BookError can be tried again unless they say otherwise", () => {
  const error = new TransportError("HTTP 502", { status: 502 });
  assertEquals([error.category, error.retryable, error.status], ["network", true, 502]);
  assertEquals(new TransportError("denied", { retryable: false }).retryable, false);
  assertEquals([new BookError("gap").category, new BookError("gap").retryable], ["book", true]);
});

Deno.test("OutcomeUnknownError is never retryable, whatever its details say", () => {
  const error = new OutcomeUnknownError("lost", { retryable: true, clientOrderIds: ["mine"] });
  assertEquals([error.retryable, error.category, error.clientOrderIds], [false, "outcome-unknown", ["mine"]]);
});

Deno.test("OutcomeUnknownError resolve() rejects with what to search for when it cannot look itself", async () => {
  const error = new OutcomeUnknownError("lost", { clientOrderIds: ["a", "b"] });
  await assertRejects(() => error.resolve(), KrakenError, "search open and closed orders for a, b");
  await assertRejects(() => new OutcomeUnknownError("lost").resolve(), KrakenError, "for its ids");
});

Deno.test("OutcomeUnknownError resolve() asks each time it is called", async () => {
  let asked = 0;
  const error = new OutcomeUnknownError("lost", { resolve: () => Promise.resolve(++asked) });
  assertEquals([await error.resolve(), await error.resolve()], [1, 2]);
});
