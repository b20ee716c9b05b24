import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../core/send.ts";
import { subaccounts } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/subaccounts.ts";
import { calling, tests } from "./_calling.ts";

const UID = "7f5c0000-0000-4000-8000-000000000001";

tests({
  name: "subaccounts",
  endpoint: subaccounts.subaccounts,
  params: {},
  path: "/derivatives/api/v3/subaccounts",
  answer: fixtures.subaccounts,
});

tests({
  name: "subaccountTradingEnabled",
  endpoint: subaccounts.subaccountTradingEnabled,
  params: { subaccountUid: UID },
  path: `/derivatives/api/v3/subaccount/${UID}/trading-enabled`,
  answer: fixtures.subaccountTradingEnabled,
});

tests({
  name: "setSubaccountTradingEnabled",
  endpoint: subaccounts.setSubaccountTradingEnabled,
  params: { subaccountUid: UID, tradingEnabled: false },
  path: `/derivatives/api/v3/subaccount/${UID}/trading-enabled`,
  body: "tradingEnabled=false",
  answer: fixtures.setSubaccountTradingEnabled,
});

Deno.test("setSubaccountTradingEnabled refuses text that only looks like a yes", async () => {
  const { options, asked } = calling(fixtures.setSubaccountTradingEnabled);
  await assertRejects(
    () =>
      send(options, subaccounts.setSubaccountTradingEnabled, { subaccountUid: UID, tradingEnabled: "true" as never }),
    TypeError,
    `'tradingEnabled' must be true or false: current value is "true"`,
  );
  assertEquals(asked, []);
});
