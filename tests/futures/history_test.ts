import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { history } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/history.ts";
import { calling, tests } from "./_calling.ts";

const query = {
  since: new Date(1_793_606_400_000),
  before: 1_793_610_000_000,
  sort: "asc",
  continuation_token: "a+b=",
  count: 500,
} as const;
const written = "since=1793606400000&before=1793610000000&sort=asc&continuation_token=a%2Bb%3D&count=500";

tests({
  name: "executions",
  endpoint: history.executions,
  params: { ...query, tradeable: "PF_XBTUSD" },
  path: `/api/history/v3/executions?${written}&tradeable=PF_XBTUSD`,
  answer: fixtures.executions,
});

tests({
  name: "orders",
  endpoint: history.orders,
  params: { ...query, tradeable: "PF_XBTUSD", opened: true, closed: false },
  path: `/api/history/v3/orders?${written}&tradeable=PF_XBTUSD&opened=true&closed=false`,
  answer: fixtures.orders,
});

tests({
  name: "triggers",
  endpoint: history.triggers,
  params: { ...query, tradeable: "PF_XBTUSD", opened: false, closed: true },
  path: `/api/history/v3/triggers?${written}&tradeable=PF_XBTUSD&opened=false&closed=true`,
  answer: fixtures.triggers,
});

tests({
  name: "positions",
  endpoint: history.positions,
  params: {
    ...query,
    tradeable: "PF_XBTUSD",
    opened: true,
    closed: true,
    increased: true,
    decreased: true,
    reversed: true,
    no_change: true,
    trades: true,
    funding_realization: true,
    settlement: false,
  },
  path: `/api/history/v3/positions?${written}&tradeable=PF_XBTUSD&opened=true&closed=true&increased=true` +
    "&decreased=true&reversed=true&no_change=true&trades=true&funding_realization=true&settlement=false",
  answer: fixtures.positions,
});

tests({
  name: "accountLog",
  endpoint: history.accountLog,
  params: {
    since: 0,
    before: new Date(1_793_610_000_000),
    from: 1,
    to: 7201,
    sort: "desc",
    info: ["futures trade", "funding rate change"],
    count: 100_000,
    conversion_details: true,
  },
  path: "/api/history/v3/account-log?since=0&before=1793610000000&from=1&to=7201&sort=desc&info=futures%20trade" +
    "&info=funding%20rate%20change&count=100000&conversion_details=true",
  answer: fixtures.accountLog,
});

Deno.test("accountLogCsv refuses what it has no parameter for, and nonsense, before any I/O", async () => {
  const { options, asked } = calling(fixtures.accountLogCsv);
  const call = (params: object) => () => send(options, history.accountLogCsv, params);
  await assertRejects(call({ conversion_detail: true }), TypeError, "did you mean 'conversion_details'?");
  await assertRejects(call({ conversion_details: "yes" }), TypeError, "'conversion_details' must be true or false");
  assertEquals(asked, []);
});

Deno.test("accountLogCsv writes its parameter and streams the file", async () => {
  const { options, asked } = calling(fixtures.accountLogCsv);
  const stream = await send(options, history.accountLogCsv, { conversion_details: true });
  assertEquals(await new Response(stream).text(), fixtures.accountLogCsv);
  assertEquals(asked[0]?.line, "GET https://futures.kraken.com/api/history/v3/accountlogcsv?conversion_details=true");
  assertEquals(asked[0]?.headers.has("Authent"), true);
});

tests({
  name: "marketExecutions",
  endpoint: history.marketExecutions,
  params: { tradeable: "PF_XBTUSD", ...query },
  path: `/api/history/v3/market/PF_XBTUSD/executions?${written}`,
  answer: fixtures.marketExecutions,
});

tests({
  name: "marketOrders",
  endpoint: history.marketOrders,
  params: { tradeable: "PF_XBTUSD", ...query },
  path: `/api/history/v3/market/PF_XBTUSD/orders?${written}`,
  answer: fixtures.marketOrders,
});

tests({
  name: "marketPrice",
  endpoint: history.marketPrice,
  params: { tradeable: "PF_XBTUSD", ...query },
  path: `/api/history/v3/market/PF_XBTUSD/price?${written}`,
  answer: fixtures.marketPrice,
});

Deno.test("executions takes seconds for a slip", async () => {
  const { options, asked } = calling(fixtures.executions);
  await assertRejects(
    () => send(options, history.executions, { since: 1_793_606_400 }),
    RangeError,
    "'since' must be Unix milliseconds (this looks like seconds: multiply by 1000 or pass a Date)",
  );
  await assertRejects(
    () => send(options, history.executions, { since: new Date(NaN) }),
    RangeError,
    "'since' must be a Date or whole Unix milliseconds: current value is an invalid Date",
  );
  assertEquals(asked, []);
});

Deno.test("executions raises the reason of a refusal (HTTP 401)", async () => {
  const { options } = calling({ status: "unauthorized", reason: "missing APIKey header" }, 401);
  const error = await assertRejects(() => send(options, history.executions, {}), ApiError);
  assertEquals(error.errors, ["missing APIKey header"]);
});

Deno.test("accountLog refuses more rows than Kraken gives", async () => {
  const { options, asked } = calling(fixtures.accountLog);
  await assertRejects(
    () => send(options, history.accountLog, { count: 100_001 }),
    RangeError,
    "'count' must be a whole number from 1 to 100000: current value is 100001",
  );
  assertEquals(asked, []);
});

Deno.test("accountLog costs by the number of rows, 500 when nothing is said", () => {
  const costs = [undefined, 1, 25, 26, 50, 51, 1000, 1001, 5000, 5001, 100_000].map((count) =>
    history.accountLog.costOf?.(count === undefined ? {} : { count })
  );
  assertEquals(costs, [3, 1, 1, 2, 2, 3, 3, 6, 6, 10, 10]);
});

Deno.test("accountLogCsv raises a refusal although it expects a file", async () => {
  const { options } = calling({ status: "unauthorized", reason: "missing APIKey header" }, 401);
  await assertRejects(() => send(options, history.accountLogCsv, {}), ApiError, "missing APIKey header");
});
