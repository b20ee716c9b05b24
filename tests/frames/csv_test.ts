import { assertEquals, assertRejects } from "@std/assert";
import { type Frame, frame, fromCSV, toCSV } from "../../frames/mod.ts";

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
    "id number",
    "d time",
    "t text",
    "none text",
  ]);
  assertEquals([...(read.column("time") as Float64Array)], [1767225600000, 1767225600123]);
  assertEquals([...(read.column("d") as Float64Array)], [Date.UTC(2026, 0, 5, 6, 14, 2, 500), NaN]);
  const told = await fromCSV("id,d\n01,2026-01-05\n", { types: { id: "text" }, zone: "Europe/Berlin" });
  assertEquals(told.column("id"), ["01"]);
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
