import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, KrakenError } from "../../core/errors.ts";
import { LiveOrder } from "../../trading/live_order.ts";
import { order } from "../../trading/order.ts";
import type { Preview } from "../../trading/preview.ts";
import type { OrderRequest } from "../../trading/request.ts";
import { type Answers, broken, desk, LIMIT, no, TICKER, TXID, XBTUSD } from "./_desk.ts";

const MARKET = { symbol: "BTC/USD", type: "buy", ordertype: "market", volume: "0.1" } as const;

async function preview(request: Partial<OrderRequest>, answers: Answers = {}): Promise<Preview> {
  return await order(desk(answers).source, { ...LIMIT, ...request } as OrderRequest);
}

Deno.test("order() refuses live what the balance does not cover, saying what it is enough for, and sends nothing", async () => {
  const { source, of } = desk();
  const error = await assertRejects(() => order(source, { ...LIMIT, volume: "0.2" }, { live: true }), KrakenError);
  assertEquals(error.category, "insufficient-funds");
  // 9000 / (60000 × 1.004) = 0.1494023904…, at the taker fee of the public schedule.
  assertStringIncludes(
    error.message,
    "Cannot order BTC/USD as it needs 12000 USD and 9000 USD are free; the most it is enough for is 0.14940239 BTC",
  );
  assertEquals(of("AddOrder").length, 0);
});

Deno.test("order() previews what the balance does not cover as a problem", async () => {
  const { problems } = await preview({ type: "sell", volume: "0.41", price: "62000" });
  assertEquals(problems, ["it needs 0.41 BTC and 0.4 BTC are free; the most it is enough for is 0.4 BTC"]);
});

Deno.test("order() warns when the balance covers the order and not its fee", async () => {
  const { problems, warnings } = await preview({ volume: "0.15" });
  assertEquals(problems, []);
  assertEquals(warnings, ["9000 USD are free: enough for the order, not for its fee of 18 USD too"]);
});

Deno.test("order() counts credit and holds into what is free", async () => {
  const ZUSD = { balance: "100.0000", hold_trade: "40.0000", credit: "7000.0000", credit_used: "59.9999" };
  const { changes, problems } = await preview({}, { BalanceEx: { ZUSD } });
  assertEquals(problems, []);
  assertEquals(changes[0], { asset: "USD", change: "-6012", before: "7000.0001", after: "988.0001" });
});

Deno.test("order() only warns when funds in auto-earn may make up for it", async () => {
  const balances = { "XXBT": { balance: "0.1", hold_trade: "0" }, "XBT.F": { balance: "1", hold_trade: "0" } };
  const answers = { BalanceEx: balances };
  const { problems, warnings } = await preview({ type: "sell", volume: "0.5", price: "62000" }, answers);
  assertEquals(problems, []);
  assertEquals(warnings, [
    "it needs 0.5 BTC and 0.1 BTC are free (and 1 BTC in auto-earn, which Kraken may use); " +
    "the most it is enough for is 0.1 BTC",
  ]);
});

Deno.test("order() refuses live in a mode of the market that does not take it", async () => {
  const cases: [status: string, request: Partial<OrderRequest>, taken: boolean][] = [
    ["cancel_only", {}, false],
    ["maintenance", {}, false],
    ["post_only", {}, false],
    ["post_only", { oflags: "post" }, true],
    ["limit_only", {}, true],
    ["reduce_only", {}, false],
    ["online", {}, true],
    ["a mode of tomorrow", {}, true],
  ];
  for (const [status, request, taken] of cases) {
    const { source, of } = desk({ AssetPairs: { XXBTZUSD: { ...XBTUSD, status } } });
    const placing = () => order(source, { ...LIMIT, ...request } as OrderRequest, { live: true });
    if (taken) await placing();
    else await assertRejects(placing, KrakenError, `BTC/USD is in the mode ${status}`);
    assertEquals(of("AddOrder").length, taken ? 1 : 0);
  }
});

