import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { assetPairs } from "../../../spot/market/asset_pairs.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("assetPairs names the nearest info", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assetPairs, { info: "fee" } as never),
    RangeError,
    '\'info\' must be one of info, leverage, fees, margin (did you mean "fees"?): current value is "fee"',
  );
  assertEquals(asked, []);
});

Deno.test("assetPairs refuses an unknown venue", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assetPairs, { execution_venue: ["international", "moon"] } as never),
    RangeError,
    "'execution_venue' must be one of international, bitnomial_exchange: current value is \"moon\"",
  );
  assertEquals(asked, []);
});

Deno.test("assetPairs wants text for the country", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assetPairs, { country_code: 44 } as never),
    TypeError,
    "'country_code' must be text: current value is 44",
  );
  assertEquals(asked, []);
});

Deno.test("assetPairs knows its own name for the class", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, assetPairs, { asset_class: "currency" } as never),
    TypeError,
    "has no parameter 'asset_class'",
  );
  assertEquals(asked, []);
});

Deno.test("assetPairs rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset pair"]);
  const error = await assertRejects(() => send({ fetch }, assetPairs, { pair: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset pair"]);
});

Deno.test("assetPairs writes all parameters", async () => {
  const { fetch, asked } = answering(fixtures.assetPairs);
  const result = await send({ fetch }, assetPairs, {
    pair: ["XBTUSD", "AAPLxUSD"],
    aclass_base: "tokenized_asset",
    info: "info",
    country_code: "GB",
    execution_venue: ["international", "bitnomial_exchange"],
    assetVersion: 1,
  });
  assertEquals(asked, [{
    line:
      "GET https://api.kraken.com/0/public/AssetPairs?pair=XBTUSD%2CAAPLxUSD&aclass_base=tokenized_asset&info=info&country_code=GB&execution_venue=international%2Cbitnomial_exchange&assetVersion=1",
    body: "",
  }]);
  assertEquals(result, fixtures.assetPairs);
});
