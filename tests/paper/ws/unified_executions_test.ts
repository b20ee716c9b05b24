import { assert, assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../../core/errors.ts";
import { createFuturesClient } from "../../../futures/client.ts";
import type { PaperExchange } from "../../../paper/mod.ts";
import { createSpotClient } from "../../../spot/client.ts";
import { addOrder, cancelOrder, executions, ledgers, level3, positions } from "../../../websocket/unified/mod.ts";
import { numbers } from "../help.ts";
import type { Message } from "./help.ts";
import { Bare, bid, connect, next, opened, restOf } from "./unified_help.ts";

const symbol = "PF_XBTUSD";

/** Price of the contract, rounded to its tick. */
const markOf = (exchange: PaperExchange) => Math.round(Number(exchange.futures.prices(symbol).mark));

Deno.test("executions of an account without derivatives are refused, and no other's are shown in their place", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  const stranger = exchange.keys.create({ account: exchange.accounts.create({ name: "Stranger" }) });
  await using bare = await Bare.open(exchange, server, stranger);
  for (const channel of ["executions", "positions", "margin"]) {
    assert(
      (await bare.error("subscribe", { channel }))?.startsWith(
        "EGeneral:Permission denied: the account has no derivatives",
      ),
    );
  }
  const { client, token } = bare;
  for (const channel of ["ledgers", "preferences"]) {
    assert((await client.ask("subscribe", { channel, token })).error.startsWith("EGeneral:Permission denied"));
  }
  for (const method of ["add_order", "cancel_all", "set_preference"]) {
    assert(
      (await bare.error(method, bid(1)))?.startsWith("EGeneral:Permission denied: the account has no derivatives"),
    );
  }
  assertEquals(exchange.futures.accounts.of(stranger.account), undefined);
});

Deno.test("level3 is refused for derivatives, on both sockets and by our own client's channel", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const error = "Unsupported event: level3 is not served for derivatives, the channel book is";
  assertEquals(await bare.error("subscribe", { channel: "level3", symbol: [symbol] }), error);
  await using socket = await connect(exchange);
  await assertRejects(() => socket.subscribe(level3, { symbol }), ApiError, error);
});

Deno.test("executions tell an order's life: new, amended, canceled, each with its fields and the next sequence", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const { client } = bare;
  const ack = await bare.ask("subscribe", { channel: "executions", ratecounter: true });
  assertEquals(ack.result, {
    channel: "executions",
    order_status: true,
    ratecounter: true,
    snap_orders: true,
    snap_trades: false,
  });
  assertEquals(await client.next(), { channel: "executions", type: "snapshot", data: [], sequence: 1 });
  assertEquals(await bare.error("subscribe", { channel: "executions" }), "Already subscribed");
  const { order_id } = (await bare.ask("add_order", bid(88_000, { cl_ord_id: "a", post_only: true }))).result;
  const live = await client.next();
  const timestamp = "2026-11-22T15:17:13.123000Z";
  const terms = {
    order_id,
    cl_ord_id: "a",
    symbol,
    side: "buy",
    order_type: "limit",
    order_qty: 0.01,
    limit_price: 88_000,
    limit_price_type: "static",
    time_in_force: "GTC",
    post_only: true,
  };
  assertEquals(live, {
    channel: "executions",
    type: "update",
    data: [{ ...terms, exec_type: "new", order_status: "new", timestamp }],
    sequence: 2,
  });
  await bare.ask("amend_order", { order_id, order_qty: 0.02, limit_price: 87_000 });
  const { data: [changed], sequence } = await client.next();
  assertEquals(sequence, 3);
  assertEquals(changed, {
    ...terms,
    order_qty: 0.02,
    limit_price: 87_000,
    exec_type: "amended",
    amended: true,
    order_status: "new",
    cum_qty: 0,
    reason: "edited_by_user",
    timestamp,
  });
  await restOf(exchange).trading.cancelOrder({ cliOrdId: "a" });
  exchange.sockets.advance();
  const { data: [gone] } = await client.next();
  assertEquals(gone, {
    order_id,
    cl_ord_id: "a",
    exec_type: "canceled",
    order_status: "canceled",
    cum_qty: 0,
    cum_cost: 0,
    avg_price: 0,
    fee_usd_equiv: 0,
    reason: "cancelled_by_user",
    timestamp,
  });
  // The numbers go on with the connection, whatever was left in between.
  await bare.ask("unsubscribe", { channel: "executions" });
  await bare.ask("add_order", bid(87_000));
  await bare.ask("subscribe", { channel: "executions" });
  const again = await client.next();
  assertEquals([again.type, again.sequence, again.data.length], ["snapshot", 5, 1]);
  assertEquals([again.data[0].exec_type, again.data[0].order_status, again.data[0].cum_qty], ["new", "new", 0]);
});

