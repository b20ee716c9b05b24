import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { ticker } from "../../../spot/market/ticker.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("ticker names the nearest parameter", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ticker, { pairs: "XBTUSD" } as never),
    TypeError,
    "Cannot call Ticker as it has no parameter 'pairs'; did you mean 'pair'?",
  );
  assertEquals(asked, []);
});

Deno.test("ticker refuses an item that is no text", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ticker, { pair: ["XBTUSD", 7] } as never),
    TypeError,
    "'pair' must be text or an array of non-empty texts",
  );
  assertEquals(asked, []);
});

Deno.test("ticker refuses an unknown class", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ticker, { asset_class: "currency" } as never),
    RangeError,
    "'asset_class' must be one of tokenized_asset, forex: current value is \"currency\"",
  );
  assertEquals(asked, []);
});

Deno.test("ticker rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset pair"]);
  const error = await assertRejects(() => send({ fetch }, ticker, { pair: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset pair"]);
});

Deno.test("ticker writes one pair as it is", async () => {
  const { fetch, asked } = answering(fixtures.ticker);
  const result = await send({ fetch }, ticker, { pair: "XBTUSD" });
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/Ticker?pair=XBTUSD", body: "" }]);
  assertEquals(result, fixtures.ticker);
});

Deno.test("ticker writes all parameters", async () => {
  const { fetch, asked } = answering(fixtures.ticker);
  const result = await send({ fetch }, ticker, { pair: ["XBTUSD", "BTC/USD"], assetVersion: 1, asset_class: "forex" });
  assertEquals(asked, [{
    line: "GET https://api.kraken.com/0/public/Ticker?pair=XBTUSD%2CBTC%2FUSD&assetVersion=1&asset_class=forex",
    body: "",
  }]);
  assertEquals(result, fixtures.ticker);
});

Deno.test("ticker asks for every pair without parameters", async () => {
  const { fetch, asked } = answering(fixtures.ticker);
  const result = await send({ fetch }, ticker, {});
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/Ticker", body: "" }]);
  assertEquals(result, fixtures.ticker);
});
