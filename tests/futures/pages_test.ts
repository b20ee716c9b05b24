import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Credentials } from "../../core/credentials.ts";
import type { CallOptions, Endpoint } from "../../core/endpoint.ts";
import { ApiError, KrakenError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { account, charts, history, market } from "../../futures/mod.ts";
import {
  accountLogPages,
  analyticsPages,
  candlePages,
  executionPages,
  fillPages,
  fundingRatePages,
  historyPages,
  liquidityPoolPages,
  marketExecutionPages,
  marketOrderPages,
  marketPricePages,
  orderPages,
  pages,
  positionPages,
  triggerPages,
} from "../../futures/pages.ts";

const NOW = 1_793_606_400_987;
const now = () => NOW;
const serverTime = "2026-11-02T08:00:00.000Z";

/** What a request asked for. */
type Asked = Record<string, string>;

/** The endpoint bound to a server that `answer` plays; it answers with JSON, and errors with a status. */
function bound<Params, Result>(
  endpoint: Endpoint<Params, Result>,
  answer: (asked: Asked, count: number) => unknown,
): { asked: Asked[]; call: (params: Params, options?: CallOptions) => Promise<Result> } {
  const asked: Asked[] = [];
  const fetch = (input: string | URL | Request): Promise<Response> => {
    asked.push(Object.fromEntries(new URL(String(input)).searchParams));
    const body = answer(asked.at(-1) ?? {}, asked.length);
    return Promise.resolve(body instanceof Response ? body : Response.json(body));
  };
  const credentials = new Credentials({ key: "made-up", secret: btoa("made-up secret") });
  return { asked, call: (params, options) => send({ credentials, fetch, tries: 1 }, endpoint, params, options) };
}

/** An account log as Kraken keeps it: filtered by ids and time, cut to `cap` rows. */
function log(ids: number[], cap: number) {
  return (asked: Asked) => {
    const { from = "1", to = "1e9", before = "Infinity", sort = "desc", count = "500" } = asked;
    const within = ids.filter((id) => id >= Number(from) && id <= Number(to) && NOW - 1e6 + id < Number(before));
    const sorted = within.toSorted((a, b) => sort === "asc" ? a - b : b - a);
    return { accountUid: "u", logs: sorted.slice(0, Math.min(cap, Number(count))).map((id) => ({ id })) };
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

Deno.test("accountLogPages loses nothing when Kraken cuts its pages silently", async () => {
  const { asked, call } = bound(history.accountLog, log(upTo(2300), 1000));
  const rows = await pages(call, {}, accountLogPages, { now }).all();
  assertEquals(rows.map(({ id }) => id), upTo(2300));
  assertEquals(asked.map(({ from }) => from), [undefined, "1001", "2001"]);
  assertEquals(asked[0], { count: "5000", sort: "asc", before: String(NOW) });
});

Deno.test("accountLogPages needs one request for a short log", async () => {
  const { asked, call } = bound(history.accountLog, log(upTo(20), 1000));
  assertEquals((await pages(call, {}, accountLogPages, { now }).all()).length, 20);
  assertEquals(asked.length, 1);
});

Deno.test("accountLogPages leaves out rows that come while it walks", async () => {
  const ids = upTo(1500);
  const server = log(ids, 1000);
  const { call } = bound(history.accountLog, (asked, count) => {
    if (count === 2) ids.push(2e6); // dated after the walk began
    return server(asked);
  });
  const rows = await pages(call, {}, accountLogPages, { now }).all();
  assertEquals(rows.map(({ id }) => id), upTo(1500));
});

Deno.test("accountLogPages walks backwards when it is told to, within the window and the filters", async () => {
  const { asked, call } = bound(history.accountLog, log(upTo(1200), 500));
  const walk = pages(
    call,
    { sort: "desc", since: new Date(5), before: new Date(NOW), info: "conversion" },
    accountLogPages,
  );
  const rows = await walk.all();
  assertEquals(rows.map(({ id }) => id), upTo(1200).reverse());
  assertEquals(asked.map(({ to }) => to), [undefined, "700", "200"]);
  assertEquals(new Set(asked.map(({ since, before, info }) => `${since} ${before} ${info}`)).size, 1);
});

Deno.test("accountLogPages goes on from a saved state", async () => {
  const { asked, call } = bound(history.accountLog, log(upTo(1500), 1000));
  const first = pages(call, { since: new Date(5) }, accountLogPages, { now });
  for await (const rows of first) {
    assertEquals(rows.length, 1000);
    break;
  }
  const resume = JSON.parse(JSON.stringify(first.state));
  const rest = await pages(call, {}, accountLogPages, { resume }).all();
  assertEquals(rest.map(({ id }) => id), upTo(1500).slice(1000));
  assertEquals(asked[1], { count: "5000", sort: "asc", since: "0", before: String(NOW), from: "1001" });
});

/** Events as Kraken pages them: by a token that holds the next index. */
function eventServer(count: number, size: number, event: unknown, { endless = false } = {}) {
  return ({ continuation_token: token = "0" }: Asked) => {
    const from = Number(token);
    const elements = upTo(count).slice(from, from + size).map((i) => ({ uid: `e${i}`, timestamp: i, event }));
    const next = Math.min(from + size, count);
    const more = endless || next < count ? { continuationToken: String(next) } : {};
    return { accountUid: "u", len: elements.length, elements, ...more };
  };
}

Deno.test("executionPages raises Kraken's error for a token that has expired, and keeps its place", async () => {
  const server = eventServer(30, 10, {});
  const { call } = bound(
    history.executions,
    (asked, count) =>
      count === 2
        ? Response.json({ result: "error", error: "invalidArgument: continuation_token", serverTime }, { status: 400 })
        : server(asked),
  );
  const walk = pages(call, {}, executionPages, { now });
  await assertRejects(() => walk.all(), ApiError, "invalidArgument: continuation_token");
  assertEquals([walk.state.rows, walk.state.next?.continuation_token], [10, "10"]);
  assertEquals((await walk.all()).length, 20, "a second loop goes on after the last page");
});

Deno.test("executionPages sends window, sort and filters with every token", async () => {
  const { asked, call } = bound(history.executions, eventServer(25, 10, {}));
  const params = { tradeable: "PF_XBTUSD", since: new Date(1e12) };
  const rows = await pages(call, params, executionPages, { now }).all();
  assertEquals(rows.map(({ uid }) => uid), upTo(25).map((i) => `e${i}`));
  const common = { count: "1000", sort: "asc", tradeable: "PF_XBTUSD", since: "1000000000000", before: String(NOW) };
  assertEquals(asked, [common, { ...common, continuation_token: "10" }, { ...common, continuation_token: "20" }]);
});

Deno.test("executionPages goes on after a page that filters have emptied", async () => {
  const { call } = bound(history.executions, ({ continuation_token: token }) => ({
    accountUid: "u",
    len: 0,
    elements: token === "b" ? [{ uid: "e", timestamp: 1, event: {} }] : [],
    continuationToken: token === undefined ? "a" : token === "a" ? "b" : "",
  }));
  assertEquals((await pages(call, {}, executionPages).all()).map(({ uid }) => uid), ["e"]);
});

Deno.test("orderPages ends when the token leads nowhere new", async () => {
  const { asked, call } = bound(history.orders, eventServer(20, 10, {}, { endless: true }));
  assertEquals((await pages(call, {}, orderPages).all()).length, 20);
  assertEquals(asked.map(({ continuation_token: token }) => token), [undefined, "10", "20"]);
});

Deno.test("triggerPages and positionPages keep the filters of their own", async () => {
  const triggers = bound(history.triggers, eventServer(12, 10, {}));
  await pages(triggers.call, { opened: true }, triggerPages).all();
  assertEquals(triggers.asked.map(({ opened }) => opened), ["true", "true"]);
  const positions = bound(history.positions, eventServer(12, 10, {}));
  await pages(positions.call, { funding_realization: true, sort: "desc" }, positionPages).all();
  assertEquals(positions.asked.map((asked) => [asked["funding_realization"], asked["sort"]]), [
    ["true", "desc"],
    ["true", "desc"],
  ]);
});

Deno.test("marketExecutionPages, marketOrderPages and marketPricePages keep their contract", async () => {
  const executions = bound(history.marketExecutions, eventServer(12, 10, {}));
  assertEquals((await pages(executions.call, { tradeable: "PF_XBTUSD" }, marketExecutionPages).all()).length, 12);
  const orders = bound(history.marketOrders, eventServer(12, 10, {}));
  assertEquals((await pages(orders.call, { tradeable: "PF_XBTUSD" }, marketOrderPages).all()).length, 12);
});

Deno.test("marketPricePages tells events without id apart by time and price", async () => {
  const { call } = bound(history.marketPrice, ({ continuation_token: token }) => ({
    len: 2,
    elements: [1, 2].map((i) => ({
      uid: "",
      timestamp: token ? 2 : 1,
      event: { MarkPriceChanged: { price: String(i) } },
    })),
    ...(token ? {} : { continuationToken: "t" }),
  }));
  const rows = await pages(call, { tradeable: "PF_XBTUSD" }, marketPricePages).all();
  assertEquals(rows.map(({ timestamp, event }) => `${timestamp} ${event.MarkPriceChanged.price}`), [
    "1 1",
    "1 2",
    "2 1",
    "2 2",
  ]);
});

/** Fills as Kraken gives them: the 100 newest before a time, which is excluded. */
function fillServer(times: number[]) {
  return ({ lastFillTime }: Asked) => {
    const before = lastFillTime === undefined ? Infinity : Date.parse(lastFillTime);
    const rows = times.map((time, i) => ({ fill_id: `f${i}`, fillTime: new Date(time).toISOString() }));
    const newest = rows.reverse().filter(({ fillTime }) => Date.parse(fillTime) < before).slice(0, 100);
    return { result: "success", fills: newest, serverTime };
  };
}

Deno.test("fillPages loses no fill of a millisecond that two pages share", async () => {
  const times = upTo(250).map((i) => 1e12 + Math.floor(i / 3));
  const { asked, call } = bound(account.fills, fillServer(times));
  const rows = await pages(call, {}, fillPages).all({ oldestFirst: true });
  assertEquals(rows.map(({ fill_id }) => fill_id), times.map((_, i) => `f${i}`));
  assertEquals(asked[0], {}, "the first page is the cheap one");
});

Deno.test("fillPages says so when more fills share a millisecond than a page holds", async () => {
  const { call } = bound(account.fills, fillServer(upTo(150).map(() => 1e12)));
  await assertRejects(() => pages(call, {}, fillPages).all(), KrakenError, "leads back to this one");
});

Deno.test("fillPages begins before a time that the caller gives", async () => {
  const { asked, call } = bound(account.fills, fillServer([1e12, 1e12 + 5]));
  const rows = await pages(call, { lastFillTime: new Date(1e12 + 5) }, fillPages).all();
  assertEquals(rows.map(({ fill_id }) => fill_id), ["f0"]);
  assertEquals(asked, [{ lastFillTime: "2001-09-09T01:46:40.005Z" }]);
});

Deno.test("historyPages walks public trades back in time", async () => {
  const times = upTo(150).map((i) => 1e12 + i);
  const { asked, call } = bound(market.history, ({ lastTime }) => {
    const before = lastTime === undefined ? Infinity : Date.parse(lastTime);
    const newest = times.toReversed().filter((time) => time < before).slice(0, 100);
    const rows = newest.map((time) => ({ time: new Date(time).toISOString(), price: 1, size: 1, side: "buy" }));
    return { result: "success", history: rows, serverTime };
  });
  const rows = await pages(call, { symbol: "PF_XBTUSD" }, historyPages).all({ oldestFirst: true });
  assertEquals(rows.map(({ time }) => Date.parse(time)), times);
  assertEquals(asked.map(({ symbol }) => symbol), ["PF_XBTUSD", "PF_XBTUSD"]);
});

Deno.test("fundingRatePages is one page", async () => {
  const rates = [{ timestamp: "2026-11-02T07:00:00Z", fundingRate: 0.3, relativeFundingRate: 0.000003 }];
  const { asked, call } = bound(market.historicalFundingRates, () => ({ result: "success", rates, serverTime }));
  assertEquals(await pages(call, { symbol: "PF_XBTUSD" }, fundingRatePages).all(), rates);
  assertEquals(asked, [{ symbol: "PF_XBTUSD" }]);
});

Deno.test("candlePages needs a time to begin at", () => {
  const { call } = bound(charts.candles, () => ({}));
  assertThrows(
    () => pages(call, { tick_type: "trade", symbol: "PF_XBTUSD", resolution: "1m" }, candlePages),
    TypeError,
    "Cannot walk candles as 'from' is missing",
  );
});

Deno.test("candlePages goes on while Kraken says that there are more", async () => {
  const all = upTo(5).map((i) => ({
    time: 1e12 + i * 60_000,
    open: "1",
    high: "1",
    low: "1",
    close: "1",
    volume: "0",
  }));
  const { asked, call } = bound(charts.candles, ({ from }) => {
    const rest = all.filter(({ time }) => time >= Number(from) * 1000);
    return { candles: rest.slice(0, 2), more_candles: rest.length > 2 };
  });
  const params = { tick_type: "trade", symbol: "PF_XBTUSD", resolution: "1m", from: new Date(1e12) } as const;
  const rows = await pages(call, params, candlePages, { now }).all();
  assertEquals(rows, all);
  assertEquals(asked.map(({ from, to }) => [from, to]), [
    ["1000000000", "1793606400"],
    ["1000000121", "1793606400"],
    ["1000000241", "1793606400"],
  ]);
});

Deno.test("analyticsPages turns columns into rows, one a bucket, whatever their nesting", async () => {
  const { asked, call } = bound(charts.analytics, ({ since }) => ({
    result: since === "0"
      ? {
        timestamp: [0, 60],
        more: true,
        data: { bid: { best_price: ["1", null] }, ask: { best_price: ["2", "3"] } },
      }
      : { timestamp: [120], more: false, data: { bid: { best_price: ["4"] }, ask: { best_price: ["5"] } } },
    errors: [],
  }));
  const params = { symbol: "PF_XBTUSD", analytics_type: "spreads", since: new Date(0), interval: 60 } as const;
  const rows = await pages(call, params, analyticsPages, { now }).all();
  assertEquals(rows, [
    { time: 0, values: { bid: { best_price: "1" }, ask: { best_price: "2" } } },
    { time: 60_000, values: { bid: { best_price: null }, ask: { best_price: "3" } } },
    { time: 120_000, values: { bid: { best_price: "4" }, ask: { best_price: "5" } } },
  ]);
  assertEquals(asked.map(({ since, to }) => [since, to]), [["0", "1793606400"], ["120", "1793606400"]]);
});

Deno.test("liquidityPoolPages gives the value of each bucket", async () => {
  const { call } = bound(charts.liquidityPool, () => ({
    result: { timestamp: [60], more: false, data: { usdValue: ["10"] } },
    errors: [],
  }));
  const rows = await pages(call, { since: 0, interval: 60 }, liquidityPoolPages, { now }).all();
  assertEquals(rows, [{ time: 60_000, values: { usdValue: "10" } }]);
});
