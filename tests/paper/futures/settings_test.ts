import { assert, assertEquals, assertThrows } from "@std/assert";
import type { FuturesWithdrawal } from "../../../paper/futures/mod.ts";
import { type Answer, rig, V3 } from "./_calling.ts";

Deno.test("createFuturesHandler refuses money that is no decimal text, and wallets that there are not", () => {
  assertThrows(
    () => rig({ usd: "much" }),
    RangeError,
    "'usd' must be an amount of zero or more with at most 10 decimals",
  );
  assertThrows(() => rig({ usd: -5 }), RangeError, "current value is -5");
  assertThrows(() => rig({ wallets: { spot: { xbt: "1" } } }), RangeError, "current value is spot with xbt");
  assertThrows(() => rig({ wallets: { fi_xbtusd: { usd: "1" } } }), RangeError, "current value is fi_xbtusd with usd");
});

Deno.test("transfer refuses what cannot be moved, with Kraken's words", async () => {
  const { call, send, get } = rig({ usd: 1000, wallets: { fi_xbtusd: { xbt: "0.05" } } });
  const transfer = async (fromAccount: string, toAccount: string, unit: string, amount: string) => {
    const { error, result } = await call("POST", `${V3}/transfer`, { fromAccount, toAccount, unit, amount });
    return error ?? result;
  };
  assertEquals(await transfer("flex", "vault", "usd", "1"), "invalidAccount");
  assertEquals(await transfer("flex", "flex", "usd", "1"), "invalidAccount");
  assertEquals(await transfer("flex", "cash", "doge", "1"), "invalidUnit");
  assertEquals(await transfer("flex", "fi_xbtusd", "usd", "1"), "invalidUnit");
  assertEquals(await transfer("flex", "cash", "usd", "0"), "invalidAmount");
  assertEquals(await transfer("flex", "cash", "usd", "0.00000000001"), "invalidAmount");
  assertEquals(await transfer("flex", "cash", "usd", "1000.01"), "insufficientFunds");
  assertEquals(await transfer("flex", "cash", "usd", "100.5"), "success");
  const { accounts } = await call("GET", `${V3}/accounts`);
  assertEquals([accounts.cash.balances.usd, accounts.flex.currencies.USD.quantity], ["100.5", 899.5]);
  // What positions and orders need stays.
  const { ticker } = await get(`${V3}/tickers/PI_XBTUSD`);
  await send({
    orderType: "lmt",
    symbol: "PI_XBTUSD",
    side: "buy",
    size: 2000,
    limitPrice: Math.floor(ticker.bid * 0.95),
  });
  assertEquals(await transfer("fi_xbtusd", "cash", "xbt", "0.05"), "insufficientFunds");
  assertEquals(await transfer("fi_xbtusd", "cash", "btc", "0.049"), "success");
  const { transfers } = await call("GET", `${V3}/transfers`);
  assertEquals(transfers.map(({ from, to, asset, amount }: Answer) => [from, to, asset, amount]), [
    ["fi_xbtusd", "cash", "xbt", "0.049"],
    ["flex", "cash", "usd", "100.5"],
  ]);
});

Deno.test("withdrawal refuses digits that Spot's ledger does not have, and takes nothing", async () => {
  const seen: FuturesWithdrawal[] = [];
  const wallets = { cash: { usd: "10", xrp: "5" } };
  const { call } = rig({ usd: 0, wallets, withdrawn: (withdrawal) => seen.push(withdrawal) });
  for (const [currency, amount] of [["usd", "0.00005"], ["usd", "1.00001"], ["xrp", "0.000000001"]] as const) {
    assertEquals((await call("POST", `${V3}/withdrawal`, { currency, amount })).error, "invalidAmount", amount);
  }
  assertEquals(seen, []);
  assertEquals((await call("GET", `${V3}/accounts`)).accounts.cash.balances, { usd: "10", xrp: "5" });
  await call("POST", `${V3}/withdrawal`, { currency: "usd", amount: "1.00010" });
  assertEquals(seen.map(({ amount }) => amount), ["1.0001"]);
});

