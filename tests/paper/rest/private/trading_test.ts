/** Orders over REST: what Kraken refuses and in which words, amending, editing, cancelling, limits. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { paperExchange, type PaperOptions } from "../../../../paper/mod.ts";
import type { OrderInfo } from "../../../../spot/account/_types.ts";
import { NOW } from "../../help.ts";
import { ask, type CallOptions, got, type Params } from "../../sign.ts";

function open(options: PaperOptions = {}) {
  let now = NOW;
  const exchange = paperExchange({
    seed: 7,
    now: () => now,
    limits: false,
    balances: { USD: 50_000, BTC: "0.5" },
    ...options,
  });
  const error = async (method: string, params: Params = {}, call: CallOptions = {}) =>
    (await ask(exchange, method, params, call)).error[0];
  return {
    exchange,
    error,
    pass(ms: number) {
      now += ms;
    },
    refused: (order: Params) => error("AddOrder", { ...RESTING, ...order }),
    async place(order: Params = {}): Promise<string> {
      return (await got<{ txid: string[] }>(exchange, "AddOrder", { ...RESTING, ...order })).txid[0]!;
    },
    async order(txid: string): Promise<OrderInfo> {
      return (await got<Record<string, OrderInfo>>(exchange, "QueryOrders", { txid, trades: "true" }))[txid]!;
    },
    async hold(asset: string): Promise<string> {
      return (await got<Record<string, { hold_trade: string }>>(exchange, "BalanceEx"))[asset]!.hold_trade;
    },
  };
}

/** Rests far below the market of some 92,900. */
const RESTING = { pair: "XBTUSD", ordertype: "limit", type: "buy", volume: "0.01", price: "50000" };

