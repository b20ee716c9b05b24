/** Account data: pages, reports, margin, worth. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { zip } from "../../../../_deps/zip.ts";
import { parse } from "@std/csv";
import { paperExchange, type PaperOptions } from "../../../../paper/mod.ts";
import type { LedgerEntry, OrderInfo, TradeInfo } from "../../../../spot/account/_types.ts";
import { NOW } from "../../help.ts";
import { ask, got, type Params, signed } from "../../sign.ts";

function open(options: PaperOptions = {}) {
  let now = NOW;
  const exchange = paperExchange({ seed: 7, now: () => now, limits: false, ...options });
  const error = async (method: string, params: Params = {}, call = {}) =>
    (await ask(exchange, method, params, call)).error[0];
  return {
    exchange,
    error,
    pass(ms: number) {
      now += ms;
    },
    ok: <T = Record<string, unknown>>(method: string, params: Params = {}, call = {}) =>
      got<T>(exchange, method, params, call),
    add: (order: Params) => got<{ txid: string[] }>(exchange, "AddOrder", { pair: "XBTUSD", ...order }),
  };
}

const PAST = { usd: 30_000, history: { days: 60, trades: 130 } };

type Page<Row> = Record<string, Record<string, Row>> & { count?: number; cursor?: { next?: string } };

for (
  const [method, name, time] of [
    ["Ledgers", "ledger", "time"],
    ["TradesHistory", "trades", "time"],
    ["ClosedOrders", "closed", "closetm"],
  ] as const
) {
  Deno.test(`${method} comes newest first, by offset and by cursor alike`, async () => {
    const { ok, error } = open(PAST);
    const byOffset: string[] = [];
    const times: number[] = [];
    for (let ofs = 0;; ofs += 50) {
      const page = await ok<Page<Record<string, number>>>(method, { ofs: String(ofs) });
      const rows = Object.entries(page[name]!);
      byOffset.push(...rows.map(([id]) => id));
      times.push(...rows.map(([, row]) => row[time]!));
      if (byOffset.length >= page.count!) {
        assertEquals(byOffset.length, page.count);
        break;
      }
      assertEquals(rows.length, 50);
    }
    assert(byOffset.length > 100);
    assertEquals(times, [...times].sort((a, b) => b - a));
    const byCursor: string[] = [];
    for (let cursor: string | undefined = "";;) {
      const more: Params = cursor ? { cursor } : { with_cursor: "true" };
      const page: Page<unknown> = await ok(method, { ...more, limit: "37" });
      byCursor.push(...Object.keys(page[name]!));
      assertEquals(page.count, undefined);
      cursor = page.cursor!.next;
      if (cursor === undefined) break;
      assertEquals(byCursor.length % 37, 0);
    }
    assertEquals(byCursor, byOffset);
    assertEquals((await ok<Page<unknown>>(method, { without_count: "true" })).count, 0);
    assertEquals(await error(method, { cursor: "nonsense" }), "EGeneral:Invalid arguments:cursor");
    assertEquals(await error(method, { with_cursor: "true", ofs: "50" }), "EGeneral:Invalid arguments:ofs");
    assertEquals(await error(method, { start: "yesterday" }), "EGeneral:Invalid arguments:start");
  });

  Deno.test(`${method} leaves its start out and its end in, as times and as ids`, async () => {
    const { ok } = open(PAST);
    const first = await ok<Page<Record<string, number>>>(method);
    const rows = Object.entries(first[name]!);
    const at = method === "ClosedOrders" ? "opentm" : time;
    const [newer, older] = [rows[5]!, rows[20]!];
    const closetime: Params = method === "ClosedOrders" ? { closetime: "open" } : {};
    const seconds = await ok<Page<unknown>>(method, {
      ...closetime,
      start: String(older[1][at]),
      end: String(newer[1][at]),
    });
    const ids = await ok<Page<unknown>>(method, { ...closetime, start: older[0], end: newer[0] });
    assertEquals(seconds, ids);
    const expected = rows.filter(([, row]) => row[at]! > older[1][at]! && row[at]! <= newer[1][at]!).map(([id]) => id);
    assertEquals(Object.keys(ids[name]!), expected);
    assert(!expected.includes(older[0]) && expected.includes(newer[0]));
  });
}

Deno.test("pages by cursor stay where they are while rows are added", async () => {
  const { ok, add } = open(PAST);
  const first = await ok<Page<unknown>>("Ledgers", { with_cursor: "true" });
  const whole = await ok<Page<unknown>>("Ledgers", { ofs: "50" });
  await add({ ordertype: "market", type: "buy", volume: "0.001" });
  const second = await ok<Page<unknown>>("Ledgers", { cursor: first.cursor!.next });
  assertEquals(Object.keys(second["ledger"]!), Object.keys(whole["ledger"]!));
});

Deno.test("OpenOrders are all there, or paged by cursor while orders leave", async () => {
  const { ok, add, exchange } = open({ limits: false });
  for (let index = 0; index < 60; index++) {
    await add({
      ordertype: "limit",
      type: "buy",
      volume: "0.0001",
      price: String(10_000 + index),
      userref: String(index % 2 + 1),
    });
  }
  const all = Object.keys((await ok<{ open: object }>("OpenOrders")).open);
  assertEquals(all.length, 60);
  assertEquals(Object.keys((await ok<{ open: object }>("OpenOrders", { userref: "2" })).open).length, 30);
  const first = await ok<Page<OrderInfo>>("OpenOrders", { with_cursor: "true", limit: "25" });
  await got(exchange, "CancelOrder", { txid: all[0] });
  const second = await ok<Page<OrderInfo>>("OpenOrders", { cursor: first.cursor!.next, limit: "100" });
  assertEquals([...Object.keys(first["open"]!), ...Object.keys(second["open"]!)], all);
  assertEquals(second.cursor, {});
});

Deno.test("Ledgers filters by asset in any spelling, by type and by class", async () => {
  const { ok, error } = open({ ...PAST, history: { ...PAST.history, pairs: ["BTC/USD", "ETH/USD"] } });
  const total = (await ok<Page<unknown>>("Ledgers")).count!;
  const counts = await Promise.all(
    ["USD", "XXBT", "eth"].map(async (asset) => (await ok<Page<unknown>>("Ledgers", { asset })).count!),
  );
  assertEquals(counts.reduce((a, b) => a + b), total);
  assertEquals((await ok<Page<unknown>>("Ledgers", { asset: "XBT,ETH" })).count, counts[1]! + counts[2]!);
  const listed = { asset: [{ asset: "BTC", aclass: "currency" }] };
  assertEquals((await ok<Page<unknown>>("Ledgers", listed, { json: true })).count, counts[1]);
  const deposits = await ok<Page<LedgerEntry>>("Ledgers", { type: "deposit" });
  assert(deposits.count! > 0 && Object.values(deposits["ledger"]!).every(({ type }) => type === "deposit"));
  assertEquals((await ok<Page<unknown>>("Ledgers", { aclass: "tokenized_asset" })).count, 0);
  assertEquals(await error("Ledgers", { asset: "NOPE" }), "EQuery:Unknown asset");
  assertEquals(await error("Ledgers", { type: "all of them" }), "EGeneral:Invalid arguments:type");
});

Deno.test("QueryTrades and QueryLedgers find rows by id, up to twenty", async () => {
  const { ok, error } = open(PAST);
  const trades = await ok<Page<TradeInfo>>("TradesHistory", { ledgers: "true" });
  const ids = Object.keys(trades["trades"]!).slice(0, 20);
  const queried = await ok<Record<string, TradeInfo>>("QueryTrades", { txid: ids.join(","), ledgers: "true" });
  for (const id of ids) assertEquals(queried[id], trades["trades"]![id]);
  const rows = queried[ids[0]!]!.ledgers!;
  assertEquals(
    Object.values(await ok<Record<string, LedgerEntry>>("QueryLedgers", { id: rows.join(",") })).map(({ refid }) =>
      refid
    ),
    [
      ids[0],
      ids[0],
    ],
  );
  const many = Object.keys(trades["trades"]!).slice(0, 21).join(",");
  assertEquals(await error("QueryTrades", { txid: many }), "EGeneral:Invalid arguments:txid");
  assertEquals(await error("QueryLedgers"), "EGeneral:Invalid arguments:id");
  assertEquals(await error("QueryOrders", { txid: "OAAAAA-AAAAA-AAAAAA" }), "EOrder:Unknown order");
});

Deno.test("TradesHistory merges what an order took at once unless told not to", async () => {
  const { ok, add } = open({ usd: 1e7 });
  const { txid: [txid] } = await add({ ordertype: "market", type: "buy", volume: "3" });
  const merged = await ok<Page<TradeInfo>>("TradesHistory", { ledgers: "true" });
  const single = await ok<Page<TradeInfo>>("TradesHistory", { ledgers: "true", consolidate_taker: "false" });
  assertEquals([merged.count, single.count! > 1], [1, true]);
  const [[id, whole]] = Object.entries(merged["trades"]!) as [[string, TradeInfo]];
  const parts = Object.entries(single["trades"]!);
  assertEquals(parts.at(-1)![0], id);
  assertEquals(parts.reduce((sum, [, { vol }]) => sum + Math.round(Number(vol) * 1e8), 0), 300_000_000);
  for (const [, part] of parts) assertEquals(part.ledgers, whole.ledgers);
  const order = (await ok<Record<string, OrderInfo>>("QueryOrders", { txid, trades: "true" }))[txid!]!;
  assertEquals(order.trades, [id]);
  assertEquals(order.price, whole.price);
  const part = parts[0]!;
  assertEquals(
    (await ok<Record<string, TradeInfo>>("QueryTrades", { txid: part[0], ledgers: "true" }))[part[0]],
    part[1],
  );
});

Deno.test("a report is queued, worked on, retrieved as ZIP and removed", async () => {
  const { ok, error, pass, exchange } = open(PAST);
  assertEquals(await error("AddExport", { report: "trades" }), "EGeneral:Invalid arguments:description");
  assertEquals(await error("AddExport", { report: "dreams", description: "x" }), "EGeneral:Invalid arguments:report");
  assertEquals(
    await error("AddExport", { report: "trades", description: "x", fields: "time,nope" }),
    "EGeneral:Invalid arguments:fields",
  );
  const { id } = await ok<{ id: string }>("AddExport", { report: "ledgers", description: "all of it", starttm: "1" });
  const status = async () =>
    (await ok<{ status: string; descr: string }[]>("ExportStatus", { report: "ledgers" } as Params)).map(({ status }) =>
      status
    );
  assertEquals(await status(), ["Queued"]);
  pass(2500);
  assertEquals(await status(), ["Processing"]);
  assertEquals(await error("RetrieveExport", { id }), "EExport:Not ready");
  assertEquals(await error("RemoveExport", { id, type: "delete" }), "EGeneral:Invalid arguments:type");
  pass(2500);
  assertEquals(await status(), ["Processed"]);
  const response = await exchange.fetch(signed(exchange, "RetrieveExport", { id }));
  assertEquals(response.headers.get("content-type"), "application/octet-stream");
  // Another program's reader checks the sums in the archive.
  const { ZipReader, Uint8ArrayReader, TextWriter } = await zip();
  const reader = new ZipReader(new Uint8ArrayReader(await response.bytes()), {
    checkSignature: true,
    useWebWorkers: false,
  });
  const entries = await reader.getEntries();
  assertEquals(entries.map(({ filename }) => filename), ["ledgers.csv"]);
  const [entry] = entries;
  const text = await entry!.getData(new TextWriter());
  await reader.close();
  const rows = parse(text, { skipFirstRow: true }) as Record<string, string>[];
  const { count, ledger } = await ok<Page<LedgerEntry>>("Ledgers");
  assertEquals(rows.length, count);
  const [newestId, newest] = Object.entries(ledger!)[0]!;
  const last = rows.at(-1)!;
  assertEquals([last["txid"], last["amount"], last["fee"], last["balance"]], [
    newestId,
    newest.amount,
    newest.fee,
    newest.balance,
  ]);
  assertMatch(last["time"]!, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  assertEquals(await ok("RemoveExport", { id, type: "delete" }), { delete: true });
  assertEquals(await error("RetrieveExport", { id }), "EExport:Unknown report");
});

Deno.test("a position on margin is opened, paid for, closed in part, settled, and the ledger has it all", async () => {
  const { ok, add, pass, error } = open({ usd: 20_000 });
  await add({ ordertype: "market", type: "buy", volume: "0.2", leverage: "4" });
  type Positions = Record<
    string,
    { cost: string; margin: string; vol: string; vol_closed: string; net: string; value: string }
  >;
  const [[id, position]] = Object.entries(await ok<Positions>("OpenPositions", { docalcs: "true" })) as [
    [string, Positions[string]],
  ];
  assertEquals(position!.margin, (Math.ceil(Number(position!.cost) * 1e5 / 4) / 1e5).toFixed(5));
  assertEquals(Object.keys(await ok("Balance")), ["ZUSD"]);
  const before = await ok<Record<string, string>>("TradeBalance");
  assertEquals(before["c"], Number(position!.cost).toFixed(4));
  assertEquals(before["ml"], (Number(before["e"]) / Number(before["m"]) * 100).toFixed(2));
  pass(4 * 3_600_000 + 1);
  const rollovers = await ok<Page<LedgerEntry>>("Ledgers", { type: "rollover" });
  assertEquals(Object.values(rollovers["ledger"]!).map(({ fee, amount }) => [fee, amount]), [
    [(Number(position!.cost) * 0.00025).toFixed(4), "0.0000"],
  ]);
  await add({ ordertype: "market", type: "sell", volume: "0.05", leverage: "4" });
  const open1 = (await ok<Positions>("OpenPositions"))[id]!;
  assertEquals([open1.vol, open1.vol_closed], ["0.20000000", "0.05000000"]);
  const margin = Object.values((await ok<Page<LedgerEntry>>("Ledgers", { type: "margin" }))["ledger"]!);
  assertEquals(margin.length, 2);
  const trades = Object.values((await ok<Page<TradeInfo>>("TradesHistory", { type: "any position" }))["trades"]!);
  const opening = trades.find(({ posstatus }) => posstatus)!;
  assertEquals(Number(opening.net).toFixed(3), Number(margin[0]!.amount).toFixed(3));
  assertEquals(opening.cvol, "0.05000000");
  const consolidated = await ok<{ positions: string; vol_closed: string }[]>(
    "OpenPositions",
    { consolidation: "market" } as Params,
  );
  assertEquals(consolidated.map(({ positions, vol_closed }) => [positions, vol_closed]), [["1", "0.05000000"]]);
  assertEquals(
    await error("AddOrder", { pair: "XBTUSD", ordertype: "settle-position", type: "buy", volume: "0" }),
    "EOrder:Unknown position",
  );
  await add({ ordertype: "settle-position", type: "sell", volume: "0" });
  assertEquals(await ok("OpenPositions"), {});
  assertEquals((await ok<Record<string, string>>("Balance"))["XXBT"], "0.1500000000");
  const after = await ok<Record<string, string>>("TradeBalance");
  assertEquals([after["m"], after["ml"]], ["0.0000", undefined]);
  assertEquals((await ok<Page<unknown>>("TradesHistory", { type: "closed position" })).count, 1);
  assertEquals((await ok<Page<unknown>>("TradesHistory", { type: "closing position" })).count, 2);
});

Deno.test("reduce-only orders shrink a position and never turn it", async () => {
  const { ok, add, exchange } = open({ usd: 20_000 });
  await add({ ordertype: "market", type: "buy", volume: "0.1", leverage: "3" });
  const last = Number(exchange.market.price("BTC/USD", NOW));
  const price = (distance: number) => (last + distance).toFixed(1);
  const far = await add({
    ordertype: "limit",
    type: "sell",
    volume: "0.1",
    price: price(9000),
    leverage: "3",
    reduce_only: "true",
  });
  const { txid: [txid] } = await add({
    ordertype: "market",
    type: "sell",
    volume: "0.15",
    leverage: "3",
    reduce_only: "true",
  });
  const orders = await ok<Record<string, OrderInfo>>("QueryOrders", { txid: `${txid},${far.txid[0]}` });
  const [over, resting] = [orders[txid!]!, orders[far.txid[0]!]!];
  assertEquals([over.status, over.vol_exec, over.reason], ["canceled", "0.10000000", "Reduce only:Position is closed"]);
  assertEquals([resting.status, resting.reason], ["canceled", "Reduce only:Position is closed"]);
  assertEquals(await ok("OpenPositions"), {});
});

Deno.test("positions are closed at the next call when the collateral no longer carries them", async () => {
  // A past and a side in which ten times the money is lost within a year.
  const { ok, add, pass } = open({ usd: 1000 });
  await add({ ordertype: "market", type: "buy", volume: "0.09", leverage: "10" });
  let level = "";
  for (let day = 0; day < 400 && Object.keys(await ok("OpenPositions")).length > 0; day++) {
    level = (await ok<Record<string, string>>("TradeBalance"))["ml"] ?? level;
    pass(6 * 3_600_000);
  }
  assertEquals(await ok("OpenPositions"), {});
  const trades = Object.values((await ok<Page<TradeInfo>>("TradesHistory"))["trades"]!);
  assertEquals(trades[0]!.misc, "closing,liquidated");
  const [order] = Object.values((await ok<Page<OrderInfo>>("ClosedOrders"))["closed"]!);
  assertMatch(order!.misc, /liquidated/);
  assert(Number(level) >= 40, level);
});

Deno.test("TradeVolume tells volume, tiers and the whole schedule", async () => {
  const { ok, error } = open({ volume: 60_000 });
  assertEquals(await ok("TradeVolume"), {
    currency: "ZUSD",
    asset_class: "currency",
    volume: "60000.0000",
    inputs: {
      domain_spot_volume_30d: "60000.0000",
      domain_futures_volume_30d: "0.0000",
      domain_assets_on_platform: "10000.0000",
    },
    fees: null,
    fees_maker: null,
  });
  const asked = { pair: "XBTUSD,AAPLxUSD,USDTUSD", fee_schedule: "true" };
  type Volume = Record<"fees" | "fees_maker", Record<string, Record<string, string | null>>> & {
    schedules: { pair: string; tiers: { active: boolean; taker_fee: string }[] }[];
  };
  const { fees, fees_maker, schedules } = await ok<Volume>("TradeVolume", asked);
  assertEquals(fees["XXBTZUSD"], {
    fee: "0.2400",
    minfee: "0.1000",
    maxfee: "0.4000",
    nextfee: "0.2200",
    tiervolume: "50000.0000",
    nextvolume: "100000.0000",
  });
  assertEquals(fees_maker["AAPLxUSD"]!["fee"], "-0.0200");
  assertEquals(schedules.map(({ pair }) => pair), ["XXBTZUSD", "AAPLxUSD", "USDTZUSD"]);
  assertEquals(schedules[0]!.tiers.filter(({ active }) => active).map(({ taker_fee }) => taker_fee), ["0.2400"]);
  assertEquals(await error("TradeVolume", { pair: "NOPE" }), "EQuery:Unknown asset pair");
});

Deno.test("a maker of xStocks gets a rebate, which the ledger counts as a negative fee", async () => {
  const { ok, pass, exchange } = open({ usd: 100_000 });
  const trading = Date.parse("2026-11-24T15:00:00Z") - NOW;
  pass(trading);
  const price = Number(exchange.market.price("AAPLx/USD", NOW + trading));
  await got(exchange, "AddOrder", {
    pair: "AAPLxUSD",
    asset_class: "tokenized_asset",
    ordertype: "limit",
    type: "buy",
    volume: "2",
    price: (price - 0.3).toFixed(2),
  });
  pass(3 * 86_400_000);
  const [row] = Object.values((await ok<Page<LedgerEntry>>("Ledgers", { type: "trade" }))["ledger"]!);
  assertEquals(row!.fee, (Number(row!.amount) * 0.0002).toFixed(4));
});

Deno.test("ListWalletAccounts names the account and those below it, which account_id selects", async () => {
  const { ok, error } = open();
  assertEquals(await ok<unknown>("CreateSubaccount", { username: "desk", email: "desk@example.com" }), true as never);
  assertEquals(
    await error("CreateSubaccount", { username: "desk", email: "desk@example.com" }),
    "EGeneral:Invalid arguments:username",
  );
  assertEquals(
    await error("CreateSubaccount", { username: "x", email: "nowhere" }),
    "EGeneral:Invalid arguments:email",
  );
  const { accounts } = await ok<{ accounts: { account_id: string; name: string; type: string }[] }>(
    "ListWalletAccounts",
  );
  assertEquals(accounts.map(({ name, type }) => [name, type]), [["Main", "main"], ["desk", "spot"]]);
  const { iban } = await ok<{ iban: string }>("GetApiKeyInfo");
  const move = { asset: "USD", amount: "250.5", from: iban, to: "desk" };
  const { status, transfer_id } = await ok<{ status: string; transfer_id: string }>("AccountTransfer", move);
  assertEquals(status, "complete");
  assertMatch(transfer_id, /^TO[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}$/);
  const query = `?account_id=${accounts[1]!.account_id}`;
  assertEquals(await ok("Balance", {}, { query }), { ZUSD: "250.5000" });
  assertEquals(await ok("Balance"), { ZUSD: "9749.5000" });
  assertEquals(await error("AccountTransfer", { ...move, amount: "9999999" }), "EFunding:Insufficient funds");
  assertEquals(await error("AccountTransfer", { ...move, to: "nobody" }), "EGeneral:Invalid arguments:to");
  assertEquals(await error("Balance", {}, { query: "?account_id=ZZ99" }), "EGeneral:Invalid arguments:account_id");
});

Deno.test("Level3 adds up to Depth, order by order", async () => {
  const { exchange, ok, error } = open();
  const level3 = await ok<Record<"bids" | "asks", { price: string; qty: string; order_id: string }[]>>("Level3", {
    pair: "BTC/USD",
    depth: 10,
  }, { json: true });
  const { result } = await (await exchange.fetch("https://x/0/public/PreTrade?symbol=BTC/USD")).json();
  for (const side of ["bids", "asks"] as const) {
    const sums = new Map<string, number>();
    for (const { price, qty } of level3[side]) sums.set(price, (sums.get(price) ?? 0) + Math.round(Number(qty) * 1e8));
    assertEquals(
      [...sums],
      result[side].map(({ price, qty }: { price: string; qty: string }) => [price, Math.round(Number(qty) * 1e8)]),
    );
    assertEquals(new Set(level3[side].map(({ order_id }) => order_id)).size, level3[side].length);
  }
  assertEquals(await error("Level3", { pair: "BTC/USD", depth: "11" }), "EGeneral:Invalid arguments:depth");
  assertEquals(await error("Level3", { pair: "NOPE" }), "EQuery:Unknown asset pair");
});
