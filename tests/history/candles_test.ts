import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { symbols } from "../../core/symbols.ts";
import { candles } from "../../history/candles.ts";
import type { OhlcRow } from "../../spot/market/ohlc.ts";
import { createSpotClient } from "../../spot/client.ts";
import { TransportError } from "../../core/errors.ts";
import { answering } from "../helpers/fetching.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 31, 12, 30);
const bitcoin = symbols().spot("BTC/USD");

/** So many hourly rows, the last one still running at NOW. */
function hourly(count: number): OhlcRow[] {
  const last = Math.floor(NOW / HOUR) * HOUR;
  return Array.from({ length: count }, (_, i) => {
    const time = (last - (count - 1 - i) * HOUR) / 1000;
    return [time, "100.0", "110.0", "90.0", "105.0", "101.0", "2.50000000", 7];
  });
}

function source(rows: OhlcRow[]) {
  const fetch = answering({ error: [], result: { XXBTZUSD: rows, last: rows.at(-2)?.[0] ?? 0 } });
  const { market } = createSpotClient({ fetch, limiter: "none" });
  return { fetch, market, name: "test", now: () => NOW };
}

Deno.test("candles() refuses a length Kraken does not have, naming those it has", async () => {
  const from = source(hourly(3));
  const error = await assertRejects(() => candles(from, bitcoin, { every: "7m" }), RangeError);
  assertStringIncludes(error.message, "1m, 5m, 15m, 30m, 1h, 4h, 1d, 1w, 15d");
  assertEquals(from.fetch.requests.length, 0);
});

Deno.test("candles() refuses a range that ends before it begins", async () => {
  const from = source(hourly(3));
  await assertRejects(
    () => candles(from, bitcoin, { from: "2026-01-20", to: "2026-01-10" }),
    RangeError,
    "'from' must be before 'to'",
  );
  assertEquals(from.fetch.requests.length, 0);
});

Deno.test("candles() never returns less than asked in silence: beyond 720 rows it says what would reach", async () => {
  const error = await assertRejects(
    () => candles(source(hourly(720)), bitcoin, { every: "1h", last: "90d" }),
    RangeError,
  );
  assertStringIncludes(error.message, 'newest 720 candles of BTC/USD at "1h", back to 2026-01-01T13:00:00.000Z');
  assertStringIncludes(error.message, 'every: "4h", which reaches far enough');
  assertStringIncludes(error.message, 'resample(await k.trades("BTC/USD"');
});

Deno.test("candles() takes a short answer as the market's whole history", async () => {
  const frame = await candles(source(hourly(5)), bitcoin, { every: "1h", last: "90d" });
  assertEquals(frame.length, 5);
});

Deno.test("candles() keeps from, drops to, and notes the running candle", async () => {
  const all = await candles(source(hourly(720)), bitcoin, { every: "1h", last: "10h" });
  assertEquals(all.length, 10);
  assertEquals(all.meta.note, "the last candle is still running");
  assertEquals(all.meta.symbol, "BTC/USD");
  assertEquals(all.meta.every, "1h");
  const some = await candles(source(hourly(720)), bitcoin, {
    every: 60,
    from: "2026-01-31T01:00",
    to: "2026-01-31T03:00",
  });
  assertEquals([...some.column("time")], [Date.UTC(2026, 0, 31, 1), Date.UTC(2026, 0, 31, 2)]);
  assertEquals(some.meta.note, undefined);
});

Deno.test("candles() without a range gives all that one call has", async () => {
  const from = source(hourly(720));
  assertEquals((await candles(from, bitcoin)).length, 720);
  assertEquals(from.fetch.requests[0]?.url, "https://api.kraken.com/0/public/OHLC?pair=XBTUSD&interval=60");
});

