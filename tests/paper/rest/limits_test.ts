import { assertEquals, assertThrows } from "@std/assert";
import { paperExchange } from "../../../paper/mod.ts";
import { Allowances } from "../../../paper/rest/limits.ts";
import { answer, NOW } from "../help.ts";

Deno.test("Allowances refuses what is above the burst, and lets one through for each second waited", () => {
  let now = NOW;
  const allowances = new Allowances({ burst: 3, perSecond: 1 }, () => now);
  for (let call = 0; call < 3; call++) allowances.take("a");
  assertThrows(() => allowances.take("a"), Error, "EAPI:Rate limit exceeded");
  allowances.take("b");
  now += 999;
  assertThrows(() => allowances.take("a"), Error, "EAPI:Rate limit exceeded");
  now += 1;
  allowances.take("a");
  assertThrows(() => allowances.take("a"), Error, "EAPI:Rate limit exceeded");
});

Deno.test("Allowances never gathers more than the burst", () => {
  let now = NOW;
  const allowances = new Allowances({ burst: 2, perSecond: 1 }, () => now);
  allowances.take("a");
  now += 3_600_000;
  allowances.take("a");
  allowances.take("a");
  assertThrows(() => allowances.take("a"));
});

Deno.test("paperExchange limits public calls by pair, whatever its spelling, and one pair does not starve another", async () => {
  const exchange = paperExchange({ now: () => NOW, limits: { burst: 2, perSecond: 1 } });
  assertEquals((await answer(exchange, "Depth?pair=XBTUSD&count=1")).error, []);
  assertEquals((await answer(exchange, "Trades?pair=BTC/USD&count=1")).error, []);
  assertEquals(await answer(exchange, "Depth?pair=XXBTZUSD&count=1"), { error: ["EAPI:Rate limit exceeded"] });
  assertEquals((await answer(exchange, "Depth?pair=ETHUSD&count=1")).error, []);
  exchange.clock.advance(1000);
  assertEquals((await answer(exchange, "Depth?pair=XBTUSD&count=1")).error, []);
});

Deno.test("paperExchange has a limit by default and none with limits: false", async () => {
  const refused = async (exchange: ReturnType<typeof paperExchange>) => {
    let count = 0;
    for (let call = 0; call < 30; call++) count += (await answer(exchange, "Time")).error.length;
    return count;
  };
  assertEquals(await refused(paperExchange({ now: () => NOW })), 10);
  assertEquals(await refused(paperExchange({ now: () => NOW, limits: false })), 0);
});
