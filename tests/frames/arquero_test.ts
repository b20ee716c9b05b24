import { assertEquals } from "@std/assert";
import { frame, toArquero } from "../../frames/mod.ts";

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
