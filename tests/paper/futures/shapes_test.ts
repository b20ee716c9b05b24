/** Every call of the catalogue against the result types of `futures/`, in the state of an account that has done everything. */

import { assert, assertEquals } from "@std/assert";
import { machine } from "../../schema/machine.ts";
import { endpointsBelow } from "../../schema/sources.ts";
import { HISTORY, type Rig, rig, V3 } from "./_calling.ts";

/** Calls that are refused as Kraken refuses them: feature off, for others, or not offered here. */
const REFUSED = /\/rfqs|options-mm-greek-limits|portfolio-margining/;

/** Parameters of the calls that need some; several sets where the answer depends on them. */
const PARAMS: Record<string, Record<string, string | number | boolean>[]> = {
  sendOrder: [
    { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 0.01, limitPrice: 90000, cliOrdId: "shape-1" },
    { orderType: "mkt", symbol: "PF_ETHUSD", side: "sell", size: 0.5 },
    { orderType: "post", symbol: "PF_XBTUSD", side: "buy", size: 0.01, limitPrice: 93500 },
    { orderType: "take_profit", symbol: "PF_SOLUSD", side: "sell", size: 1, stopPrice: 120, triggerSignal: "index" },
    {
      orderType: "trailing_stop",
      symbol: "PI_XBTUSD",
      side: "sell",
      size: 10,
      trailingStopMaxDeviation: 2.5,
      trailingStopDeviationUnit: "PERCENT",
    },
    { orderType: "lmt", symbol: "FF_XBTUSD_260925", side: "buy", size: 0.01, limitPrice: 90000 },
    { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 0.00001, limitPrice: 90000 },
  ],
  editOrder: [{ cliOrdId: "resting", limitPrice: 90500 }, { cliOrdId: "stop", stopPrice: 89000 }, { orderId: "none" }],
  cancelOrder: [{ cliOrdId: "resting" }, { cliOrdId: "stop" }, { order_id: "none" }],
  cancelAllOrders: [{ symbol: "PF_XBTUSD" }, {}],
  cancelAllOrdersAfter: [{ timeout: 60 }, { timeout: 0 }],
  ordersStatus: [{ cliOrdIds: "resting" }, { cliOrdIds: "stop" }],
  batchOrder: [{
    json: JSON.stringify({
      batchOrder: [
        {
          order: "send",
          order_tag: "1",
          orderType: "lmt",
          symbol: "PF_XBTUSD",
          side: "buy",
          size: 0.1,
          limitPrice: 91000,
        },
        { order: "edit", cliOrdId: "resting", limitPrice: 89500 },
        { order: "cancel", order_id: "none" },
        { order: "send", order_tag: "2", orderType: "odd", symbol: "PF_XBTUSD", side: "buy", size: 1 },
      ],
    }),
  }],
  instruments: [{}, { expired: true }, { contractType: "futures_inverse" }],
  ticker: [{ symbol: "PF_XBTUSD" }, { symbol: "in_xbtusd" }, { symbol: "FI_XBTUSD_261225" }],
  instrumentStatus: [{ symbol: "PF_XBTUSD" }],
  orderBook: [{ symbol: "PI_ETHUSD" }],
  history: [{ symbol: "PF_XBTUSD" }, { symbol: "PI_XBTUSD", includeMTFData: false }],
  historicalFundingRates: [{ symbol: "PF_SOLUSD" }],
  historicalFundingRatesV4: [{ symbol: "PF_SOLUSD" }],
  fills: [{}, { lastFillTime: "2026-11-22T15:17:14Z" }],
  setLeveragePreference: [{ symbol: "PF_SOLUSD", maxLeverage: 5 }, { symbol: "PF_SOLUSD" }],
  setPnlPreference: [{ symbol: "PF_SOLUSD", pnlPreference: "BTC" }],
  setSelfTradeStrategy: [{ strategy: "CANCEL_MAKER_SELF" }],
  setRfqAssignmentMaxLeverage: [{ maxLeverage: "12.5" }],
  transfer: [{ fromAccount: "flex", toAccount: "cash", unit: "usd", amount: 10 }],
  withdrawal: [{ currency: "xbt", amount: "0.01", sourceWallet: "fi_xbtusd" }],
  assignmentProgramAdd: [{
    contractType: "flex",
    contract: "PF_XBTUSD",
    acceptLong: true,
    acceptShort: false,
    timeFrame: "ALL",
    enabled: true,
    maxSize: 3,
  }],
  assignmentProgramDelete: [{ id: 1 }],
  initialMargin: [
    { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 0.1, limitPrice: 92000 },
    { orderType: "mkt", symbol: "PF_XBTUSD", side: "sell", size: 500 },
  ],
  maxOrderSize: [{ orderType: "mkt", symbol: "PF_XBTUSD" }],
  accountLog: [{}, { conversion_details: true, sort: "asc", count: 5 }],
  marketExecutions: [{ tradeable: "PF_XBTUSD", count: 3 }],
  marketOrders: [{ tradeable: "PI_XBTUSD", count: 9, sort: "asc", since: Date.parse("2024-02-01") }],
  marketPrice: [{ tradeable: "PF_ETHUSD", count: 3 }],
  symbols: [{ tick_type: "trade" }],
  resolutions: [{ tick_type: "mark", symbol: "PF_XBTUSD" }],
  candles: [
    { tick_type: "trade", symbol: "PF_XBTUSD", resolution: "1h", count: 3 },
    { tick_type: "mark", symbol: "FI_XBTUSD_261225", resolution: "1d", count: 3 },
    { tick_type: "spot", symbol: "PI_ETHUSD", resolution: "1w", from: 1700000000 },
  ],
  liquidityPool: [{ since: 1795300000, interval: 3600 }],
  analytics: [
    "open-interest",
    "aggressor-differential",
    "trade-volume",
    "trade-count",
    "liquidation-volume",
    "rolling-volatility",
    "long-short-ratio",
    "long-short-info",
    "cvd",
    "top-traders",
    "orderbook",
    "spreads",
    "liquidity",
    "slippage",
    "future-basis",
    "funding",
  ].map((analytics_type) => ({ symbol: "PF_XBTUSD", analytics_type, since: 1795340000, interval: 3600 })),
};