/** What is wrong with an order → Kraken's string. */
const REFUSALS: [Params, string][] = [
  [{ pair: "" }, "EGeneral:Invalid arguments:pair"],
  [{ pair: "NOPEUSD" }, "EQuery:Unknown asset pair"],
  [{ pair: "AAPLxUSD" }, "EQuery:Unknown asset pair"],
  [{ ordertype: "lmit" }, "EGeneral:Invalid arguments:ordertype"],
  [{ type: "Buy" }, "EGeneral:Invalid arguments:type"],
  [{ volume: "" }, "EGeneral:Invalid arguments:volume"],
  [{ volume: "0" }, "EGeneral:Invalid arguments:volume"],
  [{ volume: "-1" }, "EGeneral:Invalid arguments:volume"],
  [{ volume: "1e-3" }, "EGeneral:Invalid arguments:volume"],
  [{ volume: "0.000000001" }, "EGeneral:Invalid arguments:volume"],
  [{ volume: "1".repeat(30) }, "EGeneral:Invalid arguments:volume"],
  [{ volume: "0.00004999" }, "EOrder:Order minimum not met"],
  [{ volume: "0.00005", price: "9999" }, "EOrder:Cost minimum not met"],
  [{ price: "" }, "EGeneral:Invalid arguments:price"],
  [{ price: "0" }, "EOrder:Invalid price"],
  [{ price: "-99999999" }, "EOrder:Invalid price"],
  [{ price: "1e5" }, "EOrder:Invalid price"],
  [{ price: "9".repeat(30) }, "EOrder:Invalid price"],
  [{ price: "50000.05" }, "EOrder:Invalid price:XBTUSD price can only be specified up to 1 decimals."],
  [{ price: "5%" }, "EOrder:Invalid price"],
  [{ price: "-100%" }, "EOrder:Invalid price"],
  [{ volume: "1" }, "EOrder:Insufficient funds"],
  [{ type: "sell", price: "99000", volume: "0.50000001" }, "EOrder:Insufficient funds"],
  [{ ordertype: "market", volume: "1" }, "EOrder:Insufficient funds"],
  [{ oflags: "post,nope" }, "EGeneral:Invalid arguments:oflags"],
  [{ oflags: "fcib,fciq" }, "EGeneral:Invalid arguments:oflags"],
  [{ oflags: "viqc" }, "EGeneral:Invalid arguments:oflags"],
  [{ ordertype: "market", type: "sell", oflags: "viqc" }, "EGeneral:Invalid arguments:oflags"],
  [{ ordertype: "market", oflags: "post" }, "EGeneral:Invalid arguments:oflags"],
  [{ ordertype: "stop-loss-limit", price2: "1", oflags: "post" }, "EGeneral:Invalid arguments:oflags"],
  [{ oflags: "post", timeinforce: "IOC" }, "EGeneral:Invalid arguments:oflags"],
  [{ timeinforce: "gtc" }, "EGeneral:Invalid arguments:timeinforce"],
  [{ ordertype: "market", timeinforce: "FOK" }, "EGeneral:Invalid arguments:timeinforce"],
  [{ timeinforce: "GTD" }, "EGeneral:Invalid arguments:expiretm"],
  [{ expiretm: "+4" }, "EGeneral:Invalid arguments:expiretm"],
  [{ expiretm: "+4000000" }, "EGeneral:Invalid arguments:expiretm"],
  [{ expiretm: "tomorrow" }, "EGeneral:Invalid arguments:expiretm"],
  [{ starttm: "+4000000" }, "EGeneral:Invalid arguments:starttm"],
  [{ displayvol: "0.001" }, "EGeneral:Invalid arguments:displayvol"],
  [{ ordertype: "iceberg" }, "EGeneral:Invalid arguments:displayvol"],
  [{ ordertype: "iceberg", displayvol: "0.00066" }, "EGeneral:Invalid arguments:displayvol"],
  [{ ordertype: "stop-loss-limit" }, "EGeneral:Invalid arguments:price2"],
  [{ ordertype: "trailing-stop", price: "500" }, "EOrder:Invalid price"],
  [{ ordertype: "trailing-stop", price: "-500" }, "EOrder:Invalid price"],
  [{ ordertype: "trailing-stop-limit", price: "+500", price2: "49000" }, "EOrder:Invalid price"],
  [{ ordertype: "stop-loss", trigger: "mark" }, "EGeneral:Invalid arguments:trigger"],
  [
    {
      pair: "AAPLxUSD",
      asset_class: "tokenized_asset",
      ordertype: "stop-loss",
      price: "100",
      volume: "1",
      trigger: "index",
    },
    "EGeneral:Invalid arguments:Index unavailable",
  ],
  [{ stptype: "none" }, "EGeneral:Invalid arguments:stptype"],
  [{ leverage: "1" }, "EGeneral:Invalid arguments:leverage"],
  [{ leverage: "11" }, "EGeneral:Invalid arguments:leverage"],
  [{ leverage: "x" }, "EGeneral:Invalid arguments:leverage"],
  [{ pair: "EURUSD", leverage: "2", price: "1", volume: "10" }, "EGeneral:Invalid arguments:leverage"],
  [{ leverage: "2", volume: "20" }, "EOrder:Margin level too low"],
  [{ leverage: "2", volume: "351" }, "EOrder:Margin position size exceeded"],
  [{ reduce_only: "true" }, "EOrder:Reduce only:Non-PC"],
  [{ reduce_only: "true", leverage: "2" }, "EOrder:Reduce only:No position exists"],
  [{ reduce_only: "perhaps" }, "EGeneral:Invalid arguments:reduce_only"],
  [{ ordertype: "settle-position", volume: "0" }, "EOrder:Unknown position"],
  [{ leverage: "2", volume: "0" }, "EOrder:Unknown position"],
  [{ userref: "1.5" }, "EGeneral:Invalid arguments:userref"],
  [{ userref: "2147483648" }, "EGeneral:Invalid arguments:userref"],
  [{ userref: "1", cl_ord_id: "mine" }, "EGeneral:Invalid arguments:userref"],
  [{ cl_ord_id: "nineteen characters" }, "EGeneral:Invalid arguments:cl_ord_id"],
  [{ "close[ordertype]": "market", "close[price]": "1" }, "EGeneral:Invalid arguments:close[ordertype]"],
  [{ "close[ordertype]": "limit" }, "EGeneral:Invalid arguments:price"],
  [{ deadline: "soon" }, "EGeneral:Invalid arguments:deadline"],
  [{ deadline: "2026-11-22T15:18:13.124Z" }, "EGeneral:Invalid arguments:deadline"],
  [{ deadline: "2026-11-22T15:17:13.122Z" }, "EService:Deadline elapsed"],
  [{ validate: "maybe" }, "EGeneral:Invalid arguments:validate"],
];

