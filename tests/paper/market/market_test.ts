import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { Market } from "../../../paper/market/market.ts";
import { HOUR, market, NOW, NOW_NS, numbers } from "../help.ts";

Deno.test("Market.pair fails with the pairs there are", () => {
  assertThrows(() => market.pair("BTC/CHF"), RangeError, 'no pair "BTC/CHF"; it has BTC/USD');
});

Deno.test("Market has nothing before a pair's first day", () => {
  assertEquals(market.price("SOL/USD", Date.parse("2021-06-16T23:59:59Z")), undefined);
  assertEquals(market.lastTrades("SOL/USD", BigInt(Date.parse("2021-06-16T23:59:59Z")) * 1_000_000n, 5), []);
});

Deno.test("Market is a function of seed and time, whatever was asked before", () => {
  const warmed = new Market("abc");
  for (let hour = 0; hour < 40; hour++) warmed.tradesAfter("ETH/USD", NOW_NS - BigInt(hour) * HOUR, NOW_NS, 10);
  warmed.of("BTC/USD").summary(0n, NOW_NS);
  warmed.price("BTC/USD", Date.parse("2040-01-01"));
  for (const pair of ["BTC/USD", "ETH/BTC", "PEPE/USD"]) {
    const fresh = new Market("abc");
    assertEquals(fresh.lastTrades(pair, NOW_NS, 50), warmed.lastTrades(pair, NOW_NS, 50));
    assertEquals(fresh.book(pair, NOW, 20), warmed.book(pair, NOW, 20));
  }
});

Deno.test("Market differs by seed", () => {
  const prices = [1, 2, "a", "b"].map((seed) => new Market(seed).price("BTC/USD", NOW));
  assertEquals(new Set(prices).size, 4);
  assertEquals(new Market(5).price("BTC/USD", NOW), new Market("5").price("BTC/USD", NOW));
});

Deno.test("Market keeps its prices from release to release", () => {
  // Notebooks and tutorials quote figures of a seed: a change of the market belongs into the changelog.
  assertEquals(new Market(1).lastTrades("BTC/USD", NOW_NS, 1).map(({ id, price }) => ({ id, price })), PINNED);
});

Deno.test("Market.tradesAfter walks without hole or repeat, and ids count the trades from the first on", () => {
  const first = market.tradesAfter("PEPE/USD", 0n, NOW_NS, 3000);
  assertEquals(first.map(({ id }) => id), Array.from({ length: 3000 }, (_, index) => index + 1));
  for (const [index, trade] of first.entries()) {
    assert(index === 0 || trade.time > first[index - 1]!.time, `trade ${trade.id} is not later than the one before`);
  }
  const walked = [];
  for (let after = 0n; walked.length < 3000;) {
    const page = market.tradesAfter("PEPE/USD", after, NOW_NS, 77);
    walked.push(...page);
    after = page.at(-1)!.time;
  }
  assertEquals(walked.slice(0, 3000), first);
});

Deno.test("Market.lastTrades ends where tradesAfter goes on", () => {
  const random = numbers(3);
  for (let round = 0; round < 20; round++) {
    const pair = market.pairs[random(market.pairs.length)]!;
    const at = NOW_NS - BigInt(random(3000)) * HOUR - BigInt(random(3_600_000)) * 1_000_000n;
    const before = market.lastTrades(pair, at, 30);
    const after = market.tradesAfter(pair, at, NOW_NS, 30);
    if (before.length === 0 || after.length === 0) continue;
    assert(before.at(-1)!.time <= at && after[0]!.time > at);
    assertEquals(after[0]!.id, before.at(-1)!.id + 1);
  }
});

Deno.test("Market has both sides and both order types, irregular times, and bursts", () => {
  const trades = market.lastTrades("BTC/USD", NOW_NS, 2000);
  const share = (count: number) => count / trades.length;
  for (
    const part of [
      share(trades.filter(({ side }) => side === "buy").length),
      share(trades.filter(({ type }) => type === "market").length),
    ]
  ) {
    assert(part > 0.3 && part < 0.7, `share ${part}`);
  }
  const gaps = trades.slice(1).map(({ time }, index) => Number(time - trades[index]!.time));
  assert(gaps.some((gap) => gap < 1e6) && gaps.some((gap) => gap > 3e10), "no bursts or no pauses");
});

Deno.test("Market agrees with itself across pairs", () => {
  for (let day = 0; day < 30; day++) {
    const at = Math.floor((NOW - day * 86_400_000) / 3_600_000) * 3_600_000;
    const [usd, eur, rate] = ["BTC/USD", "BTC/EUR", "EUR/USD"].map((pair) => Number(market.price(pair, at)));
    assert(Math.abs(usd! / (eur! * rate!) - 1) < 0.01, `${usd} against ${eur} × ${rate}`);
  }
});

Deno.test("Market passes through calm, trending and volatile regimes, and volatile days move more", () => {
  const moves: Record<string, number[]> = {};
  for (let day = 0; day < 900; day++) {
    const at = Date.parse("2024-01-01") + day * 86_400_000;
    const change = Math.log(Number(market.worth("BTC", at + 86_400_000)) / Number(market.worth("BTC", at)));
    (moves[market.regime("BTC/USD", at)] ??= []).push(Math.abs(change));
  }
  assertEquals(Object.keys(moves).sort(), ["calm", "trending", "volatile"]);
  const mean = (list: number[] = []) => list.reduce((a, b) => a + b, 0) / list.length;
  assert(mean(moves.volatile) > 1.5 * mean(moves.calm), `${mean(moves.volatile)} against ${mean(moves.calm)}`);
});

Deno.test("Market closes xStocks at the weekend", () => {
  const stock = market.of("AAPLx/USD");
  const saturday = BigInt(Date.parse("2026-11-21")) * 1_000_000n;
  assertEquals(stock.summary(saturday, saturday + 48n * HOUR).count, 0);
  assertNotEquals(stock.summary(saturday - 24n * HOUR, saturday).count, 0);
  assertNotEquals(market.price("AAPLx/USD", NOW), undefined);
});

const PINNED = [{ id: 25677648, price: "91230.70000" }];
