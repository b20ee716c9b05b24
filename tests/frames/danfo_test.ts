import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { danfo } from "../../_deps/danfo.ts";
import {
  type DataFrame,
  type DataFrameOptions,
  type Frame,
  frame,
  type MimeBundle,
  toDataFrame,
} from "../../frames/mod.ts";

/** danfojs types its columns and results as little as it can; tests read them by name. */
// deno-lint-ignore no-explicit-any
type Loose = any;
const loose = async (...args: Parameters<typeof toDataFrame>): Promise<Loose> => await toDataFrame(...args);

const BEGIN = 1_767_225_600_000;
const sample = (): Frame =>
  frame({
    kind: "trades",
    columns: {
      time: [BEGIN, BEGIN + 1, BEGIN + 2, BEGIN + 38_003],
      side: ["buy", "sell", "buy", "sell"],
      ok: [true, false, true, true],
      n: [1, NaN, 3, 4],
    },
    text: { price: ["67234.12345678", "67235.50000000", "67230.10000000", "67000.00000001"] },
  });
const PRICES = [67234.12345678, 67235.5, 67230.1, 67000.00000001];

/** A frame of numbers only, since danfojs refuses arithmetic beside text. */
const numeric = () => loose(sample().select("time", "price"));

Deno.test("toDataFrame() refuses columns of different lengths and names danfojs needs itself", async () => {
  await assertRejects(() => toDataFrame({ a: [1, 2], b: [1] }), RangeError, "'a' has 2 rows, 'b' 1");
  await assertRejects(() => toDataFrame({ values: [1] }), RangeError, "no column may be named 'values'");
});

Deno.test("toDataFrame() gives numeric dtypes, and text prices nowhere", async () => {
  const df = await toDataFrame(sample());
  assertEquals(df.columns, ["time", "side", "ok", "n", "price"]);
  assertEquals(df.dtypes, ["float32", "string", "boolean", "float32", "float32"]);
  assertEquals(df.shape, [4, 5]);
  assertEquals(df.values[0], [BEGIN, "buy", true, 1, 67234.12345678]);
  assertEquals(df.values[1], [BEGIN + 1, "sell", false, NaN, 67235.5]);
});

Deno.test("arithmetic with a number is 64-bit, prices and times", async () => {
  const df = await numeric();
  assertEquals(df.sub(1).values, PRICES.map((price, at) => [sample().column("time")[at] as number - 1, price - 1]));
  assertEquals(df.add(0.1).values[0], [BEGIN + 0.1, PRICES[0]! + 0.1]);
  assertEquals(df.mul(3).values[3], [3 * (BEGIN + 38_003), 3 * PRICES[3]!]);
  assertEquals(df.div(7).values[1], [(BEGIN + 1) / 7, PRICES[1]! / 7]);
  assertEquals(df.pow(2).values[0][1], PRICES[0]! ** 2);
  assertEquals(df.mod(-7).values[0][1], PRICES[0]! % 7 - 7);
  assertEquals(df.divNoNan(0).values[0], [0, 0]);
  assertEquals(df.sub(1).dtypes, ["float32", "float32"]);
});

Deno.test("arithmetic with DataFrames, Series and arrays is 64-bit along either axis", async () => {
  const df = await numeric();
  assertEquals(df.sub(df).values, PRICES.map(() => [0, 0]));
  assertEquals(df.add(df.price, { axis: 0 }).values[2], [BEGIN + 2 + PRICES[2]!, 2 * PRICES[2]!]);
  assertEquals(df.mul([2, 3]).values[1], [2 * (BEGIN + 1), 3 * PRICES[1]!]);
  assertThrows(() => df.add([1, 2, 3]), RangeError, "one for each column (axis 1): it has 3");
  assertThrows(() => df.add(df.head(2)), RangeError, "4 × 2: it has 2 × 2");
  assertThrows(() => df.add("x"), TypeError, "must be a number");
});

Deno.test("arithmetic in place changes the DataFrame itself", async () => {
  const df = await numeric();
  assertEquals(df.sub(1, { inplace: true }), undefined);
  assertEquals(df.values[0], [BEGIN - 1, PRICES[0]! - 1]);
  assertEquals(df.price.values, PRICES.map((price) => price - 1));
});

Deno.test("comparison is 64-bit", async () => {
  const df = await numeric();
  // In 32-bit both columns hold equal numbers throughout.
  assertEquals(df.gt(BEGIN).values.map(([time]: [boolean]) => time), [false, true, true, true]);
  assertEquals(df.eq(PRICES[3]!).values.map(([, price]: boolean[]) => price), [false, false, false, true]);
  assertEquals(df.le(df).dtypes, ["boolean", "boolean"]);
});

