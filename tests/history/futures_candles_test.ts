import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { KrakenError } from "../../core/errors.ts";
import { symbols } from "../../core/symbols.ts";
import { futuresCandles } from "../../history/futures_candles.ts";
import { futuresSourceOf, NOW } from "./_futures.ts";

const HOUR = 3_600_000;
const bitcoin = symbols().futures("PF_XBTUSD");
const candle = (time: number) => ({ time, open: "1.0", high: "2.0", low: "0.5", close: "1.5", volume: "10.1" });

/** Hourly candles from one time up to another, the latter excluded. */
const hourly = (from: number, to: number) =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / HOUR)) }, (_, at) => candle(from + at * HOUR));

/** A charts API that knows candles from `listed` on and gives `page` of them at a time. */
function chart(listed: number, page: number) {
  const source = futuresSourceOf(() => {
    const { from = "0", to = "Infinity" } = source.queries().at(-1) ?? {};
    const first = Math.ceil(Math.max(listed, Number(from) * 1000) / HOUR) * HOUR;
    const all = hourly(first, Math.min(NOW, Number(to) * 1000));
    return Response.json({ candles: all.slice(0, page), more_candles: all.length > page });
  });
  return source;
}

Deno.test("futuresCandles() refuses lengths, price kinds and ranges that Kraken does not have, before any call", async () => {
  const source = chart(0, 10);
  const call = (options: object) => () => futuresCandles(source, bitcoin, options);
  await assertRejects(call({ every: "7m" }), RangeError, "1m, 5m, 15m, 30m, 1h, 4h, 12h, 1d, 1w");
  await assertRejects(call({ every: 15.5 }), RangeError, "'every' must be one of");
  await assertRejects(call({ tickType: "index" }), RangeError, "'tickType' must be one of trade, mark, spot");
  await assertRejects(call({ maxCalls: 0 }), RangeError, "'maxCalls' must be a whole number of at least 1");
  await assertRejects(call({ to: "2026-01-01" }), RangeError, "pass 'from' or 'last' too");
  await assertRejects(call({ from: "2026-02", to: "2026-01" }), RangeError, "'from' must be before 'to'");
  assertEquals(source.requests.length, 0);
});

Deno.test("futuresCandles() never returns less than asked in silence", async () => {
  const source = chart(0, 100);
  const error = await assertRejects(() => futuresCandles(source, bitcoin, { last: "30d", maxCalls: 3 }), RangeError);
  assertStringIncludes(error.message, "has more candles of 1h in this range than 3 calls give");
  assertStringIncludes(error.message, "maxCalls: 8");
  assertEquals(source.requests.length, 3);
  assertEquals((await futuresCandles(source, bitcoin, { last: "30d", maxCalls: 8 })).length, 720);
});

Deno.test("futuresCandles() does not believe that there are more when none come", async () => {
  const source = futuresSourceOf({ candles: [], more_candles: true });
  await assertRejects(() => futuresCandles(source, bitcoin, { last: "1d" }), KrakenError, "sends none");
});

Deno.test("futuresCandles() walks pages that overlap, keeps from, drops to, and notes the running candle", async () => {
  const day = Date.UTC(2026, 10, 1);
  const source = futuresSourceOf(
    { candles: hourly(day, day + 3 * HOUR), more_candles: true },
    { candles: hourly(day + 2 * HOUR, day + 6 * HOUR), more_candles: false },
  );
  const frame = await futuresCandles(source, bitcoin, { from: "2026-11-01T01:00", to: "2026-11-01T05:00", every: 60 });
  assertEquals([...frame.column("time")], [1, 2, 3, 4].map((hours) => day + hours * HOUR));
  assertEquals([frame.meta.symbol, frame.meta.every, frame.meta.note], ["PF_XBTUSD", "1h", undefined]);
  assertEquals(source.queries().map(({ from }) => Number(from)), [day / 1000 + 3600, day / 1000 + 2 * 3600 + 1]);
  const running = await futuresCandles(chart(0, 5000), bitcoin, { last: "5h" });
  assertEquals([running.length, running.meta.note], [5, "the last candle is still running"]);
});

Deno.test("futuresCandles() without a range gives the newest 720, of the prices that were asked for", async () => {
  const source = chart(0, 5000);
  const frame = await futuresCandles(source, bitcoin, { every: "1h", tickType: "mark" });
  assertEquals([frame.length, frame.row(-1).time], [720, Math.floor(NOW / HOUR) * HOUR]);
  assertStringIncludes(source.requests[0]!.url, "/api/charts/v1/mark/PF_XBTUSD/1h?");
});

Deno.test("futuresCandles() says where the contract begins when the range begins before", async () => {
  const listed = Date.UTC(2026, 9, 30);
  const frame = await futuresCandles(chart(listed, 5000), bitcoin, { from: "2026-01-01", to: "2026-11-01" });
  assertEquals(frame.length, 48);
  assertEquals(frame.meta.note, "there are none before 2026-10-30T00:00:00.000Z");
});
