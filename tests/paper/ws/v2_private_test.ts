import { assert, assertEquals, assertMatch } from "@std/assert";
import { Hall, type HallOptions, type Message, Raw } from "./help.ts";

/** A clock that only the test moves, and an account with dollars and bitcoin. */
const hallOf = (options: HallOptions = {}) => new Hall(options);

/** A connection to the private socket that knows its token. */
async function open(hall: Hall): Promise<{ client: Raw; token: string; call: Raw["ask"] }> {
  const { client } = await Raw.open(hall.server.sockets.spot.auth);
  const token = await hall.token();
  const call = (method: string, params: object = {}, id = 1) => client.ask(method, { ...params, token }, id);
  return { client, token, call };
}

const limit = (price: number, more: object = {}) => ({
  order_type: "limit",
  side: "buy",
  symbol: "BTC/USD",
  order_qty: 0.01,
  limit_price: price,
  ...more,
});

Deno.test("a private request without a token, with a wrong one, or without permission is refused", async () => {
  await using hall = hallOf();
  const { client } = await Raw.open(hall.server.sockets.spot.auth);
  await using _ = client;
  const errorOf = async (method: string, params: object) => (await client.ask(method, params)).error;
  assertEquals(await errorOf("subscribe", { channel: "executions" }), "Token(s) not found");
  assertEquals(await errorOf("subscribe", { channel: "balances", token: "nope" }), "ESession:Invalid session");
  assertEquals(await errorOf("add_order", limit(1000)), "Token(s) not found");
  const weak = await hall.token(hall.house.createKey({ permissions: ["query-ledger"] }));
  assertEquals(await errorOf("subscribe", { channel: "executions", token: weak }), "EGeneral:Permission denied");
  assertEquals(await errorOf("cancel_all", { token: weak }), "EGeneral:Permission denied");
  assertEquals((await client.ask("subscribe", { channel: "balances", token: weak })).success, true);
  assertEquals(await errorOf("subscribe", { channel: "book", symbol: ["BTC/USD"] }), "Unsupported event");
});

Deno.test("a token must be used within 15 minutes, and lasts as long as the connection it was used on", async () => {
  await using hall = hallOf();
  const { client, token, call } = await open(hall);
  await using _ = client;
  const late = await hall.token();
  await call("subscribe", { channel: "balances" });
  hall.clock.advance(16 * 60_000);
  assertEquals((await client.ask("cancel_all", { token: late })).error, "ESession:Invalid session");
  assertEquals((await client.ask("cancel_all", { token })).result, { count: 0 });
  hall.key.revoked = true;
  assertEquals((await client.ask("cancel_all", { token })).error, "ESession:Invalid session");
});

Deno.test("an order is acknowledged, rests, shows on executions, and is cancelled; REST and socket share it", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  const ack = await call("subscribe", { channel: "executions", snap_orders: true, snap_trades: true });
  assertEquals(ack.result.maxratecount, 60);
  assertEquals(ack.result.warnings.length, 4);
  assertEquals(await client.next(), { channel: "executions", type: "snapshot", data: [], sequence: 1 });
  const added = await call("add_order", limit(50_000, { cl_ord_id: "grid-0042" }), 41);
  const { order_id } = added.result;
  assertMatch(order_id, /^O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}$/);
  assertEquals([added.req_id, added.success, added.result.cl_ord_id], [41, true, "grid-0042"]);
  const [pending, live] = await client.take(2);
  assertEquals([pending.sequence, live.sequence], [2, 3]);
  const { timestamp, ...row } = pending.data[0];
  assertEquals(row, {
    order_id,
    cl_ord_id: "grid-0042",
    symbol: "BTC/USD",
    side: "buy",
    order_type: "limit",
    order_qty: 0.01,
    limit_price: 50_000,
    limit_price_type: "static",
    stop_price: 0,
    time_in_force: "GTC",
    fee_ccy_pref: "fciq",
    exec_type: "pending_new",
    order_status: "pending_new",
    cum_cost: 0,
    fee_usd_equiv: 0,
  });
  assertEquals(live.data, [{ order_id, cl_ord_id: "grid-0042", timestamp, exec_type: "new", order_status: "new" }]);
  assertEquals([...hall.house.account(0).open.keys()], [order_id]);

  // Another connection sees it in its snapshot.
  const other = await open(hall);
  await using _2 = other.client;
  await other.call("subscribe", { channel: "executions" });
  const { data: [standing] } = await other.client.next();
  assertEquals([standing.order_id, standing.exec_type, standing.order_status, standing.cum_qty], [
    order_id,
    "new",
    "new",
    0,
  ]);

  assertEquals((await call("cancel_order", { cl_ord_id: ["grid-0042"] })).result, { cl_ord_id: "grid-0042" });
  for (const each of [client, other.client]) {
    const { data: [gone] } = await each.find(({ channel }) => channel === "executions");
    assertEquals([gone.order_id, gone.exec_type, gone.order_status, gone.reason, gone.cancel_reason, gone.cum_qty], [
      order_id,
      "canceled",
      "canceled",
      "User requested",
      "User requested",
      0,
    ]);
  }
  assertEquals((await call("cancel_order", { order_id: [order_id] })).error, "EOrder:Unknown order");
});

