/** Whatever is ordered, the books agree: orders, trades, ledger and balances, to the last digit. */

import { assert, assertEquals } from "@std/assert";
import { compareDecimals, fromUnits, sumDecimals, units } from "../../../core/decimal.ts";
import { paperExchange } from "../../../paper/mod.ts";
import type { PaperExchange } from "../../../paper/mod.ts";
import type { LedgerEntry, OrderInfo, TradeInfo } from "../../../spot/account/_types.ts";
import { NOW, numbers } from "../help.ts";
import { ask, got } from "../sign.ts";

const negated = (text: string) => text.startsWith("-") ? text.slice(1) : `-${text}`;

/** Half up to `decimals`, by text. */
function rounded(text: string, decimals: number): string {
  const places = text.split(".")[1]?.length ?? 0;
  const value = units(text, places);
  if (places <= decimals) return fromUnits(value * 10n ** BigInt(decimals - places), decimals);
  const by = 10n ** BigInt(places - decimals);
  const size = value < 0n ? -value : value;
  const up = (2n * size + by) / (2n * by);
  return fromUnits(value < 0n ? -up : up, decimals);
}

/** All rows of a paged call, by its cursor, newest first. */
async function all<Row>(exchange: PaperExchange, method: string, name: string, more = {}): Promise<[string, Row][]> {
  const rows: [string, Row][] = [];
  for (let cursor: string | undefined = "";;) {
    const page: Record<string, unknown> = await got(exchange, method, {
      ...more,
      with_cursor: "true",
      limit: "100",
      ...(cursor ? { cursor } : {}),
    });
    rows.push(...Object.entries(page[name] as Record<string, Row>));
    cursor = (page["cursor"] as { next?: string }).next;
    if (cursor === undefined) return rows;
  }
}

/** Holds every book against every other. */
async function audit(exchange: PaperExchange): Promise<{ trades: number; orders: number }> {
  const ledger = (await all<LedgerEntry>(exchange, "Ledgers", "ledger")).reverse();
  const balances = new Map<string, string>();
  let time = 0;
  for (const [id, { asset, amount, fee, balance, time: at }] of ledger) {
    const after = sumDecimals([balances.get(asset) ?? "0", amount, negated(fee)]);
    assertEquals(compareDecimals(balance, after), 0, `${id}: ${balance} is not ${after}`);
    balances.set(asset, balance);
    assert(at >= time, `${id} is earlier than the row before it`);
    time = at;
  }
  assertEquals(await got(exchange, "Balance"), Object.fromEntries(balances));

  const trades = new Map(await all<TradeInfo>(exchange, "TradesHistory", "trades", { ledgers: "true" }));
  const rows = new Map(ledger);
  for (const [id, { type, cost, fee, vol, ledgers = [], margin, misc, leverage }] of trades) {
    const own = ledgers.map((each) => rows.get(each)!);
    for (const row of own) assertEquals(row.refid, id);
    if (leverage !== "0" || misc !== "" || !/^0\.0+$/.test(margin)) {
      assertEquals(own.length, 1);
      assertEquals(own[0]!.fee, rounded(fee, 4));
      continue;
    }
    const [base, quote] = own as [LedgerEntry, LedgerEntry];
    const [coins, money] = type === "buy" ? [vol, negated(cost)] : [negated(vol), cost];
    assertEquals(base.amount, rounded(coins, 10), `${id} coins`);
    assertEquals(quote.amount, rounded(money, 4), `${id} money`);
    const [inBase, inQuote] = [compareDecimals(base.fee, "0") !== 0, compareDecimals(quote.fee, "0") !== 0];
    assert(!(inBase && inQuote));
    if (inBase) assertEquals(base.fee, rounded(fee, 10));
    else assertEquals(quote.fee, rounded(fee, 4));
  }

  const { open } = await got<{ open: Record<string, OrderInfo> }>(exchange, "OpenOrders", { trades: "true" });
  const closed = await all<OrderInfo>(exchange, "ClosedOrders", "closed", { trades: "true" });
  const orders = [...Object.entries(open), ...closed];
  let counted = 0;
  for (const [id, { vol_exec, cost, fee, trades: own = [], status, vol, oflags }] of orders) {
    const filled = own.map((each) => trades.get(each)!);
    counted += filled.length;
    for (const trade of filled) assertEquals(trade.ordertxid, id);
    assertEquals(compareDecimals(vol_exec, sumDecimals(filled.map((trade) => trade.vol))), 0, `${id} volume`);
    assertEquals(compareDecimals(cost, sumDecimals(filled.map((trade) => trade.cost))), 0, `${id} cost`);
    assertEquals(compareDecimals(fee, sumDecimals(filled.map((trade) => trade.fee))), 0, `${id} fee`);
    if (status === "closed" && !oflags.includes("viqc")) assertEquals(vol_exec, vol, `${id} is closed and not filled`);
  }
  assertEquals(counted, trades.size);

  // Fill by fill the same sums come out.
  const fills = await all<TradeInfo>(exchange, "TradesHistory", "trades", { consolidate_taker: "false" });
  for (const  of of["vol", "cost", "fee"] as const) {
    const sums = [fills, [...trades]].map((list) => sumDecimals(list.map(([, trade]) => trade[of])));
    assertEquals(compareDecimals(sums[0]!, sums[1]!), 0, of);
  }
  return { trades: trades.size, orders: orders.length };
}