Deno.test("fills say partially_filled or filled themselves and agree with REST's to the last digit", async () => {
  await using exchange = opened({ futures: { usd: 10_000_000 } });
  await using socket = await connect(exchange);
  await using stream = await socket.subscribe(executions, { snap_trades: true }, { digits: true });
  await next(stream);
  const { order_id } = await socket.call(addOrder, { order_type: "market", side: "buy", symbol, order_qty: 20 });
  const rows: Message[] = [];
  while (rows.at(-1)?.order_status !== "filled") rows.push(...(await next(stream)).data);
  const [first, ...fills] = rows;
  assertEquals([first.exec_type, first.order_type, first.time_in_force], ["new", "market", "IOC"]);
  assert(fills.length > 3, `${fills.length} fills`);
  assertEquals(fills.map(({ exec_type }) => exec_type), fills.map(() => "trade"));
  assertEquals(
    fills.slice(0, -1).map(({ order_status }) => order_status),
    fills.slice(1).map(() => "partially_filled"),
  );
  assertEquals(fills.map(({ trade_id }) => Number(trade_id)), fills.map((_, at) => at + 1));
  const { account } = restOf(exchange);
  const told = (await account.fills()).fills.toReversed();
  assertEquals(
    fills.map((
      { exec_id, last_qty, last_price, order_id },
    ) => [exec_id, Number(last_qty), Number(last_price), order_id]),
    told.map(({ fill_id, size, price, order_id }) => [fill_id, size, price, order_id]),
  );
  const { openPositions: [position] } = await account.openPositions();
  const last = fills.at(-1);
  assertEquals([Number(last.cum_qty), last.order_id, last.liquidity_ind], [20, order_id, "t"]);
  assert(Math.abs(Number(last.avg_price) - position!.price) < 1e-6, `${last.avg_price} ${position!.price}`);
  // Costs and fees add up exactly: ten decimals each.
  const units = (text: string) => {
    const [whole = "", fraction = ""] = text.split(".");
    return BigInt(whole + fraction.padEnd(10, "0"));
  };
  assertEquals(fills.reduce((sum, { cost }) => sum + units(cost), 0n), units(last.cum_cost));
  assertEquals(fills.reduce((sum, { fees: [{ qty }] }) => sum + units(qty), 0n), units(last.fee_usd_equiv));
  assertEquals(fills[0].fees[0].asset, "USD");
});

Deno.test("a resting order is filled as the clock goes on, a stop fires, and steps can be left out", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  await using quiet = await Bare.open(exchange, server);
  const mark = markOf(exchange);
  await bare.ask("subscribe", { channel: "executions" });
  await quiet.ask("subscribe", { channel: "executions", order_status: false });
  const resting = (await bare.ask("add_order", bid(mark - 100, { order_qty: 0.05 }))).result.order_id;
  const stop = (await bare.ask("add_order", {
    ...bid(0),
    order_type: "stop-loss",
    side: "sell",
    limit_price: undefined,
    triggers: { price: mark - 200, reference: "index" },
  })).result.order_id;
  exchange.clock.advance(86_400_000);
  const rows = await bare.rows();
  const of = (id: string) => rows.filter(({ order_id }) => order_id === id);
  const [waiting, fired, ...trades] = of(stop);
  assertEquals([waiting.exec_type, waiting.order_type, waiting.triggers], ["new", "stop-loss", {
    reference: "index",
    price: mark - 200,
    price_type: "static",
    status: "untriggered",
  }]);
  assertEquals([fired.exec_type, fired.triggers.status], ["status", "triggered"]);
  assertEquals(
    trades.map(({ exec_type, liquidity_ind }) => [exec_type, liquidity_ind]),
    trades.map(() => ["trade", "t"]),
  );
  assertEquals([trades.at(-1).order_status, trades.at(-1).cum_qty], ["filled", 0.01]);
  const made = of(resting).slice(1);
  assert(made.length > 0 && made.every(({ liquidity_ind }) => liquidity_ind === "m"));
  assertEquals([made.at(-1).order_status, made.at(-1).cum_qty, made.at(-1).avg_price], ["filled", 0.05, mark - 100]);
  assertEquals(await quiet.rows(), rows.filter(({ exec_type }) => exec_type !== "status"));
});

