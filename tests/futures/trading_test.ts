import { assertEquals, assertRejects } from "@std/assert";
import { encodeParams } from "../../core/encode.ts";
import { OutcomeUnknownError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { trading } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/trading.ts";
import { calling, tests } from "./_calling.ts";

const order = { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 0.01 } as const;

tests({
  name: "sendOrder",
  endpoint: trading.sendOrder,
  params: {
    algoId: "algo-1",
    processBefore: new Date("2026-11-02T08:00:00Z"),
    orderType: "stp",
    symbol: "PF_XBTUSD",
    side: "sell",
    size: "0.0100",
    limitPrice: 60_000,
    stopPrice: "60500.5",
    cliOrdId: "a 1+[x]",
    triggerSignal: "mark",
    reduceOnly: true,
    trailingStopMaxDeviation: 0.5,
    trailingStopDeviationUnit: "PERCENT",
    limitPriceOffsetValue: -12.5,
    limitPriceOffsetUnit: "QUOTE_CURRENCY",
    broker: "AA00",
  },
  path: "/derivatives/api/v3/sendorder",
  body: "processBefore=2026-11-02T08%3A00%3A00.000Z&orderType=stp&symbol=PF_XBTUSD&side=sell&size=0.0100" +
    "&limitPrice=60000&stopPrice=60500.5&cliOrdId=a%201%2B%5Bx%5D&triggerSignal=mark&reduceOnly=true" +
    "&trailingStopMaxDeviation=0.5&trailingStopDeviationUnit=PERCENT&limitPriceOffsetValue=-12.5" +
    "&limitPriceOffsetUnit=QUOTE_CURRENCY&broker=AA00",
  headers: { algoId: "algo-1" },
  answer: fixtures.sendOrder,
});

tests({
  name: "editOrder",
  endpoint: trading.editOrder,
  params: {
    algoId: "algo-1",
    processBefore: "2026-11-02T08:00:00Z",
    orderId: "3b1c",
    cliOrdId: "a-1",
    size: 0.02,
    limitPrice: "60500",
    stopPrice: 60_400,
    trailingStopMaxDeviation: 2,
    trailingStopDeviationUnit: "QUOTE_CURRENCY",
    qtyMode: "ABSOLUTE",
  },
  path: "/derivatives/api/v3/editorder",
  body: "processBefore=2026-11-02T08%3A00%3A00Z&orderId=3b1c&cliOrdId=a-1&size=0.02&limitPrice=60500&stopPrice=60400" +
    "&trailingStopMaxDeviation=2&trailingStopDeviationUnit=QUOTE_CURRENCY&qtyMode=ABSOLUTE",
  headers: { algoId: "algo-1" },
  answer: fixtures.editOrder,
});

tests({
  name: "cancelOrder",
  endpoint: trading.cancelOrder,
  params: { algoId: "algo-1", processBefore: "2026-11-02T08:00:00Z", order_id: "3b1c", cliOrdId: "a-1" },
  path: "/derivatives/api/v3/cancelorder",
  body: "processBefore=2026-11-02T08%3A00%3A00Z&order_id=3b1c&cliOrdId=a-1",
  headers: { algoId: "algo-1" },
  answer: fixtures.cancelOrder,
});

tests({
  name: "cancelAllOrders",
  endpoint: trading.cancelAllOrders,
  params: { algoId: "algo-1", symbol: "PF_XBTUSD" },
  path: "/derivatives/api/v3/cancelallorders",
  body: "symbol=PF_XBTUSD",
  headers: { algoId: "algo-1" },
  answer: fixtures.cancelAllOrders,
});

tests({
  name: "cancelAllOrdersAfter",
  endpoint: trading.cancelAllOrdersAfter,
  params: { algoId: "algo-1", timeout: 60 },
  path: "/derivatives/api/v3/cancelallordersafter",
  body: "timeout=60",
  headers: { algoId: "algo-1" },
  answer: fixtures.cancelAllOrdersAfter,
});

tests({
  name: "openOrders",
  endpoint: trading.openOrders,
  params: {},
  path: "/derivatives/api/v3/openorders",
  answer: fixtures.openOrders,
});

tests({
  name: "ordersStatus",
  endpoint: trading.ordersStatus,
  params: { orderIds: ["3b1c", "5c1e"], cliOrdIds: "a-1" },
  path: "/derivatives/api/v3/orders/status",
  body: "orderIds=3b1c&orderIds=5c1e&cliOrdIds=a-1",
  answer: fixtures.ordersStatus,
});

Deno.test("sendOrder refuses a size that is not above zero", async () => {
  const { options, asked } = calling(fixtures.sendOrder);
  for (const size of [0, -1, "0.000", "-2"]) {
    await assertRejects(
      () => send(options, trading.sendOrder, { ...order, size }),
      RangeError,
      `'size' must be above zero: current value is ${JSON.stringify(size)}`,
    );
  }
  assertEquals(asked, []);
});

Deno.test("sendOrder refuses an order type of Spot's, and names its own", async () => {
  const { options, asked } = calling(fixtures.sendOrder);
  await assertRejects(
    () => send(options, trading.sendOrder, { ...order, orderType: "take-profit" as "lmt" }),
    RangeError,
    `'orderType' must be one of lmt, post, ioc, mkt, stp, take_profit, trailing_stop, fok (did you mean "take_profit"?)`,
  );
  assertEquals(asked, []);
});

Deno.test("sendOrder refuses a client order id of 101 characters", async () => {
  const { options, asked } = calling(fixtures.sendOrder);
  await assertRejects(
    () => send(options, trading.sendOrder, { ...order, cliOrdId: "x".repeat(101) }),
    RangeError,
    "'cliOrdId' must be at most 100 characters long",
  );
  assertEquals(asked, []);
});

Deno.test("sendOrder writes tiny numbers in plain digits", async () => {
  const { options, asked } = calling(fixtures.sendOrder);
  await send(options, trading.sendOrder, { ...order, limitPrice: 1e-10, cliOrdId: "a" });
  assertEquals(asked[0]?.body, "orderType=lmt&symbol=PF_XBTUSD&side=buy&size=0.01&limitPrice=0.0000000001&cliOrdId=a");
});

Deno.test("sendOrder gives an order without id one of ours, and names it when the answer is lost", async () => {
  const { options, asked } = calling("<html>Bad Gateway</html>", 502);
  const error = await assertRejects(() => send(options, trading.sendOrder, order), OutcomeUnknownError);
  const sent = new URLSearchParams(asked[0]?.body).get("cliOrdId") ?? "none";
  assertEquals(error.clientOrderIds, [sent]);
  assertEquals(asked.length, 1, "an order is never sent twice");
});

Deno.test("editOrder and cancelOrder get no id made up", async () => {
  const [cancelling, editing] = [calling(fixtures.cancelOrder), calling(fixtures.editOrder)];
  await send(cancelling.options, trading.cancelOrder, { order_id: "3b1c" });
  await send(editing.options, trading.editOrder, { orderId: "3b1c", size: 1 });
  assertEquals([...cancelling.asked, ...editing.asked].map(({ body }) => body), [
    "order_id=3b1c",
    "orderId=3b1c&size=1",
  ]);
});

Deno.test("editOrder takes orderId and cancelOrder takes order_id, as Kraken spells them", () => {
  const wrong = [
    () => encodeParams(trading.editOrder, { order_id: "3b1c" } as never),
    () => encodeParams(trading.cancelOrder, { orderId: "3b1c" } as never),
  ];
  const said = wrong.map((call) => {
    try {
      return call();
    } catch (error) {
      return (error as Error).message.match(/did you mean '\w+'/)?.[0];
    }
  });
  assertEquals(said, ["did you mean 'orderId'", "did you mean 'order_id'"]);
});

Deno.test("cancelAllOrdersAfter refuses a timeout that Kraken's 32 bits do not hold", async () => {
  const { options, asked } = calling(fixtures.cancelAllOrdersAfter);
  for (const timeout of [-1, 1.5, 2 ** 32]) {
    await assertRejects(
      () => send(options, trading.cancelAllOrdersAfter, { timeout }),
      RangeError,
      `'timeout' must be a whole number from 0 to 4294967295: current value is ${timeout}`,
    );
  }
  assertEquals(asked, []);
});

Deno.test("cancelAllOrdersAfter writes the 0 that disarms it", async () => {
  const { options, asked } = calling(fixtures.cancelAllOrdersAfterDisarmed);
  await send(options, trading.cancelAllOrdersAfter, { timeout: 0 });
  assertEquals(asked[0]?.body, "timeout=0");
});
