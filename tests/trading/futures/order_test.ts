import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, KrakenError, OutcomeUnknownError } from "../../../core/errors.ts";
import { futuresOrder, type FuturesOrderRequest } from "../../../trading/futures/mod.ts";
import { sendOrder, sendOrderFilled, sendOrderRefused } from "../../fixtures/futures/trading.ts";
import { contracts, futuresSource } from "./_source.ts";

const limit = { symbol: "PF_XBTUSD", side: "buy", orderType: "lmt", size: "0.5", limitPrice: "59000" } as const;

/** What is refused before any price or account is asked for. */
async function refused(request: object, error: typeof Error, message: string): Promise<void> {
  const source = futuresSource();
  const { message: said } = await assertRejects(() => futuresOrder(source, request as FuturesOrderRequest), error);
  assertStringIncludes(said, message);
  assertEquals(source.asked.filter((path) => path !== "GET instruments"), []);
}

Deno.test("futuresOrder() refuses a contract that has expired, and names those that trade", async () => {
  await refused(
    { ...limit, symbol: "FI_XBTUSD_261030" },
    RangeError,
    "Cannot order FI_XBTUSD_261030 as it expired on 2026-10-30; there are FI_XBTUSD_261225, PI_XBTUSD",
  );
  await refused(
    { ...limit, symbol: "fi_xbtusd_200327" },
    RangeError,
    "Cannot order FI_XBTUSD_200327 as it expired on 2020-03-27; there are FI_XBTUSD_261225, PI_XBTUSD",
  );
});

Deno.test("futuresOrder() refuses a symbol of the wrong family with suggestions", async () => {
  await refused({ ...limit, symbol: "PI_SOLUSD" }, RangeError, "PF_SOLUSD");
  await refused({ ...limit, symbol: "PF_XBTSUD" }, RangeError, "did you mean PF_XBTUSD");
});

Deno.test("futuresOrder() refuses a price off the tick and a size off the step, naming the neighbours", async () => {
  await refused(
    { ...limit, limitPrice: "59000.5" },
    RangeError,
    `Cannot order PF_XBTUSD as 'limitPrice' must be a multiple of 1 USD, the tick of PF_XBTUSD: current value is ` +
      `"59000.5", the nearest are 59000 and 59001`,
  );
  await refused({ ...limit, size: 0.00005 }, RangeError, "the least is 0.0001");
  await refused(
    { ...limit, symbol: "PI_XBTUSD", size: 10.5 },
    RangeError,
    "'size' must be a multiple of 1 contracts, the size step of PI_XBTUSD",
  );
  await refused(
    { symbol: "PF_PEPEUSD", side: "buy", orderType: "mkt", size: 1500 },
    RangeError,
    'must be a multiple of 1000 PEPE, the size step of PF_PEPEUSD: current value is "1500", the nearest are 1000 and 2000',
  );
  await refused({ ...limit, orderType: "stp", limitPrice: undefined, stopPrice: 0.5 }, RangeError, "'stopPrice'");
});

Deno.test("futuresOrder() refuses prices that are missing or have no meaning for the type", async () => {
  for (const orderType of ["lmt", "post", "ioc", "fok"]) {
    await refused({ ...limit, orderType, limitPrice: undefined }, TypeError, "'limitPrice' is missing");
  }
  for (const orderType of ["stp", "take_profit"]) {
    await refused({ ...limit, orderType }, TypeError, "'stopPrice' is missing");
  }
  await refused({ ...limit, orderType: "mkt" }, RangeError, "'limitPrice' has no meaning for an order of type mkt");
  await refused({ ...limit, stopPrice: 1 }, RangeError, "'stopPrice' has no meaning for an order of type lmt");
  await refused({ ...limit, triggerSignal: "mark" }, RangeError, "it waits for no trigger");
  const trailing = { ...limit, orderType: "trailing_stop", limitPrice: undefined };
  await refused(trailing, TypeError, "'trailingStopMaxDeviation' is missing");
  await refused({ ...trailing, trailingStopMaxDeviation: 1 }, TypeError, "'trailingStopDeviationUnit' is missing");
  const percent = { ...trailing, trailingStopDeviationUnit: "PERCENT" };
  await refused({ ...percent, trailingStopMaxDeviation: 51 }, RangeError, "must be from 0.1 to 50 percent");
  await refused({ ...limit, trailingStopMaxDeviation: 1 }, RangeError, "are for orderType trailing_stop");
  const stop = { ...limit, orderType: "stp", stopPrice: 61_000 };
  await refused({ ...stop, limitPriceOffsetValue: 5 }, TypeError, "need each other");
  await refused(
    { ...stop, limitPriceOffsetValue: 5, limitPriceOffsetUnit: "PERCENT" },
    RangeError,
    "exclude each other",
  );
});