for (const [wrong, expected] of REFUSALS) {
  Deno.test(`AddOrder with ${JSON.stringify(wrong).slice(0, 90)} is refused with ${expected}`, async () => {
    const { refused, exchange } = open();
    assertEquals(await refused(wrong), expected);
    assertEquals(await got(exchange, "OpenOrders"), { open: {} });
    assertEquals((await got<{ count: number }>(exchange, "ClosedOrders")).count, 0);
  });
}

Deno.test("AddOrder with validate checks all of it, says it in words, and places nothing", async () => {
  const { exchange, hold, refused } = open();
  const { descr, ...rest } = await got<{ descr: unknown }>(exchange, "AddOrder", {
    ...RESTING,
    validate: "true",
    leverage: "none",
  });
  assertEquals([descr, rest], [{ order: "buy 0.01000000 XBTUSD @ limit 50000.0" }, {}]);
  assertEquals(await refused({ validate: "true", volume: "1" }), "EOrder:Insufficient funds");
  assertEquals(await hold("ZUSD"), "0.0000");
});

Deno.test("AddOrder says back every kind of order in Kraken's words", async () => {
  const { exchange } = open();
  const words: [Params, string][] = [
    [{ ordertype: "market" }, "buy 0.01000000 XBTUSD @ market"],
    [{ leverage: "5:1" }, "buy 0.01000000 XBTUSD @ limit 50000.0 with 5:1 leverage"],
    [{ ordertype: "stop-loss", price: "99000" }, "buy 0.01000000 XBTUSD @ stop loss 99000.0"],
    [
      { ordertype: "take-profit-limit", price2: "49000" },
      "buy 0.01000000 XBTUSD @ take profit 50000.0 -> limit 49000.0",
    ],
    [{ ordertype: "trailing-stop", price: "+5%" }, "buy 0.01000000 XBTUSD @ trailing stop +5.0000%"],
    [
      { ordertype: "trailing-stop-limit", price: "+250", price2: "-10" },
      "buy 0.01000000 XBTUSD @ trailing stop +250.0 -> limit -10.0",
    ],
    [{ ordertype: "iceberg", displayvol: "0.001" }, "buy 0.01000000 XBTUSD @ iceberg 50000.0"],
  ];
  for (const [order, expected] of words) {
    const { descr } = await got<{ descr: { order: string } }>(exchange, "AddOrder", {
      ...RESTING,
      ...order,
      validate: "true",
    });
    assertEquals(descr.order, expected);
  }
});

Deno.test("AddOrder measures relative prices from the last trade, away from it", async () => {
  const { exchange, place, order } = open();
  const last = Math.round(Number(exchange.market.price("BTC/USD", NOW)) * 10);
  const text = (ticks: number) => (ticks / 10).toFixed(1);
  assertEquals((await order(await place({ price: "-1234.5" }))).descr.price, text(last - 12345));
  assertEquals((await order(await place({ price: "#10%" }))).descr.price, text(last - Math.ceil(last / 10)));
  const stop = await order(await place({ ordertype: "stop-loss", type: "sell", price: "#10%" }));
  assertEquals([stop.descr.price, stop.stopprice], ["#10.0000%", `${text(last - Math.ceil(last / 10))}0000`]);
  const profit = await order(await place({ ordertype: "take-profit", type: "sell", price: "#1.5" }));
  assertEquals(profit.stopprice, `${text(last + 15)}0000`);
});

Deno.test("a client order id is unique among open orders and free again when its order is over", async () => {
  const { place, refused, exchange, order, error } = open();
  const txid = await place({ cl_ord_id: "mine" });
  assertEquals((await order(txid)).cl_ord_id, "mine");
  assertEquals(await refused({ cl_ord_id: "mine" }), "EGeneral:Invalid arguments:cl_ord_id");
  assertEquals(Object.keys((await got<{ open: object }>(exchange, "OpenOrders", { cl_ord_id: "mine" })).open), [txid]);
  assertEquals(Object.keys(await got(exchange, "QueryOrders", { cl_ord_id: "mine" })), [txid]);
  assertEquals(await got(exchange, "CancelOrder", { cl_ord_id: "mine" }), { count: 1 });
  assertEquals(await error("CancelOrder", { cl_ord_id: "mine" }), "EOrder:Unknown order");
  await place({ cl_ord_id: "mine" });
});

