import { assertEquals, assertRejects } from "@std/assert";
import {
  balances,
  earnAllocations,
  earnStrategies,
  fees,
  feeTiers,
  marketPositions,
  positions,
} from "../../account/mod.ts";
import { ApiError } from "../../core/errors.ts";
import { balanceEx, openPositions, openPositionsByMarket, tradeVolume } from "../fixtures/spot_private/account.ts";
import { allocations, strategies } from "../fixtures/spot_private/earn.ts";
import { asked, sent, sourceOf } from "./_source.ts";

Deno.test("balances() rejects with Kraken's own words when the key may not", async () => {
  const source = sourceOf(Response.json({ error: ["EGeneral:Permission denied"] }));
  const error = await assertRejects(() => balances(source), ApiError);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("balances() rejects with the caller's reason", async () => {
  const reason = new Error("changed my mind");
  const error = await assertRejects(() => balances(sourceOf({}), { signal: AbortSignal.abort(reason) }));
  assertEquals(error, reason);
});

Deno.test("balances() of an empty account is an empty frame", async () => {
  assertEquals((await balances(sourceOf({}))).length, 0);
});

Deno.test("balances() shows what is free to spend, by modern names", async () => {
  const source = sourceOf(balanceEx);
  const frame = await balances(source, { account_id: "AA00" });
  assertEquals(frame.column("asset"), ["USD", "BTC"]);
  assertEquals(frame.text("available"), ["2561.5994", "0.0450000000"]);
  assertEquals(frame.meta.source, "test");
  assertEquals(new URL(source.requests[0]!.url).search, "?account_id=AA00");
});

Deno.test("balances() leaves out what is nothing on demand, and only that", async () => {
  const nothing = { balance: "0.0000000000", hold_trade: "0.0000000000" };
  const owed = { balance: "0.0000", hold_trade: "0.0000", credit: "100.0000", credit_used: "0.0000" };
  const answer = { XXBT: nothing, ZUSD: owed };
  assertEquals((await balances(sourceOf(answer))).column("asset"), ["BTC", "USD"]);
  assertEquals((await balances(sourceOf(answer), { zeros: false })).column("asset"), ["USD"]);
});

Deno.test("positions() asks for worth and profit, and bears an empty list in place of an empty object", async () => {
  const source = sourceOf(openPositions, []);
  const frame = await positions(source);
  assertEquals(sent(source.requests[0]!), { docalcs: "true" });
  assertEquals(frame.text("value"), ["3187.6"]);
  assertEquals((await positions(source)).length, 0);
});

Deno.test("positions() keeps the markets that were asked for, in any spelling", async () => {
  assertEquals((await positions(sourceOf(openPositions), { symbol: "btc-usd" })).length, 1);
  assertEquals((await positions(sourceOf(openPositions), { symbol: ["ETH/USD", "SOL/USD"] })).length, 0);
  const source = sourceOf(openPositions);
  await assertRejects(() => positions(source, { symbol: "BTC/UDS" }), RangeError, "BTC/USD");
  await assertRejects(() => positions(source, { symbol: [] }), RangeError, "'symbol' is an empty list");
  assertEquals(source.requests.length, 0);
});

Deno.test("marketPositions() takes positions together", async () => {
  const source = sourceOf(openPositionsByMarket);
  const frame = await marketPositions(source);
  assertEquals(sent(source.requests[0]!), { docalcs: "true", consolidation: "market" });
  assertEquals(frame.column("symbol"), ["BTC/USD"]);
});

Deno.test("fees() refuses an unknown market before any call", async () => {
  const source = sourceOf(tradeVolume);
  await assertRejects(() => fees(source, "BTC/UDS"), RangeError, "BTC/USD");
  await assertRejects(() => fees(source, []), RangeError, "'symbol' is an empty list");
  assertEquals(source.requests.length, 0);
});

Deno.test("fees() asks by altnames and answers by modern names", async () => {
  const source = sourceOf(tradeVolume);
  const frame = await fees(source, ["BTC/USD", "xethzusd"]);
  assertEquals(sent(source.requests[0]!).pair, "XBTUSD,ETHUSD");
  assertEquals(frame.column("symbol"), ["BTC/USD"]);
  assertEquals(frame.meta.volume, "8120.4410");
});

Deno.test("fees() gives classes as soon as an xStock is among the markets", async () => {
  const source = sourceOf(tradeVolume);
  await fees(source, ["BTC/USD", "AAPLx/USD"]);
  assertEquals(sent(source.requests[0]!).pair as unknown, [
    { asset: "XBTUSD", aclass: "forex" },
    { asset: source.symbols.spot("AAPLx/USD").pair, aclass: "tokenized_asset" },
  ]);
});

Deno.test("feeTiers() asks for the schedule", async () => {
  const source = sourceOf(tradeVolume);
  const frame = await feeTiers(source, "BTC/USD");
  assertEquals(sent(source.requests[0]!).fee_schedule as unknown, true);
  assertEquals(frame.text("taker_fee"), ["0.4000", "0.3500"]);
});

Deno.test("earnStrategies() follows the pages and keeps the assets asked for", async () => {
  const [first, second] = strategies.items;
  const source = sourceOf({ next_cursor: "2", items: [first!] }, { next_cursor: null, items: [second!] });
  const frame = await earnStrategies(source, { asset: ["eth", "DOT"] });
  assertEquals(source.requests.map(asked), ["Earn/Strategies", "Earn/Strategies"]);
  assertEquals(frame.column("asset"), ["DOT", "ETH"]);
  assertEquals((await earnStrategies(sourceOf(strategies), { asset: "ETH" })).length, 1);
});

Deno.test("earnAllocations() asks for the currency by the name Kraken has", async () => {
  const source = sourceOf(allocations);
  const frame = await earnAllocations(source, { currency: "BTC", zeros: false });
  assertEquals(sent(source.requests[0]!), { converted_asset: "XBT", hide_zero_allocations: "true" });
  assertEquals(frame.text("rewarded"), ["0.0009400000"]);
});
