import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { adviceFor } from "../../core/advice.ts";
import { Credentials } from "../../core/credentials.ts";
import { privatePost } from "../../core/endpoint.ts";
import { ApiError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { answering, manualClock } from "../helpers/fetching.ts";

Deno.test("adviceFor() has a word for every way in which Futures does nothing with an order", () => {
  const expected: [status: string, category: string, words: string][] = [
    ["filled", "order-rejected", "fills"],
    ["cancelled", "order-rejected", "cancelled already"],
    ["wouldProcessAfterSpecifiedTime", "order-rejected", "processBefore"],
    ["invalidOrderType", "argument", "orderType"],
    ["invalidSide", "argument", '"buy" or "sell"'],
    ["cannotEditLimitPriceOfTrailingStop", "order-rejected", "limitPrice"],
    ["cannotEditTriggerPriceOfTrailingStop", "order-rejected", "stopPrice"],
    ["cannotEditSomethingNew", "order-rejected", "cancel it"],
  ];
  for (const [status, category, words] of expected) {
    const advice = adviceFor("futures", [status]);
    assertEquals([advice?.category, advice?.retryable], [category, false], status);
    assert(advice?.advice.includes(words), status);
  }
});

Deno.test("send() names the usual makers of too large nonces", async () => {
  const secret = new Uint8Array(64).fill(7).toBase64();
  const credentials = new Credentials({ key: "ADVICETEST", secret });
  const fetch = answering({ error: ["EAPI:Invalid nonce"] });
  const error = await assertRejects(
    () => send({ fetch, credentials, clock: manualClock() }, privatePost<Record<never, never>, unknown>("Balance"), {}),
    ApiError,
  );
  assertStringIncludes(error.message, "nanoseconds");
  assertStringIncludes(error.message, "python-kraken-sdk");
});
