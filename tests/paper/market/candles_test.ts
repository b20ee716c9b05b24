import { assert, assertEquals } from "@std/assert";
import { newestCandles } from "../../../paper/market/candles.ts";
import { append, emptySummary } from "../../../paper/market/summary.ts";
import { market, NOW_NS } from "../help.ts";

Deno.test("newestCandles has fewer for a young pair, from its first interval on", () => {
  const candles = newestCandles(market.of("AAPLx/USD"), NOW_NS, 21600 * 60, 720);
  assert(candles.length < 40 && candles.length > 30, `${candles.length}`);
  assert(candles[0]!.sums.count > 0);
});

Deno.test("newestCandles ends with the running candle, which has only what has happened", () => {
  const engine = market.of("BTC/USD");
  const candles = newestCandles(engine, NOW_NS, 3600, 10);
  assertEquals(candles.length, 11);
  const running = candles.at(-1)!;
  assertEquals(running.time, Math.floor(Number(NOW_NS / 1_000_000_000n) / 3600) * 3600);
  const hour = engine.summary(BigInt(running.time) * 1_000_000_000n, BigInt(running.time + 3600) * 1_000_000_000n);
  assert(running.sums.count < hour.count);
});

Deno.test("newestCandles without trades repeats the last price", () => {
  const candles = newestCandles(market.of("AAPLx/USD"), NOW_NS, 3600, 20);
  const close = candles[0]!.close;
  assert(close > 0);
  for (const { open, high, low, close: last, sums } of candles) {
    assertEquals({ open, high, low, last, count: sums.count }, {
      open: close,
      high: close,
      low: close,
      last: close,
      count: 0,
    });
  }
});

Deno.test("newestCandles of one length are the sums of the shorter ones within", () => {
  for (const pair of ["BTC/USD", "ETH/BTC", "USDC/USD", "PEPE/USD"]) {
    const engine = market.of(pair);
    for (
      const [long, short] of [[300, 60], [3600, 300], [14_400, 1800], [86_400, 3600], [604_800, 86_400], [
        1_296_000,
        86_400,
      ]] as const
    ) {
      const coarse = newestCandles(engine, NOW_NS, long, 3);
      const fine = newestCandles(engine, NOW_NS, short, 4 * long / short);
      for (const candle of coarse) {
        const sums = emptySummary();
        for (const each of fine) {
          if (each.time >= candle.time && each.time < candle.time + long) append(sums, each.sums);
        }
        assertEquals(sums, candle.sums, `${pair} ${long} at ${candle.time}`);
      }
    }
  }
});
