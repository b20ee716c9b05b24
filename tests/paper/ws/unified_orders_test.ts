import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { ApiError } from "../../../core/errors.ts";
import {
  addOrder,
  amendOrder,
  batchAdd,
  batchCancel,
  cancelAll,
  cancelAllOrdersAfter,
  cancelOrder,
  setPreference,
} from "../../../websocket/unified/mod.ts";
import { NOW } from "../help.ts";
import type { Message } from "./help.ts";
import { asset_class, Bare, bid, connect, opened, restOf } from "./unified_help.ts";

const symbol = "PF_XBTUSD";

Deno.test("every order method needs asset_class, a token, and the permission of what it does", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  const reader = exchange.keys.create({ permissions: ["query-open-trades", "create-ws-token"] });
  await using bare = await Bare.open(exchange, server, reader);
  const { client, token } = bare;
  const methods = [
    "add_order",
    "amend_order",
    "cancel_order",
    "cancel_all",
    "batch_add",
    "batch_cancel",
    "set_preference",
  ];
  for (const method of methods) {
    assertEquals((await client.ask(method, { token })).error, "Missing 'params.asset_class'", method);
    assertEquals((await client.ask(method, { asset_class })).error, "Token(s) not found", method);
    assertEquals(await bare.error(method), "EGeneral:Permission denied", method);
  }
  // The switch alone is documented without an asset_class.
  assertEquals((await client.ask("cancel_all_orders_after", { token })).error, "EGeneral:Permission denied");
  assertEquals(await bare.error("edit_order"), "Unsupported event");
  const closer = exchange.keys.create({ permissions: ["close-trades", "create-ws-token"] });
  await using other = await Bare.open(exchange, server, closer);
  assertEquals(await other.error("add_order", bid(80_000)), "EGeneral:Permission denied");
  assertEquals((await other.ask("cancel_all")).result, { count: 0 });
});

Deno.test("add_order refuses by name what is not to be sent for derivatives, and what the futures engine has not", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const errorOf = (more: object) => bare.error("add_order", bid(80_000, more));
  for (
    const [name, value] of Object.entries({
      display_qty: 0.001,
      cash_order_qty: 5,
      margin: false,
      fee_preference: "base",
      order_userref: 1,
    })
  ) {
    assertEquals(await errorOf({ [name]: value }), `'params.${name}' is not valid for derivatives`);
  }
  for (const name of ["conditional", "effective_time", "expire_time", "stp_type"]) {
    assertMatch(
      await errorOf({ [name]: "x" }) ?? "",
      new RegExp(`^'params\\.${name}' is not supported for derivatives: `),
    );
  }
  assertMatch(await errorOf({ time_in_force: "gtd" }) ?? "", /gtd is not supported/);
  assertEquals(await errorOf({ time_in_force: "day" }), "Unknown 'params.time_in_force'");
  assertEquals(await errorOf({ order_type: "iceberg" }), "Unknown 'params.order_type'");
  assertEquals(await errorOf({ order_type: "market-limit" }), "Unknown 'params.order_type'");
  assertEquals(await errorOf({ order_type: undefined }), "Missing 'params.order_type'");
  assertEquals(await errorOf({ limit_price: undefined }), "Missing 'params.limit_price'");
  assertEquals(await errorOf({ order_type: "market" }), "'params.limit_price' is not valid for market orders");
  assertEquals(
    await errorOf({ post_only: true, time_in_force: "ioc" }),
    "'params.post_only' is not valid for ioc limit orders",
  );
  assertEquals(
    await errorOf({ order_type: "market", limit_price: undefined, time_in_force: "fok" }),
    "'params.time_in_force' fok is not valid for market orders",
  );
  assertEquals(await errorOf({ triggers: { price: 1 } }), "'params.triggers' is not valid for limit orders");
  assertEquals(
    await errorOf({ limit_price_type: "static" }),
    "'params.limit_price_type' is not valid for limit orders",
  );
  const stop = (triggers: object | undefined, more: object = {}) =>
    errorOf({ order_type: "stop-loss", limit_price: undefined, triggers, ...more });
  assertEquals(await stop(undefined), "Missing 'params.triggers'");
  assertEquals(await stop({}), "Missing 'params.triggers.price'");
  assertEquals(await stop({ price: 1, reference: "mark" }), "Unknown 'params.triggers.reference'");
  assertMatch(await stop({ price: 1, price_type: "pct" }) ?? "", /pct is not supported/);
  assertEquals(
    await stop({ price: 1 }, { time_in_force: "ioc" }),
    "'params.time_in_force' ioc is not valid for stop-loss orders",
  );
  assertMatch(
    await stop({ price: 1, price_type: "static" }, { order_type: "trailing-stop" }) ?? "",
    /must be pct or quote for trailing stops/,
  );
  assertEquals(await stop({ price: 60, price_type: "pct" }, { order_type: "trailing-stop" }), "EOrder:Invalid price");
  assertEquals(await errorOf({ symbol: "pf_xbtusd" }), "Currency pair not supported pf_xbtusd");
  assertEquals(await errorOf({ symbol: "BTC/USD" }), "Currency pair not supported BTC/USD");
  assertEquals(exchange.futures.accounts.default, exchange.futures.accounts.of(exchange.account));
  assertEquals((await restOf(exchange).trading.openOrders()).openOrders, []);
});

