/** Orders that may only reduce never turn a position, and an order that is filled whole or not at all is never filled in part. */

import { assert, assertEquals } from "@std/assert";
import type { FuturesAccount } from "../../../paper/futures/account.ts";
import { supervise } from "../../../paper/futures/engine/liquidation.ts";
import type { PaperFuturesKey } from "../../../paper/futures/mod.ts";
import { type Answer, HISTORY, type Rig, rig, V3 } from "./_calling.ts";

const symbol = "PF_XBTUSD";
const order = { orderType: "lmt", symbol, side: "buy", size: 0.01, limitPrice: 90000 };
const market = { orderType: "mkt", symbol };

const quote = async ({ get }: Rig): Promise<{ bid: number; ask: number }> => {
  const { ticker } = await get(`${V3}/tickers/${symbol}`);
  return { bid: ticker.bid, ask: ticker.ask };
};
const open = async ({ call }: Rig, key?: PaperFuturesKey): Promise<Answer[]> =>
  (await call("GET", `${V3}/openorders`, {}, key)).openOrders;
const positions = async ({ call }: Rig, key?: PaperFuturesKey): Promise<[side: string, size: number][]> =>
  (await call("GET", `${V3}/openpositions`, {}, key)).openPositions.map(({ side, size }: Answer) => [side, size]);

/** Another account of the exchange, as the engine has it. */
function another({ futures }: Rig, usd: string): { account: FuturesAccount; key: PaperFuturesKey } {
  const account = futures.accounts.create({ usd });
  const found = futures.engine.accounts.find((each) => each === account);
  assert(found);
  return { account: found, key: futures.keys.create({ account }) };
}

Deno.test("editorder trims a reduce-only order that is made larger than the position, and says by how much", async () => {
  const exchange = rig({ usd: 100_000 });
  const { bid } = await quote(exchange);
  await exchange.send({ ...market, side: "sell", size: 0.01 });
  const { order_id: orderId } = await exchange.send({ ...order, limitPrice: bid - 50, reduceOnly: true });
  const { editStatus } = await exchange.call("POST", `${V3}/editorder`, { orderId, size: 0.5 });
  const [edited] = editStatus.orderEvents;
  assertEquals([editStatus.status, edited.new.quantity, edited.reducedQuantity], ["edited", 0.01, 0.49]);
  assertEquals((await open(exchange)).map(({ unfilledSize }) => unfilledSize), [0.01]);
  const { elements: [{ event }] } = await exchange.call("GET", `${HISTORY}/orders`, { count: 1 });
  assertEquals([event.OrderUpdated.newOrder.quantity, event.OrderUpdated.reducedQuantity], ["0.01", "0.49"]);
  for (let hour = 0; hour < 48 && (await open(exchange)).length > 0; hour++) exchange.pass(3_600_000);
  assertEquals(await open(exchange), []);
  assertEquals(await positions(exchange), []);
});

Deno.test("editorder trims a reduce-only order that it makes marketable, too", async () => {
  const exchange = rig({ usd: 100_000 });
  const { bid, ask } = await quote(exchange);
  await exchange.send({ ...market, side: "sell", size: 0.01 });
  const { order_id: orderId } = await exchange.send({ ...order, limitPrice: bid - 50, reduceOnly: true });
  const { editStatus } = await exchange.call("POST", `${V3}/editorder`, { orderId, size: 0.5, limitPrice: ask + 50 });
  const [edited, execution, ...more] = editStatus.orderEvents;
  assertEquals([edited.reducedQuantity, execution.amount, execution.takerReducedQuantity], [0.49, 0.01, 0.49]);
  assertEquals(more, []);
  assertEquals(await positions(exchange), []);
});

Deno.test("a resting reduce-only order gives no more than its position, however it came to be larger", async () => {
  for (const by of ["time", "order"]) {
    const exchange = rig({ usd: 1_000_000 });
    const { account, key } = another(exchange, "1000000");
    const { bid, ask } = await quote(exchange);
    assert(ask - bid > 1);
    await exchange.send({ ...market, side: "sell", size: 0.5 }, key);
    await exchange.send({ ...order, size: 0.5, limitPrice: bid + 1, reduceOnly: true }, key);
    const [resting] = account.orders.values();
    assert(resting);
    resting.size *= 10n;
    if (by === "order") {
      const { orderEvents } = await exchange.send({
        ...market,
        orderType: "ioc",
        side: "sell",
        size: 2,
        limitPrice: bid + 1,
      });
      assertEquals(orderEvents.map(({ amount }: Answer) => amount), [0.5]);
    }
    for (let hour = 0; hour < 48 && account.orders.size > 0; hour++) {
      exchange.pass(3_600_000);
      exchange.futures.settle();
    }
    assertEquals([await open(exchange, key), await positions(exchange, key)], [[], []], by);
  }
});