Deno.test("pctChange() and diff() are 64-bit, forward, backward and across columns", async () => {
  const df = await numeric();
  const change = df.pctChange(1).values.map(([, price]: number[]) => price);
  assertEquals(change, [NaN, ...PRICES.slice(1).map((price, at) => price / PRICES[at]! - 1)]);
  assertEquals(df.diff(1).values.map(([time]: number[]) => time), [NaN, 1, 1, 38_001]);
  assertEquals(df.diff(-1).values.map(([time]: number[]) => time), [-1, -1, -38_001, NaN]);
  assertEquals(df.diff(1, { axis: 0 }).values[0], [NaN, PRICES[0]! - BEGIN]);
  assertEquals(df.diff(df).values[3], [0, 0]);
});

Deno.test("a column's arithmetic and figures are 64-bit", async () => {
  const { price, n } = await loose(sample());
  assertEquals(price.sum(), PRICES[0]! + PRICES[1]! + PRICES[2]! + PRICES[3]!);
  assertEquals(price.mean(), price.sum() / 4);
  assertEquals(price.sub(1).values, PRICES.map((value) => value - 1));
  assertEquals(price.add(price).values[0], 2 * PRICES[0]!);
  assertEquals([price.argMax(), price.argMin()], [1, 3]);
  const mean = price.mean();
  const std = Math.sqrt(PRICES.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3);
  assert(Math.abs(price.std() - std) < 1e-9);
  assertEquals(n.sum(), 8);
  assertEquals(n.cumSum().values, [1, NaN, 4, 8]);
  assertEquals((await toDataFrame({ k: [1, 2] }) as Loose).k.div(4).dtypes, ["float32"]);
});

Deno.test("sum(), mean() and cumSum() of a DataFrame leave out missing values", async () => {
  const df = await loose(sample().select("n", "price"));
  assertEquals(df.sum({ axis: 0 }).values, [8, PRICES[0]! + PRICES[1]! + PRICES[2]! + PRICES[3]!]);
  assertEquals(df.mean({ axis: 0 }).values[0], 8 / 3);
  assertEquals(df.cumSum({ axis: 0 }).values.map(([n]: number[]) => n), [1, NaN, 4, 8]);
  assertEquals(df.cumMax({ axis: 0 }).values.at(-1), [4, PRICES[1]!]);
  assertEquals(df.cumSum({ axis: 1 }).values[0], [1, 1 + PRICES[0]!]);
});

Deno.test("describe() has the figures of the numeric columns, missing values left out", async () => {
  const df = (await toDataFrame(sample())).describe() as Loose;
  assertEquals(df.columns, ["time", "n", "price"]);
  assertEquals(df.index, ["count", "mean", "std", "min", "median", "max", "variance"]);
  assertEquals(df.n.values.map((value: number) => Math.round(value * 1e9) / 1e9), [
    3,
    2.666666667,
    1.527525232,
    1,
    3,
    4,
    2.333333333,
  ]);
  assertEquals(df.price.values[5], 67235.5);
});

Deno.test("groupby() computes in 64-bit", async () => {
  const df = await loose(sample());
  const mean = df.groupby(["side"]).col(["price"]).mean();
  assertEquals(mean.values, [["buy", (PRICES[0]! + PRICES[2]!) / 2], ["sell", (PRICES[1]! + PRICES[3]!) / 2]]);
  const both = df.groupby(["side"]).agg({ price: ["max", "sum"], ok: "count" });
  assertEquals(both.columns, ["side", "price_max", "price_sum", "ok_count"]);
  assertEquals(both.values[1], ["sell", 67235.5, PRICES[1]! + PRICES[3]!, 2]);
  assertEquals(both.drop({ columns: ["side"] }).sub(1).values[1][0], 67234.5);
});

Deno.test("query(), iloc() and loc() take the right rows, after another selection too", async () => {
  const df = await loose(sample());
  const dear = df.query(df.price.gt(67100));
  assertEquals(dear.index, [0, 1, 2]);
  const bought = dear.tail(2).query(dear.tail(2).side.eq("buy"));
  assertEquals([bought.index, bought.values], [[2], [[BEGIN + 2, "buy", true, 3, 67230.1]]]);
  assertEquals(df.iloc({ rows: ["1:3"], columns: [4] }).values, [[67235.5], [67230.1]]);
  assertEquals(df.iloc({ rows: [3, 0] }).index, [3, 0]);
  assertEquals(dear.tail(2).iloc({ rows: [0] }).index, [1]);
  assertEquals(df.loc({ rows: [2], columns: ["price"] }).values, [[67230.1]]);
  assertEquals(df.loc({ columns: ["price", "n"] }).columns, ["price", "n"]);
  assertThrows(() => df.loc({ columns: ["prize", "n"] }), Error, "not found");
  assertThrows(() => df.iloc({ rows: [9] }), Error, "cannot be bigger");
});

