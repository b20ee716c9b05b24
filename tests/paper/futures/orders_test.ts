import { assert, assertEquals } from "@std/assert";
import { type Answer, HISTORY, type Rig, rig, V3 } from "./_calling.ts";

/** Best prices of PF_XBTUSD. */
const quote = async ({ get }: Rig, symbol = "PF_XBTUSD"): Promise<{ bid: number; ask: number; mark: number }> => {
  const { ticker } = await get(`${V3}/tickers/${symbol}`);
  return { bid: ticker.bid, ask: ticker.ask, mark: ticker.markPrice };
};
const order = { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 0.01, limitPrice: 90000 };
const events = (status: Answer): string[] => status.orderEvents.map(({ type }: Answer) => type);

Deno.test("sendorder says what is missing or not understood, before anything else", async () => {
  const { call } = rig();
  const error = async (params: Record<string, string | number>) =>
    (await call("POST", `${V3}/sendorder`, params)).error;
  assertEquals(await error({}), "requiredArgumentMissing: orderType");
  assertEquals(await error({ ...order, orderType: "limit" }), "invalidArgument: orderType");
  assertEquals(await error({ ...order, symbol: "PF_BTCUSD" }), "invalidArgument: symbol");
  assertEquals(await error({ ...order, side: "long" }), "invalidArgument: side");
  assertEquals(await error({ ...order, size: "much" }), "invalidArgument: size");
  assertEquals(await error({ ...order, limitPrice: "" }), "requiredArgumentMissing: limitPrice");
  assertEquals(await error({ ...order, orderType: "stp" }), "requiredArgumentMissing: stopPrice");
  assertEquals(
    await error({ ...order, orderType: "trailing_stop" }),
    "requiredArgumentMissing: trailingStopMaxDeviation",
  );
  assertEquals((await call("GET", `${V3}/openorders`)).openOrders, []);
});

Deno.test("sendorder refuses with result success and a status, and places nothing", async () => {
  const exchange = rig();
  const { send, call, futures } = exchange;
  const { bid, ask } = await quote(exchange);
  const status = async (params: Record<string, string | number | boolean>) =>
    (await send({ ...order, ...params })).status;
  assertEquals(await status({ size: 0.00001 }), "invalidSize");
  assertEquals(await status({ size: -1 }), "invalidSize");
  assertEquals(await status({ limitPrice: 90000.5 }), "invalidPrice");
  assertEquals(await status({ symbol: "PI_XBTUSD", size: 1.5 }), "invalidSize");
  assertEquals(await status({ symbol: "FF_XBTUSD_261030" }), "marketInactive");
  assertEquals(await status({ symbol: "FF_XBTUSD_271231" }), "marketInactive");
  assertEquals(await status({ orderType: "post", limitPrice: ask }), "postWouldExecute");
  assertEquals(await status({ orderType: "ioc", limitPrice: bid - 50 }), "iocWouldNotExecute");
  assertEquals(await status({ orderType: "fok", size: 1, limitPrice: ask, symbol: "PF_XBTUSD" }), "iocWouldNotExecute");
  assertEquals(await status({ limitPrice: Math.round(ask * 1.2) }), "outsidePriceCollar");
  assertEquals(await status({ reduceOnly: true }), "wouldNotReducePosition");
  assertEquals(await status({ size: 50 }), "insufficientAvailableFunds");
  assertEquals(await status({ size: 1300 }), "maxPositionViolation");
  assertEquals(await status({ cliOrdId: "x".repeat(101) }), "clientOrderIdTooBig");
  assertEquals(await status({ processBefore: "2026-11-22T15:17:13.000Z" }), "wouldProcessAfterSpecifiedTime");
  assertEquals(
    await status({ orderType: "trailing_stop", trailingStopMaxDeviation: 60, trailingStopDeviationUnit: "PERCENT" }),
    "invalidPrice",
  );
  futures.conditions.set("PF_XBTUSD", { suspended: true });
  assertEquals(await status({}), "marketSuspended");
  futures.conditions.set("PF_XBTUSD", { postOnly: true });
  assertEquals(await status({}), "marketIsPostOnly");
  futures.conditions.set("PF_XBTUSD", { dislocation: "ABOVE_UPPER_BOUND" });
  assertEquals(await status({}), "wouldIncreasePriceDislocation");
  futures.conditions.set("PF_XBTUSD", { volatility: 100 });
  assertEquals(await status({ size: 0.2 }), "insufficientAvailableFunds");
  assertEquals((await call("GET", `${V3}/openorders`)).openOrders, []);
  assertEquals((await call("GET", `${V3}/openpositions`)).openPositions, []);
});