Deno.test("holds are what orders need, follow amends and end with their orders", async () => {
  const { place, hold, exchange } = open();
  const buy = await place();
  assertEquals(await hold("ZUSD"), "502.0000");
  const sell = await place({ type: "sell", price: "99000", volume: "0.12345678" });
  assertEquals(await hold("XXBT"), "0.1234567800");
  const inBase = await place({ oflags: "fcib" });
  assertEquals(await hold("ZUSD"), "1002.0000");
  await got(exchange, "AmendOrder", { txid: buy, order_qty: "0.02", limit_price: "40000" });
  assertEquals(await hold("ZUSD"), "1303.2000");
  await got(exchange, "CancelOrder", { txid: inBase });
  assertEquals(await hold("ZUSD"), "803.2000");
  assertEquals(await got(exchange, "CancelAll"), { count: 2 });
  assertEquals([await hold("ZUSD"), await hold("XXBT")], ["0.0000", "0.0000000000"]);
  assertEquals(
    (await got<Record<string, OrderInfo>>(exchange, "QueryOrders", { txid: sell }))[sell]!.reason,
    "User requested",
  );
});

Deno.test("fees come out of base or quote as asked, at the taker's rate", async () => {
  const { place, order, exchange } = open();
  const quote = await order(await place({ ordertype: "market", volume: "0.02" }));
  assertEquals(quote.fee, (Number(quote.cost) * 0.004).toFixed(5));
  const base = await order(await place({ ordertype: "market", volume: "0.02", oflags: "fcib" }));
  assertEquals([base.fee, base.oflags], ["0.00008000", "fcib"]);
  const { ledger } = await got<{ ledger: Record<string, { asset: string; amount: string; fee: string }> }>(
    exchange,
    "Ledgers",
  );
  const [money, coins] = Object.values(ledger);
  assertEquals([coins!.asset, coins!.amount, coins!.fee], ["XXBT", "0.0200000000", "0.0000800000"]);
  assertEquals([money!.asset, money!.fee], ["ZUSD", "0.0000"]);
});

Deno.test("the fee tier follows the volume of 30 days, and falls back when it has passed", async () => {
  const { place, order, exchange, pass } = open({ usd: 1e6, balances: { BTC: 10 } });
  const fee = async () => {
    type Rows = Record<string, Record<string, { fee: string; nextvolume: string }>>;
    const { fees } = await got<Rows>(exchange, "TradeVolume", { pair: "XBTUSD" });
    return fees!["XXBTZUSD"]!.fee;
  };
  assertEquals(await fee(), "0.4000");
  const first = await order(await place({ ordertype: "market", volume: "0.6" }));
  // Each fill is rounded by itself, so the sum may be off by some last digits.
  const near = ({ cost, fee }: OrderInfo, rate: number) => Math.abs(Number(cost) * rate - Number(fee)) < 0.0001;
  assert(near(first, 0.004));
  assertEquals(await fee(), "0.2400");
  const second = await order(await place({ ordertype: "market", type: "sell", volume: "0.1" }));
  assert(near(second, 0.0024));
  pass(31 * 86_400_000);
  assertEquals(await fee(), "0.4000");
});