Deno.test("query() without a hit gives an empty DataFrame with its columns", async () => {
  const df = await loose(sample());
  const none = df.query(df.price.gt(1e9));
  assertEquals([none.shape, none.columns], [[0, 5], df.columns]);
});

Deno.test("sortValues() sorts either way, missing last, and keeps the labels", async () => {
  const df = await loose(sample());
  assertEquals(df.sortValues("price").index, [3, 2, 0, 1]);
  assertEquals(df.sortValues("n", { ascending: false }).index, [3, 2, 0, 1]);
  assertEquals(df.sortValues("side").index, [0, 2, 1, 3]);
});

Deno.test("a Series can be assigned to a column, and added as a new one", async () => {
  const df = await loose(sample());
  df.n = df.price.mul(2);
  assertEquals(df.n.values, PRICES.map((price) => price * 2));
  assertEquals(df.values[0][3], PRICES[0]! * 2);
  assertEquals(df.addColumn("half", df.price.div(2)).half.values[0], PRICES[0]! / 2);
  assertThrows(() => df.n = [1], RangeError, "array or Series of 4 values: it has 1");
});

Deno.test("a DataFrame's changes do not reach the frame it was made of", async () => {
  const source = sample();
  const df = await loose(source);
  df.side = ["x", "x", "x", "x"];
  df.values[1][1] = "y";
  df.side.dropDuplicates({ keep: "last", inplace: true });
  assertEquals(source.column("side"), ["buy", "sell", "buy", "sell"]);
});

const show = (value: unknown) => (value as Record<symbol, () => MimeBundle>)[Symbol.for("Jupyter.display")]!();

Deno.test("DataFrames and Series show as tables, also what is made of them", async () => {
  const df = await loose(sample());
  const made: [unknown, string][] = [
    [df, "4 rows × 5 columns · DataFrame"],
    [df.head(2), "2 rows × 5 columns · DataFrame"],
    [df.query(df.price.gt(67100)), "3 rows × 5 columns · DataFrame"],
    [df.groupby(["side"]).col(["price"]).sum(), "2 rows × 2 columns · DataFrame"],
    [df.describe(), "7 rows × 3 columns · DataFrame"],
    [df.price, "4 rows × 1 column · Series"],
    [df.price.sub(1), "4 rows × 1 column · Series"],
  ];
  for (const [value, shape] of made) {
    assertStringIncludes(show(value)["text/html"] as string, `<p>${shape}</p>`);
    assertStringIncludes(Deno.inspect(value), shape);
  }
  assertMatch(show(df)["text/html"] as string, /<td style="text-align:right;[^"]*">67234\.1235<\/td>/);
  assertMatch(Deno.inspect(df.describe()), /\nmedian +\d/);
});

Deno.test("toDataFrame() takes records and columns, decimal text becoming numbers but for ids", async () => {
  const df: DataFrame = await toDataFrame([
    { price: "1.5", id: "007", code: "12", when: new Date(BEGIN), big: 5n, more: { a: 1 } },
    { price: null, id: "008", code: "13", when: new Date(BEGIN + 250), big: 6n },
  ], { text: ["code"], time: "iso" });
  assertEquals(df.columns, ["price", "id", "code", "when", "big", "more"]);
  assertEquals(df.values, [
    [1.5, "007", "12", "2026-01-01T00:00:00Z", 5, '{"a":1}'],
    [NaN, "008", "13", "2026-01-01T00:00:00.250Z", 6, ""],
  ]);
  assertEquals((await toDataFrame({ a: Float64Array.of(1, 2), b: ["x", "y"] })).values, [[1, "x"], [2, "y"]]);
});

Deno.test("toDataFrame() writes times as asked", async () => {
  const dates = await toDataFrame(sample().select("time").head(1), { time: "date" });
  assertEquals([dates.values, dates.dtypes], [[[new Date(BEGIN)]], ["datetime"]] as Loose);
  assertEquals(
    (await toDataFrame(sample().head(1), { time: "iso" })).values[0]?.toString().slice(0, 20),
    "2026-01-01T00:00:00Z",
  );
});

Deno.test("toDataFrame() of nothing has the columns and no rows", async () => {
  const empty = await loose(sample().head(0));
  assertEquals([empty.shape, empty.columns], [[0, 5], ["time", "side", "ok", "n", "price"]]);
  assertEquals(empty.head().shape, [0, 5]);
  assertStringIncludes(Deno.inspect(empty), "0 rows × 5 columns · DataFrame");
  assertEquals((await toDataFrame([])).shape, [0, 0]);
});

