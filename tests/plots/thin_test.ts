import { assert, assertEquals } from "@std/assert";
import { durationText, periodText, roundInterval, stepOf } from "../../plots/duration.ts";
import { mergeCandles, outline } from "../../plots/thin.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

Deno.test("stepOf() is the candle length even when most candles are missing", () => {
  assertEquals(stepOf([0, 5 * HOUR, 6 * HOUR, 20 * HOUR]), HOUR);
  assertEquals(stepOf([7]), 0);
  assertEquals(stepOf([7, 7]), 0);
});

Deno.test("roundInterval() is a whole number of steps", () => {
  assertEquals(roundInterval(720 * HOUR, 100, HOUR), 8 * HOUR);
  assertEquals(roundInterval(1000 * 7 * DAY, 400, 7 * DAY), 21 * DAY);
  assertEquals(roundInterval(100 * MINUTE, 1000, 5 * MINUTE), 5 * MINUTE);
  assertEquals(roundInterval(0, 100), 1000);
});

Deno.test("mergeCandles() leaves gaps as gaps", () => {
  const values = [1, 2, 3];
  const merged = mergeCandles(
    { time: [0, MINUTE, HOUR * 2], open: values, high: values, low: values, close: values },
    HOUR,
  );
  assertEquals(merged, { time: [0, 2 * HOUR], open: [1, 3], high: [2, 3], low: [1, 3], close: [2, 3] });
});

Deno.test("outline() keeps everything when it is little, and first, last, lowest and highest when it is much", () => {
  assertEquals(outline([1, 2, 3], 10), [0, 1, 2]);
  const values = Array.from({ length: 1000 }, (_, i) => i === 501 ? -5 : i === 777 ? 9 : i % 2);
  const kept = outline(values, 100);
  for (const i of [0, 501, 777, 999]) assert(kept.includes(i), `${i} is missing`);
  assert(kept.length <= 102, `${kept.length} kept`);
});

Deno.test("outline() passes over missing numbers", () => {
  const values = new Float64Array(1000).fill(NaN);
  values[500] = 1;
  assertEquals(outline(values, 10), [0, 500, 999]);
});

Deno.test("durationText() uses the largest unit that fits exactly", () => {
  assertEquals([250, 90_000, 90 * MINUTE, HOUR, DAY, 7 * DAY, 15 * DAY].map(durationText), [
    "250ms",
    "90s",
    "90m",
    "1h",
    "1d",
    "1w",
    "15d",
  ]);
});

Deno.test("periodText() leaves out what says nothing", () => {
  const day = Date.UTC(2026, 9, 1);
  assertEquals(periodText(day, day + 3 * DAY), "2026-10-01 – 2026-10-04 UTC");
  assertEquals(periodText(day, day + HOUR), "2026-10-01 00:00 – 01:00 UTC");
  assertEquals(periodText(day + 1000, day + 9000), "2026-10-01 00:00:01 – 00:00:09 UTC");
  assertEquals(periodText(day, day), "2026-10-01 UTC");
});
