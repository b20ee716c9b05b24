import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../core/send.ts";
import { charts } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/charts.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "tickTypes",
  endpoint: charts.tickTypes,
  params: {},
  path: "/api/charts/v1/",
  answer: fixtures.tickTypes,
});

tests({
  name: "symbols",
  endpoint: charts.symbols,
  params: { tick_type: "mark" },
  path: "/api/charts/v1/mark",
  answer: fixtures.symbols,
});

tests({
  name: "resolutions",
  endpoint: charts.resolutions,
  params: { tick_type: "spot", symbol: "PF_XBTUSD" },
  path: "/api/charts/v1/spot/PF_XBTUSD",
  answer: fixtures.resolutions,
});

tests({
  name: "candles",
  endpoint: charts.candles,
  params: {
    tick_type: "trade",
    symbol: "PF_XBTUSD",
    resolution: "1h",
    from: new Date(1_793_606_400_999),
    to: 1_793_610_000,
    count: 0,
  },
  path: "/api/charts/v1/trade/PF_XBTUSD/1h?from=1793606400&to=1793610000&count=0",
  answer: fixtures.candles,
});

tests({
  name: "liquidityPool",
  endpoint: charts.liquidityPool,
  params: { since: 1_793_606_400, interval: 300, to: new Date(1_793_610_000_000) },
  path: "/api/charts/v1/analytics/liquidity-pool?since=1793606400&interval=300&to=1793610000",
  answer: fixtures.liquidityPool,
});

tests({
  name: "analytics",
  endpoint: charts.analytics,
  params: {
    symbol: "PF_XBTUSD",
    analytics_type: "open-interest",
    since: 1_793_606_400,
    interval: 604_800,
    to: 1_793_610_000,
  },
  path: "/api/charts/v1/analytics/PF_XBTUSD/open-interest?since=1793606400&interval=604800&to=1793610000",
  answer: fixtures.analytics,
});

Deno.test("candles takes milliseconds for a slip", async () => {
  const { options, asked } = calling(fixtures.candles);
  await assertRejects(
    () =>
      send(options, charts.candles, {
        tick_type: "trade",
        symbol: "PF_XBTUSD",
        resolution: "1h",
        from: 1_793_606_400_000,
      }),
    RangeError,
    "'from' must be Unix seconds (this looks like milliseconds: divide by 1000 or pass a Date)",
  );
  assertEquals(asked, []);
});

Deno.test("candles refuses a width that Kraken does not have", async () => {
  const { options, asked } = calling(fixtures.candles);
  await assertRejects(
    () => send(options, charts.candles, { tick_type: "trade", symbol: "PF_XBTUSD", resolution: "2h" as "1h" }),
    RangeError,
    "'resolution' must be one of 1m, 5m, 15m, 30m, 1h, 4h, 12h, 1d, 1w",
  );
  assertEquals(asked, []);
});

Deno.test("analytics names the nearest kind", async () => {
  const { options, asked } = calling(fixtures.analytics);
  await assertRejects(
    () =>
      send(options, charts.analytics, {
        symbol: "PF_XBTUSD",
        analytics_type: "open_interest" as "cvd",
        since: 0,
        interval: 60,
      }),
    RangeError,
    `(did you mean "open-interest"?): current value is "open_interest"`,
  );
  assertEquals(asked, []);
});

Deno.test("analytics refuses a bucket that Kraken does not have", async () => {
  const { options, asked } = calling(fixtures.analytics);
  await assertRejects(
    () =>
      send(options, charts.analytics, {
        symbol: "PF_XBTUSD",
        analytics_type: "cvd",
        since: 0,
        interval: 120 as 60,
      }),
    RangeError,
    "'interval' must be one of 60, 300, 900, 1800, 3600, 14400, 43200, 86400, 604800: current value is 120",
  );
  assertEquals(asked, []);
});