Deno.test("sendorder keeps client order ids unique, but lets that of a refused order be used again", async () => {
  const { send } = rig();
  assertEquals((await send({ ...order, size: 50, cliOrdId: "a" })).status, "insufficientAvailableFunds");
  assertEquals((await send({ ...order, cliOrdId: "a" })).status, "placed");
  const again = await send({ ...order, cliOrdId: "a" });
  assertEquals([again.status, again.orderEvents[0].reason], ["clientOrderIdAlreadyExist", "CLIENT_ORDER_ID_IN_USE"]);
});

Deno.test("sendorder lets the client order id of a refused trigger be used again", async () => {
  const { send, futures } = rig();
  const stop = { ...order, orderType: "stp", stopPrice: 95000, cliOrdId: "a" };
  futures.conditions.set("PF_XBTUSD", { suspended: true });
  assertEquals((await send(stop)).status, "marketSuspended");
  futures.conditions.delete("PF_XBTUSD");
  assertEquals((await send({ ...stop, size: 100_000 })).status, "maxPositionViolation");
  assertEquals((await send(stop)).status, "placed");
  assertEquals((await send(stop)).status, "clientOrderIdAlreadyExist");
});

Deno.test("triggers count among the open orders and keep to the largest position", async () => {
  const { send, call } = rig({ usd: 1_000_000 });
  const stop = { ...order, orderType: "stp", stopPrice: 95000, size: 0.001 };
  assertEquals((await send({ ...stop, size: 1e15 })).status, "maxPositionViolation");
  // What only reduces is trimmed when it fires.
  const { status, order_id: large } = await send({ ...stop, size: 1e6, reduceOnly: true });
  assertEquals(status, "placed");
  const { order_id: orderId } = await send(stop);
  const edited = (await call("POST", `${V3}/editorder`, { orderId, size: 1e9 })).editStatus;
  assertEquals([edited.status, edited.orderEvents[0].reason], ["maxPositionViolation", "MAX_POSITION_EXCEEDED"]);
  assertEquals(
    (await call("POST", `${V3}/editorder`, { orderId: large, stopPrice: 95500 })).editStatus.status,
    "edited",
  );
  const json = JSON.stringify({ batchOrder: Array.from({ length: 1200 }, () => ({ order: "send", ...stop })) });
  const { batchStatus } = await call("POST", `${V3}/batchorder`, { json });
  const counted = (word: string) => batchStatus.filter(({ status }: Answer) => status === word).length;
  assertEquals([counted("placed"), counted("tooManyOrders")], [998, 202]);
  assertEquals((await send(order)).status, "tooManyOrders");
  const close = { orderType: "mkt", symbol: "PF_XBTUSD", side: "sell", size: 0.01 };
  assertEquals((await send(close)).status, "placed");
  assertEquals((await send({ ...order, reduceOnly: true })).status, "tooManyOrders");
  assertEquals((await call("POST", `${V3}/editorder`, { orderId, size: 0.002 })).editStatus.status, "edited");
});