Deno.test("futuresOrder() refuses Spot's names with Kraken's Futures names, and options among the fields", async () => {
  const spot = { symbol: "PF_XBTUSD", side: "buy", ordertype: "limit", volume: "1", price: "59000" };
  await refused(spot, TypeError, "has no parameter 'ordertype'; did you mean 'orderType'?");
  await refused({ ...limit, live: true }, TypeError, "'live' is an option");
  await refused({ ...limit, size: 0 }, RangeError, "'size' must be above zero");
});

Deno.test("futuresOrder() shows a linear order with margin, fee and liquidation price, and sends nothing", async () => {
  const source = futuresSource();
  const preview = await futuresOrder(source, { ...limit, symbol: "btc-usd" });
  assertEquals(preview.symbol, "PF_XBTUSD");
  assertEquals(preview.notional, "29500.0");
  assertEquals([preview.initialMargin, preview.fee, preview.unit], ["295.0000", "5.9000", "USD"]);
  // 6000 of collateral less the fee back 0.5 BTC: (59000 − 5994.1 / 0.5) / 0.995 = 47248.04, up to the tick.
  assertEquals(preview.liquidationPrice, "47249");
  const text = preview.toString();
  for (
    const words of [
      "D R Y   R U N",
      "BUY 0.5 BTC at 59000 USD · lmt · PF_XBTUSD",
      "about 295 USD (1 %, cross margin)",
      "0.02 % as maker",
      "near 47249 USD",
      "the whole wallet flex backs it",
    ]
  ) assertStringIncludes(text, words);
  assertEquals(source.asked.some((path) => path.startsWith("POST")), false);
  assertEquals([preview.problems, preview.warnings], [[], []]);
});

Deno.test("futuresOrder() without a key assumes that only the initial margin backs the position, and says so", async () => {
  const preview = await futuresOrder(
    futuresSource({}, { key: false }),
    { ...limit, orderType: "mkt", limitPrice: undefined } as never,
  );
  assertEquals([preview.price, preview.exact, preview.initialMargin], ["60010", false, "300.0500"]);
  // (60010 − 300.05 / 0.5) / 0.995, up to the tick.
  assertEquals(preview.liquidationPrice, "59709");
  assertEquals(preview.positionBefore, undefined);
  assertStringIncludes(preview.toString(), "nothing but its initial margin backs it");
  assertStringIncludes(preview.toString(), "0.05 % as taker");
});

Deno.test("futuresOrder() reckons inverse contracts in coins", async () => {
  const preview = await futuresOrder(futuresSource(), {
    symbol: "PI_XBTUSD",
    side: "sell",
    orderType: "post",
    size: 10_000,
    limitPrice: 62_500,
  });
  assertEquals([preview.notional, preview.unit], ["10000", "BTC"]);
  assertEquals([preview.initialMargin, preview.fee], ["0.00320000", "0.00003200"]);
  // A short of 0.16 coins with 0.249968 in the wallet can't be liquidated.
  assertEquals(preview.liquidationPrice, undefined);
  assertStringIncludes(preview.toString(), "SELL 10000 contracts of 1 USD at 62500 USD");
  assertStringIncludes(preview.toString(), "no price would");
});

Deno.test("futuresOrder() takes isolated margin and the account's own margin steps where there are any", async () => {
  const account = [{
    ...contracts.linear,
    marginLevels: [{ numNonContractUnits: 0, initialMargin: 0.1, maintenanceMargin: 0.05 }],
  }];
  const own = await futuresOrder(
    futuresSource({ "trading/instruments": { instruments: account.map((each) => ({ ...each, restricted: false })) } }),
    limit,
  );
  assertEquals(own.initialMargin, "2950.0000");
  const isolated = await futuresOrder(
    futuresSource({ leveragepreferences: { leveragePreferences: [{ symbol: "PF_XBTUSD", maxLeverage: 5 }] } }),
    limit,
  );
  assertEquals(isolated.initialMargin, "5900.0000");
  assertStringIncludes(isolated.toString(), "isolated at 5×");
  // 5900 back it: (59000 − 11800) / 0.995.
  assertEquals(isolated.liquidationPrice, "47438");
});

