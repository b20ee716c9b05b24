import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { trades } from "../../../spot/market/trades.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("trades needs a pair", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, trades, { since: "0" } as never),
    TypeError,
    "Cannot call Trades as 'pair' is missing",
  );
  assertEquals(asked, []);
});

Deno.test("trades refuses more rows than Kraken sends", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, trades, { pair: "XBTUSD", count: 1001 }),
    RangeError,
    "'count' must be a whole number from 1 to 1000: current value is 1001",
  );
  assertEquals(asked, []);
});

Deno.test("trades refuses nanoseconds as a number, whose last digits are lost already", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, trades, { pair: "XBTUSD", since: 1793534397765432101 }),
    RangeError,
    "'since' must be Unix seconds",
  );
  assertEquals(asked, []);
});

Deno.test("trades rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset pair"]);
  const error = await assertRejects(() => send({ fetch }, trades, { pair: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset pair"]);
});

Deno.test("trades writes all parameters, the cursor letter for letter", async () => {
  const { fetch, asked } = answering(fixtures.trades);
  const result = await send({ fetch }, trades, {
    pair: "XBTUSD",
    since: "1793534397765432101",
    count: 2,
    assetVersion: 1,
    asset_class: "tokenized_asset",
  });
  assertEquals(asked, [{
    line:
      "GET https://api.kraken.com/0/public/Trades?pair=XBTUSD&since=1793534397765432101&count=2&assetVersion=1&asset_class=tokenized_asset",
    body: "",
  }]);
  assertEquals(result, fixtures.trades);
});

Deno.test("trades writes a Date as Unix seconds with its fraction", async () => {
  const { fetch, asked } = answering(fixtures.trades);
  const result = await send({ fetch }, trades, { pair: "XBTUSD", since: new Date("2026-11-01T08:00:00.250Z") });
  assertEquals(asked, [{
    line: "GET https://api.kraken.com/0/public/Trades?pair=XBTUSD&since=1793520000.25",
    body: "",
  }]);
  assertEquals(result, fixtures.trades);
});
