/** The rules of recorded pairs, where recordings are at hand. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { multiplyDecimals } from "../../core/decimal.ts";
import { symbols } from "../../core/symbols.ts";
import type { AssetPair } from "../../spot/market/mod.ts";
import { add, divide, isMultiple } from "../../trading/_exact.ts";
import { order } from "../../trading/order.ts";
import { RECORDINGS } from "../recordings.ts";
import { desk } from "./_desk.ts";

async function recordedPairs(): Promise<[id: string, pair: AssetPair][]> {
  const folder = new URL("spot-rest/AssetPairs/", RECORDINGS);
  const pairs = new Map<string, AssetPair>();
  try {
    for await (const { name } of Deno.readDir(folder)) {
      const { result } = JSON.parse(await Deno.readTextFile(new URL(name, folder)));
      for (const [id, pair] of Object.entries(result as Record<string, AssetPair>)) pairs.set(id, pair);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return [...pairs];
}

Deno.test("order() takes the smallest order of every recorded pair and refuses half a tick less", async () => {
  const pairs = (await recordedPairs()).filter(([, { tick_size, ordermin, wsname }]) =>
    tick_size && ordermin && wsname
  );
  let checked = 0;
  for (const [id, pair] of pairs) {
    const symbol = symbols({ pairs: { [id]: pair } }).find(pair.altname, { market: "spot" })?.symbol;
    if (symbol === undefined) continue;
    const { tick_size: tick = "", ordermin = "", costmin = "0", lot_decimals } = pair;
    // A price at which the smallest volume costs enough, on the tick.
    const steps = divide(divide(costmin, ordermin, 12, "up"), tick, 0, "up");
    const price = multiplyDecimals(add(steps, "1"), tick);
    const { source } = desk({
      AssetPairs: { [id]: { ...pair, status: "online" } },
      BalanceEx: { [pair.quote]: { balance: "1000000000", hold_trade: "0" } },
    });
    source.symbols.refresh({ pairs: { [id]: pair } });
    const request = { symbol, type: "buy", ordertype: "limit", volume: ordermin } as const;
    const { params, worth, problems } = await order(source, { ...request, price });
    assertEquals([params.pair, problems], [pair.altname, []]);
    assert(worth !== undefined && isMultiple(ordermin, `${"0.".padEnd(lot_decimals + 1, "0")}1`));
    const off = add(price, multiplyDecimals(tick, "0.5"));
    await assertRejects(() => order(source, { ...request, price: off }), RangeError, `a multiple of ${tick}`);
    checked++;
  }
  assertEquals(checked > 0, pairs.length > 0);
});
