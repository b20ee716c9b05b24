import { assertEquals, assertThrows } from "@std/assert";
import { symbols } from "../../../core/symbols.ts";
import { fillFrame } from "../../../frames/account/fills.ts";
import type { TradeInfo } from "../../../spot/account/mod.ts";
import { queryTrades, tradesHistory } from "../../fixtures/spot_private/account.ts";

const { label } = symbols();
const trade: TradeInfo = tradesHistory.trades["TB7QKN-5WZ2E-4HNVY6"];

Deno.test("fillFrame() names the column and the row of an amount that is no number", () => {
  assertThrows(() => fillFrame({ A: { ...trade, fee: "free" } }), RangeError, "'fee' row 0 must be a number");
});

Deno.test("fillFrame() of no fills has all columns", () => {
  const frame = fillFrame({});
  assertEquals(frame.length, 0);
  assertEquals(frame.text("net"), []);
  assertEquals(frame.columns.at(-1), "pair");
});

Deno.test("fillFrame() keeps every digit, names the market and who was maker", () => {
  const frame = fillFrame(queryTrades, {}, label);
  const row = frame.row(0);
  assertEquals(frame.kind, "fills");
  assertEquals([row.symbol, row.pair], ["BTC/USD", "XXBTZUSD"]);
  assertEquals(row.time, 1793534410552.1);
  assertEquals(frame.text("price"), ["60000.00000"]);
  assertEquals(frame.text("fee"), ["0.37500"]);
  assertEquals(row.liquidity, "maker");
  assertEquals(row.ledgers, "LQ7BXW-ZT2NK-6RVHY5,LX3D4P-9KQZT-7MWHB2");
  assertEquals(row.net, NaN);
});

Deno.test("fillFrame() reads what a position was closed at, sent as number or as signed text", () => {
  const frame = fillFrame(tradesHistory.trades);
  const row = frame.column("posstatus").indexOf("closed");
  assertEquals(frame.exact("cprice").at(row), "60100.5");
  assertEquals(frame.exact("net").at(row), "+4.1250");
  assertEquals(frame.row(row).net, 4.125);
});

Deno.test("fillFrame() turns Kraken's order round, within one moment too", () => {
  const frame = fillFrame({ C: { ...trade, time: 2 }, B: { ...trade, time: 1 }, A: { ...trade, time: 1 } });
  assertEquals(frame.column("txid"), ["A", "B", "C"]);
});

Deno.test("fillFrame() keeps microseconds, which a product of floats would lose", () => {
  const times = [1688667796.8802, 1767225600.123456, 1767225600.123];
  const frame = fillFrame(Object.fromEntries(times.map((time, at) => [String(at), { ...trade, time }])));
  assertEquals([...frame.column("time")], [1688667796880.2, 1767225600123, 1767225600123.456]);
});
