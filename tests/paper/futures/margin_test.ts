import { assert, assertEquals } from "@std/assert";
import { findContract } from "../../../paper/futures/contracts/contracts.ts";
import { tierOf } from "../../../paper/futures/engine/fees.ts";
import { bankruptcy } from "../../../paper/futures/engine/liquidation.ts";
import { funding, type Position, profit } from "../../../paper/futures/engine/position.ts";
import type { Prices } from "../../../paper/futures/engine/margin.ts";
import { triggerEstimates } from "../../../paper/futures/rest/private/estimates.ts";
import { type Answer, exact, HISTORY, NOW, rig, V3 } from "./_calling.ts";

const contract = (symbol: string) => {
  const found = findContract(symbol);
  if (!found) throw new Error(`no ${symbol}`);
  return found;
};
const e = (value: number, decimals: number) => BigInt(value) * 10n ** BigInt(decimals);

Deno.test("profit() is what Kraken's worked inverse example says", () => {
  // Long 10,000 contracts from 50,000 to 52,000 gives 0.0076923 BTC.
  assertEquals(profit(contract("PI_XBTUSD"), 10_000n, e(50_000, 18), e(52_000, 8)), 76_923_077n);
  assertEquals(profit(contract("PI_XBTUSD"), -10_000n, e(50_000, 18), e(52_000, 8)), -76_923_077n);
  assertEquals(profit(contract("PF_XBTUSD"), 5000n, e(64_000, 18), e(64_377, 8)), 1_885_000_000_000n);
});

Deno.test("funding() lets longs pay a positive rate, for the part of the hour that passed", () => {
  // 0.3845 US dollars per coin and hour: half a coin for half an hour pays 0.096125.
  const rate = 384_500_000_000_000_000n;
  assertEquals(funding(contract("PF_XBTUSD"), 5000n, rate, 1_800_000), -961_250_000n);
  assertEquals(funding(contract("PF_XBTUSD"), -5000n, rate, 1_800_000), 961_250_000n);
});

Deno.test("bankruptcy() and triggerEstimates() are what Kraken's worked liquidation says", () => {
  // Long 1000 contracts at 8000 with 0.01 BTC and 1 % maintenance margin: liquidation at 7481, limit at 7407.
  const position: Position = {
    contract: contract("PI_XBTUSD"),
    uid: "",
    size: 1000n,
    entry: e(8000, 18),
    since: 0,
    filled: 0,
  };
  const mark = e(7481, 8) + 48_148_148n;
  const prices: Prices = { ms: 0, mark: () => mark, usd: () => 0n, rate: () => 0n, multiplier: () => 1n };
  const balance = 100_000_000n;
  const pnl = profit(position.contract, 1000n, position.entry, mark);
  const limit = bankruptcy(position, balance + pnl, prices);
  assertEquals(limit / 10n ** 6n, 740_740n);
  const maintenance = 1000n * 10n ** 16n / mark;
  const state = {
    balance,
    pnl,
    funding: 0n,
    equity: balance + pnl,
    initial: maintenance * 2n,
    initialWithOrders: 0n,
    maintenance,
    positions: [position],
  };
  const { mm } = triggerEstimates(state, prices);
  assert(Math.abs(Number(JSON.stringify(mm)) - 7481.48) < 0.01, JSON.stringify(mm));
});

Deno.test("tierOf() takes the rates of the highest volume that is reached", () => {
  const rates = (usd: number) => {
    const { maker, taker } = tierOf(BigInt(usd) * 10n ** 10n);
    return [maker, taker];
  };
  assertEquals(rates(2_499_999), [2000n, 5000n]);
  assertEquals(rates(2_500_000), [1500n, 4500n]);
  assertEquals(rates(3_000_000_000), [-500n, 1000n]);
});

Deno.test("accounts hold margin by level on entry, maintenance on mark, and orders by the worse side", async () => {
  const exchange = rig({ usd: 1_000_000 });
  const { orderEvents } = await exchange.send({ orderType: "mkt", symbol: "PF_SOLUSD", side: "buy", size: 10 });
  const entry = orderEvents.reduce((sum: number, { price, amount }: Answer) => sum + price * amount, 0);
  const flex = async () => (await exchange.call("GET", `${V3}/accounts`)).accounts.flex;
  const first = await flex();
  assert(Math.abs(first.initialMargin - entry * 0.02) < 1e-9);
  const { ticker } = await exchange.get(`${V3}/tickers/PF_SOLUSD`);
  assert(Math.abs(first.maintenanceMargin - 10 * ticker.markPrice * 0.01) < 1e-9);
  await exchange.send({ orderType: "lmt", symbol: "PF_SOLUSD", side: "sell", size: 25, limitPrice: ticker.ask + 5 });
  // Selling 25 closes 10 first: 15 are left, which is more than the 10 that are held.
  const second = await flex();
  assert(
    Math.abs(second.initialMarginWithOrders - 15 * (ticker.ask + 5) * 0.02) < 1e-6,
    `${second.initialMarginWithOrders}`,
  );
  // The long perpetual and the short dated contract of one coin set each other off.
  await exchange.call("POST", `${V3}/cancelallorders`);
  await exchange.send({ orderType: "mkt", symbol: "FF_SOLUSD_261225", side: "sell", size: 10 });
  const third = await flex();
  assert(third.initialMargin < entry * 0.02 * 1.1, `${third.initialMargin}`);
  assert(Math.abs(third.availableMargin - (third.marginEquity - third.initialMarginWithOrders)) < 1e-9);
});

