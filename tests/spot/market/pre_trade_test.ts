import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { preTrade } from "../../../spot/market/pre_trade.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("preTrade needs a symbol", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, preTrade, {} as never),
    TypeError,
    "Cannot call PreTrade as 'symbol' is missing",
  );
  assertEquals(asked, []);
});

Deno.test("preTrade has symbols and no pairs", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, preTrade, { pair: "BTC/USD" } as never),
    TypeError,
    "has no parameter 'pair'; it takes: symbol",
  );
  assertEquals(asked, []);
});

Deno.test("preTrade rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EGeneral:Invalid arguments"]);
  const error = await assertRejects(() => send({ fetch }, preTrade, { symbol: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EGeneral:Invalid arguments"]);
});

Deno.test("preTrade writes the symbol", async () => {
  const { fetch, asked } = answering(fixtures.preTrade);
  const result = await send({ fetch }, preTrade, { symbol: "BTC/USD" });
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/PreTrade?symbol=BTC%2FUSD", body: "" }]);
  assertEquals(result, fixtures.preTrade);
});
