/** Matching, held against the simulated market's own book and tape. */

import { assert, assertEquals } from "@std/assert";
import { paperExchange, type PaperOptions } from "../../../paper/mod.ts";
import { bookAt } from "../../../paper/market/book.ts";
import type { OrderInfo, TradeInfo } from "../../../spot/account/_types.ts";
import { NOW, numbers } from "../help.ts";
import { ask, got } from "../sign.ts";

const PAIR = "XBTUSD";

/** An exchange with a clock of its own, and the calls of these tests. */
function open(options: PaperOptions = {}, begin: number = NOW) {
  let now = begin;
  const exchange = paperExchange({
    seed: 7,
    now: () => now,
    limits: false,
    balances: { USD: 1e7, BTC: 100 },
    ...options,
  });
  const market = exchange.market.of("BTC/USD");
  return {
    exchange,
    market,
    now: () => now,
    pass(ms: number) {
      now += ms;
    },
    book: (depth = 50) => bookAt(market, BigInt(now) * 1_000_000n, depth),
    async place(order: Record<string, string>, key = {}): Promise<string> {
      const { txid } = await got<{ txid: string[] }>(
        exchange,
        "AddOrder",
        { pair: PAIR, ordertype: "limit", ...order },
        key,
      );
      return txid[0]!;
    },
    async order(txid: string, key = {}): Promise<OrderInfo> {
      return (await got<Record<string, OrderInfo>>(exchange, "QueryOrders", { txid, trades: "true" }, key))[txid]!;
    },
    async fills(): Promise<TradeInfo[]> {
      const { trades } = await got<{ trades: Record<string, TradeInfo> }>(exchange, "TradesHistory", {
        consolidate_taker: "false",
      });
      return Object.values(trades).reverse();
    },
  };
}

const tick = (ticks: number) => (ticks / 10).toFixed(1);
const lots = (units: number | bigint) => {
  const text = String(units).padStart(9, "0");
  return `${text.slice(0, -8)}.${text.slice(-8)}`;
};

Deno.test("a market order walks the displayed book level by level", async () => {
  const { place, order, fills, book } = open();
  const { asks } = book();
  const volume = asks[0]!.volume + asks[1]!.volume + Math.floor(asks[2]!.volume / 2);
  const { status, vol_exec, misc } = await order(
    await place({ ordertype: "market", type: "buy", volume: lots(volume) }),
  );
  assertEquals([status, vol_exec, misc], ["closed", lots(volume), ""]);
  assertEquals(
    (await fills()).map(({ price, vol, maker }) => [price, vol, maker]),
    [asks[0]!, asks[1]!, { ...asks[2]!, volume: Math.floor(asks[2]!.volume / 2) }].map((
      level,
    ) => [`${tick(level.price)}0000`, lots(level.volume), false]),
  );
});

Deno.test("what was taken is gone until the displayed level changes by itself", async () => {
  const { place, fills, book, pass, now } = open();
  const { asks: [best, second] } = book();
  await place({ ordertype: "market", type: "buy", volume: lots(best!.volume) });
  await place({ ordertype: "market", type: "buy", volume: "0.00010000" });
  assertEquals((await fills()).map(({ price }) => price), [`${tick(best!.price)}0000`, `${tick(second!.price)}0000`]);
  const before = now();
  while (book(1).asks[0]!.time === best!.time) pass(1000);
  const renewed = book(1).asks[0]!;
  await place({ ordertype: "market", type: "buy", volume: "0.00010000" });
  assertEquals((await fills()).at(-1)!.price, `${tick(renewed.price)}0000`);
  assert(now() > before);
});