/** Nothing is spent twice: what is held is there. */
async function solvent(exchange: PaperExchange): Promise<void> {
  const extended = await got<Record<string, { balance: string; hold_trade: string }>>(exchange, "BalanceEx");
  for (const [asset, { balance, hold_trade }] of Object.entries(extended)) {
    assert(compareDecimals(hold_trade, "0") >= 0, `${asset} holds ${hold_trade}`);
    assert(compareDecimals(balance, hold_trade) >= 0, `${asset} has ${balance} and holds ${hold_trade}`);
  }
}

const KINDS = [
  "market",
  "limit",
  "limit",
  "limit",
  "limit",
  "iceberg",
  "stop-loss",
  "take-profit",
  "stop-loss-limit",
  "take-profit-limit",
  "trailing-stop",
  "trailing-stop-limit",
];

/** An order of some kind near the market, as somebody with little discipline places it. */
function randomOrder(below: (count: number) => number, last: number, margin: boolean): Record<string, string> {
  const kind = KINDS[below(KINDS.length)]!;
  const type = below(2) === 0 ? "buy" : "sell";
  const near = () => (last * (1 + (below(400) - 200) / 20_000)).toFixed(1);
  const order: Record<string, string> = {
    pair: "XBTUSD",
    ordertype: kind,
    type,
    volume: `0.0${String(1 + below(9999)).padStart(4, "0")}${below(1000)}`,
  };
  if (kind === "market" && type === "buy" && below(4) === 0) Object.assign(order, { oflags: "viqc", volume: "57.31" });
  if (kind !== "market") order["price"] = kind.startsWith("trailing") ? `+0.${1 + below(8)}%` : near();
  if (kind.endsWith("-limit")) order["price2"] = kind.startsWith("trailing") ? "-3.1" : near();
  if (kind === "iceberg") order["displayvol"] = order["volume"]!.slice(0, 7);
  if (kind === "limit" && below(5) === 0) order["oflags"] = "post";
  else if (kind !== "market" && below(4) === 0) order["oflags"] = "fcib";
  if (kind === "limit" && below(6) === 0) order["timeinforce"] = below(2) === 0 ? "IOC" : "FOK";
  else if (kind !== "market" && below(6) === 0) order["expiretm"] = `+${5 + below(4000)}`;
  if (order["oflags"] === "post") delete order["timeinforce"];
  if (kind === "limit" && below(8) === 0) Object.assign(order, { "close[ordertype]": "limit", "close[price]": near() });
  if (below(10) === 0) order["starttm"] = `+${1 + below(900)}`;
  if (margin && below(2) === 0 && order["oflags"] !== "viqc") order["leverage"] = String(2 + below(4));
  if (order["leverage"] && below(3) === 0) order["reduce_only"] = "true";
  return order;
}

