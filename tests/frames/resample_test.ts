import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { candleFrame, type Frame, frame, resample, type ResampleOptions, tradeFrame } from "../../frames/mod.ts";
import type { TradesRow } from "../../spot/market/trades.ts";

const BEGIN = 1767225600; // 2026-01-01T00:00:00Z
const trades = (...rows: [second: number, price: string, volume: string][]): Frame =>
  tradeFrame(
    rows.map(([second, price, volume], at): TradesRow => [price, volume, BEGIN + second, "b", "m", "", at]),
    { symbol: "BTC/USD" },
  );

const some = trades(
  [0, "100.10", "0.10000001"],
  [10, "100.30", "0.20000000"],
  [59.999, "100.00", "0.30000000"],
  [60, "101.00", "1.00000000"],
  [200, "99.50", "2.00000000"],
);

Deno.test("resample() refuses to cut candles", () => {
  const minutes = resample(some, "1m");
  assertThrows(() => resample(minutes, "30s"), RangeError, "must be a whole multiple of the old one");
  assertThrows(() => resample(minutes, "90s"), RangeError, "candles of 1m to 90s");
  const days = resample(trades([3.5 * 86_400, "1.0", "1.0"]), "1d");
  assertThrows(() => resample(days, "1w", { zone: "Europe/Berlin" }), RangeError, "lies across");
  assertThrows(() => resample(days, "1d", { zone: "America/New_York" }), RangeError, "take shorter candles, or trades");
});

Deno.test("resample() refuses frames without the columns, missing times and unknown fills", () => {
  assertThrows(() => resample(frame({ columns: { a: [1] } }), "1m"), RangeError, "'time'");
  assertThrows(() => resample(frame({ columns: { time: [1], volume: [1] } }), "1m"), RangeError, "'open'");
  const gap = frame({ columns: { time: [NaN, 1], price: [1, 1], volume: [1, 1] } });
  assertThrows(() => resample(gap, "1m"), RangeError, "must have no missing values");
  assertThrows(() => resample(some, "1m", { fill: "zero" as "none" }), RangeError, "'fill' must be one of");
});

Deno.test("resample() refuses to fill without end", () => {
  const far = frame({ columns: { time: [0, BEGIN * 1000], price: [1, 1], volume: [1, 1] } });
  assertThrows(() => resample(far, "1s", { fill: "previous" }), RangeError, "look for a wrong time");
});

Deno.test("resample() makes candles of trades, prices and volumes exact", () => {
  const candles = resample(some, "1m");
  assertEquals(candles.kind, "candles");
  assertEquals(candles.meta, { symbol: "BTC/USD", every: "1m" });
  assertEquals(candles.columns, ["time", "open", "high", "low", "close", "vwap", "volume", "count"]);
  assertEquals([...candles.column("time")].map((ms) => ms / 1000 - BEGIN), [0, 60, 180]);
  assertEquals(candles.text("open"), ["100.10", "101.00", "99.50"]);
  assertEquals(candles.text("high"), ["100.30", "101.00", "99.50"]);
  assertEquals(candles.text("low"), ["100.00", "101.00", "99.50"]);
  assertEquals(candles.text("close"), ["100.00", "101.00", "99.50"]);
  // As floats the sum of the first three is 0.6000000100000001.
  assertEquals(candles.text("volume"), ["0.60000001", "1.00000000", "2.00000000"]);
  assertEquals([...candles.column("count")], [3, 1, 1]);
  assertAlmostEquals(candles.column("vwap")[0]!, (10.010001001 + 20.06 + 30) / 0.60000001);
  assertEquals(candles.schema[1], { name: "open", type: "decimal", unit: "USD" });
});

Deno.test("resample() fills empty intervals with the last close when asked", () => {
  const candles = resample(some, "1m", { fill: "previous" });
  assertEquals(candles.length, 4);
  assertEquals(candles.text("open")[2], "101.00");
  assertEquals(candles.text("low")[2], "101.00");
  assertEquals(candles.row(2), { ...candles.row(2), close: 101, volume: 0, count: 0, vwap: NaN });
  assertEquals(candles.text("volume")[2], "0.00000000");
});

Deno.test("resample() of candles agrees with resample() of their trades", () => {
  let seed = 5;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const many = trades(...Array.from({ length: 3000 }, (_, at): [number, string, string] => [
    at * 37 + random() * 30,
    (100 + random()).toFixed(5),
    random().toFixed(8),
  ]));
  const direct = resample(many, "1d", { zone: "Europe/Berlin" });
  const through = resample(resample(many, "5m"), "1d", { zone: "Europe/Berlin" });
  for (const name of ["open", "high", "low", "close", "volume"] as const) {
    assertEquals(through.text(name), direct.text(name), name);
  }
  assertEquals(through.column("time"), direct.column("time"));
  assertEquals(through.column("count"), direct.column("count"));
  direct.column("vwap").forEach((value, at) => assertAlmostEquals(through.column("vwap")[at]!, value, 1e-9));
  assertEquals(direct.meta.zone, "Europe/Berlin");
});

