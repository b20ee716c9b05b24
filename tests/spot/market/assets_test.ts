import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { assets } from "../../../spot/market/assets.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("assets names the nearest class", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assets, { aclass: "curency" } as never),
    RangeError,
    'Cannot call Assets as \'aclass\' must be one of currency, tokenized_asset (did you mean "currency"?): current value is "curency"',
  );
  assertEquals(asked, []);
});

Deno.test("assets names the nearest parameter", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assets, { assets: "XBT" } as never),
    TypeError,
    "has no parameter 'assets'; did you mean 'asset'?",
  );
  assertEquals(asked, []);
});

Deno.test("assets refuses another assetVersion", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assets, { assetVersion: 2 } as never),
    RangeError,
    "'assetVersion' must be one of 1: current value is 2",
  );
  assertEquals(asked, []);
});

Deno.test("assets refuses an empty list", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assets, { asset: [] } as never),
    RangeError,
    "'asset' must have at least one item: current value is []",
  );
  assertEquals(asked, []);
});

Deno.test("assets rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset"]);
  const error = await assertRejects(() => send({ fetch }, assets, { asset: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset"]);
});

Deno.test("assets joins a list and writes all parameters", async () => {
  const { fetch, asked } = answering(fixtures.assets);
  const result = await send({ fetch }, assets, { asset: ["XBT", "USD", "SOL"], aclass: "currency", assetVersion: 1 });
  assertEquals(asked, [{
    line: "GET https://api.kraken.com/0/public/Assets?asset=XBT%2CUSD%2CSOL&aclass=currency&assetVersion=1",
    body: "",
  }]);
  assertEquals(result, fixtures.assets);
});

Deno.test("assets asks for all without parameters", async () => {
  const { fetch, asked } = answering(fixtures.assets);
  const result = await send({ fetch }, assets, {});
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/Assets", body: "" }]);
  assertEquals(result, fixtures.assets);
});