Deno.test("add_order refuses what the desk of Futures REST refuses, and has Spot's string for it", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const errorOf = (more: object) => bare.error("add_order", bid(80_000, more));
  assertEquals(await errorOf({ limit_price: "80000" }), "Limit_price field must be a number_float");
  assertEquals(await errorOf({ order_qty: undefined }), "Missing 'params.order_qty'");
  assertEquals(await errorOf({ order_qty: 0.00001 }), "EGeneral:Invalid arguments:order_qty");
  assertEquals(await errorOf({ side: "long" }), "EGeneral:Invalid arguments:side");
  assertEquals(await errorOf({ limit_price: 90_000.5 }), "EOrder:Invalid price");
  assertEquals(await errorOf({ limit_price: 900_000 }), "EOrder:Invalid price:outside the price collar");
  assertEquals(await errorOf({ order_qty: 500, limit_price: 90_000 }), "EOrder:Insufficient funds");
  assertEquals(await errorOf({ reduce_only: true }), "EOrder:Reduce only:No position exists");
  assertEquals(await errorOf({ cl_ord_id: "x".repeat(101) }), "EGeneral:Invalid arguments:cl_ord_id");
  assertEquals(await errorOf({ deadline: "tomorrow" }), "EGeneral:Invalid arguments:deadline");
  assertEquals(await errorOf({ deadline: new Date(NOW - 1).toISOString() }), "EService:Deadline elapsed");
  assertEquals((await bare.ask("add_order", bid(88_000, { cl_ord_id: "own" }))).result.cl_ord_id, "own");
  assertEquals(await errorOf({ limit_price: 88_000, cl_ord_id: "own" }), "EGeneral:Invalid arguments:cl_ord_id");
  exchange.futures.conditions.set(symbol, { suspended: true });
  assertEquals(await errorOf({ limit_price: 88_000 }), "EService:Market suspended");
  exchange.futures.conditions.set(symbol, { postOnly: true });
  assertEquals(await errorOf({ limit_price: 88_000 }), "EService:Market in post_only mode");
  exchange.futures.conditions.clear();
  exchange.status.mode = "cancel_only";
  assertEquals(await errorOf({ limit_price: 88_000 }), "EService:Market in cancel_only mode");
  exchange.status.mode = "maintenance";
  assertEquals(await errorOf({ limit_price: 88_000 }), "EService:Unavailable");
  assertEquals(await bare.error("cancel_all"), "EService:Unavailable");
});

