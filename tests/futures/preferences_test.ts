import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { preferences } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/preferences.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "leveragePreferences",
  endpoint: preferences.leveragePreferences,
  params: {},
  path: "/derivatives/api/v3/leveragepreferences",
  answer: fixtures.leveragePreferences,
});

tests({
  name: "setLeveragePreference",
  endpoint: preferences.setLeveragePreference,
  params: { symbol: "PF_XBTUSD", maxLeverage: 10.5 },
  path: "/derivatives/api/v3/leveragepreferences",
  body: "symbol=PF_XBTUSD&maxLeverage=10.5",
  answer: fixtures.setLeveragePreference,
});

tests({
  name: "pnlPreferences",
  endpoint: preferences.pnlPreferences,
  params: {},
  path: "/derivatives/api/v3/pnlpreferences",
  answer: fixtures.pnlPreferences,
});

tests({
  name: "setPnlPreference",
  endpoint: preferences.setPnlPreference,
  params: { symbol: "PF_XBTUSD", pnlPreference: "BTC" },
  path: "/derivatives/api/v3/pnlpreferences",
  body: "symbol=PF_XBTUSD&pnlPreference=BTC",
  answer: fixtures.setPnlPreference,
});

tests({
  name: "selfTradeStrategy",
  endpoint: preferences.selfTradeStrategy,
  params: {},
  path: "/derivatives/api/v3/self-trade-strategy",
  answer: fixtures.selfTradeStrategy,
});

tests({
  name: "setSelfTradeStrategy",
  endpoint: preferences.setSelfTradeStrategy,
  params: { strategy: "CANCEL_MAKER_ANY" },
  path: "/derivatives/api/v3/self-trade-strategy",
  body: "strategy=CANCEL_MAKER_ANY",
  answer: fixtures.setSelfTradeStrategy,
});

tests({
  name: "optionsMmGreekLimits",
  endpoint: preferences.optionsMmGreekLimits,
  params: {},
  path: "/derivatives/api/v3/options-mm-greek-limits",
  answer: fixtures.optionsMmGreekLimits,
});

tests({
  name: "setOptionsMmGreekLimits",
  endpoint: preferences.setOptionsMmGreekLimits,
  params: { currency: "BTC", deltaLimit: "12.50", vegaLimit: 0 },
  path: "/derivatives/api/v3/options-mm-greek-limits",
  body: "currency=BTC&deltaLimit=12.50&vegaLimit=0",
  answer: fixtures.setOptionsMmGreekLimits,
});

tests({
  name: "deleteOptionsMmGreekLimits",
  endpoint: preferences.deleteOptionsMmGreekLimits,
  params: { currency: "BTC" },
  path: "/derivatives/api/v3/options-mm-greek-limits?currency=BTC",
  answer: fixtures.deleteOptionsMmGreekLimits,
});

Deno.test("setLeveragePreference refuses a leverage of 0, which is not how cross margin is asked for", async () => {
  const { options, asked } = calling(fixtures.setLeveragePreference);
  await assertRejects(
    () => send(options, preferences.setLeveragePreference, { symbol: "PF_XBTUSD", maxLeverage: 0 }),
    RangeError,
    "'maxLeverage' must be above zero: current value is 0",
  );
  assertEquals(asked, []);
});

Deno.test("setLeveragePreference explains Kraken's number", async () => {
  const { options } = calling({
    result: "error",
    errors: [{ code: 41, message: "Would cause liquidation" }],
    serverTime: "2026-11-02T08:00:00.000Z",
  });
  await assertRejects(
    () => send(options, preferences.setLeveragePreference, { symbol: "PF_XBTUSD", maxLeverage: 50 }),
    ApiError,
    "Would cause liquidation (code 41: would cause liquidation)",
  );
});

Deno.test("setOptionsMmGreekLimits raises the refusal of accounts that make no markets (HTTP 403)", async () => {
  const { options } = calling({ result: "error", error: "accountInactive", serverTime: "2026-11-02T08:00:00Z" }, 403);
  const error = await assertRejects(
    () => send(options, preferences.setOptionsMmGreekLimits, { currency: "BTC" }),
    ApiError,
  );
  assertEquals(error.errors, ["accountInactive"]);
});