Deno.test("order() lets a refused key be seen at once instead of trying it again", async () => {
  for (const errors of [["EAPI:Invalid key"], ["EAPI:Invalid signature"], ["EGeneral:Temporary lockout"]]) {
    const { source, of } = desk({ BalanceEx: () => no(...errors), TradeVolume: () => no(...errors) });
    const error = await assertRejects(() => order(source, LIMIT), ApiError);
    assertEquals(error.errors, errors);
    assertEquals(of("BalanceEx").length, 1);
  }
});

Deno.test("order() previews without a permission, saying what is unknown", async () => {
  const denied = () => no("EGeneral:Permission denied");
  const { warnings, changes, fee, feeOrigin } = await preview({}, { BalanceEx: denied, TradeVolume: denied });
  assert(warnings.some((text) => text.startsWith("balances unknown: BalanceEx: EGeneral:Permission denied")));
  assertEquals(changes[0]?.before, undefined);
  assertEquals(fee, "15.00000");
  assertStringIncludes(feeOrigin ?? "", "public schedule");
});

Deno.test("order() previews without a key: fees of the public schedule, balances unknown, no private call", async () => {
  const { source, asked } = desk({}, { key: undefined, secret: undefined });
  const card = await order(source, LIMIT);
  assertEquals(asked.map(({ name }) => name), ["AssetPairs", "Ticker"]);
  assertEquals(card.fee, "15.00000");
  assertEquals(card.warnings, []);
  assertStringIncludes(String(card), "balance unknown");
  await assertRejects(() => card.send(), KrakenError, "KRAKEN_API_SECRET");
});

Deno.test("order() previews without a market when prices can't be had, and says so", async () => {
  const { warnings, worth } = await preview({}, { Ticker: () => broken() });
  assert(warnings.some((text) => text.startsWith("prices unknown: Ticker: the connection broke")));
  assertEquals(worth, "6000.00000");
});

Deno.test("order() does not order without the rules of the pair", async () => {
  const { source, of } = desk({ AssetPairs: () => broken() });
  await assertRejects(() => order(source, LIMIT, { live: true }), KrakenError, "AssetPairs");
  assertEquals(of("AddOrder").length, 0);
});

Deno.test("order() rejects with the caller's own reason", async () => {
  const reason = new Error("enough");
  const { source, asked } = desk();
  const error = await assertRejects(() => order(source, LIMIT, { live: true, signal: AbortSignal.abort(reason) }));
  assert(error === reason);
  assertEquals(asked.length, 0);
});

Deno.test("order() rehearses by default: nothing is sent", async () => {
  const { source, of } = desk();
  const card = await order(source, LIMIT);
  assertEquals(of("AddOrder").length, 0);
  assertEquals(card.worth, "6000.00000");
  assertEquals(card.exact, true);
  assertEquals([card.fee, card.feeAsset, card.feeOrigin], ["12.00000", "USD", "the account's own"]);
  assertEquals(card.changes, [
    { asset: "USD", change: "-6012", before: "9000.0000", after: "2988.0000" },
    { asset: "BTC", change: "0.1", before: "0.4000000000", after: "0.5000000000" },
  ]);
});

Deno.test("order() places live, with the pair by its altname and an id of ours", async () => {
  const { source, of } = desk();
  const placed = await order(source, LIMIT, { live: true });
  assert(placed instanceof LiveOrder);
  assertEquals(placed.txid, TXID);
  const [sent, ...more] = of("AddOrder");
  assertEquals(more.length, 0);
  const { nonce: _, cl_ord_id, ...rest } = sent ?? {};
  assertEquals(rest, { ordertype: "limit", type: "buy", volume: "0.1", pair: "XBTUSD", price: "60000" });
  assertEquals(cl_ord_id, placed.clOrdId);
  assertEquals(/^[\da-f]{8}-/.test(placed.clOrdId ?? ""), true);
});