Deno.test("sendorder fills what crosses at the makers' prices and lets the rest stand in the book", async () => {
  const exchange = rig({ usd: 1_000_000 });
  const { orderBook: { asks } } = await exchange.get(`${V3}/orderbook?symbol=PF_XBTUSD`);
  const [[first, firstSize], [second, secondSize]] = asks;
  const size = Number((firstSize + secondSize + 0.5).toFixed(4));
  const status = await exchange.send({ ...order, size, limitPrice: second });
  assertEquals([status.status, events(status)], ["placed", ["EXECUTION", "EXECUTION", "PLACE"]]);
  const [a, b, placed] = status.orderEvents;
  assertEquals([a.price, a.amount, b.price, b.amount], [first, firstSize, second, secondSize]);
  assertEquals(b.orderPriorExecution.filled, firstSize);
  assertEquals(placed.order.quantity, size);
  const { orderBook } = await exchange.get(`${V3}/orderbook?symbol=PF_XBTUSD`);
  // What was taken is gone, and the rest is the best bid.
  assert(orderBook.asks[0][0] > second);
  assertEquals(orderBook.bids[0], [second, 0.5]);
  const { openOrders: [open] } = await exchange.call("GET", `${V3}/openorders`);
  assertEquals([open.status, open.unfilledSize], ["partiallyFilled", 0.5]);
});

Deno.test("sendorder shows a market order as an ioc with a limit one percent beyond the best price", async () => {
  const exchange = rig();
  const { ask } = await quote(exchange);
  const { orderEvents: [event] } = await exchange.send({
    orderType: "mkt",
    symbol: "PF_XBTUSD",
    side: "buy",
    size: 0.01,
  });
  assertEquals([event.price, event.orderPriorExecution.type], [ask, "ioc"]);
  assertEquals(event.orderPriorExecution.limitPrice, Math.floor(ask * 1.01));
});

Deno.test("a resting order is filled in its turn as trades come, and waits behind what stood before it", async () => {
  const exchange = rig();
  const { bid } = await quote(exchange);
  await exchange.send({ ...order, limitPrice: bid, cliOrdId: "near" });
  await exchange.send({ ...order, limitPrice: bid - 4000, cliOrdId: "far" });
  exchange.pass(3_600_000);
  const { fills } = await exchange.call("GET", `${V3}/fills`);
  assert(fills.length > 0);
  for (const fill of fills) assertEquals([fill.cliOrdId, fill.price, fill.fillType], ["near", bid, "maker"]);
  const { openOrders } = await exchange.call("GET", `${V3}/openorders`);
  assertEquals(openOrders.map(({ cliOrdId }: Answer) => cliOrdId), ["far"]);
  // Who rests pays 0.02 %.
  const { elements: [{ event: { execution: { execution } } }] } = await exchange.call("GET", `${HISTORY}/executions`);
  assertEquals(execution.executionType, "maker");
  assertEquals(Number(execution.orderData.fee), Number((execution.price * execution.quantity * 0.0002).toFixed(10)));
});

Deno.test("passing an hour by minutes or at once does the same to orders, triggers and positions", async () => {
  const run = async (step: number) => {
    const exchange = rig({ usd: 100_000, wallets: { fi_xbtusd: { xbt: "1" } } });
    const { bid } = await quote(exchange);
    for (const away of [5, 60, 200, 400]) await exchange.send({ ...order, limitPrice: bid - away, size: 0.02 });
    await exchange.send({ orderType: "mkt", symbol: "PI_XBTUSD", side: "sell", size: 4000 });
    await exchange.send({
      orderType: "trailing_stop",
      symbol: "PI_XBTUSD",
      side: "buy",
      size: 4000,
      trailingStopMaxDeviation: 0.4,
      trailingStopDeviationUnit: "PERCENT",
      triggerSignal: "mark",
    });
    for (let passed = 0; passed < 7_200_000; passed += step) {
      exchange.pass(step);
      exchange.futures.settle();
    }
    const { openPositions } = await exchange.call("GET", `${V3}/openpositions`);
    const { fills } = await exchange.call("GET", `${V3}/fills`);
    const { accounts } = await exchange.call("GET", `${V3}/accounts`);
    return { openPositions, fills: fills.map(({ fill_id: _, order_id: __, ...rest }: Answer) => rest), accounts };
  };
  const slow = await run(60_000);
  assert(slow.fills.length > 3);
  assertEquals(await run(7_200_000), slow);
});