Deno.test("add_order with validate checks everything and places nothing", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const check = (more: object = {}) => bare.ask("add_order", bid(88_000, { validate: true, ...more }));
  assertEquals((await check({ cl_ord_id: "a" })).result, { cl_ord_id: "a" });
  assertEquals((await check()).result, {});
  assertEquals((await check({ order_qty: 500 })).error, "EOrder:Insufficient funds");
  assertEquals((await check({ limit_price: 95_000, post_only: true })).error, "EOrder:Post only order");
  assertEquals((await check({ time_in_force: "fok" })).result, {});
  const stop = { order_type: "stop-loss", limit_price: undefined, triggers: { price: 99_000 } };
  assertEquals((await check(stop)).result, {});
  assertEquals((await check({ ...stop, order_qty: 1e15 })).error, "EOrder:Margin position size exceeded");
  assertEquals((await restOf(exchange).trading.openOrders()).openOrders, []);
});

Deno.test("add_order with validate looks at a reduce-only order as it would be trimmed", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  await bare.ask("add_order", { order_type: "market", side: "sell", symbol, order_qty: 0.01 });
  const { orderBook: { asks } } = await restOf(exchange).market.orderBook({ symbol });
  const [price] = asks[0]!;
  assertEquals(await bare.error("add_order", bid(price + 1, { side: "sell" })), undefined);
  // Untrimmed it would go through the book up to the own order.
  const close = bid(price + 1, { order_qty: 30, reduce_only: true });
  assertEquals((await bare.ask("add_order", { ...close, validate: true })).error, undefined);
  assertEquals(await bare.error("add_order", close), undefined);
});

Deno.test("add_order and batch_add with validate draw no ids, so that those of later orders stay the same", async () => {
  const first = async (looks: boolean) => {
    await using exchange = opened();
    await using server = exchange.serve();
    await using bare = await Bare.open(exchange, server);
    if (looks) {
      assertEquals((await bare.ask("add_order", bid(88_000, { validate: true }))).result, {});
      const { symbol: _, ...each } = bid(88_000);
      assertEquals((await bare.ask("batch_add", { symbol, orders: [each, each], validate: true })).result, [{}, {}]);
    }
    return (await bare.ask("add_order", bid(88_000))).result.order_id;
  };
  assertEquals(await first(true), await first(false));
});