Deno.test("what a trigger trims and sets when it fires is told, and agrees with what REST says is open", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const mark = markOf(exchange);
  const stands = async () =>
    (await restOf(exchange).trading.openOrders()).openOrders.map((each) => [
      each.order_id,
      each.unfilledSize,
      each.limitPrice,
    ]);
  await bare.ask("add_order", { order_type: "market", side: "sell", symbol, order_qty: 0.01 });
  await bare.ask("subscribe", { channel: "executions" });
  const profit = { order_type: "take-profit-limit", triggers: { price: mark + 100 }, reduce_only: true };
  const { order_id } = (await bare.ask("add_order", bid(mark - 500, { order_qty: 0.05, ...profit }))).result;
  const rows = await bare.rows();
  assertEquals(
    rows.map(({ exec_type, order_qty, limit_price, reason }) => [exec_type, order_qty, limit_price, reason]),
    [
      ["new", 0.05, mark - 500, undefined],
      ["status", 0.05, mark - 500, undefined],
      ["restated", 0.01, mark - 500, "would_not_reduce_position"],
    ],
  );
  assertEquals([rows.at(-1).symbol, rows.at(-1).order_status, rows.at(-1).cum_qty], [symbol, "new", 0]);
  assertEquals(await stands(), [[order_id, 0.01, mark - 500]]);
  await bare.ask("cancel_all");
  const trailing = { side: "sell", order_type: "trailing-stop-limit", triggers: { price: 1, price_type: "quote" } };
  const from = bare.client.texts.length;
  // Its limit is told as the distance from where it fires, until that is known.
  const { order_id: follower } = (await bare.ask("add_order", bid(300, trailing))).result;
  let told: Message[] = [];
  for (let step = 0; step < 100 && !told.some(({ exec_type }) => exec_type === "status"); step++) {
    exchange.clock.advance(2000);
    told = (await bare.rows(from)).filter(({ order_id }) => order_id === follower);
  }
  const [placed, fired] = told;
  assertEquals([placed.exec_type, placed.limit_price], ["new", 300]);
  assertEquals([fired.exec_type, fired.order_qty], ["status", 0.01]);
  assertEquals(fired.limit_price, fired.triggers.actual_price + 300);
  assertEquals(await stands(), [[follower, 0.01, fired.limit_price]]);
});

Deno.test("what the matching alone turns down is accepted, new, and canceled with the reason; as REST's is", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const mark = markOf(exchange);
  await bare.ask("subscribe", { channel: "executions" });
  const ids: string[] = [];
  const place = async (price: number, more: object) => {
    ids.push((await bare.ask("add_order", bid(price, more))).result.order_id);
  };
  await place(mark + 100, { post_only: true });
  await place(mark - 100, { time_in_force: "ioc" });
  await place(mark - 100, { time_in_force: "fok" });
  // Between the best prices, so that the sell meets our own bid first.
  const inside = Number(exchange.sockets.book(symbol).asks[0]!.price) - 1;
  await bare.ask("add_order", bid(inside));
  await place(inside, { side: "sell" });
  const post = { orderType: "post", symbol, side: "buy", size: 0.01, limitPrice: mark + 100 } as const;
  await assertRejects(() => restOf(exchange).trading.sendOrder(post), ApiError, "postWouldExecute");
  exchange.sockets.advance();
  const all = await bare.rows();
  const rows = all.filter(({ exec_type }) => exec_type === "canceled");
  const immediate = "ioc_order_failed_because_it_would_not_be_executed";
  const crossing = "post_order_failed_because_it_would_filled";
  assertEquals(rows.map(({ reason }) => reason), [crossing, immediate, immediate, "would_execute_self", crossing]);
  assertEquals(rows.slice(0, 4).map(({ order_id }) => order_id), ids);
  for (const { order_id } of rows) {
    assertEquals(all.filter((row) => row.order_id === order_id).map(({ exec_type }) => exec_type), ["new", "canceled"]);
  }
});