Deno.test("resample() of filled candles ignores empty ones in the average and keeps open and close apart", () => {
  const filled = resample(some, "1m", { fill: "previous" });
  const whole = resample(filled, "4m");
  assertEquals([whole.text("open"), whole.text("close"), whole.text("high")], [["100.10"], ["99.50"], ["101.00"]]);
  assertAlmostEquals(whole.column("vwap")[0]!, resample(some, "4m").column("vwap")[0]!, 1e-9);
  const again = resample(resample(some, "1m"), "1m", { fill: "previous" });
  assertEquals(again.text("open"), filled.text("open"));
});

Deno.test("resample() sorts rows first, those of one time staying in order", () => {
  const mixed = trades([60, "2.0", "1"], [0, "1.0", "1"], [0, "1.5", "1"]);
  assertEquals(resample(mixed, "1m").text("close"), ["1.5", "2.0"]);
});

Deno.test("resample() sums without text where a volume has none or is missing", () => {
  const floats = frame({ columns: { time: [0, 1], price: [1, 2], volume: [0.1, 0.2] } });
  const candle = resample(floats, "1m");
  assertEquals(candle.schema.find(({ name }) => name === "volume")?.type, "number");
  assertEquals(candle.column("volume")[0], 0.1 + 0.2);
  const gap = trades([0, "1", "0.5"], [1, "1", ""]);
  assertEquals(resample(gap, "1m").schema.find(({ name }) => name === "volume")?.type, "number");
});

Deno.test("resample() leaves out vwap and count where candles have none", () => {
  const bare = frame({
    kind: "candles",
    columns: { time: [0, 60_000], open: [1, 2], high: [3, 4], low: [0, 1], close: [2, 3], volume: [1, 1] },
  });
  assertEquals(resample(bare, "2m").columns, ["time", "open", "high", "low", "close", "volume"]);
  assertEquals(resample(bare, "2m").toRecords() as unknown, [{
    time: 0,
    open: 1,
    high: 4,
    low: 0,
    close: 3,
    volume: 2,
  }]);
});

Deno.test("resample() of nothing is nothing, with the right columns", () => {
  assertEquals(resample(tradeFrame([]), "1h").columns.length, 8);
  assertEquals(resample(candleFrame([]), "1d", { fill: "previous" }).length, 0);
});

Deno.test("resample() keeps every digit of volumes too large for a float of units", () => {
  assertEquals(resample(trades([0, "1", "36726545.93374252"]), "1m").text("volume"), ["36726545.93374252"]);
  const large = trades([0, "1", "99999999.99999999"], [1, "1", "99999999.99999999"], [120, "1", "0.00000001"]);
  const candles = resample(large, "1m", { fill: "previous" });
  assertEquals(candles.text("volume"), ["199999999.99999998", "0.00000000", "0.00000001"]);
  assertEquals([...candles.column("volume")], [199999999.99999998, 0, 1e-8]);
  const long = trades([0, "1", "0.1234567890123456789"], [1, "1", "1"]);
  assertEquals(resample(long, "1m").text("volume"), ["1.1234567890123456789"]);
  // Corrections: a small sum of large figures.
  const mixed = trades([0, "1", "90071992.54740993"], [1, "1", "-90071992.54740992"]);
  assertEquals(resample(mixed, "1m").text("volume"), ["0.00000001"]);
});

Deno.test("resample() refuses infinite times and missing prices", () => {
  const rows = (time: number[], price: number[]) => frame({ columns: { time, price, volume: [1, 1] } });
  for (const ms of [Infinity, -Infinity, 1e16]) {
    const far = rows([0, ms], [1, 1]);
    assertThrows(() => resample(far, "1m", { fill: "previous" }), RangeError, `current value is ${ms}`);
  }
  assertThrows(
    () => resample(rows([0, 1500], [1, NaN]), "1m"),
    RangeError,
    "'price' must have no missing values: it is NaN at 1970-01-01T00:00:01.500Z",
  );
});

Deno.test("resample() refuses options it does not have", () => {
  assertThrows(() => resample(some, "1d", "Europe/Berlin" as ResampleOptions), TypeError, "must be an object");
  assertThrows(() => resample(some, "1d", { zon: "UTC" } as ResampleOptions), TypeError, "did you mean 'zone'?");
});