Deno.test("futuresOrder() nets with the position that is there", async () => {
  const long = { openpositions: { openPositions: [{ symbol: "PF_XBTUSD", side: "long", size: 2, price: 50_000 }] } };
  const sell = { ...limit, side: "sell", orderType: "mkt", limitPrice: undefined, size: 1 } as never;
  const part = await futuresOrder(futuresSource(long), sell);
  assertEquals(
    [part.initialMargin, part.positionAfter?.size],
    ["0", "1"].map((each, at) => at === 0 ? "0.0000" : each),
  );
  assertStringIncludes(part.toString(), "realises");
  assertStringIncludes(part.toString(), "about 10000 USD");
  const turned = await futuresOrder(futuresSource(long), { ...sell as object, size: 3 } as never);
  assertEquals(turned.positionAfter?.size, "-1");
  assertStringIncludes(turned.warnings.join(), "turns the position round");
  const trimmed = await futuresOrder(futuresSource(long), { ...sell as object, size: 3, reduceOnly: true } as never);
  assertEquals(trimmed.positionAfter, null);
  assertStringIncludes(trimmed.warnings.join(), "reduceOnly trims it from 3 to 2");
});

Deno.test("futuresOrder() finds what Kraken would refuse: reduce-only, post-only, restriction, position limit, suspension", async () => {
  const problem = async (answers: Parameters<typeof futuresSource>[0], request: object) =>
    (await futuresOrder(futuresSource(answers), { ...limit, ...request } as never)).problems.join();
  assertStringIncludes(await problem({}, { reduceOnly: true }), "wouldNotReducePosition");
  const long = { openpositions: { openPositions: [{ symbol: "pf_xbtusd", side: "long", size: 2, price: 50_000 }] } };
  assertStringIncludes(await problem(long, { reduceOnly: true }), "the position is long itself");
  assertEquals(await problem({}, { reduceOnly: true, orderType: "stp", stopPrice: 61_000, limitPrice: 61_000 }), "");
  const postOnly = { instruments: { instruments: [{ ...contracts.linear, postOnly: true }] } };
  assertStringIncludes(await problem(postOnly, {}), "marketIsPostOnly");
  assertEquals(await problem(postOnly, { orderType: "post" }), "");
  assertStringIncludes(await problem({}, { size: 1201 }), "maxPositionViolation");
  const restricted = { "trading/instruments": { instruments: [{ ...contracts.linear, restricted: true }] } };
  assertStringIncludes(await problem(restricted, {}), "may only reduce positions");
  const ticker = { symbol: "PF_XBTUSD", markPrice: 60_000, indexPrice: 60_000, suspended: true };
  assertStringIncludes(await problem({ "tickers/PF_XBTUSD": { ticker } }, {}), "marketSuspended");
  await assertRejects(
    () => futuresOrder(futuresSource(restricted), limit, { live: true }),
    KrakenError,
    "Cannot order PF_XBTUSD as this account may only reduce positions in PF_XBTUSD. Nothing was sent",
  );
});

Deno.test("futuresOrder() warns of slips: far prices, crossing post-only, triggers that fire at once, too little margin", async () => {
  const warning = async (request: object, answers = {}) =>
    (await futuresOrder(futuresSource(answers), { ...limit, ...request } as never)).warnings.join();
  assertStringIncludes(await warning({ limitPrice: 590_000, size: "0.001" }), "more than 5 % above the mark price");
  assertStringIncludes(await warning({ limitPrice: 5_900 }), "more than 20 % away");
  assertStringIncludes(await warning({ orderType: "post", limitPrice: 60_010 }), "postWouldExecute");
  assertStringIncludes(await warning({ orderType: "ioc" }), "iocWouldNotExecute");
  const stop = { orderType: "stp", limitPrice: undefined };
  assertStringIncludes(
    await warning({ ...stop, stopPrice: 60_000 }),
    "not above the last price of 60005: it fires at once",
  );
  assertEquals(await warning({ ...stop, stopPrice: 61_000 }), "");
  assertStringIncludes(
    await warning({ ...stop, side: "sell", stopPrice: 61_000, triggerSignal: "mark" }),
    "not below the mark price",
  );
  assertEquals(await warning({ ...stop, orderType: "take_profit", stopPrice: 59_000 }), "");
  assertStringIncludes(await warning({ size: 10 }), "Kraken would probably answer insufficientAvailableFunds");
  const others = {
    openpositions: {
      openPositions: [{ symbol: "PF_ETHUSD", side: "long", size: 1, price: 3000 }, {
        symbol: "PI_XBTUSD",
        side: "long",
        size: 1,
        price: 3000,
      }],
    },
  };
  const preview = await futuresOrder(futuresSource(others), limit);
  assertStringIncludes(preview.assumes.join(), "positions in PF_ETHUSD are left out");
});