/** Everything that can be refused in the flow; anything else is a defect. */
const BEARABLE =
  /^(EOrder:(Insufficient funds|Order minimum not met|Cost minimum not met|Unknown order|Reduce only.*|Margin level too low|Invalid order|Post only order|Unknown position)|EGeneral:Invalid arguments:(displayvol|display_qty|expiretm|limit_price|oflags|order_qty))$/;

for (const [seed, margin] of [[1, false], [2, false], [3, false], [4, true], [5, true]] as const) {
  Deno.test(`the books agree after random orders${margin ? " with margin" : ""}, seed ${seed}`, async () => {
    let now = NOW;
    const exchange = paperExchange({ seed, now: () => now, limits: false, balances: { USD: 20_000, BTC: "0.2" } });
    const below = numbers(seed);
    const refused = new Map<string, number>();
    const attempt = async (method: string, params: Record<string, string>) => {
      const { error, result } = await ask(exchange, method, params);
      for (const each of error) {
        assert(BEARABLE.test(each), `${method} ${JSON.stringify(params)}: ${each}`);
        refused.set(each, (refused.get(each) ?? 0) + 1);
      }
      return result as { txid?: string[] } | undefined;
    };
    for (let round = 0; round < 500; round++) {
      now += below(400_000);
      const last = Number(exchange.market.price("BTC/USD", now));
      await attempt("AddOrder", randomOrder(below, last, margin));
      const { open } = await got<{ open: Record<string, OrderInfo> }>(exchange, "OpenOrders");
      const ids = Object.keys(open);
      const txid = ids[below(ids.length)];
      if (txid !== undefined && below(3) === 0) {
        const price = (last * (1 + (below(400) - 200) / 40_000)).toFixed(1);
        const what = below(5);
        if (what < 2) await attempt("CancelOrder", { txid });
        else if (what === 2) await attempt("AmendOrder", { txid, order_qty: `0.0${1 + below(99)}` });
        else if (open[txid]!.descr.ordertype === "limit") await attempt("AmendOrder", { txid, limit_price: price });
        else if (below(2) === 0) await attempt("EditOrder", { txid, pair: "XBTUSD", volume: "0.0333" });
      }
      if (!margin) await solvent(exchange);
    }
    now += 86_400_000;
    const { trades, orders } = await audit(exchange);
    assert(trades > 100 && orders > 180, `only ${trades} trades of ${orders} orders`);
    await got(exchange, "CancelAll");
    const extended = await got<Record<string, { hold_trade: string }>>(exchange, "BalanceEx");
    for (const { hold_trade } of Object.values(extended)) assertEquals(compareDecimals(hold_trade, "0"), 0);
  });
}

Deno.test("the books of a made-up past agree, and 10,000 ledger rows are there at once", async () => {
  const exchange = paperExchange({
    seed: 9,
    now: () => NOW,
    limits: false,
    usd: 50_000,
    history: { days: 200, trades: 5200 },
  });
  const { count } = await got<{ count: number }>(exchange, "Ledgers");
  assert(count > 10_000, `only ${count} rows`);
  await solvent(exchange);
  const { trades } = await audit(exchange);
  assertEquals(trades, 5200);
});

Deno.test("the same seed gives the same past, another gives another", async () => {
  const rows = async (seed: number) => {
    const exchange = paperExchange({ seed, now: () => NOW, history: { days: 30, trades: 40 } });
    return await got(exchange, "Ledgers");
  };
  assertEquals(await rows(1), await rows(1));
  assert(JSON.stringify(await rows(1)) !== JSON.stringify(await rows(2)));
});