Deno.test("AddOrderBatch places its orders one by one: a malformed one refuses all, a poor one itself", async () => {
  const { exchange, error, place } = open();
  const order = { ordertype: "limit", type: "buy", volume: "0.01", price: 50_000 };
  const batch = (...orders: Params[]) => ({ pair: "XBTUSD", orders });
  const json = { json: true };
  assertEquals(await error("AddOrderBatch", batch(order), json), "EGeneral:Invalid arguments:orders");
  assertEquals(
    await error("AddOrderBatch", batch(...Array(16).fill(order)), json),
    "EGeneral:Invalid arguments:orders",
  );
  assertEquals(
    await error("AddOrderBatch", batch(order, { ...order, type: "by" }), json),
    "EGeneral:Invalid arguments:type",
  );
  const twice = { ...order, cl_ord_id: "twice" };
  assertEquals(await error("AddOrderBatch", batch(twice, twice), json), "EGeneral:Invalid arguments:cl_ord_id");
  assertEquals(await got(exchange, "OpenOrders"), { open: {} });
  const close = { ordertype: "stop-loss-limit", price: "45000", price2: "44000" };
  const { orders } = await got<{ orders: Record<string, unknown>[] }>(
    exchange,
    "AddOrderBatch",
    batch({ ...order, close }, { ...order, volume: "5" }, { ...order, userref: 7 }),
    json,
  );
  assertEquals(orders[0]!["descr"], {
    order: "buy 0.01000000 XBTUSD @ limit 50000.0",
    close: "close position @ stop loss 45000.0 -> limit 44000.0",
  });
  assertMatch(String(orders[0]!["txid"]), /^O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}$/);
  assertEquals([orders[1]!["error"], orders[1]!["txid"]], ["EOrder:Insufficient funds", undefined]);
  await place({ userref: "7" });
  assertEquals(await got(exchange, "CancelOrder", { txid: 7 }, json), { count: 2 });
});

Deno.test("AmendOrder keeps id and place for less, and tells its history", async () => {
  const { exchange, error, place, order, pass } = open();
  const txid = await place();
  pass(1000);
  const { amend_id } = await got<{ amend_id: string }>(exchange, "AmendOrder", { txid, order_qty: "0.008" });
  await got(exchange, "AmendOrder", { txid, limit_price: "-43000" });
  const { vol, misc } = await order(txid);
  assertEquals([vol, misc], ["0.00800000", "amended"]);
  const { count, amends } = await got<{ count: number; amends: Record<string, unknown>[] }>(exchange, "OrderAmends", {
    order_id: txid,
  });
  assertEquals(count, 3);
  assertEquals(amends.map(({ amend_type, order_qty }) => [amend_type, order_qty]), [
    ["original", "0.01000000"],
    ["user", "0.00800000"],
    ["user", "0.00800000"],
  ]);
  assertEquals([amends[1]!["amend_id"], amends[1]!["timestamp"]], [amend_id, (NOW + 1000) * 1e6]);
  const wrong: [Params, string][] = [
    [{ txid }, "EGeneral:Invalid arguments"],
    [{ order_qty: "1" }, "EGeneral:Invalid arguments:txid"],
    [{ txid, cl_ord_id: "x", order_qty: "1" }, "EGeneral:Invalid arguments:cl_ord_id"],
    [{ txid: "OAAAAA-AAAAA-AAAAAA", order_qty: "1" }, "EOrder:Unknown order"],
    [{ txid, order_qty: "0" }, "EGeneral:Invalid arguments:order_qty"],
    [{ txid, order_qty: "2" }, "EOrder:Insufficient funds"],
    [{ txid, display_qty: "0.001" }, "EGeneral:Invalid arguments:display_qty"],
    [{ txid, trigger_price: "1000" }, "EGeneral:Invalid arguments:trigger_price"],
    [{ txid, limit_price: "1.23" }, "EOrder:Invalid price:XBTUSD price can only be specified up to 1 decimals."],
    [{ txid, limit_price: "99000", post_only: "true" }, "EOrder:Post only order"],
  ];
  for (const [params, expected] of wrong) {
    assertEquals(await error("AmendOrder", params), expected, JSON.stringify(params));
  }
  assertEquals((await order(txid)).vol, "0.00800000");
});

Deno.test("AmendOrder to a price that crosses takes, and below what is filled ends the order", async () => {
  const { exchange, place, order } = open();
  const txid = await place({ volume: "0.0002" });
  await got(exchange, "AmendOrder", { txid, limit_price: "+100" });
  assertEquals((await order(txid)).status, "closed");
  const ask = Number(
    (await got<{ asks: { price: string; qty: string }[] }>(exchange, "Level3", { pair: "BTC/USD", depth: "10" }))
      .asks[0]!.price,
  );
  const part = await place({ volume: "0.5", price: ask.toFixed(1) });
  const { vol_exec } = await order(part);
  assert(Number(vol_exec) > 0.0001 && Number(vol_exec) < 0.5, vol_exec);
  await got(exchange, "AmendOrder", { txid: part, order_qty: "0.0001" });
  const ended = await order(part);
  assertEquals([ended.status, ended.vol, ended.vol_exec], ["canceled", vol_exec, vol_exec]);
});