Deno.test("an order of the socket and one of REST stand on one desk: amended, cancelled and filled from either side", async () => {
  await using exchange = opened();
  await using socket = await connect(exchange);
  const { trading, account } = restOf(exchange);
  const placed = await socket.call(addOrder, bid(88_000, { order_qty: "0.0100", cl_ord_id: "grid-1" }));
  assertMatch(placed.order_id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  assertEquals(placed.cl_ord_id, "grid-1");
  const row = async () =>
    (await trading.openOrders()).openOrders.map(({ order_id, cliOrdId, unfilledSize, limitPrice }) => [
      order_id,
      cliOrdId,
      unfilledSize,
      limitPrice,
    ]);
  assertEquals(await row(), [[placed.order_id, "grid-1", 0.01, 88_000]]);
  assertEquals(await socket.call(amendOrder, { cl_ord_id: "grid-1", order_qty: "0.03", limit_price: 87_500 }), {
    amend_id: "",
    cl_ord_id: "grid-1",
  });
  assertEquals(await row(), [[placed.order_id, "grid-1", 0.03, 87_500]]);
  const { sendStatus } = await trading.sendOrder({
    orderType: "lmt",
    symbol,
    side: "buy",
    size: 0.02,
    limitPrice: 87_000,
    cliOrdId: "rest-1",
  });
  assertEquals(await socket.call(cancelOrder, { order_id: [placed.order_id, sendStatus.order_id!] }), [
    { order_id: placed.order_id, success: true },
    { order_id: sendStatus.order_id!, success: true },
  ]);
  assertEquals(await row(), []);
  const market = await socket.call(addOrder, { order_type: "market", side: "buy", symbol, order_qty: "0.5" });
  const { fills } = await account.fills();
  assert(fills.every(({ order_id }) => order_id === market.order_id));
  assertEquals((await account.openPositions()).openPositions.map(({ symbol, size }) => [symbol, size]), [[
    symbol,
    0.5,
  ]]);
  // A reduce-only sell over the socket ends it.
  await socket.call(addOrder, { order_type: "market", side: "sell", symbol, order_qty: 2, reduce_only: true });
  assertEquals((await account.openPositions()).openPositions, []);
});

Deno.test("amend_order refuses what cannot be changed and cancels the rest of what is filled further", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const errorOf = (params: object) => bare.error("amend_order", params);
  const place = async (more: object) => (await bare.ask("add_order", bid(88_000, more))).result.order_id;
  assertMatch(await errorOf({ limit_price: 1 }) ?? "", /^One of 'params.order_id'/);
  assertEquals(await errorOf({ order_id: "nope", limit_price: 1 }), "EOrder:Unknown order");
  const order_id = await place({ cl_ord_id: "a" });
  assertMatch(await errorOf({ order_id, cl_ord_id: "a", limit_price: 1 }) ?? "", /^One of/);
  assertEquals(await errorOf({ order_id, limit_price: 88_000.5 }), "EOrder:Invalid price");
  assertEquals(await errorOf({ order_id, order_qty: 0 }), "EGeneral:Invalid arguments:order_qty");
  assertEquals(
    await errorOf({ order_id, order_qty: 0.02, display_qty: 0.01 }),
    "'params.display_qty' is not valid for derivatives",
  );
  assertEquals(await errorOf({ order_id, limit_price: 93_500, post_only: true }), "EOrder:Post only order");
  assertEquals(
    await errorOf({ order_id, trigger_price: 80_000 }),
    "'params.trigger_price' is not valid for orders without a trigger",
  );
  const stop = await place({
    order_type: "stop-loss",
    side: "sell",
    limit_price: undefined,
    triggers: { price: 88_000 },
  });
  assertEquals(
    await errorOf({ order_id: stop, limit_price: 80_000 }),
    "'params.limit_price' is not valid for stop-loss orders",
  );
  assertMatch(
    await errorOf({ order_id: stop, trigger_price: 1, trigger_price_type: "pct" }) ?? "",
    /pct is not supported/,
  );
  assertEquals((await bare.ask("amend_order", { order_id: stop, trigger_price: 87_000 })).result, {
    amend_id: "",
    order_id: stop,
  });
  const trail = await place({
    order_type: "trailing-stop",
    side: "sell",
    limit_price: undefined,
    triggers: { price: 500 },
  });
  assertMatch(await errorOf({ order_id: trail, trigger_price: 400 }) ?? "", /must be pct or quote/);
  const wider = { order_id: trail, trigger_price: 2, trigger_price_type: "pct" };
  assertEquals((await bare.ask("amend_order", wider)).result.amend_id, "");
  const open = (await restOf(exchange).trading.openOrders()).openOrders;
  assertEquals(open.find((each) => each.order_id === stop)?.stopPrice, 87_000);
  assert(Math.abs(open.find((each) => each.order_id === trail)!.stopPrice! - 92_943 * 0.98) < 1);

  // The price that takes fills what it can; below what is filled, the rest is cancelled.
  exchange.futures.accounts.deposit(exchange.futures.accounts.default, "flex", "usd", 10_000_000);
  const big = await place({ order_qty: 60 });
  await bare.ask("subscribe", { channel: "executions" });
  assertEquals((await bare.ask("amend_order", { order_id: big, limit_price: 92_960 })).error, undefined);
  const filled = (await bare.rows()).findLast(({ exec_type }) => exec_type === "trade").cum_qty;
  assert(filled > 0.01 && filled < 60, `${filled} filled`);
  assertEquals((await bare.ask("amend_order", { order_id: big, order_qty: 0.01 })).result, {
    amend_id: "",
    order_id: big,
  });
  const [gone] = (await bare.rows()).slice(-1);
  assertEquals([gone.exec_type, gone.order_id, gone.cum_qty], ["canceled", big, filled]);
});

