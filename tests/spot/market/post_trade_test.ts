import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { postTrade } from "../../../spot/market/post_trade.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("postTrade refuses a time that is none", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, postTrade, { from_ts: "yesterday" }),
    TypeError,
    "'from_ts' must be a Date or ISO 8601 text",
  );
  assertEquals(asked, []);
});

Deno.test("postTrade refuses no rows", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, postTrade, { count: 0 }),
    RangeError,
    "'count' must be a whole number from 1 to 1000: current value is 0",
  );
  assertEquals(asked, []);
});

Deno.test("postTrade rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EGeneral:Invalid arguments"]);
  const error = await assertRejects(() => send({ fetch }, postTrade, { symbol: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EGeneral:Invalid arguments"]);
});

Deno.test("postTrade writes all parameters, the cursor letter for letter", async () => {
  const { fetch, asked } = answering(fixtures.postTrade);
  const result = await send({ fetch }, postTrade, {
    symbol: "BTC/USD",
    from_ts: "2026-11-01T11:59:57.765432101Z",
    to_ts: new Date("2026-11-01T12:00:00Z"),
    count: 1,
  });
  assertEquals(asked, [{
    line:
      "GET https://api.kraken.com/0/public/PostTrade?symbol=BTC%2FUSD&from_ts=2026-11-01T11%3A59%3A57.765432101Z&to_ts=2026-11-01T12%3A00%3A00.000Z&count=1",
    body: "",
  }]);
  assertEquals(result, fixtures.postTrade);
});

Deno.test("postTrade asks for all symbols without parameters", async () => {
  const { fetch, asked } = answering(fixtures.postTrade);
  const result = await send({ fetch }, postTrade, {});
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/PostTrade", body: "" }]);
  assertEquals(result, fixtures.postTrade);
});