Deno.test("a limit order takes up to its price and rests with what is left", async () => {
  const { place, order, book, exchange } = open();
  const { asks } = book();
  const txid = await place({ type: "buy", price: tick(asks[1]!.price), volume: "50" });
  const taken = asks[0]!.volume + asks[1]!.volume;
  const { status, vol_exec, misc, price } = await order(txid);
  assertEquals([status, vol_exec, misc], ["open", lots(taken), "partial"]);
  assert(Number(price) > asks[0]!.price / 10 && Number(price) < asks[1]!.price / 10);
  const { ZUSD } = await got<Record<string, { hold_trade: string }>>(exchange, "BalanceEx");
  const left = 5_000_000_000n - BigInt(taken);
  // Price in tenths, volume in 1e-8, taker fee 0.4 %, rounded up to four decimals.
  const exact = left * BigInt(asks[1]!.price) * 1_004_000n;
  const up = (exact + 10n ** 11n - 1n) / 10n ** 11n;
  assertEquals(BigInt(ZUSD!.hold_trade.replace(".", "")), up);
});

Deno.test("immediate-or-cancel takes and leaves, fill-or-kill takes all or nothing", async () => {
  const { place, order, book } = open();
  const { asks: [best] } = book();
  const price = tick(best!.price);
  const killed = await order(await place({ type: "buy", price, volume: "90", timeinforce: "FOK" }));
  assertEquals([killed.status, killed.vol_exec, killed.time_in_force], ["canceled", "0.00000000", "fok"]);
  const filled = await order(await place({ type: "buy", price, volume: lots(10_000), timeinforce: "FOK" }));
  assertEquals([filled.status, filled.vol_exec], ["closed", lots(10_000)]);
  const part = await order(await place({ type: "buy", price, volume: "90", timeinforce: "IOC" }));
  assertEquals([part.status, part.vol_exec], ["canceled", lots(best!.volume - 10_000)]);
});

Deno.test("a post-only order that would take is cancelled with its reason, or refused when that is chosen", async () => {
  for (const postOnlyRefused of [false, true]) {
    const { place, order, book, exchange } = open({ postOnlyRefused });
    const { asks: [best], bids: [bid] } = book();
    const crossing = { type: "buy", price: tick(best!.price), volume: "0.01", oflags: "post" };
    if (postOnlyRefused) {
      const { error } = await ask(exchange, "AddOrder", { pair: PAIR, ordertype: "limit", ...crossing });
      assertEquals(error, ["EOrder:Post only order"]);
    } else {
      const { status, reason, vol_exec } = await order(await place(crossing));
      assertEquals([status, reason, vol_exec], ["canceled", "Post only order", "0.00000000"]);
    }
    const resting = await order(await place({ ...crossing, price: tick(bid!.price) }));
    assertEquals([resting.status, resting.oflags], ["open", "fciq,post"]);
  }
});

Deno.test("a resting order is filled by the tape: behind the queue at its price, wholly when the market passes it", async () => {
  // A stablecoin stays at a price for long, so that both ways of being filled come up.
  const below = numbers(5);
  const price = (ticks: number) => (ticks / 1e5).toFixed(5);
  let [queued, passed] = [0, 0];
  for (let sample = 0; sample < 120; sample++) {
    const { place, order, pass, exchange, now, fills } = open(
      { balances: { USD: 1e7, USDT: 1e7 } },
      NOW + sample * 3_333_333,
    );
    const buys = sample % 2 === 0;
    const begin = BigInt(now()) * 1_000_000n;
    const level = bookAt(exchange.market.of("USDT/USD"), begin, 8)[buys ? "bids" : "asks"][below(4)]!;
    const volume = 50_000_000_000;
    const type = buys ? "buy" : "sell";
    const txid = await place({ pair: "USDTUSD", type, price: price(level.price), volume: lots(volume) });
    pass(2_700_000);
    const { vol_exec } = await order(txid);
    // The rule, worked out anew from the public tape.
    let [ahead, filled] = [level.volume, 0];
    const parts: number[] = [];
    for (const trade of exchange.market.tradesAfter("USDT/USD", begin, BigInt(now()) * 1_000_000n, 1e6)) {
      const ticks = Math.round(Number(trade.price) * 1e5);
      const size = Number(trade.volume.replace(".", ""));
      if (filled === volume) break;
      let part = 0;
      if (buys ? ticks < level.price : ticks > level.price) {
        part = volume - filled;
        passed++;
      } else if (ticks === level.price) {
        const behind = (trade.side === "sell") === buys ? Math.min(ahead, size) : 0;
        ahead -= behind;
        part = Math.min(size - behind, volume - filled);
        if (part > 0) queued++;
      }
      if (part > 0) parts.push(part);
      filled += part;
    }
    assertEquals(vol_exec, lots(filled), `sample ${sample}`);
    const own = await fills();
    assertEquals(own.map(({ vol }) => vol), parts.map(lots));
    for (const fill of own) assertEquals([fill.price, fill.maker], [`${price(level.price)}000`, true]);
  }
  assert(queued > 10 && passed > 10, `only ${queued} fills in the queue and ${passed} by passing`);
});

