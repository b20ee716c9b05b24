import { assertEquals, assertRejects } from "@std/assert";
import { type Frame, frame, fromCSV, type ReadCsvOptions, toCSV, type WriteCsvOptions } from "../../frames/mod.ts";

const sample = (): Frame =>
  frame({
    kind: "trades",
    columns: {
      time: [1_767_225_600_123.5, 1_767_225_600_000],
      side: ["buy", 'se"ll, or'],
      ok: [true, false],
      rate: [1e-9, NaN],
      count: [3, 4],
    },
    text: { price: ["67234.12000", "0.00000001"] },
  });

const TEXT = "time,side,ok,rate,count,price\r\n" +
  "2026-01-01T00:00:00.123500Z,buy,true,0.000000001,3,67234.12000\r\n" +
  '2026-01-01T00:00:00Z,"se""ll, or",false,,4,0.00000001\r\n';

Deno.test("fromCSV() names the line of a row with too few or too many fields", async () => {
  await assertRejects(() => fromCSV("a,b\n1,2\n3\n"), SyntaxError, "line 3: expected 2 fields but got 1");
  await assertRejects(() => fromCSV('a,b\n"1\n",2\n3,4,5\n'), SyntaxError, "line 4");
});

Deno.test("fromCSV() names the line and column of a value of another type, empty lines counted", async () => {
  const error = await assertRejects(() => fromCSV('a,b\n1,"x\ny"\n\nz,3\n'), RangeError);
  assertEquals(
    error.message,
    `Cannot read line 5 of the CSV as 'a' must be a number, as in the rows before: current value is "z"; ` +
      `{ types: { "a": "text" } } reads it as text`,
  );
  await assertRejects(() => fromCSV("a\n2020-01-01\n2020-13-01\n"), RangeError, "line 3");
  await assertRejects(() => fromCSV("a\ntrue\nmaybe\n"), RangeError, "must be true or false");
  await assertRejects(() => fromCSV("1,x\n2,y\nz,w\n", { columns: ["a", "b"] }), RangeError, "line 3");
});

Deno.test("fromCSV() refuses an empty text and a name that comes twice", async () => {
  await assertRejects(() => fromCSV("\n"), SyntaxError, "it is empty");
  await assertRejects(() => fromCSV("a,a\n1,2\n"), SyntaxError, "two columns have the name 'a'");
});

Deno.test("toCSV() writes money digit by digit and numbers without exponent", async () => {
  assertEquals(await toCSV(sample()), TEXT);
  assertEquals(
    (await toCSV(sample(), { time: "ms", separator: ";" })).split("\r\n")[1]?.split(";")[0],
    "1767225600123.5",
  );
  assertEquals(await toCSV(sample().head(0)), "time,side,ok,rate,count,price\r\n");
});

Deno.test("fromCSV() reads what toCSV() wrote", async () => {
  const back = await fromCSV(TEXT, { kind: "trades" });
  assertEquals(back.toRecords(), sample().toRecords());
  assertEquals(back.text("price"), ["67234.12000", "0.00000001"]);
  assertEquals(back.kind, "trades");
  assertEquals(await toCSV(back), TEXT);
});

Deno.test("fromCSV() tells types by the first value there is, and obeys when told", async () => {
  const read = await fromCSV(
    "time,n,id,d,t,none\n1767225600,,01,2026-01-05 06:14:02.5,x,\n1767225600123,2.50,02,,y,\n",
  );
  assertEquals(read.schema.map(({ name, type }) => `${name} ${type}`), [
    "time time",
    "n decimal",
    "id text",
    "d time",
    "t text",
    "none text",
  ]);
  assertEquals([...(read.column("time") as Float64Array)], [1767225600000, 1767225600123]);
  assertEquals([...(read.column("d") as Float64Array)], [Date.UTC(2026, 0, 5, 6, 14, 2, 500), NaN]);
  const told = await fromCSV("id,d\n01,2026-01-05\n", { types: { id: "number" }, zone: "Europe/Berlin" });
  assertEquals(told.column("id"), Float64Array.of(1));
  assertEquals([...(told.column("d") as Float64Array)], [Date.UTC(2026, 0, 4, 23)]);
});