Deno.test("a liquidation fills no order that its own fills have cancelled", async () => {
  const exchange = rig({ usd: 120_000 });
  const { engine, accounts } = exchange.futures;
  const { account, key } = another(exchange, "500000");
  const mine = engine.accounts.find((each) => each === accounts.default);
  assert(mine);
  await exchange.send({ ...market, side: "sell", size: 1 }, key);
  await exchange.send({ ...market, side: "buy", size: 5 });
  const { bid, ask } = await quote(exchange);
  assert(ask - bid > 1);
  for (let count = 0; count < 2; count++) {
    const { status } = await exchange.send({ ...order, size: 1, limitPrice: bid + 1, reduceOnly: true }, key);
    assertEquals(status, "placed");
  }
  mine.add("flex", "usd", 500n * 10n ** 10n - mine.balance("flex", "usd"));
  supervise(engine, mine);
  assertEquals(account.positions.get(symbol), undefined);
  assertEquals(account.orders.size, 0);
  // The first of them was met for all there was, and nothing of the second.
  const made = account.fills.filter(({ fillType }) => fillType === "maker");
  assertEquals(made.map(({ size }) => JSON.stringify(size)), ["1"]);
});

Deno.test("a liquidation passes over orders of its own family and takes what stands behind them", async () => {
  const exchange = rig({ usd: 120_000 });
  const { engine, accounts, keys } = exchange.futures;
  const mine = engine.accounts.find((each) => each === accounts.default);
  assert(mine);
  const child = accounts.create({ usd: 1_000_000, master: accounts.default });
  const { account, key } = another(exchange, "1000000");
  await exchange.send({ ...market, side: "buy", size: 5 });
  const { bid, ask } = await quote(exchange);
  assert(ask - bid > 2);
  await exchange.send({ ...order, size: 8, limitPrice: bid + 2 }, keys.create({ account: child }));
  await exchange.send({ ...order, size: 8, limitPrice: bid + 1 }, key);
  mine.add("flex", "usd", 500n * 10n ** 10n - mine.balance("flex", "usd"));
  supervise(engine, mine);
  assertEquals(engine.accounts.find((each) => each === child)?.fills, []);
  assertEquals(account.fills[0]?.fillType, "maker");
  assert(mine.fills.slice(1).length > 0);
  assert(!mine.fills.some(({ fillType }) => fillType === "assignor"));
});

Deno.test("a fill-or-kill order counts no orders of its own, which it would cancel instead of meeting", async () => {
  const exchange = rig({ usd: 1_000_000 });
  const { orderBook: { asks: [[ask, offered]] } } = await exchange.get(`${V3}/orderbook?symbol=${symbol}`);
  await exchange.call("PUT", `${V3}/self-trade-strategy`, { strategy: "CANCEL_MAKER_SELF" });
  await exchange.send({ ...order, side: "sell", size: 2, limitPrice: ask - 1 });
  const kill = { ...order, orderType: "fok", limitPrice: ask };
  assertEquals((await exchange.send({ ...kill, size: Number((offered + 1).toFixed(4)) })).status, "iocWouldNotExecute");
  assertEquals([await positions(exchange), (await open(exchange)).length], [[], 1]);
  // What stands behind the own order suffices for this one.
  const { orderEvents } = await exchange.send({ ...kill, size: offered });
  assertEquals(orderEvents.map(({ amount, price }: Answer) => [amount, price]), [[offered, ask]]);
  assertEquals([await positions(exchange), await open(exchange)], [[["long", offered]], []]);
});

Deno.test("a fill-or-kill order counts reduce-only orders as far as their position goes", async () => {
  const exchange = rig({ usd: 1_000_000 });
  const { key } = another(exchange, "1000000");
  await exchange.send({ ...market, side: "buy", size: 1 }, key);
  const { bid, ask } = await quote(exchange);
  assert(ask - bid > 2);
  for (const away of [1, 2]) {
    await exchange.send({ ...order, side: "sell", size: 1, limitPrice: ask - away, reduceOnly: true }, key);
  }
  const kill = { ...order, orderType: "fok", limitPrice: ask - 1 };
  assertEquals((await exchange.send({ ...kill, size: 2 })).status, "iocWouldNotExecute");
  assertEquals([await positions(exchange), await positions(exchange, key)], [[], [["long", 1]]]);
  assertEquals((await exchange.send({ ...kill, size: 1 })).status, "placed");
  assertEquals([await positions(exchange), await positions(exchange, key)], [[["long", 1]], []]);
});
