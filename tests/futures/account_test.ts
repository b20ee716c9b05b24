import { assertEquals, assertRejects } from "@std/assert";
import { ApiError, KrakenError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { account } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/account.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "accounts",
  endpoint: account.accounts,
  params: {},
  path: "/derivatives/api/v3/accounts",
  answer: fixtures.accounts,
});

tests({
  name: "openPositions",
  endpoint: account.openPositions,
  params: {},
  path: "/derivatives/api/v3/openpositions",
  answer: fixtures.openPositions,
});

tests({
  name: "unwindQueue",
  endpoint: account.unwindQueue,
  params: {},
  path: "/derivatives/api/v3/unwindqueue",
  answer: fixtures.unwindQueue,
});

tests({
  name: "fills",
  endpoint: account.fills,
  params: { lastFillTime: "2026-11-02T08:00:00.1Z" },
  path: "/derivatives/api/v3/fills?lastFillTime=2026-11-02T08%3A00%3A00.1Z",
  answer: fixtures.fills,
});

tests({
  name: "notifications",
  endpoint: account.notifications,
  params: {},
  path: "/derivatives/api/v3/notifications",
  answer: fixtures.notifications,
});

tests({
  name: "feeScheduleVolumes",
  endpoint: account.feeScheduleVolumes,
  params: {},
  path: "/derivatives/api/v3/feeschedules/volumes",
  answer: fixtures.feeScheduleVolumes,
});

tests({
  name: "tradingInstruments",
  endpoint: account.tradingInstruments,
  params: { contractType: ["futures_inverse", "futures_vanilla"] },
  path: "/derivatives/api/v3/trading/instruments?contractType=futures_inverse&contractType=futures_vanilla",
  answer: fixtures.tradingInstruments,
});

Deno.test("accounts says which key it needs", async () => {
  const { options, asked } = calling(fixtures.accounts);
  const error = await assertRejects(
    () => send({ ...options, credentials: undefined }, account.accounts, {}),
    KrakenError,
    'needs an API key with the permission "General API - Read Only"',
  );
  assertEquals([error.category, asked], ["auth", []]);
});

Deno.test("accounts raises an error that comes with HTTP 200", async () => {
  const { options } = calling({ result: "error", error: "authenticationError", serverTime: "2026-11-02T08:00:00Z" });
  const error = await assertRejects(() => send(options, account.accounts, {}), ApiError);
  assertEquals(error.errors, ["authenticationError"]);
});

Deno.test("fills costs 25 as soon as it goes back in time", () => {
  assertEquals(account.fills.costOf?.({}), 2);
  assertEquals(account.fills.costOf?.({ lastFillTime: new Date(0) }), 25);
});