Deno.test("toCSV() and fromCSV() write and read files, named columns included", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/trades.csv`;
    await toCSV(sample(), { path });
    assertEquals(await Deno.readTextFile(path), TEXT);
    assertEquals((await fromCSV(path)).toRecords(), sample().toRecords());
    // Kraken's OHLCVT downloads have no line of names.
    await Deno.writeTextFile(path, "1490807100,1.5,1.5,1.5,1.5,5,5\n");
    const columns = ["time", "open", "high", "low", "close", "volume", "count"];
    const candles = await fromCSV(new URL(`file://${path}`), { kind: "candles", columns });
    assertEquals(candles.row(0).time, 1490807100000);
    assertEquals(candles.columns, columns);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("fromCSV() and toCSV() refuse options they do not have", async () => {
  const wrong = { seperator: ";" } as ReadCsvOptions & WriteCsvOptions;
  await assertRejects(() => fromCSV("a;b\n1;2\n", wrong), TypeError, "did you mean 'separator'?");
  await assertRejects(() => toCSV(sample(), wrong), TypeError, "did you mean 'separator'?");
  await assertRejects(() => toCSV(sample(), { time: "s" as "ms" }), RangeError, "'time' must be one of iso, ms");
  await assertRejects(() => fromCSV("a\n1\n", { types: { b: "text" } }), RangeError, "'b'");
  await assertRejects(() => fromCSV("a\n1\n", { types: { a: "txt" as "text" } }), RangeError, "must be one of number");
});

Deno.test("fromCSV() names the separator when all fields are one", async () => {
  await assertRejects(() => fromCSV("a;b\n1;2\n"), SyntaxError, 'read it with { separator: ";" }');
  await assertRejects(() => fromCSV("a,b\n1,2\n", { separator: ";" }), SyntaxError, 'read it with { separator: "," }');
});

Deno.test("fromCSV() keeps digits that look like an id as text, and refuses them among numbers", async () => {
  const ids = await fromCSV("a,b,c,d\n007,1E5,1.5e5,1e-8\n008,2E5,2,0.5\n");
  assertEquals(ids.toRecords(), [{ a: "007", b: "1E5", c: 150_000, d: 1e-8 }, { a: "008", b: "2E5", c: 2, d: 0.5 }]);
  await assertRejects(() => fromCSV("a\n12\n007\n"), RangeError, "line 3 of the CSV as 'a' must be a number");
  await assertRejects(() => fromCSV("a\n12\n1E5\n"), RangeError, 'current value is "1E5"');
  assertEquals((await fromCSV("a\n1E5\n", { types: { a: "number" } })).column("a"), Float64Array.of(1e5));
});

Deno.test("fromCSV() refuses a number as time that is no time since 1970", async () => {
  await assertRejects(() => fromCSV("time,v\n2024,1\n"), RangeError, 'current value is "2024"');
  assertEquals((await fromCSV("time,v\n2024,1\n", { types: { time: "number" } })).row(0).time, 2024);
});

Deno.test("fromCSV() reads lines ended by CR alone", async () => {
  assertEquals((await fromCSV("a,b\r1,2\r3,4\r")).toRecords(), [{ a: 1, b: 2 }, { a: 3, b: 4 }]);
});

Deno.test("fromCSV() reads infinite and missing numbers by their words", async () => {
  const odd = frame({ columns: { a: [1, Infinity, -Infinity, NaN], b: [Infinity, 1, 2, 3] } });
  assertEquals((await fromCSV(await toCSV(odd))).toRecords(), odd.toRecords());
  const words = await fromCSV("a,b\nNaN,1.50\n2.5,nan\n");
  assertEquals(words.toRecords(), [{ a: NaN, b: 1.5 }, { a: 2.5, b: NaN }]);
  assertEquals(words.text("b"), ["1.50", ""]);
});

Deno.test("toCSV() keeps the rows of a single column with missing values", async () => {
  const single = frame({ columns: { a: [1, NaN, 3, NaN] } });
  assertEquals(await toCSV(single), 'a\r\n1\r\n""\r\n3\r\n""\r\n');
  assertEquals((await fromCSV(await toCSV(single))).toRecords(), single.toRecords());
  const text = frame({ columns: { a: ["x,y", "", 'q"'] } });
  assertEquals((await fromCSV(await toCSV(text, { bom: true }))).toRecords(), text.toRecords());
});

Deno.test("fromCSV() keeps the order of columns, and types of those without values when told", async () => {
  assertEquals((await fromCSV("pair,2023,2022\nx,1,2\n")).columns, ["pair", "2023", "2022"]);
  const types = { time: "time", rate: "number" } as const;
  const empty = await fromCSV(await toCSV(sample().head(0)), { types });
  assertEquals([empty.column("time"), empty.column("rate")], [new Float64Array(0), new Float64Array(0)]);
});