Deno.test("an ioc order that is filled in part is canceled for the rest, with what it had", async () => {
  await using exchange = opened({ futures: { usd: 10_000_000 } });
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  await bare.ask("subscribe", { channel: "executions" });
  await bare.ask("add_order", bid(markOf(exchange) + 20, { order_qty: 60, time_in_force: "ioc" }));
  const rows = await bare.rows();
  const gone = rows.at(-1);
  const filled = rows.filter(({ exec_type }) => exec_type === "trade").reduce((sum, { last_qty }) => sum + last_qty, 0);
  assert(filled > 0 && filled < 60);
  assertEquals([gone.exec_type, gone.reason], ["canceled", "ioc_order_failed_because_it_would_not_be_executed"]);
  assert(Math.abs(gone.cum_qty - filled) < 1e-9 && gone.cum_cost > 0);
});

Deno.test("a liquidation is told as liquidated fills, and a reduce-only order beyond the position is restated", async () => {
  await using exchange = opened({ futures: { usd: 1500 } });
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  await bare.ask("add_order", { order_type: "market", side: "buy", symbol, order_qty: 1.5 });
  await bare.ask("add_order", bid(markOf(exchange) + 9000, { side: "sell", order_qty: 1.5, reduce_only: true }));
  await bare.ask("subscribe", { channel: "executions" });
  exchange.clock.advance(20 * 86_400_000);
  const rows = await bare.rows();
  const forced = rows.filter(({ liquidated }) => liquidated);
  assert(forced.length > 0);
  for (const row of forced) {
    assertEquals([row.exec_type, row.order_type, row.side, row.reduce_only, row.fees[0].qty], [
      "trade",
      "market",
      "sell",
      true,
      0,
    ]);
  }
  const { fills } = await restOf(exchange).account.fills();
  const ids = fills.filter(({ fillType }) => /iquidation|assignor/.test(fillType)).map(({ fill_id }) => fill_id);
  assertEquals(new Set(forced.map(({ exec_id }) => exec_id)), new Set(ids));
  const restated = rows.find(({ exec_type }) => exec_type === "restated");
  assertEquals(restated.reason, "would_not_reduce_position");
  assert(restated.order_qty < 1.5);
});

Deno.test("orders on a dated contract expire with it", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  await bare.ask("subscribe", { channel: "executions" });
  const dated = "FF_XBTUSD_261127";
  assertEquals(await bare.error("add_order", bid(84_000, { symbol: dated })), undefined);
  exchange.clock.advance(6 * 86_400_000);
  const [, gone] = await bare.rows();
  assertEquals([gone.exec_type, gone.order_status, gone.reason], ["expired", "expired", "contract_expired"]);
});

Deno.test("costs of inverse contracts are in their coin, the equivalent in dollars", async () => {
  await using exchange = opened({ futures: { wallets: { fi_xbtusd: { xbt: "1" } } } });
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  await bare.ask("subscribe", { channel: "executions" });
  await bare.ask("add_order", { order_type: "market", side: "sell", symbol: "PI_XBTUSD", order_qty: 5000 });
  const fill = (await bare.rows()).at(-1);
  assertEquals([fill.exec_type, fill.fees[0].asset, fill.cum_qty], ["trade", "BTC", 5000]);
  assert(Math.abs(fill.cum_cost - 5000 / fill.avg_price) < 1e-8, `${fill.cum_cost}`);
  assert(Math.abs(fill.fee_usd_equiv - 2.5) < 0.01, `${fill.fee_usd_equiv}`);
});