Deno.test("cancel_order answers for each order, cancel_all counts triggers too and takes no symbol", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const { client, token } = bare;
  assertMatch(await bare.error("cancel_order") ?? "", /^One of/);
  assertMatch(await bare.error("cancel_order", { order_id: ["a"], cl_ord_id: ["b"] }) ?? "", /^One of/);
  assertEquals(
    await bare.error("cancel_order", { order_id: ["a"], order_userref: [1] }),
    "'params.order_userref' is not valid for derivatives",
  );
  await bare.ask("add_order", bid(88_000, { cl_ord_id: "a" }));
  client.send({ method: "cancel_order", params: { asset_class, token, cl_ord_id: ["a", "b", "a"] }, req_id: 9 });
  const answers = await client.take(3);
  assertEquals(answers.map(({ req_id, success, error, result }) => [req_id, success, error ?? result]), [
    [9, true, { cl_ord_id: "a" }],
    [9, false, "EOrder:Unknown order"],
    [9, false, "EOrder:Unknown order"],
  ]);
  await bare.ask("add_order", bid(88_000));
  await bare.ask("add_order", {
    ...bid(0),
    order_type: "stop-loss",
    side: "sell",
    limit_price: undefined,
    triggers: { price: 80_000 },
  });
  assertEquals(await bare.error("cancel_all", { symbol }), "'params.symbol' is not valid for cancel_all");
  assertEquals((await bare.ask("cancel_all")).result, { count: 2 });
});

Deno.test("batch_add refuses a malformed batch as a whole and single orders in their place; batch_cancel counts", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const { symbol: _, ...order } = bid(88_000);
  const errorOf = (orders: object[], more: object = {}) => bare.error("batch_add", { symbol, orders, ...more });
  assertEquals(await errorOf([order]), "'params.orders' must have 2 to 15 items");
  assertEquals(await errorOf(Array.from({ length: 16 }, () => order)), "'params.orders' must have 2 to 15 items");
  assertEquals(await errorOf([order, { ...order, symbol }]), "'params.orders.symbol' is not valid for batch_add");
  assertEquals(await errorOf([order, { ...order, margin: true }]), "'params.margin' is not valid for derivatives");
  assertEquals(await errorOf([order, { ...order, limit_price: 1.5 }]), "EOrder:Invalid price");
  const twice = { ...order, cl_ord_id: "same" };
  assertEquals(await errorOf([twice, twice]), "EGeneral:Invalid arguments:cl_ord_id");
  assertEquals((await restOf(exchange).trading.openOrders()).openOrders, []);

  await using socket = await connect(exchange);
  const dry = await socket.call(batchAdd, { symbol, orders: [order, { ...order, order_qty: 900 }], validate: true });
  assertEquals(dry.map(({ success, error, order_id }) => [success, error, order_id]), [
    [true, undefined, undefined],
    [false, "EOrder:Insufficient funds", undefined],
  ]);
  const outcome = await socket.call(batchAdd, {
    symbol,
    orders: [{ ...order, cl_ord_id: "one" }, { ...order, order_qty: 900 }, { ...order, cl_ord_id: "three" }],
  });
  assertEquals(outcome.map(({ success, error }) => [success, error]), [
    [true, undefined],
    [false, "EOrder:Insufficient funds"],
    [true, undefined],
  ]);
  assertEquals([outcome[0]!.cl_ord_id, outcome[2]!.cl_ord_id], ["one", "three"]);
  const cancelError = (params: object) => bare.error("batch_cancel", params);
  assertMatch(await cancelError({ orders: ["a"] }) ?? "", /2 to 50 ids together/);
  assertMatch(await cancelError({ orders: Array.from({ length: 51 }, (_, at) => `${at}`) }) ?? "", /2 to 50/);
  assertEquals(await cancelError({ orders: ["a", "b"] }), "EOrder:Unknown order");
  const ids = { orders: [outcome[0]!.order_id!, "nope"], cl_ord_id: "three" };
  assertEquals(await socket.call(batchCancel, ids), { count: 2 });
  assertEquals(await socket.call(cancelAll, {}), { count: 0 });
});

