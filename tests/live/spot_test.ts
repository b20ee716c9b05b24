/**
 * Contract checks against Kraken itself: `KRAKEN_LIVE=1 deno task test:live`. Public calls only, one a second. They ask whether
 * the live answers still fit what the types and the toolkit take for granted.
 */

import { assert, assertEquals } from "@std/assert";
import { kraken } from "../../kraken.ts";

const ignore = Deno.env.get("KRAKEN_LIVE") !== "1";

Deno.test({ name: "live: the clock answers and is near ours", ignore }, async () => {
  const { unixtime } = await kraken().spot.market.time();
  assert(Math.abs(unixtime * 1000 - Date.now()) < 60_000);
});

Deno.test({ name: "live: candles of BTC/USD have all rows of the range, at regular times", ignore }, async () => {
  const candles = await kraken().candles("BTC/USD", { every: "1h", last: "7d" });
  const times = candles.column("time");
  assertEquals(candles.length, 168);
  assert(times.every((time, index) => index === 0 || time - (times[index - 1] ?? 0) === 3_600_000));
});

Deno.test({ name: "live: trades come oldest first with rising ids", ignore }, async () => {
  const ids = (await kraken().trades("ETH/USD")).column("trade_id");
  assert(ids.length > 0 && ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0)));
});

Deno.test({ name: "live: pairs and assets are read without loss, xStocks included", ignore }, async () => {
  const k = kraken();
  const pairs = await k.pairs();
  assert(pairs.length > 500);
  assert((await k.assets()).length > 300);
  assertEquals((await k.symbol("AAPLx/USD")).assetClass, "tokenized_asset");
});

Deno.test({ name: "live: the book of BTC/USD does not cross", ignore }, async () => {
  const depth = await kraken().depth("BTC/USD", { count: 10 });
  const price = depth.column("price");
  assert((price[0] ?? Infinity) < (price[10] ?? 0));
});