Deno.test("stops, take-profits and trailing stops fire on their side, on the signal they watch", async () => {
  const exchange = rig({ usd: 1_000_000 });
  const { mark } = await quote(exchange);
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 1 });
  const send = (params: Record<string, string | number | boolean>) =>
    exchange.send({ symbol: "PF_XBTUSD", side: "sell", size: 0.1, reduceOnly: true, ...params });
  const down = Math.round(mark * 0.985);
  const up = Math.round(mark * 1.012);
  await send({ orderType: "stp", stopPrice: down, triggerSignal: "mark", cliOrdId: "stop" });
  await send({ orderType: "take_profit", stopPrice: up, triggerSignal: "index", cliOrdId: "profit" });
  const trailing = await send({
    orderType: "trailing_stop",
    trailingStopMaxDeviation: 1.5,
    trailingStopDeviationUnit: "PERCENT",
    triggerSignal: "mark",
    cliOrdId: "trail",
  });
  assertEquals(trailing.orderEvents[0].orderTrigger.triggerSide, "trigger_below");
  exchange.pass(3 * 86_400_000);
  const { elements } = await exchange.call("GET", `${HISTORY}/triggers`, { sort: "asc" });
  const activated = elements.filter(({ event }: Answer) => event.OrderTriggerActivated)
    .map(({ event, timestamp }: Answer) => ({ ...event.OrderTriggerActivated.order, at: timestamp }));
  assert(activated.length > 0);
  for (const { clientId, at, triggerOptions } of activated) {
    const kind = triggerOptions.triggerSignal === "MarkPrice" ? "mark" : "spot";
    const from = Math.floor(at / 60_000) * 60;
    const { candles: [candle] } = await exchange.get(`/api/charts/v1/${kind}/PF_XBTUSD/1m?from=${from}&to=${from}`);
    // In the minute in which it fired the price it watches was where it fires.
    const price = Number(triggerOptions.triggerPrice);
    if (clientId === "profit") assert(Number(candle.high) >= price);
    else assert(Number(candle.low) <= price, `${clientId} ${JSON.stringify(candle)} ${price}`);
  }
  const trail = elements.find(({ event }: Answer) => event.OrderTriggerPlaced?.order.clientId === "trail");
  const fired = activated.find(({ clientId }: Answer) => clientId === "trail");
  if (fired) {
    assert(
      Number(fired.triggerOptions.triggerPrice) >=
        Number(trail.event.OrderTriggerPlaced.order.triggerOptions.triggerPrice),
    );
  }
  const { fills } = await exchange.call("GET", `${V3}/fills`);
  for (const { clientId } of activated) assert(fills.some(({ cliOrdId }: Answer) => cliOrdId === clientId), clientId);
});

Deno.test("a trigger that cannot be carried out when it fires says so in orders/status", async () => {
  const exchange = rig();
  const { mark } = await quote(exchange);
  const { order_id } = await exchange.send({
    orderType: "stp",
    symbol: "PF_XBTUSD",
    side: "sell",
    size: 0.1,
    stopPrice: Math.round(mark) + 100,
    triggerSignal: "mark",
    reduceOnly: true,
  });
  const { orders: [state] } = await exchange.call("POST", `${V3}/orders/status`, { orderIds: order_id });
  assertEquals([state.status, state.error], ["TRIGGER_ACTIVATION_FAILURE", "WOULD_NOT_REDUCE_POSITION"]);
  exchange.pass(6000);
  assertEquals((await exchange.call("POST", `${V3}/orders/status`, { orderIds: order_id })).orders, []);
});