Deno.test("EditOrder replaces an order by one with another id, or leaves it as it stood", async () => {
  const { exchange, error, place, order, hold } = open();
  const txid = await place({ userref: "3", oflags: "post" });
  const edit = { txid, pair: "XBTUSD" };
  assertEquals(await error("EditOrder", { ...edit, volume: "3" }), "EOrder:Insufficient funds");
  assertEquals(await error("EditOrder", { ...edit, pair: "ETHUSD", volume: "3" }), "EOrder:Unknown order");
  assertEquals(await error("EditOrder", { ...edit, oflags: "viqc" }), "EGeneral:Invalid arguments:oflags");
  const checked = await got(exchange, "EditOrder", { ...edit, price: "51000", validate: "true" });
  assertEquals([checked["txid"], checked["orders_cancelled"]], [undefined, 0]);
  assertEquals((await order(txid)).status, "open");
  // More than half of what there is: the old hold pays for the new one.
  const edited = await got<Record<string, string>>(exchange, "EditOrder", {
    ...edit,
    volume: "0.9",
    price: "51000.0",
    userref: "4",
  });
  assertEquals(edited["descr"], { order: "buy 0.90000000 XBTUSD @ limit 51000.0" } as never);
  assertEquals([edited["status"], edited["originaltxid"], edited["orders_cancelled"] as unknown], ["ok", txid, 1]);
  assertEquals([edited["newuserref"], edited["olduserref"]], ["4", "3"]);
  const [old, made] = [await order(txid), await order(edited["txid"]!)];
  assertEquals([old.status, old.reason, made.status, made.oflags], ["canceled", "Order replaced", "open", "fciq"]);
  assertEquals(await hold("ZUSD"), "46083.6000");
});

Deno.test("CancelOrderBatch takes txids, userrefs and client ids together", async () => {
  const { exchange, error, place } = open();
  const json = { json: true };
  const [one, two] = [await place(), await place({ userref: "9" })];
  await place({ userref: "9" });
  await place({ cl_ord_id: "mine" });
  const rest = await place();
  assertEquals(await error("CancelOrderBatch", { orders: [] }, json), "EGeneral:Invalid arguments:orders");
  assertEquals(
    await error("CancelOrderBatch", { orders: Array.from({ length: 51 }, (_, id) => `${id}`) }, json),
    "EGeneral:Invalid arguments:orders",
  );
  assertEquals(await error("CancelOrderBatch", { orders: ["OAAAAA-AAAAA-AAAAAA"] }, json), "EOrder:Unknown order");
  assertEquals(await got(exchange, "CancelOrderBatch", { orders: [one, two, 9], cl_ord_ids: ["mine"] }, json), {
    count: 4,
  });
  assertEquals(Object.keys((await got<{ open: object }>(exchange, "OpenOrders")).open), [rest]);
});

Deno.test("CancelAllOrdersAfter cancels when its time has come, unless it is set again or disarmed", async () => {
  const { exchange, error, place, order, pass } = open();
  assertEquals(await error("CancelAllOrdersAfter"), "EGeneral:Invalid arguments:timeout");
  assertEquals(await error("CancelAllOrdersAfter", { timeout: "86400" }), "EGeneral:Invalid arguments:timeout");
  const txid = await place();
  assertEquals(await got(exchange, "CancelAllOrdersAfter", { timeout: "60" }), {
    currentTime: "2026-11-22T15:17:13Z",
    triggerTime: "2026-11-22T15:18:13Z",
  });
  pass(59_000);
  await got(exchange, "CancelAllOrdersAfter", { timeout: "60" });
  pass(59_000);
  assertEquals((await got(exchange, "CancelAllOrdersAfter", { timeout: "0" }))["triggerTime"], "0");
  pass(3_600_000);
  assertEquals((await order(txid)).status, "open");
  await got(exchange, "CancelAllOrdersAfter", { timeout: "60" });
  pass(3_600_000);
  const { status, closetm } = await order(txid);
  assertEquals([status, closetm], ["canceled", (NOW + 59_000 * 2 + 3_600_000 + 60_000) / 1000]);
});

