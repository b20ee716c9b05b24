import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { ohlc } from "../../../spot/market/ohlc.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("ohlc needs a pair", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ohlc, { interval: 60 } as never),
    TypeError,
    "Cannot call OHLC as 'pair' is missing",
  );
  assertEquals(asked, []);
});

Deno.test("ohlc refuses a list of pairs", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ohlc, { pair: ["XBTUSD", "ETHUSD"] } as never),
    TypeError,
    "'pair' must be text",
  );
  assertEquals(asked, []);
});

Deno.test("ohlc refuses an interval Kraken does not have", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ohlc, { pair: "XBTUSD", interval: 3 } as never),
    RangeError,
    "'interval' must be one of 1, 5, 15, 30, 60, 240, 1440, 10080, 21600: current value is 3",
  );
  assertEquals(asked, []);
});

Deno.test("ohlc refuses milliseconds for since", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ohlc, { pair: "XBTUSD", since: 1793534400000 } as never),
    RangeError,
    "'since' must be Unix seconds (this looks like milliseconds",
  );
  assertEquals(asked, []);
});

Deno.test("ohlc refuses an invalid Date", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, ohlc, { pair: "XBTUSD", since: new Date(NaN) }),
    RangeError,
    "'since' must be a valid Date: current value is an invalid Date",
  );
  assertEquals(asked, []);
});

Deno.test("ohlc rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset pair"]);
  const error = await assertRejects(() => send({ fetch }, ohlc, { pair: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset pair"]);
});

Deno.test("ohlc writes all parameters", async () => {
  const { fetch, asked } = answering(fixtures.ohlc);
  const result = await send({ fetch }, ohlc, {
    pair: "XBTUSD",
    interval: 60,
    since: 1793520000,
    assetVersion: 1,
    asset_class: "tokenized_asset",
  });
  assertEquals(asked, [{
    line:
      "GET https://api.kraken.com/0/public/OHLC?pair=XBTUSD&interval=60&since=1793520000&assetVersion=1&asset_class=tokenized_asset",
    body: "",
  }]);
  assertEquals(result, fixtures.ohlc);
});

Deno.test("ohlc cuts a Date down to its second, since Kraken wants a whole number", async () => {
  const { fetch, asked } = answering(fixtures.ohlc);
  const result = await send({ fetch }, ohlc, { pair: "XBTUSD", since: new Date("2026-11-01T08:00:00.999Z") });
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/OHLC?pair=XBTUSD&since=1793520000", body: "" }]);
  assertEquals(result, fixtures.ohlc);
});

Deno.test("ohlc cuts a number with a fraction down too", async () => {
  const { fetch, asked } = answering(fixtures.ohlc);
  const result = await send({ fetch }, ohlc, { pair: "XBTUSD", since: 1793520000.75 });
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/OHLC?pair=XBTUSD&since=1793520000", body: "" }]);
  assertEquals(result, fixtures.ohlc);
});

Deno.test("ohlc writes text for since letter for letter", async () => {
  const { fetch, asked } = answering(fixtures.ohlc);
  await send({ fetch }, ohlc, { pair: "XBTUSD", since: "1793520000.75" });
  assertEquals(asked.map(({ line }) => line), [
    "GET https://api.kraken.com/0/public/OHLC?pair=XBTUSD&since=1793520000.75",
  ]);
});