Deno.test("a market order tells its fills and both ledger rows, whose digits are the exchange's own", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  await call("subscribe", { channel: "executions", snap_trades: true });
  await client.next();
  await call("subscribe", { channel: "balances" });
  const { data: before, sequence } = await client.next();
  assertEquals(sequence, 1);
  assertEquals(before.find(({ asset }: Message) => asset === "BTC"), {
    asset: "BTC",
    asset_class: "currency",
    balance: 10,
    wallets: [{ type: "spot", id: "main", balance: 10 }],
  });
  await call("add_order", { order_type: "market", side: "sell", symbol: "BTC/USD", order_qty: 0.5 });
  await client.settled();
  const messages = client.texts.map((text) => JSON.parse(text));
  const events = messages.filter(({ channel, type }) => channel === "executions" && type === "update")
    .map(({ data }) => data[0]);
  const types = events.map(({ exec_type }) => exec_type);
  assertEquals([types[0], types[1], types.at(-1)], ["pending_new", "new", "filled"]);
  const fills = events.filter(({ exec_type }) => exec_type === "trade");
  assertEquals(types.length, 3 + fills.length);
  const account = hall.house.account(0);
  const parts = account.trades.flatMap(({ parts }) => parts);
  assertEquals(fills.map(({ exec_id, trade_id }) => [exec_id, trade_id]), parts.map(({ id, number }) => [id, number]));
  assertEquals([fills[0].liquidity_ind, fills[0].symbol, fills[0].order_status], ["t", "BTC/USD", "partially_filled"]);
  const [order] = account.closed;
  assert(order);
  assertEquals(BigInt(Math.round(events.at(-1).cum_cost * 1e5)), order.cost);
  assertEquals(events.at(-1).cum_qty, 0.5);
  const sum = fills.reduce((total, { fees: [{ qty, asset }] }) => {
    assertEquals(asset, "USD");
    return total + BigInt(Math.round(qty * 1e5));
  }, 0n);
  assertEquals(sum, order.fee);
  const ledger = messages.filter(({ channel, type }) => channel === "balances" && type === "update");
  assertEquals(ledger.map(({ sequence }) => sequence), [2, 3]);
  assertEquals(ledger.map(({ data: [{ asset, type, category, wallet_id }] }) => [asset, type, category, wallet_id]), [
    ["BTC", "trade", "trade", "main"],
    ["USD", "trade", "trade", "main"],
  ]);
  assertEquals(ledger.map(({ data: [{ ledger_id }] }) => ledger_id), account.ledger.slice(-2).map(({ id }) => id));
  assert(client.texts.some((text) => text.includes('"balance":9.5000000000')));
  // Fills in a snapshot say filled.
  const other = await open(hall);
  await using _2 = other.client;
  await other.call("subscribe", { channel: "executions", snap_orders: false, snap_trades: true });
  const { data } = await other.client.next();
  assertEquals(data.length, parts.length);
  assertEquals([data[0].order_status, "cum_qty" in data[0]], ["filled", false]);
});