Deno.test("order() keeps the caller's own id, and sets none beside a userref", async () => {
  const { source, of } = desk();
  assertEquals((await order(source, { ...LIMIT, cl_ord_id: "mine" }, { live: true })).clOrdId, "mine");
  assertEquals((await order(source, { ...LIMIT, userref: 7 }, { live: true })).clOrdId, undefined);
  assertEquals(of("AddOrder").map(({ cl_ord_id, userref }) => [cl_ord_id, userref]), [["mine", undefined], [
    undefined,
    "7",
  ]]);
});

Deno.test("order() takes any spelling of the symbol, and pair and side for it", async () => {
  for (const name of ["BTC/USD", "XBTUSD", "XXBTZUSD", "xbt/usd", "btc usd"]) {
    const { symbol: _s, type: _t, ...rest } = LIMIT;
    const { params } = await order(desk().source, { ...rest, pair: name, side: "buy" });
    assertEquals([params.pair, params.type], ["XBTUSD", "buy"]);
  }
});

Deno.test("order() asks for the rules of a pair once a minute", async () => {
  const { source, of, clock } = desk();
  await order(source, LIMIT);
  await order(source, LIMIT, { live: true });
  assertEquals(of("AssetPairs").length, 1);
  await clock.sleep(61_000);
  await order(source, LIMIT);
  assertEquals(of("AssetPairs").length, 2);
});

Deno.test("order() loads the live list for a name the bundled one has not", async () => {
  const { source } = desk({ AssetPairs: { NEWUSD: { ...XBTUSD, altname: "NEWUSD", wsname: "NEW/USD", base: "NEW" } } });
  let learnt = 0;
  const learn = () => {
    learnt++;
    source.symbols.refresh({ pairs: { NEWUSD: { ...XBTUSD, altname: "NEWUSD", wsname: "NEW/USD", base: "NEW" } } });
    return Promise.resolve();
  };
  const { params, symbol } = await order({ ...source, learn }, { ...LIMIT, symbol: "new/usd" });
  assertEquals([params.pair, symbol, learnt], ["NEWUSD", "NEW/USD", 1]);
});

Deno.test("order() sends the class of an xStock", async () => {
  const pair = { ...XBTUSD, altname: "AAPLxUSD", wsname: "AAPLx/USD", base: "AAPLx", aclass_base: "tokenized_asset" };
  const { source, of } = desk({ AssetPairs: { AAPLxUSD: pair }, Ticker: { AAPLxUSD: TICKER } });
  await order(source, { ...LIMIT, symbol: "AAPLx/USD" }, { live: true });
  assertEquals(of("AssetPairs")[0]?.["aclass_base"], "tokenized_asset");
  assertEquals(of("Ticker")[0]?.["asset_class"], "tokenized_asset");
  assertEquals(of("AddOrder")[0]?.["asset_class"], "tokenized_asset");
});

Deno.test("order() passes undeclared parameters through extra only", async () => {
  const { source, of } = desk();
  await order(source, LIMIT, { live: true, extra: { brand_new: 1 } });
  await (await order(source, LIMIT, { extra: { brand_new: 2 } })).send();
  assertEquals(of("AddOrder").map(({ brand_new }) => brand_new), ["1", "2"]);
  assertEquals(of("BalanceEx").some((params) => "brand_new" in params), false);
});

Deno.test("order() reckons a market order by walking the book", async () => {
  // 0.5 at 61000.2 and 0.2 at 61010: (30500.1 + 12202) / 0.7 = 61003
  const BalanceEx = { ZUSD: { balance: "100000", hold_trade: "0" } };
  const { price, exact, worth } = await preview({ ...MARKET, price: undefined, volume: "0.7" } as never, { BalanceEx });
  assertEquals([price, exact, worth], ["61003.000", false, "42702.10000"]);
});

Deno.test("order() warns when the book does not hold a market order", async () => {
  const BalanceEx = { ZUSD: { balance: "1000000", hold_trade: "0" } };
  const { warnings } = await order(desk({ BalanceEx }).source, { ...MARKET, volume: "2" });
  assertEquals(warnings, ["the first 2 levels of the book do not hold 2 BTC"]);
});

