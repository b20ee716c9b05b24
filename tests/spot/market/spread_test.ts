import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { spread } from "../../../spot/market/spread.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("spread needs a pair", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, spread, {} as never),
    TypeError,
    "Cannot call Spread as 'pair' is missing",
  );
  assertEquals(asked, []);
});

Deno.test("spread refuses a class it does not take", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, spread, { pair: "XBTUSD", asset_class: "forex" } as never),
    RangeError,
    "'asset_class' must be one of tokenized_asset: current value is \"forex\"",
  );
  assertEquals(asked, []);
});

Deno.test("spread rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset pair"]);
  const error = await assertRejects(() => send({ fetch }, spread, { pair: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset pair"]);
});

Deno.test("spread writes all parameters", async () => {
  const { fetch, asked } = answering(fixtures.spread);
  const result = await send({ fetch }, spread, {
    pair: "XBTUSD",
    since: 1793534395.9,
    assetVersion: 1,
    asset_class: "tokenized_asset",
  });
  assertEquals(asked, [{
    line:
      "GET https://api.kraken.com/0/public/Spread?pair=XBTUSD&since=1793534395&assetVersion=1&asset_class=tokenized_asset",
    body: "",
  }]);
  assertEquals(result, fixtures.spread);
});
