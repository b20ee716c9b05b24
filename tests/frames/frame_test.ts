import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { Frame, frame, type FrameInit } from "../../frames/mod.ts";

type Candle = { time: number; close: number; side: string; open: boolean };

const sample = (): Frame<Candle> =>
  new Frame<Candle>({
    kind: "candles",
    columns: { time: [1000, 2000, 3000, 4000], side: ["a", "b", "a", "c"], open: [true, false, true, true] },
    text: { close: ["2.50", "10.00", "3.125", "3.125"] },
    meta: { symbol: "BTC/USD", every: "1s" },
  });

Deno.test("new Frame() refuses columns of different lengths, naming them", () => {
  const error = assertThrows(() => frame({ columns: { a: [1, 2], b: [1] } }), RangeError);
  assertEquals(error.message, "Cannot make a frame as all columns must have one length: 'a' has 2 rows, 'b' 1");
  assertThrows(() => frame({ columns: { a: [1, 2] }, text: { a: ["1"] } }), RangeError, "'a'");
});

Deno.test("new Frame() refuses mixed columns and exact text that is no number", () => {
  assertThrows(() => frame({ columns: { a: ["x", 1] } } as unknown as FrameInit), TypeError, "row 1 is 1");
  assertThrows(() => frame({ columns: { a: [1, null] } } as unknown as FrameInit), TypeError, "row 1 is null");
  assertThrows(() => frame({ columns: {}, text: { price: ["1", "x"] } }), RangeError, "'price' row 1");
});

Deno.test("column() and its kind name the nearest column for an unknown one", () => {
  const candles: Frame = sample();
  assertThrows(() => candles.column("clsoe"), RangeError, "there is no such column; did you mean 'close'?");
  assertThrows(() => candles.select("tiem"), RangeError, "did you mean 'time'?");
  assertThrows(() => candles.drop("xyzxyz"), RangeError, "there are: time, side, open, close");
  assertThrows(() => candles.sortBy("opne"), RangeError, "did you mean 'open'?");
  assertThrows(() => candles.text("clsoe"), RangeError, "did you mean 'close'?");
});

Deno.test("text() says which columns have exact text when asked for another", () => {
  assertThrows(() => sample().text("side"), RangeError, "only these columns have one: close");
  assertThrows(() => frame({ columns: { a: [1] } }).text("a"), RangeError, "no column of this frame has one");
});

Deno.test("row(), take() and head() refuse what is not there", () => {
  assertThrows(() => sample().row(4), RangeError, "from 0 to 3");
  assertThrows(() => sample().row(0.5), RangeError);
  assertThrows(() => sample().take([4]), RangeError, "there are only 4");
  assertThrows(() => sample().head(-1), RangeError, "whole number");
  assertThrows(() => sample().tail(1.5), RangeError, "whole number");
});

Deno.test("a Frame hands out typed columns, its shape and its schema", () => {
  const candles = sample();
  assertEquals(candles.length, 4);
  assertEquals(candles.columns, ["time", "side", "open", "close"]);
  assert(candles.column("close") instanceof Float64Array);
  assertEquals([...candles.column("close")], [2.5, 10, 3.125, 3.125]);
  assertEquals(candles.schema, [
    { name: "time", type: "time", unit: "ms" },
    { name: "side", type: "text" },
    { name: "open", type: "boolean" },
    { name: "close", type: "decimal" },
  ]);
  assertEquals(candles.row(-1), { time: 4000, side: "c", open: true, close: 3.125 });
});

Deno.test("head(), tail(), slice() and select() keep exact text in step and share memory", () => {
  const candles = sample();
  assertEquals(candles.head(2).text("close"), ["2.50", "10.00"]);
  assertEquals(candles.tail(1).text("close"), ["3.125"]);
  assertEquals(candles.slice(1, -1).text("close"), ["10.00", "3.125"]);
  assertEquals(candles.slice(-2).length, 2);
  assertEquals(candles.slice(3, 1).length, 0);
  assertEquals(candles.head(99).length, 4);
  assertStrictEquals(candles.head(2).column("close").buffer, candles.column("close").buffer);
  assertEquals(candles.select("close", "time").columns, ["close", "time"]);
  assertEquals(candles.drop("side", "open").columns, ["time", "close"]);
  assertEquals(candles.select("close").meta, { symbol: "BTC/USD", every: "1s" });
});

Deno.test("filter() and sortBy() keep exact text in step and leave the frame as it was", () => {
  const candles = sample();
  assertEquals(candles.filter(({ open, close }) => open && close > 3).text("close"), ["3.125", "3.125"]);
  assertEquals(candles.sortBy("close").column("time"), Float64Array.of(1000, 3000, 4000, 2000));
  assertEquals(candles.sortBy("close", { descending: true }).text("close"), ["10.00", "3.125", "3.125", "2.50"]);
  assertEquals(candles.sortBy("side", { descending: true }).column("side"), ["c", "b", "a", "a"]);
  assertEquals(candles.text("close"), ["2.50", "10.00", "3.125", "3.125"]);
});