Deno.test("reduce-only orders are trimmed to the position, and cancelled when it is gone", async () => {
  const exchange = rig({ usd: 100_000 });
  const { ask } = await quote(exchange);
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.05 });
  const status = await exchange.send({
    ...order,
    side: "sell",
    size: 0.08,
    limitPrice: ask + 3000,
    reduceOnly: true,
    cliOrdId: "a",
  });
  assertEquals([status.orderEvents[0].reducedQuantity, status.orderEvents[0].order.quantity], [0.03, 0.05]);
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "sell", size: 0.02 });
  const { openOrders: [rest] } = await exchange.call("GET", `${V3}/openorders`);
  assertEquals(rest.unfilledSize, 0.03);
  const closed = await exchange.send({
    orderType: "mkt",
    symbol: "PF_XBTUSD",
    side: "sell",
    size: 1,
    reduceOnly: true,
  });
  assertEquals(closed.orderEvents[0].takerReducedQuantity, 0.97);
  assertEquals((await exchange.call("GET", `${V3}/openorders`)).openOrders, []);
  const { elements: [last] } = await exchange.call("GET", `${HISTORY}/orders`, { closed: true, count: 1 });
  assertEquals(last.event.OrderCancelled.reason, "would_not_reduce_position");
});

Deno.test("orders of one owner do not meet, by the strategy that is set", async () => {
  const exchange = rig({ usd: 1_000_000 });
  const { bid, ask } = await quote(exchange);
  const child = exchange.futures.accounts.create({ usd: 1_000_000, master: exchange.futures.accounts.default });
  const childKey = exchange.futures.keys.create({ account: child });
  const stranger = exchange.futures.keys.create({ account: exchange.futures.accounts.create({ usd: 1_000_000 }) });
  // Inside the spread only these orders stand.
  assert(ask - bid > 1);
  const rest = { ...order, limitPrice: bid + 1 };
  const cross = { ...order, side: "sell", limitPrice: bid + 1, orderType: "ioc" };
  await exchange.send(rest);
  const refused = await exchange.send(cross);
  assertEquals([refused.status, refused.orderEvents[0].reason], ["selfFill", "WOULD_EXECUTE_SELF"]);
  assertEquals((await exchange.send(cross, childKey)).status, "selfFill");
  const strategy = (value: string) => exchange.call("PUT", `${V3}/self-trade-strategy`, { strategy: value }, childKey);
  await strategy("CANCEL_MAKER_SELF");
  assertEquals((await exchange.send(cross, childKey)).status, "selfFill");
  await strategy("CANCEL_MAKER_ANY");
  // The only order in its way is cancelled, so there is nothing to take.
  await exchange.send(cross, childKey);
  assertEquals((await exchange.call("GET", `${V3}/openorders`)).openOrders, []);
  await exchange.send({ ...rest, cliOrdId: "met" });
  assertEquals(events(await exchange.send(cross, stranger)), ["EXECUTION"]);
  const { fills: [fill] } = await exchange.call("GET", `${V3}/fills`);
  const { fills: [other] } = await exchange.call("GET", `${V3}/fills`, {}, stranger);
  assertEquals([fill.cliOrdId, fill.fillType, fill.price], ["met", "maker", bid + 1]);
  assertEquals([other.fill_id, other.fillType], [fill.fill_id, "taker"]);
});