Deno.test("two accounts with derivatives see and touch their own orders alone, each by its own key", async () => {
  await using exchange = opened();
  const owner = exchange.accounts.create({ name: "Second" });
  const second = exchange.futures.accounts.create({ owner, usd: 5000 });
  assertEquals(exchange.futures.accounts.of(owner), second);
  const { futures } = exchange;
  const again = () => Promise.resolve(futures.accounts.create({ owner }));
  await assertRejects(async () => await again(), RangeError, "has one already");
  await assertRejects(
    async () => await futures.accounts.create({ owner: exchange.account }),
    RangeError,
    "has one already",
  );
  await assertRejects(
    async () => await futures.accounts.create({ owner: { ...owner } }),
    RangeError,
    "an account of the exchange",
  );

  await using mine = await connect(exchange);
  await using theirs = await connect(exchange, exchange.keys.create({ account: owner }));
  await using first = await mine.subscribe(executions, {});
  await using other = await theirs.subscribe(executions, {});
  await using held = await theirs.subscribe(positions, {});
  for (const stream of [first, other, held]) await next(stream);
  const placed = await mine.call(addOrder, bid(88_000, { cl_ord_id: "mine" }));
  await assertRejects(() => theirs.call(cancelOrder, { order_id: placed.order_id }), ApiError, "EOrder:Unknown order");
  await assertRejects(() => theirs.call(cancelOrder, { cl_ord_id: "mine" }), ApiError, "EOrder:Unknown order");
  // The same client order id is another order of another account.
  const own = await theirs.call(addOrder, bid(87_000, { cl_ord_id: "mine" }));
  assertEquals((await next(other)).data.map(({ order_id }: Message) => order_id), [own.order_id]);
  assertEquals((await next(first)).data.map(({ order_id }: Message) => order_id), [placed.order_id]);
  await theirs.call(addOrder, { order_type: "market", side: "sell", symbol, order_qty: 0.01 });
  assertEquals((await next(held)).data.futures.map(({ size }: Message) => size), [-0.01]);
  assertEquals((await restOf(exchange).account.openPositions()).openPositions, []);
  // The account's key of Futures REST sees what its owner's socket did.
  const { key, secret } = futures.keys.create({ account: second });
  const rest = createFuturesClient({ key, secret, fetch: exchange.fetch });
  assertEquals((await rest.trading.openOrders()).openOrders.map(({ order_id }) => order_id), [own.order_id]);
});

Deno.test("the first money that WalletTransfer sends opens a derivatives account for whoever sends it", async () => {
  await using exchange = opened();
  const owner = exchange.accounts.create({ name: "Sender", usd: 3000 });
  const key = exchange.keys.create({ account: owner });
  await using socket = await connect(exchange, key);
  await assertRejects(() => socket.subscribe(ledgers, {}), ApiError, "no derivatives wallet");
  const spot = createSpotClient({ fetch: exchange.fetch, key: key.key, secret: key.secret });
  await spot.funding.walletTransfer({ asset: "USD", from: "Spot Wallet", to: "Futures Wallet", amount: "1000" });
  await using entries = await socket.subscribe(ledgers, {});
  const account = exchange.futures.accounts.of(owner);
  assert(account && account !== exchange.futures.accounts.default);
  const { key: name, secret } = exchange.futures.keys.create({ account });
  const rest = createFuturesClient({ key: name, secret, fetch: exchange.fetch });
  assertEquals((await rest.account.accounts()).accounts.cash!.balances, { usd: "1000" } as never);
  await spot.funding.walletTransfer({ asset: "USD", from: "Spot Wallet", to: "Futures Wallet", amount: "0.5" });
  assertEquals((await rest.account.accounts()).accounts.cash!.balances, { usd: "1000.5" } as never);
  exchange.sockets.advance();
  assertEquals((await next(entries)).data[0].amount, 0.5);
});

Deno.test("executions that were missed while the connection was away come with the next snapshot", async () => {
  await using exchange = opened({ socketFaults: [] });
  await using server = exchange.serve();
  const options = { urls: server.sockets.unified, transport: "platform", backoff: { baseMs: 1, capMs: 10 } } as const;
  await using socket = await connect(exchange, undefined, options);
  await using stream = await socket.subscribe(executions, { snap_trades: true }, { events: true });
  await next(stream);
  const { order_id } = await socket.call(addOrder, bid(88_000));
  assertEquals((await next(stream)).data[0].order_id, order_id);
  exchange.sockets.restart();
  const { trading } = restOf(exchange);
  await trading.cancelOrder({ order_id });
  await trading.sendOrder({ orderType: "mkt", symbol, side: "buy", size: 0.02 });
  const types: string[] = [];
  let snapshot: Message;
  while (!snapshot) {
    const value = await next(stream);
    if (value.type === "snapshot") snapshot = value;
    else types.push(value.type);
  }
  assertEquals(types, ["down", "reconnect"]);
  assertEquals(snapshot.sequence, 1);
  assertEquals(
    snapshot.data.map(({ exec_type, order_status, last_qty }: Message) => [exec_type, order_status, last_qty]),
    [
      ["trade", "filled", 0.02],
    ],
  );
  const after = await socket.call(addOrder, bid(87_000));
  assertEquals((await next(stream)).data[0].order_id, after.order_id);
});

