import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { market } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/market.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "instruments",
  endpoint: market.instruments,
  params: { contractType: ["flexible_futures", "options"], expired: true },
  path: "/derivatives/api/v3/instruments?contractType=flexible_futures&contractType=options&expired=true",
  answer: fixtures.instruments,
});

tests({
  name: "instrumentsStatus",
  endpoint: market.instrumentsStatus,
  params: { contractType: "all" },
  path: "/derivatives/api/v3/instruments/status?contractType=all",
  answer: fixtures.instrumentsStatus,
});

tests({
  name: "instrumentStatus",
  endpoint: market.instrumentStatus,
  params: { symbol: "PF_XBTUSD" },
  path: "/derivatives/api/v3/instruments/PF_XBTUSD/status",
  answer: fixtures.instrumentStatus,
});

tests({
  name: "tickers",
  endpoint: market.tickers,
  params: { contractType: "options", symbol: ["PF_XBTUSD", "PF_ETHUSD"] },
  path: "/derivatives/api/v3/tickers?contractType=options&symbol=PF_XBTUSD&symbol=PF_ETHUSD",
  answer: fixtures.tickers,
});

tests({
  name: "ticker",
  endpoint: market.ticker,
  params: { symbol: "PF_XBTUSD" },
  path: "/derivatives/api/v3/tickers/PF_XBTUSD",
  answer: fixtures.ticker,
});

tests({
  name: "orderBook",
  endpoint: market.orderBook,
  params: { symbol: "PF_XBTUSD" },
  path: "/derivatives/api/v3/orderbook?symbol=PF_XBTUSD",
  answer: fixtures.orderBook,
});

tests({
  name: "history",
  endpoint: market.history,
  params: { symbol: "PF_XBTUSD", lastTime: new Date("2026-11-02T08:00:00Z"), includeMTFData: false },
  path: "/derivatives/api/v3/history?symbol=PF_XBTUSD&lastTime=2026-11-02T08%3A00%3A00.000Z&includeMTFData=false",
  answer: fixtures.history,
});

tests({
  name: "historicalFundingRates",
  endpoint: market.historicalFundingRates,
  params: { symbol: "PF_XBTUSD" },
  path: "/derivatives/api/v3/historical-funding-rates?symbol=PF_XBTUSD",
  answer: fixtures.historicalFundingRates,
});

tests({
  name: "historicalFundingRatesV4",
  endpoint: market.historicalFundingRatesV4,
  params: { symbol: "PF_XBTUSD" },
  path: "/derivatives/api/v4/historicalfundingrates?symbol=PF_XBTUSD",
  answer: fixtures.historicalFundingRatesV4,
});

tests({
  name: "feeSchedules",
  endpoint: market.feeSchedules,
  params: {},
  path: "/derivatives/api/v3/feeschedules",
  answer: fixtures.feeSchedules,
});

Deno.test("instruments names the nearest kind of contract", async () => {
  const { options, asked } = calling(fixtures.instruments);
  await assertRejects(
    () => send(options, market.instruments, { contractType: "flexible_future" as "all" }),
    RangeError,
    `'contractType' must be one of futures_inverse, futures_vanilla, flexible_futures, options, all (did you mean ` +
      `"flexible_futures"?): current value is "flexible_future"`,
  );
  assertEquals(asked, []);
});

Deno.test("tickers refuses an empty list of symbols", async () => {
  const { options, asked } = calling(fixtures.tickers);
  await assertRejects(
    () => send(options, market.tickers, { symbol: [] }),
    RangeError,
    "'symbol' must be at least one item",
  );
  assertEquals(asked, []);
});

Deno.test("ticker raises Kraken's error for an unknown symbol (HTTP 404)", async () => {
  const { options } = calling({ result: "error", error: "notFound", serverTime: "2026-11-02T08:00:00.000Z" }, 404);
  const error = await assertRejects(() => send(options, market.ticker, { symbol: "PF_NOPE" }), ApiError);
  assertEquals(error.errors, ["notFound"]);
});

Deno.test("ticker keeps a symbol with odd characters inside its part of the path", async () => {
  const { options, asked } = calling(fixtures.ticker);
  await send(options, market.ticker, { symbol: "PF/X?Y#Z W" });
  assertEquals(asked[0]?.line, "GET https://futures.kraken.com/derivatives/api/v3/tickers/PF%2FX%3FY%23Z%20W");
});

Deno.test("orderBook raises Kraken's error for a malformed request (HTTP 400)", async () => {
  const { options } = calling({
    status: "BAD_REQUEST",
    result: "error",
    errors: [{ code: 0, message: "400 BAD_REQUEST" }],
    serverTime: "2026-11-02T08:00:00.000Z",
  }, 400);
  const error = await assertRejects(() => send(options, market.orderBook, { symbol: "x" }), ApiError);
  assertEquals(error.errors, ["400 BAD_REQUEST"]);
});

Deno.test("history refuses a time that is none", async () => {
  const { options, asked } = calling(fixtures.history);
  await assertRejects(
    () => send(options, market.history, { symbol: "PF_XBTUSD", lastTime: "yesterday" }),
    TypeError,
    `'lastTime' must be a Date or ISO 8601 text`,
  );
  assertEquals(asked, []);
});
