import { assert, assertEquals } from "@std/assert";
import { bookAt, type Level } from "../../../paper/market/book.ts";
import { quoteAt } from "../../../paper/market/quotes.ts";
import { HOUR, market, NOW_NS, numbers } from "../help.ts";

Deno.test("bookAt is sorted, not crossed, begins at the quote, and knows nothing of the future", () => {
  const random = numbers(9);
  for (const pair of market.pairs) {
    const engine = market.of(pair);
    for (let round = 0; round < 5; round++) {
      const at = NOW_NS - BigInt(random(5000)) * HOUR - BigInt(random(3_600_000)) * 1_000_000n;
      const { asks, bids } = bookAt(engine, at, 500);
      const quote = quoteAt(engine, at);
      assertEquals([bids[0]!.price, asks[0]!.price], [quote.bid, quote.ask]);
      for (const [side, away] of [[asks, 1], [bids, -1]] as const) {
        for (const [index, { price, volume, time, orders }] of side.entries()) {
          const where = `${pair.symbol} ${away} ${index}`;
          assert(index === 0 || (price - side[index - 1]!.price) * away > 0, where);
          assert(price > 0 && Number.isSafeInteger(volume) && volume > 0 && orders >= 1, where);
          assert(time <= at, where);
        }
      }
    }
  }
});

Deno.test("bookAt gives the depth asked for", () => {
  const engine = market.of("BTC/USD");
  for (const depth of [1, 10, 500]) {
    const { asks, bids } = bookAt(engine, NOW_NS, depth);
    assertEquals([asks.length, bids.length], [depth, depth]);
  }
  assertEquals(bookAt(engine, NOW_NS, 10).asks, bookAt(engine, NOW_NS, 100).asks.slice(0, 10));
});

Deno.test("bookAt keeps most of its levels from one second to the next, and changes some", () => {
  const engine = market.of("BTC/USD");
  const key = ({ price, volume }: Level) => `${price} ${volume}`;
  const before = new Set(bookAt(engine, NOW_NS, 300).bids.map(key));
  const after = bookAt(engine, NOW_NS + 1_000_000_000n, 300).bids.map(key);
  const kept = after.filter((level) => before.has(level)).length;
  assert(kept > 200 && kept < 300, `${kept} of 300 kept`);
});