Deno.test("it makes no difference how often the exchange is asked meanwhile", async () => {
  const run = async (steps: number) => {
    const { exchange, place, pass, book } = open();
    const { asks: [best] } = book();
    const at = (distance: number) => tick(best!.price + distance);
    await place({
      type: "buy",
      price: at(-900),
      volume: "0.3",
      "close[ordertype]": "take-profit",
      "close[price]": "#1%",
    });
    await place({ type: "sell", price: at(1200), volume: "0.2" });
    await place({ type: "sell", ordertype: "stop-loss", price: at(-2000), volume: "0.1" });
    await place({ type: "sell", ordertype: "trailing-stop", price: "+0.5%", volume: "0.1" });
    await place({ type: "buy", ordertype: "iceberg", price: at(-1500), volume: "1.5", displayvol: "0.1" });
    await place({ type: "buy", price: at(-5000), volume: "0.1", expiretm: "+40000" });
    await got(exchange, "CancelAllOrdersAfter", { timeout: "80000" });
    for (let step = 0; step < steps; step++) {
      pass(86_400_000 / steps);
      await got(exchange, "OpenOrders");
    }
    const ledger = await got<{ ledger: Record<string, unknown> }>(exchange, "Ledgers");
    const closed = await got<{ closed: Record<string, OrderInfo> }>(exchange, "ClosedOrders");
    return { ledger: Object.values(ledger.ledger).map((row) => ({ ...row as object, refid: "" })), closed };
  };
  const once = await run(1);
  const often = await run(288);
  assert(once.ledger.length > 8);
  assertEquals(often.ledger, once.ledger);
  assertEquals(often.closed.closed, once.closed.closed);
});

Deno.test("an iceberg shows its slice and queues anew with each", async () => {
  const { place, order, book, pass, fills } = open();
  const { bids } = book();
  const txid = await place({
    ordertype: "iceberg",
    type: "buy",
    price: tick(bids[0]!.price),
    volume: "0.6",
    displayvol: "0.05",
  });
  const { displayvol, displayvolremain } = await order(txid);
  assertEquals([displayvol, displayvolremain], ["0.05000000", "0.05000000"]);
  const price = bids[0]!.price;
  for (let minute = 0; minute < 600 && (await order(txid)).status === "open"; minute++) pass(60_000);
  const own = await fills();
  const slices = own.filter(({ vol }) => Number(vol) <= 0.05);
  assert(own.length > 1 || own[0]!.vol === "0.60000000", `${own.map(({ vol }) => vol)}`);
  for (const { price: paid } of own) assertEquals(paid, `${tick(price)}0000`);
  // Only a market that passes the price fills more than what is shown.
  assert(slices.length >= own.length - 1);
});

const TRIGGERS = [
  ["stop-loss", "sell", -1],
  ["stop-loss", "buy", 1],
  ["take-profit", "sell", 1],
  ["take-profit", "buy", -1],
] as const;

