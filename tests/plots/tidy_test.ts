import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { plot, type PlotOptions, type PngOptions } from "../../plots/mod.ts";
import { table } from "./tables.ts";

const F = (...values: number[]) => Float64Array.from(values);
const TIMES = F(0, 60_000, 120_000, 180_000);
const NONE = F(NaN, NaN, NaN, NaN);
const WITH_ZERO = F(1, 2, 0, 3);
const SIDES = ["bid", "bid", "ask", "ask"];

const candles = (price: Float64Array, time = TIMES) =>
  table("candles", { time, open: price, high: price, low: price, close: price, volume: F(1, 2, 3, 4) });
const trades = (price: Float64Array, time = TIMES, volume = F(1, 2, 3, 4)) =>
  table("trades", { time, price, volume, side: ["buy", "sell", "buy", "sell"] });
const spread = (bid: Float64Array, ask: Float64Array) => table("spread", { time: TIMES, bid, ask });
const depth = (price: Float64Array, side = SIDES) => table("depth", { side, price, volume: F(1, 2, 3, 4) });

/** The summary, once the picture has been seen to hold no NaN and to be drawn without a warning. */
async function drawn(frame: Parameters<typeof plot>[0], options: PlotOptions = {}): Promise<string> {
  const chart = plot(frame, options);
  const [warn, warnings] = [console.warn, [] as unknown[][]];
  console.warn = (...said) => warnings.push(said);
  try {
    const svg = await chart.toSVG();
    assert(!/NaN|Infinity/.test(svg), `NaN in the picture of ${chart.summary}`);
  } finally {
    console.warn = warn;
  }
  assertEquals(warnings, [], chart.summary);
  return chart.summary;
}

Deno.test("plot() of rows without a price says that there are none to draw", async () => {
  const none = "no rows · left out: 4 rows without a price";
  assertStringIncludes(await drawn(candles(NONE)), none);
  assertStringIncludes(await drawn(trades(NONE)), none);
  assertStringIncludes(await drawn(spread(NONE, NONE)), none);
  assertStringIncludes(await drawn(depth(NONE)), none);
  assertStringIncludes(await drawn(table("x", { time: TIMES, a: NONE })), "no rows");
});

Deno.test("plot() on a logarithmic scale leaves out what is not above zero", async () => {
  const left = "left out: 1 row without a price above zero";
  assertStringIncludes(await drawn(candles(WITH_ZERO), { log: true }), left);
  assertStringIncludes(await drawn(trades(WITH_ZERO), { log: true }), left);
  assertStringIncludes(await drawn(spread(WITH_ZERO, F(2, 3, 4, 5)), { log: true }), left);
  assertStringIncludes(await drawn(depth(WITH_ZERO), { log: true }), left);
  assertStringIncludes(await drawn(candles(F(0, 0, 0, 0)), { log: true }), "no rows");
  await drawn(table("x", { time: TIMES, a: WITH_ZERO }), { log: true });
});

Deno.test("plot() leaves out rows without a time, and draws the others in order of time", async () => {
  const wild = F(NaN, 120_000, 0, Infinity);
  const period = "1970-01-01 00:00:00 – 00:02:00 UTC";
  for (const frame of [candles(WITH_ZERO, wild), trades(WITH_ZERO, wild), table("x", { time: wild, a: WITH_ZERO })]) {
    const summary = await drawn(frame);
    assertStringIncludes(summary, period);
    assertStringIncludes(summary, "left out: 2 rows without a time");
  }
  const turned = plot(candles(F(4, 3, 2, 1), F(180_000, 120_000, 60_000, 0)));
  assertStringIncludes(turned.summary, "1970-01-01 00:00:00 – 00:03:00 UTC");
  const rows = (turned.spec.data as { values: { open: number }[] }).values;
  assertEquals(rows.map(({ open }) => open), [1, 2, 3, 4]);
});

Deno.test("plot() draws missing volumes as none, and a book of one side", async () => {
  await drawn(trades(F(1, 2, 3, 4), TIMES, NONE));
  await drawn(table("candles", { time: TIMES, open: TIMES, high: TIMES, low: TIMES, close: TIMES, volume: NONE }));
  assertStringIncludes(await drawn(depth(F(1, 2, 3, 4), ["bid", "bid", "bid", "bid"])), "0 asks");
  assertStringIncludes(await drawn(depth(F(1, 2, 3, 4), ["", "", "", ""])), "no rows");
});

Deno.test("plot() of several columns leaves out those without a value and names them", async () => {
  assertStringIncludes(await drawn(table("x", { time: TIMES, a: NONE, b: WITH_ZERO })), "without a value: a");
});

Deno.test("toPNG() refuses options it does not have", async () => {
  const chart = plot(candles(WITH_ZERO));
  await assertRejects(() => chart.toPNG({ scal: 3 } as PngOptions), TypeError, "did you mean 'scale'?");
});