Deno.test("a resting order fills by itself as the clock goes on, and whoever listens is told", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  await call("subscribe", { channel: "executions", order_status: false });
  await client.next();
  const { bid } = hall.market.quote("BTC/USD", hall.clock.now());
  await call("add_order", limit(Number(bid), { post_only: true }));
  const { data: [live] } = await client.next();
  assertEquals([live.exec_type, live.symbol, live.post_only], ["new", "BTC/USD", true]);
  hall.clock.advance(3_600_000);
  const { data: [fill] } = await client.find(({ data }) => data?.[0]?.exec_type === "trade");
  assertEquals([fill.liquidity_ind, fill.last_price], ["m", Number(bid)]);
  const { data: [done] } = await client.find(({ data }) => data?.[0]?.exec_type === "filled");
  assertEquals([done.order_status, done.cum_qty], ["filled", 0.01]);
});

Deno.test("amend_order keeps the id, edit_order makes a new one, and both are told", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  const first = (await call("add_order", limit(50_000, { order_userref: 7 }))).result;
  assertEquals(first.order_userref, 7);
  await call("subscribe", { channel: "executions" });
  await client.next();
  const amended = await call("amend_order", { order_id: first.order_id, limit_price: 50_500.5, order_qty: 0.02 });
  assertEquals([amended.result.order_id, amended.result.amend_id[0]], [first.order_id, "T"]);
  const { data: [row] } = await client.next();
  assertEquals([row.exec_type, row.amended, row.limit_price, row.order_qty, row.reason, row.order_userref], [
    "amended",
    true,
    50_500.5,
    0.02,
    "User requested",
    7,
  ]);
  const edited =
    (await call("edit_order", { order_id: first.order_id, symbol: "BTC/USD", limit_price: 51_000 })).result;
  assertEquals(edited.original_order_id, first.order_id);
  assert(edited.order_id !== first.order_id);
  const types = (await client.take(3)).map(({ data: [{ exec_type, order_id }] }) => `${exec_type} ${order_id}`);
  assertEquals(types.sort(), [
    `canceled ${first.order_id}`,
    `new ${edited.order_id}`,
    `pending_new ${edited.order_id}`,
  ]);
  assertEquals(hall.house.account(0).open.get(edited.order_id)?.limit, 510_000);
});

Deno.test("add_order refuses as REST does, and a quoted number by its field", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  const errorOf = async (params: object) => (await call("add_order", params)).error;
  assertEquals(await errorOf(limit("50000" as unknown as number)), "Limit_price field must be a number_float");
  assertEquals(await errorOf({ ...limit(50_000), order_qty: 1000 }), "EOrder:Insufficient funds");
  assertEquals(await errorOf({ ...limit(50_000), order_qty: 0.00000001 }), "EOrder:Order minimum not met");
  assertEquals(await errorOf({ ...limit(50_000), symbol: "XBT/USD" }), "Currency pair not supported XBT/USD");
  assertMatch(await errorOf(limit(50_000.123)), /^EOrder:Invalid price/);
  assertEquals((await call("add_order", limit(50_000, { validate: true }))).result, {});
  assertEquals(hall.house.account(0).open.size, 0);
  const deadline = new Date(hall.clock.now() - 1000).toISOString();
  assertEquals(await errorOf(limit(50_000, { deadline })), "EService:Deadline elapsed");
});

