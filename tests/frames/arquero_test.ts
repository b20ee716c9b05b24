import { assertEquals, assertRejects } from "@std/assert";
import { type ArqueroOptions, frame, toArquero } from "../../frames/mod.ts";

Deno.test("toArquero() gives a table that computes with the frame's numbers", async () => {
  const table = await toArquero(frame({
    columns: { time: [0, NaN], side: ["buy", "sell"] },
    text: { price: ["67234.12345678", "1"] },
  }));
  assertEquals(table.columnNames(), ["time", "side", "price"]);
  assertEquals(table.array("price"), [67234.12345678, 1]);
  assertEquals(table.filter((row: { side: string }) => row.side === "buy").numRows(), 1);
});

Deno.test("toArquero() gives Dates when asked", async () => {
  const table = await toArquero(frame({ columns: { time: [0, NaN] } }), { time: "date" });
  assertEquals(table.array("time"), [new Date(0), null]);
});

Deno.test("toArquero() refuses options it does not have, and keeps the order of columns", async () => {
  const years = frame({ columns: { pair: ["x"], "2023": [1] }, names: ["pair", "2023"] });
  await assertRejects(() => toArquero(years, { tme: "ms" } as ArqueroOptions), TypeError, "did you mean 'time'?");
  await assertRejects(() => toArquero(years, { time: "iso" as "ms" }), RangeError, "must be one of ms, date");
  assertEquals((await toArquero(years)).columnNames(), ["pair", "2023"]);
});