for (const [kind, type, way] of TRIGGERS) {
  Deno.test(`a ${kind} to ${type} fires when the last price ${way > 0 ? "rises" : "falls"} to its trigger`, async () => {
    const { place, order, pass, exchange, now } = open();
    const begin = BigInt(now()) * 1_000_000n;
    const last = Math.round(Number(exchange.market.price("BTC/USD", now())) * 10);
    const trigger = last + way * 1500;
    const plain = await place({ ordertype: kind, type, price: tick(trigger), volume: "0.001" });
    const limited = await place({
      ordertype: `${kind}-limit`,
      type,
      price: tick(trigger),
      price2: tick(trigger + (type === "buy" ? 5000 : -5000)),
      volume: "0.001",
    });
    const before = await order(plain);
    assertEquals([before.status, before.misc, before.stopprice], ["open", "", `${tick(trigger)}0000`]);
    pass(3 * 86_400_000);
    const firing = exchange.market.tradesAfter("BTC/USD", begin, BigInt(now()) * 1_000_000n, 1e6)
      .find(({ price }) => (Math.round(Number(price) * 10) - trigger) * way >= 0)!;
    for (const txid of [plain, limited]) {
      const { status, misc, closetm } = await order(txid);
      assertEquals([status, misc], ["closed", kind === "stop-loss" ? "stopped" : "touched"]);
      assertEquals(closetm, Number((Number(firing.time / 1000n) / 1e6).toFixed(6)));
    }
  });
}

for (const type of ["sell", "buy"] as const) {
  Deno.test(`a trailing stop to ${type} follows the best price and fires at its distance from it`, async () => {
    const { place, order, pass, exchange, now } = open();
    const begin = BigInt(now()) * 1_000_000n;
    let peak = Math.round(Number(exchange.market.price("BTC/USD", now())) * 10);
    const txid = await place({ ordertype: "trailing-stop", type, price: "+250", volume: "0.001" });
    assertEquals((await order(txid)).descr.price, "+250.0");
    pass(86_400_000);
    const sells = type === "sell";
    const firing = exchange.market.tradesAfter("BTC/USD", begin, BigInt(now()) * 1_000_000n, 1e6).find((trade) => {
      const price = Math.round(Number(trade.price) * 10);
      peak = sells ? Math.max(peak, price) : Math.min(peak, price);
      return sells ? price <= peak - 2500 : price >= peak + 2500;
    })!;
    const { status, stopprice, closetm } = await order(txid);
    assertEquals([status, stopprice], ["closed", `${tick(sells ? peak - 2500 : peak + 2500)}0000`]);
    assertEquals(closetm, Number((Number(firing.time / 1000n) / 1e6).toFixed(6)));
  });
}

Deno.test("a conditional close is placed with each fill, as large as the fill and on the other side", async () => {
  const { place, order, exchange, book } = open();
  const { asks: [best] } = book();
  const txid = await place({
    type: "buy",
    price: tick(best!.price),
    volume: lots(best!.volume),
    "close[ordertype]": "stop-loss-limit",
    "close[price]": "50000",
    "close[price2]": "49000",
  });
  assertEquals((await order(txid)).descr.close, "close position @ stop loss 50000.0 -> limit 49000.0");
  const { open: resting } = await got<{ open: Record<string, OrderInfo> }>(exchange, "OpenOrders");
  const [close] = Object.values(resting);
  assertEquals(close!.refid, txid);
  assertEquals(close!.descr.order, `sell ${lots(best!.volume)} XBTUSD @ stop loss 50000.0 -> limit 49000.0`);
  const [id] = Object.keys(resting);
  assertEquals((await ask(exchange, "AmendOrder", { txid: id, trigger_price: "51000" })).error, [
    "EOrder:Invalid order",
  ]);
});

for (
  const [stptype, newest, oldest] of [
    ["cancel-newest", "canceled", "open"],
    ["cancel-oldest", "open", "canceled"],
    ["cancel-both", "canceled", "canceled"],
  ] as const
) {
  Deno.test(`self-trade prevention ${stptype} keeps an account from trading with itself`, async () => {
    const { place, order, book, fills } = open();
    const { asks, bids } = book();
    // Between the best prices, so that one's own order is met first.
    const price = tick(bids[0]!.price + 1 < asks[0]!.price ? bids[0]!.price + 1 : asks[0]!.price);
    if (price === tick(asks[0]!.price)) {
      await place({ ordertype: "market", type: "buy", volume: lots(asks[0]!.volume) });
    }
    const before = (await fills()).length;
    const resting = await place({ type: "sell", price, volume: "0.01" });
    const arriving = await place({ type: "buy", price, volume: "0.01", stptype });
    assertEquals([(await order(arriving)).status, (await order(resting)).status], [newest, oldest]);
    const ended = newest === "canceled" ? arriving : resting;
    assertEquals((await order(ended)).reason, "Cannot trade with self");
    assertEquals((await fills()).length, before);
  });
}