Deno.test("triggered, trailing and conditional orders keep their terms", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  await call("subscribe", { channel: "executions" });
  await client.next();
  const place = async (params: object) => {
    const { result, error } = await call("add_order", { symbol: "BTC/USD", side: "sell", order_qty: 0.1, ...params });
    assertEquals(error, undefined);
    const { data: [row] } = await client.find(({ data }) => data?.[0]?.exec_type === "pending_new");
    assertEquals(row.order_id, result.order_id);
    return row;
  };
  const stop = await place({ order_type: "stop-loss", triggers: { price: 50_000.5, reference: "index" } });
  assertEquals(stop.triggers, { reference: "index", price: 50_000.5, price_type: "static", status: "untriggered" });
  assertEquals([stop.stop_price, stop.trigger], [50_000.5, "index"]);
  const trail = await place({
    order_type: "trailing-stop-limit",
    triggers: { price: 2, price_type: "pct" },
    limit_price: -5,
    limit_price_type: "quote",
  });
  assertEquals([trail.triggers.price, trail.triggers.price_type, trail.limit_price_type], [2, "pct", "quote"]);
  const iceberg = await place({ order_type: "iceberg", limit_price: 200_000, display_qty: 0.02 });
  assertEquals([iceberg.display_qty, iceberg.order_qty], [0.02, 0.1]);
  const closing = await place({
    order_type: "limit",
    limit_price: 200_000.1,
    conditional: { order_type: "stop-loss-limit", trigger_price: 210_000, limit_price: 211_000 },
  });
  assertEquals(closing.contingent, {
    order_type: "stop-loss-limit",
    trigger_price: 210_000,
    trigger_price_type: "static",
    limit_price: 211_000,
    limit_price_type: "static",
  });
  assertEquals((await call("cancel_all")).result, { count: 4 });
});

Deno.test("batch_add answers in order, batch_cancel and cancel_order count and answer each", async () => {
  await using hall = hallOf({ tier: "pro" });
  const { client, call } = await open(hall);
  await using _ = client;
  const order = (price: number, qty = 0.01) => ({
    order_type: "limit",
    side: "buy",
    order_qty: qty,
    limit_price: price,
  });
  assertMatch((await call("batch_add", { symbol: "BTC/USD", orders: [order(1000)] })).error, /^EGeneral:Invalid/);
  const { result } = await call("batch_add", {
    symbol: "BTC/USD",
    orders: [{ ...order(50_000), order_userref: 11 }, order(50_001, 900), { ...order(50_002), cl_ord_id: "c" }],
  });
  assertEquals([result.length, result[0].order_userref, result[2].cl_ord_id], [3, 11, "c"]);
  assertEquals([result[1].error, result[1].order_id], ["EOrder:Insufficient funds", undefined]);
  client.send({
    method: "cancel_order",
    params: { order_id: [result[0].order_id, "OAAAAA-BBBBB-CCCCCC"], token: await hall.token() },
    req_id: 9,
  });
  const answers = await client.take(2);
  assertEquals(answers.map(({ req_id, success, error, result }) => [req_id, success, error, result?.order_id]), [
    [9, true, undefined, result[0].order_id],
    [9, false, "EOrder:Unknown order", undefined],
  ]);
  const more = (await call("batch_add", { symbol: "BTC/USD", orders: [order(50_003), order(50_004)] })).result;
  assertEquals((await call("batch_cancel", { orders: more.map(({ order_id }: Message) => order_id) })).result, {
    count: 2,
  });
  assertEquals((await call("cancel_all")).result, { count: 1 });
});

Deno.test("cancel_all_orders_after fires by the exchange's clock", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  await call("subscribe", { channel: "executions" });
  await client.next();
  await call("add_order", limit(50_000));
  await client.take(2);
  const { result } = await call("cancel_all_orders_after", { timeout: 60 });
  assertEquals(Date.parse(result.triggerTime) - Date.parse(result.currentTime), 60_000);
  hall.clock.advance(61_000);
  const { data: [gone] } = await client.next();
  assertEquals([gone.exec_type, gone.reason], ["canceled", "Cancel all orders after"]);
  assertEquals((await call("cancel_all_orders_after", { timeout: 0 })).result.triggerTime, "0");
});