Deno.test("candles() of an empty answer is an empty frame with the right columns", async () => {
  const frame = await candles(source([]), bitcoin, { last: "1d" });
  assertEquals(frame.length, 0);
  assertEquals(frame.columns, ["time", "open", "high", "low", "close", "vwap", "volume", "count"]);
});

Deno.test("candles() refuses options it does not have, no object, and a zone that is none", async () => {
  const from = source(hourly(3));
  const error = await assertRejects(() => candles(from, bitcoin, { evry: "1d" } as never), TypeError);
  assertEquals(error.message, "Cannot call candles as it has no option 'evry'; did you mean 'every'?");
  await assertRejects(() => candles(from, bitcoin, "1d" as never), TypeError, "its options must be an object");
  await assertRejects(() => candles(from, bitcoin, { zone: "Europe/Berln" }), RangeError, "Europe/Berlin");
  await assertRejects(() => candles(from, bitcoin, { last: 30 }), RangeError, "'last' must be a span");
  assertEquals(from.fetch.requests.length, 0);
});

Deno.test("candles() says that a 'to' alone lies before all that Kraken keeps", async () => {
  const error = await assertRejects(() => candles(source(hourly(721)), bitcoin, { to: "2020-01-01" }), RangeError);
  assertStringIncludes(error.message, "but 'to' is 2020-01-01T00:00:00.000Z");
  // All of a young market is there: before its first candle there is nothing to miss.
  assertEquals((await candles(source(hourly(5)), bitcoin, { to: "2020-01-01" })).length, 0);
});

Deno.test("candles() says that a range lies within one candle, and which", async () => {
  const error = await assertRejects(
    () => candles(source(hourly(721)), bitcoin, { from: "2026-01-31T10:10", to: "2026-01-31T10:50" }),
    RangeError,
  );
  assertStringIncludes(error.message, 'No candle of "1h" begins from 2026-01-31T10:10:00.000Z');
  assertStringIncludes(error.message, "the one around it began at 2026-01-31T10:00:00.000Z");
  await assertRejects(() => candles(source(hourly(721)), bitcoin, { last: "20m" }), RangeError, "No candle");
});

Deno.test("candles() of 30 days by the hour are whole with 720 rows and with 721", async () => {
  for (const count of [720, 721]) {
    const frame = await candles(source(hourly(count)), bitcoin, { every: "1h", last: "30d" });
    assertEquals(frame.length, 720);
    assertEquals(frame.column("time")[0], NOW - 30 * 24 * HOUR + HOUR / 2);
  }
  // One hour more, and a whole candle is missing from 720 rows.
  await assertRejects(() => candles(source(hourly(720)), bitcoin, { last: "721h" }), RangeError, "newest 720 candles");
});

Deno.test("candles() without an end gives the newest also when our clock is behind", async () => {
  const late = { ...source(hourly(720)), now: () => NOW - 3 * HOUR };
  const frame = await candles(late, bitcoin, { last: "2h" });
  assertEquals(frame.column("time").at(-1), NOW - HOUR / 2);
  assertEquals(Number(frame.meta.to) > NOW - HOUR / 2, true);
});

Deno.test("candles() names endpoint, market and place of an answer of another shape", async () => {
  const bad: [object, string][] = [
    [{}, "OHLC of BTC/USD (pair XBTUSD): the answer must have exactly one pair"],
    [{ XXBTZUSD: 5, last: 1 }, "must have rows and has 5"],
    [{ XXBTZUSD: [[1, "1", "1", "1", "1", "1", 2.5, 7]], last: 1 }, "row 0 must have a string at place 6 and has 2.5"],
    [{ XXBTZUSD: [null], last: 1 }, "row 0"],
  ];
  for (const [result, words] of bad) {
    const { market } = createSpotClient({ fetch: answering({ error: [], result }), limiter: "none" });
    const error = await assertRejects(
      () => candles({ market, name: "test", now: () => NOW }, bitcoin),
      TransportError,
      words,
    );
    assertEquals(error.category, "malformed-answer");
  }
});