Deno.test("two accounts trade with each other, price first, then time, the maker at his price", async () => {
  const { exchange, place, order, book } = open();
  const account = exchange.accounts.create({ balances: { USD: 1e7, BTC: 100 } });
  const { key, secret } = exchange.keys.create({ account });
  const other = { key, secret };
  const { asks, bids } = book();
  await place({ ordertype: "market", type: "buy", volume: lots(asks[0]!.volume) }, other);
  const [high, low] = [tick(asks[0]!.price), tick(bids[0]!.price + 1)];
  const first = await place({ type: "sell", price: high, volume: "0.01" });
  const second = await place({ type: "sell", price: high, volume: "0.01" });
  const better = low === high ? undefined : await place({ type: "sell", price: low, volume: "0.01" });
  const volume = better ? "0.025" : "0.015";
  const taker = await place({ type: "buy", price: high, volume, timeinforce: "IOC" }, other);
  const states = await Promise.all([first, second].map(async (txid) => (await order(txid)).vol_exec));
  assertEquals(states, ["0.01000000", "0.00500000"]);
  if (better) assertEquals((await order(better)).status, "closed");
  assertEquals((await order(taker, other)).vol_exec, `${volume}00000`);
  assertEquals((await order(first)).price, `${high}0000`);
});

Deno.test("a good-till-date order expires, a scheduled one begins, both at their time", async () => {
  const { place, order, pass, now, exchange } = open();
  const ends = await place({ type: "buy", price: "50000", volume: "0.01", timeinforce: "GTD", expiretm: "+60" });
  const begins = await place({ ordertype: "market", type: "buy", volume: "0.01", starttm: "+30" });
  assertEquals([(await order(ends)).status, (await order(begins)).status], ["open", "pending"]);
  const { ZUSD } = await got<Record<string, { hold_trade: string }>>(exchange, "BalanceEx");
  assert(Number(ZUSD!.hold_trade) > 502);
  const start = now();
  pass(30_000);
  const begun = await order(begins);
  assertEquals([begun.status, begun.closetm], ["closed", (start + 30_000) / 1000]);
  pass(3_600_000);
  const ended = await order(ends);
  assertEquals([ended.status, ended.closetm, ended.expiretm], [
    "expired",
    (start + 60_000) / 1000,
    Math.floor(start / 1000) + 60,
  ]);
});

Deno.test("a market order stops ten percent from the best price, and what is left is cancelled", async () => {
  const { place, order, book } = open({ balances: { USD: 1e10, BTC: 1e6 } });
  const { bids } = book(Infinity);
  const bound = Math.ceil(bids[0]!.price * 0.9);
  const within = bids.filter(({ price }) => price >= bound).reduce((sum, { volume }) => sum + volume, 0);
  const { status, reason, vol_exec } = await order(
    await place({ ordertype: "market", type: "sell", volume: "900000" }),
  );
  assertEquals([status, reason, vol_exec], ["canceled", "Market price protection", lots(within)]);
});

Deno.test("viqc spends an amount of quote, the fee on top", async () => {
  const { place, order } = open();
  const txid = await place({ ordertype: "market", type: "buy", volume: "1000", oflags: "viqc" });
  const { status, cost, vol, descr, fee } = await order(txid);
  assertEquals([status, vol, descr.order], ["closed", "1000.00000000", "buy 1000.00000000 (USD) XBTUSD @ market"]);
  assert(Number(cost) <= 1000 && Number(cost) > 999.99, cost);
  assertEquals(fee, (Number(cost) * 0.004).toFixed(5));
});
