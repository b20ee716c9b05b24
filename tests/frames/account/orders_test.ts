import { assertEquals } from "@std/assert";
import { symbols } from "../../../core/symbols.ts";
import { orderFrame } from "../../../frames/account/orders.ts";
import type { OrderInfo } from "../../../spot/account/mod.ts";
import { closedOrders, openOrders, queryOrders } from "../../fixtures/spot_private/account.ts";

const { label } = symbols();
const order = openOrders.open["OYR4TK-7PLQ2-EHNV3D"] satisfies OrderInfo;

Deno.test("orderFrame() of no orders has all columns", () => {
  const frame = orderFrame({});
  assertEquals(frame.length, 0);
  assertEquals(frame.columns.slice(0, 6), ["time", "txid", "symbol", "side", "ordertype", "status"]);
  assertEquals(frame.text("price"), []);
  assertEquals(frame.schema.filter(({ type }) => type === "time").map(({ name }) => name), [
    "time",
    "starts",
    "expires",
    "closed",
  ]);
});

Deno.test("orderFrame() names an open order's columns as traders do, with exact money", () => {
  const frame = orderFrame(openOrders.open, {}, label);
  const row = frame.row(0);
  assertEquals(row.symbol, "BTC/USD");
  assertEquals(row.pair, "XBTUSD");
  assertEquals(row.side, "buy");
  assertEquals(row.time, 1793534405118.7);
  assertEquals([row.starts, row.expires, row.closed], [NaN, NaN, NaN]);
  assertEquals(frame.text("volume"), ["0.01000000"]);
  assertEquals(frame.text("filled"), ["0.00250000"]);
  assertEquals(frame.text("remaining"), ["0.00750000"]);
  assertEquals(frame.text("price"), ["60000.0"]);
  assertEquals(frame.text("price2"), [""]);
  assertEquals(frame.text("stop_price"), [""]);
  assertEquals(row.userref, NaN);
  assertEquals(row.trades, "TB7QKN-5WZ2E-4HNVY6");
});

Deno.test("orderFrame() reads ClosedOrders and QueryOrders alike", () => {
  const closed = orderFrame(closedOrders.closed).row(0);
  assertEquals(closed, orderFrame(queryOrders).row(0));
  assertEquals(closed.status, "canceled");
  assertEquals(closed.closed, 1793535005440.2);
  assertEquals(closed.reason, "User requested");
});

Deno.test("orderFrame() has no figure for relative prices, which stand in the sentence", () => {
  const descr = { ...order.descr, price: "+5.0%", price2: "-10", order: "sell 1 XBTUSD @ trailing stop +5.0%" };
  const frame = orderFrame({ A: { ...order, descr } });
  assertEquals(frame.row(0).price, NaN);
  assertEquals(frame.row(0).price2, NaN);
  assertEquals(frame.row(0).order, "sell 1 XBTUSD @ trailing stop +5.0%");
});

Deno.test("orderFrame() does not subtract base from quote for orders in quote", () => {
  const frame = orderFrame({ A: { ...order, oflags: "fciq,viqc" } });
  assertEquals(frame.text("remaining"), [""]);
});

Deno.test("orderFrame() puts what was placed first first, whatever the order of the answer", () => {
  const frame = orderFrame({ C: { ...order, opentm: 30 }, A: { ...order, opentm: 10 }, B: { ...order, opentm: 20.5 } });
  assertEquals(frame.column("txid"), ["A", "B", "C"]);
  assertEquals([...frame.column("time")], [10_000, 20_500, 30_000]);
});

Deno.test("orderFrame() bears the fields that old answers lack or fill otherwise", () => {
  const { oflags: _, misc: __, ...rest } = order;
  const old = { ...rest, userref: null, starttm: "0" } as unknown as OrderInfo;
  const frame = orderFrame({ A: old });
  assertEquals(frame.row(0).oflags, "");
  assertEquals(frame.row(0).starts, NaN);
});