Deno.test("cancel_all_orders_after is the switch of Futures REST: either arms it, either disarms it", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  assertEquals(await bare.error("cancel_all_orders_after"), "Missing 'params.timeout'");
  assertEquals(await bare.error("cancel_all_orders_after", { timeout: 86_400 }), "EGeneral:Invalid arguments:timeout");
  await using socket = await connect(exchange);
  const { trading } = restOf(exchange);
  await socket.call(addOrder, bid(85_000));
  assertEquals(await socket.call(cancelAllOrdersAfter, { timeout: 60 }), {
    currentTime: "2026-11-22T15:17:13Z",
    triggerTime: "2026-11-22T15:18:13Z",
  });
  await trading.cancelAllOrdersAfter({ timeout: 0 });
  exchange.clock.advance(61_000);
  assertEquals((await trading.openOrders()).openOrders.length, 1);
  await trading.cancelAllOrdersAfter({ timeout: 60 });
  assertEquals((await socket.call(cancelAllOrdersAfter, { timeout: 0 })).triggerTime, "0");
  exchange.clock.advance(61_000);
  assertEquals((await trading.openOrders()).openOrders.length, 1);
  await bare.ask("subscribe", { channel: "executions" });
  await socket.call(cancelAllOrdersAfter, { timeout: 5 });
  exchange.clock.advance(6000);
  const [gone] = await bare.rows();
  assertEquals([gone.exec_type, gone.reason], ["canceled", "dead_man_switch"]);
  assertEquals((await trading.openOrders()).openOrders, []);
});