Deno.test("copy(), transpose and concatenation work on DataFrames whose rows are not made yet", async () => {
  const df = await numeric();
  const copy = df.copy();
  copy.price = [1, 2, 3, 4];
  assertEquals(df.price.values, PRICES);
  assertEquals(df.T.shape, [2, 4]);
  assertEquals(df.append([[1, 2]], [9]).shape, [5, 2]);
  assertEquals(df.rename({ price: "close" }).close.values, PRICES);
  assertEquals(df.setIndex({ column: "time" }).index[0], BEGIN);
});

Deno.test("toDataFrame() refuses what is no table, naming the function that makes one of it", async () => {
  const answer = (data: unknown) => () => toDataFrame(data as Frame);
  const ticker = { XXBTZUSD: { a: ["1", "1", "1"], b: ["1", "1", "1"], c: ["1", "1"], v: ["1", "1"] } };
  await assertRejects(answer(ticker), TypeError, "toDataFrame(tickerFrame(answer))");
  const candles = { XXBTZUSD: [[1, "1", "1", "1", "1", "1", "1", 1]], last: 1 };
  await assertRejects(answer(candles), TypeError, "toDataFrame(candleFrame(answer))");
  await assertRejects(answer({ bids: [["1", "1", 1]], asks: [["2", "1", 1]] }), TypeError, "depthFrame(answer)");
  await assertRejects(answer({ ZUSD: "1.0" }), TypeError, `must be an array, and 'ZUSD' is "1.0"`);
  await assertRejects(answer([[1, 2], [3, 4]]), TypeError, "each record must be an object, and number 0 is [ 1, 2 ]");
  await assertRejects(answer([{ a: 1 }, null]), TypeError, "number 1 is null");
  for (const data of ["abc", null, undefined, 5]) await assertRejects(answer(data), TypeError, "current value is");
});

Deno.test("toDataFrame() refuses options it does not have, and columns that are not there", async () => {
  await assertRejects(
    () => toDataFrame(sample(), { tme: "iso" } as DataFrameOptions),
    TypeError,
    "did you mean 'time'?",
  );
  await assertRejects(() => toDataFrame(sample(), "iso" as DataFrameOptions), TypeError, "must be an object");
  await assertRejects(() => toDataFrame(sample(), { time: "s" as "ms" }), RangeError, "must be one of ms, iso, date");
  await assertRejects(() => toDataFrame(sample(), { rename: { pice: "x" } }), RangeError, "did you mean 'price'?");
  await assertRejects(() => toDataFrame(sample(), { rename: { n: "price" } }), RangeError, "two columns have the name");
});

Deno.test("toDataFrame() renames columns danfojs cannot have", async () => {
  await assertRejects(() => toDataFrame({ size: [1] }), RangeError, '{ rename: { "size": "other_name" } }');
  const df = await loose({ size: [1, 2], "2023": [3, 4] }, { rename: { size: "amount" } });
  assertEquals(df.amount.values, [1, 2]);
});

Deno.test("toDataFrame() keeps whole numbers as text that a number would round", async () => {
  const df = await toDataFrame([{ id: "9007199254740993", big: 9007199254740993n, n: "9007199254740991" }]);
  assertEquals(df.values, [["9007199254740993", "9007199254740993", 9007199254740991]]);
});

Deno.test("toDataFrame() keeps the order of columns whose names are numbers", async () => {
  const years = frame({ columns: { pair: ["x"], "2023": [1] }, names: ["pair", "2023"] });
  assertEquals((await toDataFrame(years)).columns, ["pair", "2023"]);
});

Deno.test("fillNa(), asType() and concat() leave the DataFrames they are given as they were", async () => {
  const { concat } = await danfo() as unknown as { concat(options: object): DataFrame };
  for (const eager of [false, true]) {
    const df = await loose(sample());
    if (eager) assertEquals(df.values.length, 4);
    assertEquals(df.fillNa(0, { columns: ["n"] }).n.values, [1, 0, 3, 4]);
    assertEquals(df.asType("price", "string").price.values[1], "67235.5");
    assertEquals(concat({ dfList: [df, df], axis: 0 }).shape, [8, 5]);
    assertEquals(concat({ dfList: [df.head(1), df], axis: 1 }).shape, [4, 10]);
    assertEquals([df.shape, df.index, df.n.values], [[4, 5], [0, 1, 2, 3], [1, NaN, 3, 4]]);
    assertEquals(df.values.map((row: unknown[]) => row[3]), [1, NaN, 3, 4]);
    assertEquals([df.price.values, df.dtypes[4]], [PRICES, "float32"]);
  }
});

Deno.test("fillNa() and asType() in place change rows, columns and types alike", async () => {
  const df = await loose(sample());
  assertEquals(df.fillNa(7, { columns: ["n"], inplace: true }), undefined);
  assertEquals(df.asType("n", "string", { inplace: true }), undefined);
  assertEquals([df.n.values, df.values[1][3], df.dtypes[3]], [["1", "7", "3", "4"], "7", "string"]);
});