Deno.test("sortBy() puts missing numbers last, whichever way", () => {
  const numbers = frame<{ a: number }>({ columns: { a: [NaN, 2, 1, NaN] } });
  assertEquals([...numbers.sortBy("a").column("a")], [1, 2, NaN, NaN]);
  assertEquals([...numbers.sortBy("a", { descending: true }).column("a")], [2, 1, NaN, NaN]);
});

Deno.test("toRecords() and iterating give plain objects", () => {
  const candles = sample();
  assertEquals(candles.toRecords()[1], { time: 2000, side: "b", open: false, close: 10 });
  assertEquals([...candles], candles.toRecords());
});

Deno.test("with() adds columns, and drops exact text of those it replaces", () => {
  const doubled = sample().with({ close: [5, 20, 6.25, 6.25], gain: [NaN, 3, 0, 0] });
  assertEquals(doubled.columns, ["time", "side", "open", "close", "gain"]);
  assertThrows(() => doubled.text("close"), RangeError);
  assertEquals(sample().with({ gain: [1, 2, 3, 4] }).text("close")[1], "10.00");
});

Deno.test("an empty Frame keeps its columns", () => {
  const empty = sample().head(0);
  assertEquals(empty.length, 0);
  assertEquals(empty.columns, ["time", "side", "open", "close"]);
  assertEquals(empty.toRecords(), []);
  assertEquals(empty.text("close"), []);
});

Deno.test("a Frame's meta cannot be written to", () => {
  assertThrows(() => Object.assign(sample().meta, { symbol: "ETH/USD" }), TypeError);
});

Deno.test("plot() gives a chart of the frame's kind", () => {
  const candles = frame({
    kind: "candles",
    columns: { time: [0, 60_000], open: [1, 2], high: [2, 3], low: [1, 1], close: [2, 1], volume: [5, 6] },
  });
  assert(JSON.stringify(candles.plot().spec).includes("close"));
});

Deno.test("select() and column() say how names are given", () => {
  const list = ["time", "close"] as unknown as "time";
  assertThrows(() => sample().select(list), TypeError, 'write select("time", "close")');
  assertThrows(() => sample().drop(list), TypeError, 'write drop("time", "close")');
  assertThrows(() => sample().column(list), TypeError, "its name must be text");
  assertThrows(() => sample().column(undefined as unknown as "time"), TypeError, "current value is undefined");
});

Deno.test("take(), slice() and filter() refuse what would give other rows than meant", () => {
  assertThrows(() => sample().take([-1]), RangeError, "Cannot take row -1 as there are only 4; count from the end");
  assertThrows(() => sample().take([1.5]), RangeError, "Cannot take row 1.5");
  assertThrows(() => sample().slice(NaN), RangeError, "whole numbers of rows: current value is NaN");
  assertThrows(() => sample().slice(0, 1.5), RangeError, "current value is 1.5");
  assertThrows(() => sample().filter(() => Promise.resolve(false)), TypeError, "it gives a promise");
  assertEquals(sample().slice(1, Infinity).length, 3);
});

Deno.test("frame() and its methods refuse options they do not have", () => {
  assertThrows(() => frame({ columns: {}, tiems: [] } as FrameInit), TypeError, "did you mean 'times'?");
  assertThrows(
    () => sample().sortBy("time", { desending: true } as { descending?: boolean }),
    TypeError,
    "did you mean 'descending'?",
  );
  assertThrows(() => sample().with({ a: [1, 2, 3, 4] }, { unit: {} } as { units?: never }), TypeError, "'units'?");
});

Deno.test("names that are whole numbers keep their place among the columns", () => {
  const years = frame({ columns: { "2022": [1], pair: ["x"], "2021": [2] }, names: ["pair", "2022", "2021"] });
  assertEquals(years.columns, ["pair", "2022", "2021"]);
  assertEquals(years.head(1).columns, ["pair", "2022", "2021"]);
  assertEquals(years.select("2022", "pair", "2021").columns, ["2022", "pair", "2021"]);
  assertEquals(years.with({ "2020": [3], pair: ["y"] }).columns, ["pair", "2022", "2021", "2020"]);
  assertThrows(() => frame({ columns: { a: [1], b: [1] }, names: ["a"] }), RangeError, "look at 'b'");
  assertThrows(() => frame({ columns: { a: [1] }, names: ["a", "x"] }), RangeError, "look at 'x'");
});

Deno.test("JSON.stringify() writes a Frame with its columns, money exact and missing values null", () => {
  const some = frame({
    columns: { time: [1000, NaN], ok: [true, false], n: [0.5, Infinity] },
    text: { price: ["1.10", ""] },
    meta: { symbol: "BTC/USD" },
  });
  assertEquals(JSON.parse(JSON.stringify(some)), {
    kind: "table",
    length: 2,
    schema: [
      { name: "time", type: "time", unit: "ms" },
      { name: "ok", type: "boolean" },
      { name: "n", type: "number" },
      { name: "price", type: "decimal" },
    ],
    meta: { symbol: "BTC/USD" },
    columns: { time: [1000, null], ok: [true, false], n: [0.5, null], price: ["1.10", null] },
  });
});