Deno.test("level3 shows the orders behind REST's Depth, in the order they are served", async () => {
  await using hall = hallOf();
  const { client } = await Raw.open(hall.server.sockets.spot.l3);
  await using _ = client;
  const token = await hall.token();
  assertEquals((await client.ask("subscribe", { channel: "level3", symbol: ["BTC/USD"] })).error, "Token(s) not found");
  const ack = await client.ask("subscribe", { channel: "level3", symbol: ["BTC/USD"], depth: 100, token });
  assertEquals(ack.result, { channel: "level3", depth: 100, snapshot: true, symbol: "BTC/USD" });
  const { data: [book] } = await client.next();
  const l2 = hall.sockets.book("BTC/USD", 100);
  for (const side of ["bids", "asks"] as const) {
    const sums = new Map<string, bigint>();
    let last = "";
    for (const { limit_price, order_qty } of book[side]) {
      const price = limit_price.toFixed(1);
      sums.set(price, (sums.get(price) ?? 0n) + BigInt(Math.round(order_qty * 1e8)));
      last = price;
    }
    assertEquals([...sums], l2[side].map(({ price, qty }) => [price, BigInt(qty.replace(".", ""))]));
    assertEquals(last, l2[side].at(-1)!.price);
  }
  const ids = [...book.bids, ...book.asks].map(({ order_id }) => order_id);
  assertEquals(new Set(ids).size, ids.length);
});

Deno.test("level3 subscriptions have a budget by the second: 200 points, 500 for pro", async () => {
  let tick = 0;
  await using hall = hallOf({ tick: () => tick });
  const { client } = await Raw.open(hall.server.sockets.spot.l3);
  await using _ = client;
  const token = await hall.token();
  client.send({
    method: "subscribe",
    params: { channel: "level3", symbol: ["BTC/USD", "ETH/USD", "SOL/USD"], depth: 1000, snapshot: false, token },
  });
  const errors = (await client.take(3)).map(({ error }) => error);
  assertEquals(errors, [undefined, undefined, "Exceeded msg rate"]);
  tick = 1000;
  const params = { channel: "level3", symbol: ["SOL/USD"], depth: 1000, snapshot: false, token };
  assertEquals((await client.ask("subscribe", params)).success, true);
});

Deno.test("executions with ratecounter tell the points of the pair's trading counter, which decay by the tier", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  await using quiet = (await open(hall)).client;
  const ack = await call("subscribe", { channel: "executions", ratecounter: true });
  assertEquals([ack.result.ratecounter, ack.result.maxratecount], [true, 60]);
  await client.next();
  await quiet.ask("subscribe", { channel: "executions", token: await hall.token() });
  const counts = async () => {
    await client.settled();
    return client.texts.map((text) => JSON.parse(text)).filter(({ channel }) => channel === "executions")
      .flatMap(({ data }) => data).map(({ exec_type, ratecount }) => [exec_type, ratecount]);
  };
  const { order_id } = (await call("add_order", limit(50_000))).result;
  await call("add_order", limit(50_001));
  hall.clock.advance(7000);
  // Seven seconds old: 1 for the amendment and 2 for its age, upon 2 that have decayed.
  await call("amend_order", { order_id, limit_price: 49_000 });
  await call("cancel_order", { order_id: [order_id] });
  await call("add_order", limit(1000, { symbol: "ETH/USD", order_qty: 0.1 }));
  assertEquals(await counts(), [
    ["pending_new", 1],
    ["new", 1],
    ["pending_new", 2],
    ["new", 2],
    ["amended", 3],
    ["canceled", 11],
    ["pending_new", 1],
    ["new", 1],
  ]);
  await quiet.settled();
  assert(quiet.texts.every((text) => !text.includes('"ratecount"')));
  // A newcomer is told what is left of them.
  const other = await open(hall);
  await using _2 = other.client;
  hall.clock.advance(4000);
  await other.call("subscribe", { channel: "executions", ratecounter: true });
  const { data } = await other.client.next();
  assertEquals(data.map(({ symbol, ratecount }: Message) => [symbol, ratecount]), [["BTC/USD", 7], ["ETH/USD", 0]]);
});