Deno.test("order() takes the volume of a market buy in quote with viqc", async () => {
  const { worth, changes } = await order(desk().source, { ...MARKET, volume: "610.002", oflags: "viqc" });
  assertEquals(worth, "610.002");
  assertEquals(changes.map(({ asset, change }) => [asset, change]), [["USD", "-612.13701"], ["BTC", "0.01"]]);
});

Deno.test("order() charges the fee in base with fcib", async () => {
  const { fee, feeAsset, changes } = await preview({ oflags: "fcib" });
  assertEquals([fee, feeAsset], ["0.00020000", "BTC"]);
  assertEquals(changes.map(({ change }) => change), ["-6000", "0.0998"]);
});

Deno.test("order() warns of a limit that would fill at once, with how far it is beyond the market", async () => {
  const { warnings, fee } = await preview({ price: "62000", volume: "0.01" });
  assertEquals(warnings, ["it would fill at once, as a taker: 62000 is 1.6 % beyond the best ask 61000.2"]);
  assertEquals(fee, "2.17000");
});

Deno.test("order() warns of a post-only order that would match", async () => {
  const { warnings } = await preview({ price: "61000.2", volume: "0.01", oflags: "post" });
  assertEquals(warnings, ["it is post-only and would match the best ask 61000.2: Kraken would cancel it at once"]);
});

Deno.test("order() warns of a price that looks like a slip of the digits", async () => {
  const { warnings } = await preview({ price: "6000" });
  assertEquals(warnings, ["the price 6000 lies 90.2 % below the last trade, 61000.1: check its digits"]);
});

Deno.test("order() warns of a trigger that would fire at once", async () => {
  const stop = { ordertype: "stop-loss", volume: "0.01" } as const;
  const fires = async (type: "buy" | "sell", ordertype: "stop-loss" | "take-profit", price: string) =>
    (await preview({ ...stop, type, ordertype, price })).warnings.some((text) => text.includes("triggered at once"));
  assertEquals(await fires("sell", "stop-loss", "62000"), true);
  assertEquals(await fires("sell", "stop-loss", "60000"), false);
  assertEquals(await fires("buy", "stop-loss", "60000"), true);
  assertEquals(await fires("buy", "stop-loss", "62000"), false);
  assertEquals(await fires("sell", "take-profit", "60000"), true);
  assertEquals(await fires("buy", "take-profit", "62000"), true);
  assertEquals(await fires("buy", "take-profit", "60000"), false);
});

Deno.test("order() says what relative prices come to now", async () => {
  const cases: [request: Partial<OrderRequest>, price: string][] = [
    [{ price: "-1%" }, "60390.1"],
    [{ price: "-250" }, "60750.1"],
    [{ type: "sell", price: "+250.5" }, "61250.6"],
    [{ type: "sell", ordertype: "stop-loss", price: "#5%" }, "57950.1"],
    [{ type: "buy", ordertype: "stop-loss", price: "#5%" }, "64050.1"],
    [{ type: "sell", ordertype: "take-profit", price: "#100" }, "61100.1"],
    [{ type: "sell", ordertype: "trailing-stop", price: "+100" }, "60900.1"],
    [{ type: "buy", ordertype: "trailing-stop", price: "+100" }, "61100.1"],
    [{ type: "sell", ordertype: "trailing-stop-limit", price: "+100", price2: "-10" }, "60890.1"],
  ];
  for (const [request, price] of cases) {
    const card = await preview({ volume: "0.01", ...request });
    assertEquals([card.price, card.exact], [price, false]);
    assert(card.warnings.some((text) => text.startsWith(`Kraken works the price ${request.price} out`)));
  }
});

Deno.test("order() leaves balances aside on margin, and says that collateral is not checked", async () => {
  const { changes, problems, warnings } = await preview({ leverage: 5, volume: "10" });
  assertEquals([changes, problems], [[], []]);
  assertEquals(warnings, ["it is on margin: collateral is not checked here, see account.tradeBalance()"]);
});