Deno.test("collateral in coins counts with its haircut, and pays for losses in dollars when these do not suffice", async () => {
  const exchange = rig({ usd: 0, wallets: { flex: { xbt: "1" } } });
  const before = (await exchange.call("GET", `${V3}/accounts`)).accounts.flex;
  assert(Math.abs(before.collateralValue / before.balanceValue - 0.98) < 1e-9);
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.5 });
  const { accounts: { flex } } = await exchange.call("GET", `${V3}/accounts`);
  assert(flex.currencies.USD.quantity >= 0 && flex.currencies.USD.quantity < 0.01);
  assert(flex.currencies.XBT.quantity < 1);
  const { logs } = await exchange.call("GET", `${HISTORY}/account-log`, {
    info: "conversion",
    conversion_details: true,
  });
  assertEquals(logs.map(({ asset }: Answer) => asset), ["usd", "xbt"]);
  assertEquals([logs[0].exchange_rate_from, logs[0].conversion_spread_percentage], ["xbt", 0.5]);
});

Deno.test("funding is booked each full hour with the published rate, and the unbooked part shown until then", async () => {
  const exchange = rig({ usd: 100_000 });
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 1 });
  exchange.pass(Date.parse("2026-11-22T15:47:13.123Z") - NOW);
  const { rates } = await exchange.get(`${V3}/historical-funding-rates?symbol=PF_XBTUSD`);
  const { openPositions: [position] } = await exchange.call("GET", `${V3}/openpositions`);
  assert(Math.abs(position.unrealizedFunding + rates.at(-1).fundingRate / 2) < 1e-9);
  exchange.pass(3 * 3_600_000);
  const { logs } = await exchange.call("GET", `${HISTORY}/account-log`, { info: "funding rate change", sort: "asc" });
  assertEquals(logs.map(({ date }: Answer) => date.slice(11, 16)), ["16:00", "17:00", "18:00"]);
  const later = (await exchange.get(`${V3}/historical-funding-rates?symbol=PF_XBTUSD`)).rates as Answer[];
  const rateOf = (hour: string) => later.findLast(({ timestamp }) => timestamp.includes(`T${hour}`)).fundingRate;
  assertEquals(logs.map(({ funding_rate }: Answer) => funding_rate), [rateOf("15"), rateOf("16"), rateOf("17")]);
  assert(Math.abs(logs[1].realized_funding + logs[1].funding_rate) < 1e-9);
  const { elements } = await exchange.call("GET", `${HISTORY}/positions`, { funding_realization: true });
  assertEquals(
    elements.map(({ event }: Answer) => exact(event.PositionUpdate.realizedFunding)),
    logs.toReversed().map(({ realized_funding }: Answer) => exact(realized_funding.toFixed(10))),
  );
});

Deno.test("a linear position is liquidated in parts, and its equity does not go below zero", async () => {
  const exchange = rig({ usd: 1500 });
  const { sendStatus } = await exchange.call("POST", `${V3}/sendorder`, {
    orderType: "mkt",
    symbol: "PF_XBTUSD",
    side: "buy",
    size: 1.5,
  });
  assertEquals(sendStatus.status, "placed");
  exchange.pass(20 * 86_400_000);
  const { fills } = await exchange.call("GET", `${V3}/fills`);
  const kinds = new Set(fills.map(({ fillType }: Answer) => fillType));
  assert(kinds.has("partialLiquidation"), [...kinds].join());
  const { accounts: { flex } } = await exchange.call("GET", `${V3}/accounts`);
  assert(flex.marginEquity > -1e-6, `${flex.marginEquity}`);
  assert(flex.marginEquity >= flex.maintenanceMargin);
  const { logs } = await exchange.call("GET", `${HISTORY}/account-log`, { info: "futures partial liquidation" });
  assert(logs.length > 1 && logs[0].liquidation_fee === 0);
  const { elements } = await exchange.call("GET", `${HISTORY}/executions`, { sort: "asc", count: 1000 });
  assert(elements.some(({ event }: Answer) => event.execution.execution.order.orderType === "Liquidation"));
});