Deno.test("an iceberg tells each new slice, and what it says is what the engine shows", async () => {
  await using hall = hallOf({ balances: { EUR: 1_000_000 } });
  const { client, call } = await open(hall);
  await using _ = client;
  await call("subscribe", { channel: "executions" });
  await client.next();
  const { bid, ask } = hall.market.quote("BTC/EUR", hall.clock.now());
  // Better than the market's own, so that whoever sells meets it first.
  const price = (Number(ask) * 10 - 1) / 10;
  assert(price > Number(bid), `${bid} to ${ask}`);
  const symbol = "BTC/EUR";
  const { order_id } = (await call("add_order", {
    ...limit(price, { symbol }),
    order_type: "iceberg",
    order_qty: 1.5,
    display_qty: 0.1,
  })).result;
  const seller = hall.house.createKey({ account: hall.house.createAccount({ balances: { BTC: 5 } }) });
  const token = await hall.token(seller);
  const order = hall.house.account(0).orders.get(order_id);
  assert(order);
  const shown: bigint[] = [];
  for (const order_qty of [0.04, 0.06, 0.15, 0.05, 1.15, 0.05]) {
    await client.ask("add_order", { order_type: "market", side: "sell", symbol, order_qty, token });
    shown.push(order.shown);
  }
  await client.settled();
  const rows = client.texts.map((text) => JSON.parse(text)).filter(({ channel }) => channel === "executions")
    .flatMap(({ data }) => data).slice(2);
  assertEquals(rows.map(({ exec_type, last_qty, display_qty_remain }) => [exec_type, last_qty ?? display_qty_remain]), [
    ["trade", 0.04],
    ["trade", 0.06],
    ["iceberg_refill", 0.1],
    ["trade", 0.15],
    ["iceberg_refill", 0.1],
    ["trade", 0.05],
    ["trade", 1.15],
    ["iceberg_refill", 0.05],
    ["trade", 0.05],
    ["filled", undefined],
  ]);
  assertEquals(shown.slice(0, 5).map(Number), [6e6, 1e7, 1e7, 5e6, 5e6]);
  const refill = rows.find(({ exec_type }) => exec_type === "iceberg_refill");
  assertEquals([refill.order_id, refill.order_status, refill.display_qty], [order_id, "partially_filled", 0.1]);
});

Deno.test("users: all brings the events of subaccounts to the master, without a snapshot, and to no subaccount", async () => {
  await using hall = hallOf();
  const { client, call } = await open(hall);
  await using _ = client;
  const master = hall.house.account(0);
  const child = hall.house.createAccount({ name: "Child", balances: { USD: 50_000 } }, master);
  const key = hall.house.createKey({ account: child });
  const below = (await Raw.open(hall.server.sockets.spot.auth)).client;
  await using _2 = below;
  const token = await hall.token(key);
  const asChild = (method: string, params: object) => below.ask(method, { ...params, token });
  for (const channel of ["executions", "balances"]) {
    assertEquals((await asChild("subscribe", { channel, users: "all" })).error, "EGeneral:Permission denied");
    assertEquals((await asChild("subscribe", { channel, users: "some" })).error, "Subscription users not supported");
    const ack = await call("subscribe", { channel, users: "all", rebased: false });
    assertEquals([ack.result.users, ack.result.rebased], ["all", false]);
  }
  await asChild("add_order", { order_type: "market", side: "buy", symbol: "BTC/USD", order_qty: 0.01 });
  await call("add_order", limit(50_000));
  await client.settled();
  const messages = client.texts.map((text) => JSON.parse(text)).filter(({ type }) => type === "update");
  const of = (name: string) => messages.filter(({ channel }) => channel === name);
  assert(client.texts.every((text) => !text.includes('"type":"snapshot"')));
  assertEquals(of("executions").map(({ sequence }) => sequence), of("executions").map((_, at) => at + 1));
  const users = new Set(of("executions").map(({ data: [{ user }] }) => user));
  assertEquals(users, new Set([child.iban, master.iban]));
  assertEquals(of("balances").map(({ data: [{ user, asset }], sequence }) => [user, asset, sequence]), [
    [child.iban, "BTC", 1],
    [child.iban, "USD", 2],
  ]);
  await call("unsubscribe", { channel: "executions" });
  await asChild("add_order", limit(40_000));
  await client.settled();
  assertEquals(
    client.texts.filter((text) => text.includes('"channel":"executions","type"')).length,
    of("executions").length,
  );
});