Deno.test("the trading counter counts requests by the age of their orders, and open orders have a cap", async () => {
  const { exchange, error, place, pass } = open({ limits: { public: false }, tier: "intermediate" });
  const txid = await place();
  pass(7000);
  await got(exchange, "AmendOrder", { txid, order_qty: "0.009" });
  pass(36_000);
  await got(exchange, "CancelOrder", { txid });
  pass(100_000);
  const small = { ...RESTING, volume: "0.0001" };
  for (let order = 0; order < 80; order++) assertEquals(await error("AddOrder", small), undefined, `order ${order}`);
  assertEquals(await error("AddOrder", small), "EOrder:Orders limit exceeded");
  const other = { ...small, pair: "ETHUSD", price: "1000", volume: "0.001" };
  assertEquals(await error("AddOrder", other), undefined);
  // 81 points are used; each cancel of a young order costs 8.
  const ids = Object.keys((await got<{ open: object }>(exchange, "OpenOrders")).open).slice(1);
  let cancelled = 0;
  for (const each of ids) if (await error("CancelOrder", { txid: each }) === undefined) cancelled++;
  assertEquals(cancelled, 5);
  assertEquals(await error("AddOrder", small), "EOrder:Rate limit exceeded");
  assertEquals(await got(exchange, "CancelOrderBatch", { orders: ids.slice(40, 45) }, { json: true }), { count: 5 });
  assertEquals(await error("AddOrder", other), undefined);
  pass(4 * 60_000);
  assertEquals(await error("AddOrder", small), undefined);
});

Deno.test("master and subaccounts share five times the trading limit of one", async () => {
  const { exchange } = open({ limits: { public: false }, tier: "pro" });
  const errors = new Set<string | undefined>();
  for (const username of ["a", "b", "c", "d", "e", "f"]) {
    await got(exchange, "CreateSubaccount", { username, email: `${username}@example.com` });
    const account = [...exchange.accounts].find(({ name }) => name === username)!;
    exchange.accounts.deposit(account, "USD", 10_000);
    const { key, secret } = exchange.keys.create({ account });
    for (let order = 0; order < 160; order++) {
      const { error } = await ask(exchange, "AddOrder", { ...RESTING, volume: "0.0001" }, { key, secret });
      errors.add(error[0]);
    }
  }
  assertEquals([...errors], [undefined, "EOrder:Domain rate limit exceeded"]);
});

Deno.test("the mode of the exchange decides what is accepted", async () => {
  const { exchange, error, place, refused } = open();
  const txid = await place();
  exchange.status.mode = "cancel_only";
  assertEquals(await refused({}), "EService:Market in cancel_only mode");
  assertEquals(await error("AmendOrder", { txid, order_qty: "0.02" }), "EService:Market in cancel_only mode");
  assertEquals(await error("CancelOrder", { txid }), undefined);
  exchange.status.mode = "post_only";
  assertEquals(await refused({}), "EService:Market in post_only mode");
  assertEquals(await refused({ oflags: "post" }), undefined);
  exchange.status.mode = "maintenance";
  assertEquals(await refused({ oflags: "post" }), "EService:Unavailable");
  assertEquals(await error("CancelAll"), "EService:Unavailable");
});

for (const when of ["before", "after"] as const) {
  Deno.test(`an order whose answer is lost ${when} its effect is ${when === "after" ? "there" : "not there"}`, async () => {
    const { exchange, place } = open();
    exchange.faults.add({ kind: "drop", path: "AddOrder", count: 1, when });
    let lost: unknown;
    await place({ cl_ord_id: "lost" }).catch((error) => lost = error);
    assert(lost instanceof TypeError, String(lost));
    const { open: orders } = await got<{ open: object }>(exchange, "OpenOrders", { cl_ord_id: "lost" });
    assertEquals(Object.keys(orders).length, when === "after" ? 1 : 0);
  });
}

Deno.test("GetWebSocketsToken gives a token for fifteen minutes, each another", async () => {
  const { exchange } = open();
  const [one, two] = [await got(exchange, "GetWebSocketsToken"), await got(exchange, "GetWebSocketsToken")];
  assertEquals([one["expires"], two["expires"]], [900, 900]);
  assertMatch(String(one["token"]), /^\w{43}$/);
  assert(one["token"] !== two["token"]);
});