Deno.test("set_preference sets leverage with a number and cross margin with null, and refuses with Kraken's words", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const set = (max_leverage: unknown, on = symbol) =>
    bare.error("set_preference", { leverage_mode: { symbol: on, max_leverage } });
  assertEquals(await bare.error("set_preference"), "Missing 'params.leverage_mode'");
  assertEquals(
    await bare.error("set_preference", { leverage_mode: { symbol } }),
    "Missing 'params.leverage_mode.max_leverage'",
  );
  assertEquals(await set("5"), "'params.leverage_mode.max_leverage' must be a number or null");
  assertEquals(await set(5, "PF_NOPEUSD"), "Unknown 'params.leverage_mode.symbol'");
  assertEquals(await set(5, "PI_XBTUSD"), "Leverage change rejected");
  const digits = "'params.leverage_mode.max_leverage' must have at most 2 decimals: current value is";
  for (const leverage of [2.345, 0.001]) assertEquals(await set(leverage), `${digits} ${leverage}`);
  // Trading ended a month ago, and begins next year.
  for (const contract of ["FF_XBTUSD_261030", "FF_XBTUSD_271231"]) {
    assertEquals(await set(5, contract), "Unknown 'params.leverage_mode.symbol'", contract);
  }
  for (const leverage of [0, -1, 0.5, 101]) {
    assertEquals(await set(leverage), "Leverage is outside the permitted range for this market", `${leverage}`);
  }
  await using socket = await connect(exchange);
  const { account, preferences } = restOf(exchange);
  const kept = async () => (await preferences.leveragePreferences()).leveragePreferences;
  assertEquals(await socket.call(setPreference, { leverage_mode: { symbol, max_leverage: 2.5 } }), {
    leverage_mode: { symbol, max_leverage: 2.5 },
  });
  assertEquals(await kept(), [{ symbol, maxLeverage: 2.5 }]);
  await socket.call(setPreference, { leverage_mode: { symbol, max_leverage: null } });
  assertEquals(await kept(), []);
  const asks = (max_leverage: number) => () => socket.call(setPreference, { leverage_mode: { symbol, max_leverage } });
  // With 10,000 dollars a tenth of a coin can be isolated at 2, but not with a bid for two more beside it.
  await socket.call(addOrder, { order_type: "market", side: "buy", symbol, order_qty: 0.1 });
  await socket.call(addOrder, bid(88_000, { order_qty: 0.2 }));
  await assertRejects(asks(2), ApiError, "Insufficient margin for the requested leverage");
  await socket.call(addOrder, { order_type: "market", side: "buy", symbol, order_qty: 0.4 });
  // Half a coin at 2 needs more than there is; that is a matter of margin, with nothing to liquidate.
  await assertRejects(asks(2), ApiError, "Insufficient margin for the requested leverage");
  assertEquals(await kept(), []);
  assertEquals((await account.openPositions()).openPositions[0]!.maxFixedLeverage, undefined);
  // A hundredth of its value is not enough for a position that has lost more than the maintenance margin leaves.
  await using late = opened();
  await using loser = await connect(late);
  await loser.call(addOrder, { order_type: "market", side: "buy", symbol, order_qty: 0.01 });
  const mark = () => Number(late.futures.prices(symbol).mark);
  const bought = mark();
  for (let hour = 0; hour < 240 && mark() > bought * 0.985; hour++) late.clock.advance(3_600_000);
  assert(mark() < bought * 0.985);
  const change = (max_leverage: number) => loser.call(setPreference, { leverage_mode: { symbol, max_leverage } });
  await assertRejects(() => change(50), ApiError, "Leverage change would cause liquidation");
  assertEquals((await restOf(late).preferences.leveragePreferences()).leveragePreferences, []);
  await change(5);
  await using rich = opened({ futures: { usd: 10_000_000 } });
  await using wealthy = await connect(rich);
  await wealthy.call(addOrder, { order_type: "market", side: "buy", symbol, order_qty: 15 });
  await assertRejects(
    () => wealthy.call(setPreference, { leverage_mode: { symbol, max_leverage: 100 } }),
    ApiError,
    "Leverage exceeds the market's margin schedule",
  );
});

Deno.test("an account that may only reduce has reduce-only orders, and a disabled one may cancel alone", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const main = exchange.futures.accounts.default;
  const { order_id } = (await bare.ask("add_order", bid(88_000))).result;
  await bare.ask("add_order", { order_type: "market", side: "buy", symbol, order_qty: 0.02 });
  await bare.ask("subscribe", { channel: "preferences" });
  const told = async () => (await bare.client.find(({ channel }: Message) => channel === "preferences")).data;
  assertEquals(await told(), { futures: "enabled" });
  main.trading = "reduce_only";
  exchange.sockets.advance();
  assertEquals(await told(), { futures: "reduce_only" });
  assertEquals(await bare.error("add_order", bid(88_000)), "EOrder:Reduce only:No position exists");
  assertEquals(await bare.error("amend_order", { order_id, order_qty: 0.5 }), "EOrder:Reduce only:No position exists");
  assertEquals(await bare.error("add_order", { order_type: "market", side: "sell", symbol, order_qty: 5 }), undefined);
  assertEquals((await restOf(exchange).account.openPositions()).openPositions, []);
  main.trading = "disabled";
  assertEquals(await bare.error("add_order", bid(88_000)), "EGeneral:Permission denied");
  assertEquals(await bare.error("amend_order", { order_id, order_qty: 0.001 }), "EGeneral:Permission denied");
  assertEquals((await bare.ask("cancel_all")).result, { count: 1 });
});
