import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../core/send.ts";
import { margining } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/margining.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "portfolioMarginingParameters",
  endpoint: margining.portfolioMarginingParameters,
  params: {},
  path: "/derivatives/api/v3/portfolio-margining/parameters",
  answer: fixtures.portfolioMarginingParameters,
});

tests({
  name: "portfolioMarginingSimulate",
  endpoint: margining.portfolioMarginingSimulate,
  params: { json: { positions: [{ instrument: "PF_XBTUSD", size: "-0.50", entryPrice: 84_000 }] } },
  path: "/derivatives/api/v3/portfolio-margining/simulate",
  body: `json=${encodeURIComponent('{"positions":[{"instrument":"PF_XBTUSD","size":-0.50,"entryPrice":84000}]}')}`,
  answer: fixtures.portfolioMarginingSimulate,
});

tests({
  name: "portfolioMarginingSimulateIv",
  endpoint: margining.portfolioMarginingSimulateIv,
  params: { json: { options: [{ instrument: "OF_XBTUSD_261225_100000_C", price: 1200.5 }] } },
  path: "/derivatives/api/v3/portfolio-margining/simulate-iv",
  body: `json=${encodeURIComponent('{"options":[{"instrument":"OF_XBTUSD_261225_100000_C","price":1200.5}]}')}`,
  answer: fixtures.portfolioMarginingSimulateIv,
});

tests({
  name: "initialMargin",
  endpoint: margining.initialMargin,
  params: { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 0.01, limitPrice: "84190" },
  path: "/derivatives/api/v3/initialmargin?orderType=lmt&symbol=PF_XBTUSD&side=buy&size=0.01&limitPrice=84190",
  answer: fixtures.initialMargin,
});

tests({
  name: "maxOrderSize",
  endpoint: margining.maxOrderSize,
  params: { orderType: "mkt", symbol: "PF_XBTUSD", limitPrice: 84_190 },
  path: "/derivatives/api/v3/initialmargin/maxordersize?orderType=mkt&symbol=PF_XBTUSD&limitPrice=84190",
  answer: fixtures.maxOrderSize,
});

Deno.test("portfolioMarginingSimulate says which position is wrong, and how", async () => {
  const { options, asked } = calling(fixtures.portfolioMarginingSimulate);
  const good = { instrument: "PF_XBTUSD", size: 1, entryPrice: 84_000 };
  await assertRejects(
    () =>
      send(options, margining.portfolioMarginingSimulate, {
        json: { positions: [good, { ...good, entryPrice: "84,000" }] },
      }),
    RangeError,
    "'json' 'positions' item 1 'entryPrice' must be plain decimal text",
  );
  assertEquals(asked, []);
});
