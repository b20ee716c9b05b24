import { assertEquals } from "@std/assert";
import { ageCost, fixedCost, orderAges, tradingCharge } from "../../core/limiter_trading.ts";

Deno.test("ageCost() steps down at each age of Kraken's table", () => {
  const seconds = [0, 4.999, 5, 9.999, 10, 14.999, 15, 44.999, 45, 89.999, 90, 299.999, 300, Infinity];
  const costs = (action: Parameters<typeof ageCost>[0]) => seconds.map((age) => ageCost(action, age * 1000));
  assertEquals(costs("add"), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assertEquals(costs("amend"), [3, 3, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  assertEquals(costs("edit"), [6, 6, 5, 5, 4, 4, 2, 2, 1, 1, 0, 0, 0, 0]);
  assertEquals(costs("cancel"), [8, 8, 6, 6, 5, 5, 4, 4, 2, 2, 1, 1, 0, 0]);
  assertEquals(costs("batchCancel"), costs("cancel"));
});

Deno.test("fixedCost() is what counts on receipt", () => {
  assertEquals([fixedCost("add"), fixedCost("amend"), fixedCost("edit"), fixedCost("cancel")], [1, 1, 1, 0]);
  assertEquals([fixedCost("batchAdd", 15), fixedCost("batchCancel", 50)], [7.5, 0]);
});

Deno.test("orderAges() makes an amended order young again and keeps its pair", () => {
  const orders = orderAges();
  orders.note(["OABC", "mine"], "XBTUSD", 1_000);
  assertEquals([orders.age("OABC", 8_000), orders.age("mine", 8_000), orders.age("other", 8_000)], [
    7_000,
    7_000,
    undefined,
  ]);
  orders.note(["mine"], undefined, 9_000);
  // It was amended by its own id, and is as young by Kraken's.
  assertEquals([orders.age("mine", 10_000), orders.pair("mine"), orders.age("OABC", 10_000)], [1_000, "XBTUSD", 1_000]);
  assertEquals(orders.age("mine", 0), 0);
  orders.note(["mine", "OABC"], undefined, 5_000);
  assertEquals([orders.age("OABC", 10_000), orders.pair("OABC")], [1_000, "XBTUSD"], "what is older says nothing new");
  orders.forget(["mine"]);
  assertEquals([orders.age("mine", 10_000), orders.pair("OABC")], [undefined, undefined]);
});

Deno.test("orderAges() keeps an order apart from the one that had its client's id before", () => {
  const orders = orderAges();
  orders.note(["O1", "mine"], "XBTUSD", 1_000);
  orders.note(["O2", "mine"], "ETHUSD", 5_000);
  orders.forget(["O1"]);
  assertEquals([orders.pair("O1"), orders.pair("mine"), orders.age("O2", 6_000)], [undefined, "ETHUSD", 1_000]);
  for (let i = 3; i < 50; i++) orders.note([`O${i}`, "mine"], "ETHUSD", i * 1_000);
  orders.note(["mine"], undefined, 60_000);
  assertEquals([orders.age("O49", 60_000), orders.age("O48", 60_000)], [0, 12_000]);
});

Deno.test("orderAges() forgets the oldest beyond its limit, the noted again last", () => {
  const orders = orderAges(2);
  for (const id of ["A", "B", "A", "C"]) orders.note([id], "XBTUSD", 0);
  assertEquals(["A", "B", "C"].map((id) => orders.pair(id)), ["XBTUSD", undefined, "XBTUSD"]);
});

Deno.test("tradingCharge() reads requests of REST and WebSocket", () => {
  assertEquals(tradingCharge("AddOrder", { pair: "XBTUSD", cl_ord_id: "mine" }), {
    action: "add",
    key: "XBTUSD",
    orders: [],
    count: 1,
  });
  assertEquals(tradingCharge("AddOrderBatch", { pair: "XBTUSD", orders: [{}, {}, {}] }), {
    action: "batchAdd",
    key: "XBTUSD",
    orders: [],
    count: 3,
  });
  assertEquals(tradingCharge("AmendOrder", { txid: "OABC" })?.orders, ["OABC"]);
  assertEquals(tradingCharge("CancelOrder", { cl_ord_id: "mine" })?.orders, ["mine"]);
  assertEquals(tradingCharge("CancelOrder", { txid: 42 })?.orders, []);
  assertEquals(tradingCharge("CancelOrderBatch", { orders: ["OABC", 42, "ODEF"] })?.orders, ["OABC", "ODEF"]);
  assertEquals(tradingCharge("cancel_order", { order_id: ["OABC", "ODEF"] })?.orders, ["OABC", "ODEF"]);
  assertEquals(tradingCharge("add_order", { symbol: "BTC/USD" })?.key, "BTC/USD");
});

Deno.test("tradingCharge() leaves alone what does not count", () => {
  assertEquals(tradingCharge("Balance", {}), undefined);
  assertEquals(tradingCharge("AddOrder", { pair: "XBTUSD", validate: true }), undefined);
});
