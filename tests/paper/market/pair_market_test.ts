import { assert, assertEquals } from "@std/assert";
import { appendTrades, emptySummary, type Summary } from "../../../paper/market/summary.ts";
import { instant } from "../../../paper/market/time.ts";
import { HOUR, market, NOW_NS, numbers } from "../help.ts";

/** The slow way: every trade of the window added up. */
function addUp(pair: string, from: bigint, to: bigint): Summary {
  const engine = market.of(pair);
  const sums = emptySummary();
  for (let hour = instant(from).hour; hour <= instant(to).hour; hour++) {
    const trades = engine.tradesOf(hour);
    const begin = BigInt(hour) * HOUR;
    let [first, end] = [0, trades.count];
    while (first < trades.count && begin + BigInt(trades.at[first]!) < from) first++;
    while (end > first && begin + BigInt(trades.at[end - 1]!) >= to) end--;
    appendTrades(sums, trades, first, end);
  }
  return sums;
}

Deno.test("PairMarket.summary of a window without trades is empty", () => {
  const engine = market.of("BTC/USD");
  assertEquals(engine.summary(0n, 1_000_000_000n * 86_400n * 365n), emptySummary());
  assertEquals(engine.summary(NOW_NS, NOW_NS), emptySummary());
  assertEquals(engine.summary(NOW_NS, NOW_NS - HOUR), emptySummary());
});

Deno.test("PairMarket.summary equals the sum of the trades, to the last unit of cost, for every pair and any window", () => {
  const random = numbers(11);
  for (const { symbol } of market.pairs) {
    const engine = market.of(symbol);
    const hours = instant(NOW_NS).hour - engine.firstHour;
    for (let round = 0; round < 12; round++) {
      const from = BigInt(engine.firstHour + random(hours)) * HOUR + BigInt(random(3_600_000)) * 1_000_000n;
      const length = [1n, 60n, 3600n, 100_000n, 200_000n][random(5)]! * 1_000_000_000n;
      assertEquals(engine.summary(from, from + length), addUp(symbol, from, from + length), `${symbol} from ${from}`);
    }
  }
});

Deno.test("PairMarket.summary of neighbouring windows joins without a trade lost or counted twice", () => {
  const engine = market.of("ETH/USD");
  const from = NOW_NS - 100n * HOUR;
  const whole = engine.summary(from, NOW_NS);
  let [count, volume, cost] = [0, 0, 0n];
  for (let at = from; at < NOW_NS; at += 7_777_777_777_777n) {
    const end = at + 7_777_777_777_777n;
    const part = engine.summary(at, end < NOW_NS ? end : NOW_NS);
    count += part.count;
    volume += part.volume;
    cost += part.cost;
  }
  assertEquals({ count, volume, cost }, { count: whole.count, volume: whole.volume, cost: whole.cost });
});

Deno.test("PairMarket.summary has the trade at its begin and not the one at its end, to the nanosecond", () => {
  const engine = market.of("BTC/USD");
  const last = engine.lastPlace(NOW_NS)!;
  const [first, end] = [engine.timeOf(engine.before(last)!), engine.timeOf(last)];
  assertEquals(engine.summary(first, end).count, 1);
  assertEquals(engine.summary(first + 1n, end).count, 0);
  assertEquals(engine.summary(first, end + 1n).count, 2);
});

Deno.test("PairMarket.tradesOf gives whole positive prices and volumes at rising times within the hour", () => {
  const random = numbers(5);
  for (const { symbol } of market.pairs) {
    const engine = market.of(symbol);
    for (let round = 0; round < 40; round++) {
      const hour = engine.firstHour + random(instant(NOW_NS).hour - engine.firstHour);
      const { count, price, volume, at } = engine.tradesOf(hour);
      assertEquals(count, engine.countOf(hour));
      for (let i = 0; i < count; i++) {
        const where = `${symbol} hour ${hour} trade ${i}`;
        assert(Number.isSafeInteger(price[i]!) && price[i]! >= 1, where);
        assert(Number.isSafeInteger(volume[i]!) && volume[i]! >= 1, where);
        assert(Number.isInteger(at[i]!) && at[i]! > (i ? at[i - 1]! : 0) && at[i]! < Number(HOUR), where);
      }
    }
  }
});

Deno.test("PairMarket.tradesBefore counts every trade since the first", () => {
  const engine = market.of("PEPE/USD");
  const hour = engine.firstHour + 24 * 40 + 5;
  let counted = 0;
  for (let each = engine.firstHour; each < hour; each++) counted += engine.tradesOf(each).count;
  assertEquals(engine.tradesBefore(hour), counted);
  assertEquals(engine.tradesBefore(engine.firstHour), 0);
});

Deno.test("PairMarket finds the trade after the trade before, over closed weekends too", () => {
  const engine = market.of("AAPLx/USD");
  const last = engine.lastPlace(NOW_NS)!;
  const next = engine.nextPlace(NOW_NS);
  assertEquals(engine.after(last), next);
  assertEquals(engine.before(next), last);
  assertEquals(engine.idOf(next), engine.idOf(last) + 1);
  assert(engine.timeOf(next) - engine.timeOf(last) > 40n * HOUR);
});