Deno.test("editorder keeps the id, refuses what cannot be, and fills what it makes marketable", async () => {
  const exchange = rig({ usd: 100_000 });
  const { ask } = await quote(exchange);
  const { order_id: id } = await exchange.send({ ...order, cliOrdId: "e" });
  const edit = async (params: Record<string, string | number>) =>
    (await exchange.call("POST", `${V3}/editorder`, params)).editStatus;
  assertEquals((await exchange.call("POST", `${V3}/editorder`, {})).error, "requiredArgumentMissing: orderId");
  assertEquals((await edit({ orderId: "none" })).status, "orderForEditNotFound");
  assertEquals((await edit({ orderId: id, stopPrice: 88000 })).status, "orderForEditNotAStop");
  assertEquals((await edit({ orderId: id, limitPrice: 90000.1 })).status, "invalidPrice");
  assertEquals((await edit({ orderId: id, size: 900 })).status, "insufficientAvailableFunds");
  const moved = await edit({ cliOrdId: "e", limitPrice: 90500, size: 0.02 });
  assertEquals([moved.status, moved.orderId, events(moved)], ["edited", id, ["EDIT"]]);
  assertEquals([moved.orderEvents[0].old.limitPrice, moved.orderEvents[0].new.limitPrice], [90000, 90500]);
  const met = await edit({ orderId: id, limitPrice: ask + 50 });
  assertEquals([met.status, events(met)], ["edited", ["EDIT", "EXECUTION"]]);
  assertEquals(met.orderEvents[1].orderPriorEdit.limitPrice, 90500);
  const { fills: [fill] } = await exchange.call("GET", `${V3}/fills`);
  assertEquals([fill.fillType, fill.order_id], ["takerAfterEdit", id]);
  const { order_id: post } = await exchange.send({ ...order, orderType: "post" });
  const refused = await edit({ orderId: post, limitPrice: ask + 50 });
  assertEquals([refused.status, refused.orderEvents[0].reason], ["postWouldExecute", "POST_WOULD_EXECUTE"]);
  assertEquals((await exchange.call("GET", `${V3}/openorders`)).openOrders[0].limitPrice, 90000);
});

Deno.test("editorder makes no trailing stop of a stop that has a price of its own", async () => {
  const { send, call } = rig();
  const { order_id: orderId } = await send({ ...order, orderType: "stp", stopPrice: 95000 });
  const trail = { trailingStopMaxDeviation: 1, trailingStopDeviationUnit: "PERCENT" };
  assertEquals(
    (await call("POST", `${V3}/editorder`, { orderId, ...trail })).editStatus.status,
    "orderForEditNotAStop",
  );
  const { openOrders: [kept] } = await call("GET", `${V3}/openorders`);
  assertEquals([kept.orderType, kept.stopPrice], ["stop", 95000]);
});

Deno.test("editorder counts a size with or without the fills, as it is told", async () => {
  const exchange = rig({ usd: 1_000_000 });
  const { orderBook: { asks: [[price, size]] } } = await exchange.get(`${V3}/orderbook?symbol=PF_XBTUSD`);
  const total = Number((size + 0.1).toFixed(4));
  const { order_id: orderId } = await exchange.send({ ...order, size: total, limitPrice: price });
  const edit = async (params: Record<string, string | number>) => {
    await exchange.call("POST", `${V3}/editorder`, { orderId, ...params });
    return (await exchange.call("GET", `${V3}/openorders`)).openOrders[0].unfilledSize;
  };
  assertEquals(await edit({ size: 0.3 }), 0.3);
  assertEquals(await edit({ size: Number((size + 0.2).toFixed(4)), qtyMode: "ABSOLUTE" }), 0.2);
});

Deno.test("cancelorder tells cancelled, filled and unknown apart", async () => {
  const exchange = rig();
  const cancel = async (params: Record<string, string>) =>
    (await exchange.call("POST", `${V3}/cancelorder`, params)).cancelStatus;
  assertEquals(await cancel({ order_id: "none" }), { status: "notFound", receivedTime: "2026-11-22T15:17:13.123Z" });
  await exchange.send({ ...order, cliOrdId: "a" });
  const done = await cancel({ cliOrdId: "a" });
  assertEquals([done.status, done.orderEvents[0].type], ["cancelled", "CANCEL"]);
  assertEquals((await cancel({ cliOrdId: "a" })).status, "notFound");
  const { order_id } = await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.01 });
  assertEquals((await cancel({ order_id })).status, "filled");
  const { orders: [state] } = await exchange.call("POST", `${V3}/orders/status`, { orderIds: order_id });
  assertEquals([state.status, state.updateReason], ["FULLY_EXECUTED", "FULL_FILL"]);
});