Deno.test("withdrawal hands the money to the Spot wallet", async () => {
  const seen: FuturesWithdrawal[] = [];
  const { call } = rig({ wallets: { cash: { eth: "3" } }, withdrawn: (withdrawal) => seen.push(withdrawal) });
  assertEquals((await call("POST", `${V3}/withdrawal`, { currency: "eth", amount: "4" })).error, "insufficientFunds");
  const { uid } = await call("POST", `${V3}/withdrawal`, { currency: "eth", amount: "1.25" });
  assertEquals(seen.map(({ currency, amount, uid }) => [currency, amount, uid]), [["eth", "1.25", uid]]);
  assertEquals((await call("GET", `${V3}/accounts`)).accounts.cash.balances.eth, "1.75");
});

Deno.test("subaccounts hold their own money, can be stopped, and are unknown to strangers", async () => {
  const { futures, call, send } = rig({ usd: 1000 });
  const child = futures.accounts.create({ usd: 10, master: futures.accounts.default });
  const key = futures.keys.create({ account: child });
  const stranger = futures.keys.create({ account: futures.accounts.create({ usd: 5 }) });
  const move = (toUser: string, amount: number) =>
    call("POST", `${V3}/transfer/subaccount`, {
      fromUser: futures.accounts.default.uid,
      toUser,
      fromAccount: "flex",
      toAccount: "flex",
      unit: "usd",
      amount,
    });
  assertEquals((await move(stranger.account.uid, 5)).error, "invalidAccount");
  assertEquals((await move(child.uid, 990)).result, "success");
  const { masterAccountUid, subaccounts } = await call("GET", `${V3}/subaccounts`);
  assertEquals([masterAccountUid, subaccounts.length], [futures.accounts.default.uid, 1]);
  assertEquals(subaccounts[0].flexAccount.currencies, [{
    currency: "usd",
    quantity: 1000,
    value: 1000,
    collateral: 1000,
    available: 1000,
  }]);
  const path = `${V3}/subaccount/${child.uid}/trading-enabled`;
  assertEquals(await call("GET", path), { tradingEnabled: true });
  assertEquals(await call("PUT", path, { tradingEnabled: false }), { tradingEnabled: false });
  const order = { orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.001 };
  assertEquals((await call("POST", `${V3}/sendorder`, order, key)).error, "accountInactive");
  assertEquals((await send(order)).status, "placed");
  assertEquals((await call("GET", path, {}, stranger)).status, "NOT_FOUND");
});

Deno.test("leverage and profit preferences are refused with Kraken's codes, and kept", async () => {
  const { call, send } = rig({ usd: 2000 });
  const code = async (path: string, params: Record<string, string | number>) =>
    (await call("PUT", `${V3}/${path}`, params)).errors?.[0].code;
  assertEquals(await code("leveragepreferences", { symbol: "PF_NOPEUSD", maxLeverage: 2 }), 87);
  assertEquals(await code("leveragepreferences", { symbol: "PI_XBTUSD", maxLeverage: 2 }), 88);
  assertEquals(await code("pnlpreferences", { symbol: "PF_XBTUSD", pnlPreference: "?" }), 89);
  assertEquals(await code("pnlpreferences", { symbol: "PF_XBTUSD", pnlPreference: "DOGE" }), 90);
  assertEquals(await code("leveragepreferences", { symbol: "PF_XBTUSD", maxLeverage: "12.5" }), undefined);
  assertEquals(await code("pnlpreferences", { symbol: "pf_xbtusd", pnlPreference: "BTC" }), undefined);
  assertEquals((await call("GET", `${V3}/leveragepreferences`)).leveragePreferences, [{
    symbol: "PF_XBTUSD",
    maxLeverage: 12.5,
  }]);
  assertEquals((await call("GET", `${V3}/pnlpreferences`)).preferences, [{ symbol: "PF_XBTUSD", pnlCurrency: "BTC" }]);
  assertEquals((await send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.1 })).status, "placed");
  const { openPositions: [position] } = await call("GET", `${V3}/openpositions`);
  assertEquals([position.pnlCurrency, position.maxFixedLeverage], ["BTC", 12.5]);
  // The order has used up the room that 12.5 allows; with 5 it would take more than there is.
  assertEquals(await code("leveragepreferences", { symbol: "PF_XBTUSD" }), undefined);
  assertEquals((await call("GET", `${V3}/leveragepreferences`)).leveragePreferences, []);
  assertEquals(
    (await call("PUT", `${V3}/self-trade-strategy`, { strategy: "NEVER" })).error,
    "invalidArgument: strategy",
  );
});