async function busy(): Promise<{ rig: Rig; child: string }> {
  const exchange = rig({
    usd: 50_000,
    wallets: { fi_xbtusd: { xbt: "2" }, cash: { usd: "100" }, flex: { xbt: "0.5" } },
  });
  const child = exchange.futures.accounts.create({
    usd: 5,
    wallets: { fi_xbtusd: { xbt: "1" } },
    master: exchange.futures.accounts.default,
  });
  await exchange.call("PUT", `${V3}/leveragepreferences`, { symbol: "PF_SOLUSD", maxLeverage: 10 });
  await exchange.call("PUT", `${V3}/pnlpreferences`, { symbol: "PF_ETHUSD", pnlPreference: "BTC" });
  for (
    const [symbol, size] of [["PF_XBTUSD", 0.2], ["PF_ETHUSD", 3], ["PF_SOLUSD", 10], ["PI_XBTUSD", 900], [
      "FF_XBTUSD_261225",
      0.01,
    ]]
  ) {
    await exchange.send({ orderType: "mkt", symbol: symbol ?? "", side: "buy", size: size ?? 1 });
  }
  exchange.pass(5_000_000);
  await exchange.send({
    orderType: "lmt",
    symbol: "PF_XBTUSD",
    side: "buy",
    size: 0.03,
    limitPrice: 90100,
    cliOrdId: "resting",
  });
  await exchange.send({
    orderType: "stp",
    symbol: "PF_XBTUSD",
    side: "sell",
    size: 0.1,
    stopPrice: 88000,
    limitPrice: 87000,
    cliOrdId: "stop",
  });
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "sell", size: 0.05, reduceOnly: true });
  return { rig: exchange, child: child.uid };
}

Deno.test("createFuturesHandler answers every call of the catalogue in the shape of its type", async () => {
  const schemas = await machine(["futures"]);
  const problems: string[] = [];
  let checked = 0;
  for (const { source, name, endpoint } of await endpointsBelow("futures")) {
    if (REFUSED.test(endpoint.path)) continue;
    const { rig: exchange, child } = await busy();
    if (name === "assignmentProgramDelete" || name.startsWith("assignmentProgram")) {
      await exchange.call("POST", `${V3}/assignmentprogram/add`, PARAMS["assignmentProgramAdd"]?.[0]);
    }
    const sets = PARAMS[name] ?? [{}];
    if (endpoint.path.includes("{subaccountUid}")) sets[0] = { subaccountUid: child, tradingEnabled: false };
    if (name === "transferSubaccount") {
      const fromUser = exchange.futures.accounts.default.uid;
      sets[0] = { fromUser, toUser: child, fromAccount: "flex", toAccount: "flex", unit: "usd", amount: 1 };
    }
    for (const params of sets) {
      const rest = { ...params };
      const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
        const value = rest[key];
        delete rest[key];
        return String(value);
      });
      const query = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]));
      const response = endpoint.auth
        ? await exchange.signed(endpoint.method, path, rest)
        : await exchange.open(query.size > 0 ? `${path}?${query}` : path);
      const text = await response.text();
      const where = `${name} ${JSON.stringify(params)}`;
      if (endpoint.decode !== "json") {
        assert(text.startsWith("uid,dateTime,account,"), text);
        continue;
      }
      const body = JSON.parse(text);
      if (response.status !== 200 || body.result === "error") problems.push(`${where}: ${response.status} ${text}`);
      else for (const problem of schemas.check(source)(body)) problems.push(`${where}: ${problem}`);
      checked++;
    }
  }
  assertEquals(problems, []);
  assert(checked > 90, `only ${checked} answers were checked`);
});

Deno.test("createFuturesHandler fills every list that the shapes are checked with", async () => {
  const { rig: exchange } = await busy();
  exchange.pass(3_600_000);
  for (const path of ["executions", "orders", "triggers", "positions"]) {
    const { len, elements } = await exchange.call("GET", `${HISTORY}/${path}`);
    assert(len > 0, path);
    assertEquals(elements.length, len);
  }
  const { openPositions } = await exchange.call("GET", `${V3}/openpositions`);
  assertEquals(openPositions.length, 5);
  assert((await exchange.call("GET", `${V3}/fills`)).fills.length >= 6);
  assertEquals((await exchange.call("GET", `${V3}/openorders`)).openOrders.length, 2);
});