Deno.test("an inverse position is liquidated as a whole near the estimated price, orders without margin before it", async () => {
  const exchange = rig({ usd: 0, wallets: { fi_xbtusd: { xbt: "0.02" } } });
  assertEquals(
    (await exchange.send({ orderType: "mkt", symbol: "PI_XBTUSD", side: "sell", size: 80_000 })).status,
    "placed",
  );
  const { accounts: { fi_xbtusd: wallet } } = await exchange.call("GET", `${V3}/accounts`);
  const { ticker } = await exchange.get(`${V3}/tickers/PI_XBTUSD`);
  assert(wallet.triggerEstimates.mm > ticker.markPrice);
  await exchange.send({
    orderType: "lmt",
    symbol: "PI_XBTUSD",
    side: "sell",
    size: 2000,
    limitPrice: Math.round(ticker.ask * 1.05),
  });
  exchange.pass(20 * 86_400_000);
  const { fills } = await exchange.call("GET", `${V3}/fills`);
  const closed = fills.filter(({ fillType }: Answer) => fillType === "liquidation" || fillType === "assignor");
  assertEquals(closed.reduce((sum: number, { size }: Answer) => sum + size, 0), 80_000);
  assert(
    Math.abs(closed[0].price / wallet.triggerEstimates.mm - 1) < 0.02,
    `${closed[0].price} ${wallet.triggerEstimates.mm}`,
  );
  const after = (await exchange.call("GET", `${V3}/accounts`)).accounts.fi_xbtusd;
  assert(Number(after.balances.xbt) > -1e-9, after.balances.xbt);
  const { elements } = await exchange.call("GET", `${HISTORY}/orders`, { closed: true });
  assert(elements.some(({ event }: Answer) => event.OrderCancelled?.reason === "not_enough_margin"));
});

Deno.test("an isolated position loses no more than the margin set apart for it", async () => {
  const exchange = rig({ usd: 100_000 });
  await exchange.call("PUT", `${V3}/leveragepreferences`, { symbol: "PF_XBTUSD", maxLeverage: 100 });
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 1 });
  const { openPositions: [position] } = await exchange.call("GET", `${V3}/openpositions`);
  assertEquals(position.maxFixedLeverage, 100);
  exchange.pass(20 * 86_400_000);
  const { fills } = await exchange.call("GET", `${V3}/fills`);
  assertEquals(fills[0].fillType, "liquidation");
  const { accounts: { flex } } = await exchange.call("GET", `${V3}/accounts`);
  // 1 % of one coin, the fee of the opening and its funding.
  assert(flex.marginEquity > 100_000 - position.price * 0.01 - position.price * 0.001, `${flex.marginEquity}`);
  const refused = await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 15 });
  assertEquals(refused.status, "fixedLeverageTooHigh");
});

Deno.test("dated contracts settle at their expiry for the taker's fee, and their orders are cancelled", async () => {
  const exchange = rig({ usd: 100_000, wallets: { fi_xbtusd: { xbt: "1" } } });
  await exchange.send({ orderType: "mkt", symbol: "FF_XBTUSD_261127", side: "buy", size: 0.5 });
  await exchange.send({ orderType: "mkt", symbol: "FI_XBTUSD_261127", side: "sell", size: 7000 });
  await exchange.send({ orderType: "lmt", symbol: "FF_XBTUSD_261127", side: "buy", size: 0.1, limitPrice: 84000 });
  exchange.pass(Date.parse("2026-11-27T16:00:00Z") - NOW);
  assertEquals((await exchange.call("GET", `${V3}/openpositions`)).openPositions, []);
  const { logs } = await exchange.call("GET", `${HISTORY}/account-log`, { info: "settlement", sort: "asc" });
  assertEquals(logs.map(({ date, asset }: Answer) => `${date.slice(0, 16)} ${asset}`), [
    "2026-11-27T08:00 ff_xbtusd_261127",
    "2026-11-27T08:00 usd",
    "2026-11-27T16:00 fi_xbtusd_261127",
    "2026-11-27T16:00 xbt",
  ]);
  // The linear rate is the mean of the half hour before: within what the index did in it.
  const from = Date.parse("2026-11-27T07:30:00Z") / 1000;
  const { candles: [candle] } = await exchange.get(`/api/charts/v1/spot/PF_XBTUSD/30m?from=${from}&to=${from}`);
  assert(logs[1].trade_price >= Number(candle.low) && logs[1].trade_price <= Number(candle.high));
  assert(Math.abs(logs[1].fee - 0.5 * logs[1].trade_price * 0.0005) < 1e-6);
  const { elements } = await exchange.call("GET", `${HISTORY}/orders`, { closed: true, count: 50 });
  assert(elements.some(({ event }: Answer) => event.OrderCancelled?.reason === "contract_expired"));
  const { elements: [settled] } = await exchange.call("GET", `${HISTORY}/positions`, { settlement: true, sort: "asc" });
  assertEquals([settled.event.PositionUpdate.updateReason, settled.event.PositionUpdate.positionChange], [
    "settlement",
    "close",
  ]);
});
