import { assert, assertEquals } from "@std/assert";
import { quoteAt, quoteChanges } from "../../../paper/market/quotes.ts";
import { HOUR, market, NOW_NS, numbers } from "../help.ts";

Deno.test("quoteAt has every trade at the touch, and never crosses", () => {
  const random = numbers(21);
  for (const pair of market.pairs) {
    const engine = market.of(pair);
    const at = NOW_NS - BigInt(random(2000)) * HOUR;
    for (let place = engine.lastPlace(at)!, round = 0; round < 200; round++, place = engine.before(place)!) {
      const { price, sold } = engine.tradesOf(place.hour);
      const { bid, ask } = quoteAt(engine, engine.timeOf(place) - 1n);
      assert(bid < ask, `${pair.symbol} is crossed: ${bid}, ${ask}`);
      const early = quoteAt(engine, engine.timeOf(place));
      assert(early.bid < early.ask);
      assertEquals(price[place.index], sold[place.index] ? bid : ask, `${pair.symbol} trade ${engine.idOf(place)}`);
    }
  }
});

Deno.test("quoteAt before the first trade is that trade's", () => {
  const engine = market.of("SOL/USD");
  assertEquals(quoteAt(engine, 0n).id, 1);
});

Deno.test("quoteChanges gives different quotes at rising times, the last of them being the present one", () => {
  for (const pair of ["BTC/USD", "USDC/USD", "AAPLx/USD"]) {
    const engine = market.of(pair);
    const changes = quoteChanges(engine, NOW_NS, 200);
    assertEquals(changes.length, 200);
    for (const [index, { bid, ask, since }] of changes.entries()) {
      const before = changes[index - 1];
      if (!before) continue;
      assert(since >= before.since, `${pair} ${index}`);
      assert(bid !== before.bid || ask !== before.ask, `${pair} ${index} changes nothing`);
      const then = quoteAt(engine, since);
      assertEquals([then.bid, then.ask], [bid, ask]);
      const earlier = quoteAt(engine, since - 1n);
      assertEquals([earlier.bid, earlier.ask], [before.bid, before.ask]);
    }
    const { bid, ask } = quoteAt(engine, NOW_NS);
    assertEquals([bid, ask], [changes.at(-1)!.bid, changes.at(-1)!.ask]);
  }
});