Deno.test("futuresOrder() turns a missing permission into a remark, and lets a refused key be seen", async () => {
  const denied = () => Response.json({ result: "error", error: "insufficientPrivileges", serverTime: "" });
  const preview = await futuresOrder(futuresSource({ openpositions: denied }), limit);
  assertStringIncludes(preview.warnings.join(), "positions unknown");
  const wrong = () => Response.json({ result: "error", error: "authenticationError", serverTime: "" });
  await assertRejects(() => futuresOrder(futuresSource({ accounts: wrong }), limit), ApiError, "authenticationError");
});

Deno.test("FuturesPreview.send() places the order once, exactly as it was shown", async () => {
  const source = futuresSource({ sendorder: sendOrder });
  const preview = await futuresOrder(source, { ...limit, symbol: "pf_xbtusd", cliOrdId: "a-1" });
  const order = await preview.send();
  assertEquals(source.bodies.at(-1), "orderType=lmt&symbol=PF_XBTUSD&side=buy&size=0.5&limitPrice=59000&cliOrdId=a-1");
  assertEquals([order.orderId, order.cliOrdId], [sendOrder.sendStatus.order_id, "a-1"]);
  await assertRejects(() => preview.send(), KrakenError, "was sent already: it was placed as");
  assertEquals(source.asked.filter((path) => path === "POST sendorder").length, 1);
  assertStringIncludes(preview.toString(), "S E N T");
});

Deno.test("futuresOrder() raises a refusal of Kraken's and a lost answer, and never sends twice", async () => {
  const source = futuresSource({ sendorder: sendOrderRefused });
  await assertRejects(
    () => futuresOrder(source, { ...limit, orderType: "post" }, { live: true }),
    ApiError,
    "postWouldExecute",
  );
  const lost = futuresSource({}, { broken: "sendorder" });
  const error = await assertRejects(() => futuresOrder(lost, limit, { live: true }), OutcomeUnknownError);
  assertEquals(error.clientOrderIds.length, 1);
  const sent = (each: { asked: string[] }) => each.asked.filter((path) => path === "POST sendorder").length;
  assertEquals([sent(source), sent(lost)], [1, 1]);
  await assertRejects(
    () => futuresOrder(source, limit, { live: "no" } as never),
    TypeError,
    "'live' must be true or false",
  );
});

Deno.test("LiveFuturesOrder says what was filled at once, and finds a closed order's fills in the history", async () => {
  const id = sendOrderFilled.sendStatus.order_id;
  const execution = (uid: string, quantity: string) => ({
    uid: `x${quantity}`,
    timestamp: 1,
    event: {
      execution: { execution: { uid: `f${quantity}`, order: { uid }, quantity, price: "1" }, takerReducedQuantity: "" },
    },
  });
  const source = futuresSource({
    "sendorder": sendOrderFilled,
    "orders/status": { orders: [] },
    "openorders": { openOrders: [] },
    "history/executions": { elements: [execution(id, "0.1"), execution("another", "5"), execution(id, "0.25")] },
  });
  const order = await futuresOrder(source, limit, { live: true });
  assertEquals(order.filledAtOnce, "0.01");
  const { open, status, filled, size } = await order.status();
  assertEquals({ open, status, filled, size }, { open: false, status: "closed", filled: "0.35", size: undefined });
});

Deno.test("LiveFuturesOrder.cancel() of an order that has ended is no failure, any other refusal is", async () => {
  const answers = {
    "sendorder": sendOrder,
    "cancelorder": { cancelStatus: { status: "notFound" } },
    "orders/status": { orders: [{ status: "FULLY_EXECUTED", order: { quantity: 0.5, filled: 0.5 } }] },
  };
  const order = await futuresOrder(futuresSource(answers), limit, { live: true });
  const { open, filled } = await order.cancel();
  assertEquals([open, filled], [false, "0.5"]);
  const other = await futuresOrder(
    futuresSource({ ...answers, cancelorder: { cancelStatus: { status: "brandNew" } } }),
    limit,
    { live: true },
  );
  await assertRejects(() => other.cancel(), ApiError, "brandNew");
});

Deno.test("LiveFuturesOrder.edit() checks tick and step before anything is sent", async () => {
  const source = futuresSource({ sendorder: sendOrder });
  const order = await futuresOrder(source, limit, { live: true });
  const asked = source.asked.length;
  await assertRejects(() => order.edit({ limitPrice: 59_000.5 }), RangeError, "the tick of PF_XBTUSD");
  await assertRejects(() => order.edit({ size: "0.00001" }), RangeError, "the size step of PF_XBTUSD");
  await assertRejects(() => order.edit({}), TypeError, "it must say what changes");
  await assertRejects(() => order.edit({ orderId: "x" } as never), TypeError, "'orderId' is no change");
  assertEquals(source.asked.length, asked);
});
