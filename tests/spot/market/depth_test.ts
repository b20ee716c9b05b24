import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { depth } from "../../../spot/market/depth.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("depth needs a pair", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, depth, {} as never),
    TypeError,
    "Cannot call Depth as 'pair' is missing",
  );
  assertEquals(asked, []);
});

Deno.test("depth refuses more levels than Kraken has", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, depth, { pair: "XBTUSD", count: 501 }),
    RangeError,
    "'count' must be a whole number from 1 to 500: current value is 501",
  );
  assertEquals(asked, []);
});

Deno.test("depth refuses half a level", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, depth, { pair: "XBTUSD", count: 2.5 }),
    RangeError,
    "'count' must be a whole number from 1 to 500: current value is 2.5",
  );
  assertEquals(asked, []);
});

Deno.test("depth rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset pair"]);
  const error = await assertRejects(() => send({ fetch }, depth, { pair: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset pair"]);
});

Deno.test("depth writes all parameters", async () => {
  const { fetch, asked } = answering(fixtures.depth);
  const result = await send({ fetch }, depth, {
    pair: "XBTUSD",
    count: 2,
    assetVersion: 1,
    asset_class: "tokenized_asset",
  });
  assertEquals(asked, [{
    line: "GET https://api.kraken.com/0/public/Depth?pair=XBTUSD&count=2&assetVersion=1&asset_class=tokenized_asset",
    body: "",
  }]);
  assertEquals(result, fixtures.depth);
});