Deno.test("batchorder refuses JSON that is nested deeper than anything it could mean", async () => {
  const { call } = rig();
  const json = `{"batchOrder":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
  assertEquals((await call("POST", `${V3}/batchorder`, { json })).error, "Json Parse Error");
});

Deno.test("batchorder handles each instruction by itself and loses no outcome", async () => {
  const exchange = rig();
  assertEquals((await exchange.call("POST", `${V3}/batchorder`, { json: "{" })).error, "Json Parse Error");
  assertEquals((await exchange.call("POST", `${V3}/batchorder`, { json: "{}" })).error, "invalidArgument: json");
  await exchange.send({ ...order, cliOrdId: "old" });
  const batchOrder = [
    { order: "send", order_tag: "good", ...order, size: "0.020", limitPrice: 8.9e4, cliOrdId: "new" },
    { order: "send", order_tag: "kind", ...order, orderType: "limit" },
    { order: "send", order_tag: "side", ...order, side: "up" },
    { order: "send", order_tag: "size", ...order, size: 0.00001 },
    { order: "send", order_tag: "twin", ...order, cliOrdId: "new" },
    { order: "send", order_tag: "long", ...order, cliOrdId: "x".repeat(101) },
    { order: "edit", cliOrdId: "old", limitPrice: 89500 },
    { order: "cancel", order_id: "none" },
    { order: "cancel", cliOrdId: "old" },
  ];
  const { batchStatus, result } = await exchange.call("POST", `${V3}/batchorder`, {
    json: JSON.stringify({ batchOrder }),
  });
  assertEquals(result, "success");
  assertEquals(batchStatus.map(({ status }: Answer) => status), [
    "placed",
    "invalidOrderType",
    "invalidSide",
    "invalidSize",
    "clientOrderIdAlreadyExist",
    "clientOrderIdTooLong",
    "edited",
    "notFound",
    "cancelled",
  ]);
  assertEquals(batchStatus[0].order_tag, "good");
  assertEquals(batchStatus[0].orderEvents[0].order.limitPrice, 89000);
  const { openOrders } = await exchange.call("GET", `${V3}/openorders`);
  assertEquals(openOrders.map(({ cliOrdId }: Answer) => cliOrdId), ["new"]);
});

Deno.test("cancelallordersafter cancels everything when it is not renewed, and is disarmed then", async () => {
  const exchange = rig();
  const arm = async (timeout: number) =>
    (await exchange.call("POST", `${V3}/cancelallordersafter`, { timeout })).status.triggerTime;
  await exchange.send({ ...order, limitPrice: 84000 });
  await exchange.send({ orderType: "stp", symbol: "PF_XBTUSD", side: "buy", size: 0.1, stopPrice: 150000 });
  assertEquals(await arm(60), "2026-11-22T15:18:13.123Z");
  exchange.pass(50_000);
  assertEquals(await arm(60), "2026-11-22T15:19:03.123Z");
  exchange.pass(59_999);
  assertEquals((await exchange.call("GET", `${V3}/openorders`)).openOrders.length, 2);
  exchange.pass(1);
  assertEquals((await exchange.call("GET", `${V3}/openorders`)).openOrders, []);
  const { elements: [last] } = await exchange.call("GET", `${HISTORY}/orders`, { count: 1 });
  assertEquals([last.event.OrderCancelled.reason, last.timestamp], [
    "dead_man_switch",
    Date.parse("2026-11-22T15:19:03.123Z"),
  ]);
  assertEquals(await arm(0), "0");
  await exchange.send(order);
  exchange.pass(3_000);
  assertEquals((await exchange.call("GET", `${V3}/openorders`)).openOrders.length, 1);
});