Deno.test("a snapshot has the newest fifty fills, oldest first, seeded ones with the others", async () => {
  await using exchange = opened({ futures: { usd: 100_000, history: 400 } });
  await using socket = await connect(exchange);
  for (const side of ["buy", "sell"] as const) {
    await socket.call(addOrder, { order_type: "market", side, symbol, order_qty: 0.01 });
  }
  await using stream = await socket.subscribe(executions, { snap_trades: true });
  const { data } = await next(stream);
  const { fills } = await restOf(exchange).account.fills();
  const told = fills.slice(0, 50).toReversed();
  assertEquals(
    data.map(({ exec_id, order_id, side, last_qty, last_price, timestamp }: Message) => {
      return [exec_id, order_id, side, last_qty, last_price, Date.parse(timestamp)];
    }),
    told.map(({ fill_id, order_id, side, size, price, fillTime }) => {
      return [fill_id, order_id, side, size, price, Date.parse(fillTime)];
    }),
  );
  assertEquals(data.length, 50);
  const ids: number[] = data.map(({ trade_id }: Message) => trade_id);
  assertEquals(ids, ids.map((_, at) => ids[0]! + at));
  assert(data.every(({ fees: [{ qty }], cost, last_price, last_qty }: Message) => {
    return qty > 0 && Math.abs(cost - last_price * last_qty) < 1e-6;
  }));
});

Deno.test("executions alone rebuild what REST says is open, whatever was done from either side", async () => {
  await using exchange = opened({ futures: { usd: 500_000 } });
  await using server = exchange.serve();
  await using bare = await Bare.open(exchange, server);
  const { trading } = restOf(exchange);
  const below = numbers(11);
  await bare.ask("subscribe", { channel: "executions" });
  const open = new Map<string, { size: number; filled: number }>();
  const kinds = new Set<string>();
  let [read, sequence] = [0, 1];
  const follow = async () => {
    await bare.client.settled();
    for (const text of bare.client.texts.slice(read)) {
      const message = JSON.parse(text);
      if (message.channel !== "executions" || message.type !== "update") continue;
      assertEquals(message.sequence, ++sequence);
      for (const { order_id, exec_type, order_status, order_qty, cum_qty, liquidated } of message.data) {
        kinds.add(exec_type);
        const known = open.get(order_id);
        assert(known !== undefined || exec_type === "new" || liquidated, `${exec_type} of an unknown order`);
        if (["filled", "canceled", "expired"].includes(order_status)) open.delete(order_id);
        else open.set(order_id, { size: order_qty ?? known?.size ?? 0, filled: cum_qty ?? known?.filled ?? 0 });
      }
    }
    read = bare.client.texts.length;
  };
  for (let turn = 0; turn < 150; turn++) {
    const price = markOf(exchange) + below(600) - 300;
    const side = below(2) === 0 ? "buy" : "sell";
    const ids = [...open.keys()];
    const order_id = ids[below(ids.length)] ?? "none";
    const stop = { order_type: "stop-loss", limit_price: undefined, triggers: { price } };
    switch (below(8)) {
      case 0:
      case 1:
        await bare.ask("add_order", bid(price, { side, order_qty: (below(40) + 1) / 10 }));
        break;
      case 2:
        await bare.ask("add_order", bid(price, { side, post_only: true, reduce_only: below(2) === 0 }));
        break;
      case 3:
        await bare.ask("add_order", bid(price, { side, ...stop }));
        break;
      case 4:
        await bare.ask("amend_order", { order_id, limit_price: price, order_qty: (below(30) + 1) / 10 });
        break;
      case 5:
        await bare.ask("cancel_order", { order_id: [order_id] });
        break;
      case 6:
        await bare.ask("add_order", { order_type: "market", side, symbol, order_qty: 0.3 });
        break;
      default: {
        const order = { symbol, side, size: 0.2, limitPrice: price } as const;
        await trading.sendOrder({ orderType: "lmt", ...order }).catch((error) => assert(error instanceof ApiError));
      }
    }
    exchange.clock.advance(below(4) === 0 ? 600_000 : 5000);
    await follow();
    const { openOrders } = await trading.openOrders();
    const truth = openOrders.map(({ order_id, filledSize, unfilledSize }) => {
      return [order_id, filledSize, Math.round((filledSize + (unfilledSize ?? 0)) * 1e4)];
    });
    const told = [...open].map(([id, { size, filled }]) => [id, filled, Math.round(size * 1e4)]);
    assertEquals(told.sort(), truth.sort());
  }
  for (const kind of ["new", "trade", "amended", "canceled", "status"]) assert(kinds.has(kind), kind);
});