Deno.test("the assignment programme remembers what was removed", async () => {
  const { call } = rig();
  const add = (params: Record<string, string | boolean>) => call("POST", `${V3}/assignmentprogram/add`, params);
  const terms = {
    contractType: "flex",
    contract: "PF_XBTUSD",
    acceptLong: true,
    acceptShort: false,
    timeFrame: "ALL",
    enabled: true,
  };
  assertEquals((await add({ ...terms, contract: "" })).error, "requiredArgumentMissing: contract");
  assertEquals((await add({ ...terms, timeFrame: "NIGHTS" })).error, "invalidArgument: timeFrame");
  assertEquals(
    (await add({ ...terms, contract: "", baseCurrency: "BTC" })).error,
    "requiredArgumentMissing: quoteCurrency",
  );
  const { id } = await add(terms);
  assertEquals((await call("GET", `${V3}/assignmentprogram/current`)).participants[0].id, id);
  await call("POST", `${V3}/assignmentprogram/delete`, { id });
  assertEquals((await call("POST", `${V3}/assignmentprogram/delete`, { id })).error, "notFound");
  assertEquals((await call("GET", `${V3}/assignmentprogram/current`)).participants, []);
  const { participants } = await call("GET", `${V3}/assignmentprogram/history`);
  assertEquals(participants.map(({ deleted }: Answer) => deleted), [true]);
});

Deno.test("what is off, or for others, is refused as Kraken refuses it", async () => {
  const { call, signed } = rig();
  assertEquals((await signed("GET", `${V3}/rfqs/open-offers`)).status, 404);
  assertEquals((await signed("GET", `${V3}/options-mm-greek-limits`)).status, 403);
  assertEquals((await call("GET", `${V3}/portfolio-margining/parameters`)).error, "Unavailable");
  const leverage = (maxLeverage: string) => call("PUT", `${V3}/rfq-assignment/max-leverage`, { maxLeverage });
  assertEquals((await leverage("100.01")).error, "rfqAssignmentMaxLeverageOutOfBounds");
  assertEquals((await leverage("2.123")).error, "rfqAssignmentMaxLeverageOutOfBounds");
  assertEquals((await leverage("100")).maxLeverage, 100);
  assertEquals((await call("DELETE", `${V3}/rfq-assignment/max-leverage`)).maxLeverage, null);
});

Deno.test("notifications announce maintenance and the next settlement", async () => {
  const { call, status } = rig();
  status.maintenance.push(
    {
      id: "1",
      expected_start_utc: "2026-11-23T06:00:00Z",
      expected_end_utc: "2026-11-23T06:20:00Z",
    } as unknown as typeof status.maintenance[number],
  );
  const { notifications } = await call("GET", `${V3}/notifications`);
  assertEquals(
    notifications.map((
      { type, priority, effectiveTime, expectedDowntimeMinutes }: Answer,
    ) => [type, priority, effectiveTime, expectedDowntimeMinutes]),
    [
      ["maintenance", "high", "2026-11-23T06:00:00.000Z", 20],
      ["settlement", "medium", "2026-11-27T08:00:00.000Z", undefined],
    ],
  );
});

Deno.test("the margin previews say what the order itself would, and place nothing", async () => {
  const { call, send, get } = rig({ usd: 1000 });
  const { ticker } = await get(`${V3}/tickers/PF_XBTUSD`);
  const limitPrice = ticker.bid - 500;
  const preview = (size: number) =>
    call("GET", `${V3}/initialmargin`, { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size, limitPrice });
  const { initialMargin, price, error } = await preview(0.1);
  assertEquals([price, error], [limitPrice, undefined]);
  assert(Math.abs(initialMargin - limitPrice * 0.001) < 1e-9);
  assertEquals((await preview(50)).error, "INSUFFICIENT_MARGIN");
  const { maxBuySize } = await call("GET", `${V3}/initialmargin/maxordersize`, {
    orderType: "lmt",
    symbol: "PF_XBTUSD",
    limitPrice,
  });
  const order = { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", limitPrice };
  assertEquals(
    (await send({ ...order, size: Number((maxBuySize + 0.0001).toFixed(4)) })).status,
    "insufficientAvailableFunds",
  );
  assertEquals((await send({ ...order, size: maxBuySize })).status, "placed");
});
