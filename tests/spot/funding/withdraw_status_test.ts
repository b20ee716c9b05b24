import { assertEquals } from "@std/assert";
import { withdrawStatus, type WithdrawStatusParams } from "../../../spot/funding/withdraw_status.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = {
  asset: "XBT",
  aclass: "currency",
  method: "Bitcoin",
  start: new Date("2026-10-01T00:00:00Z"),
  end: "1793491200",
  cursor: "cGFnZS0y",
  limit: 25,
  rebase_multiplier: "base",
} satisfies WithdrawStatusParams;

Deno.test("withdrawStatus names the nearest parameter", async () => {
  await refused(withdrawStatus, { cursors: true }, TypeError, "did you mean 'cursor'?");
});

Deno.test("withdrawStatus refuses a cursor that is neither text nor truth", async () => {
  await refused(withdrawStatus, { cursor: 2 }, TypeError, "'cursor' must be true, false or text: current value is 2");
});

Deno.test("withdrawStatus refuses a page without rows", async () => {
  await refused(withdrawStatus, { limit: 0 }, RangeError, "'limit' must be a whole number of at least 1");
});

Deno.test("withdrawStatus refuses milliseconds for seconds", async () => {
  await refused(
    withdrawStatus,
    { start: 1793534400000 },
    RangeError,
    "'start' must be Unix seconds (this looks like milliseconds",
  );
});

Deno.test("withdrawStatus refuses an unknown class", async () => {
  await refused(withdrawStatus, { aclass: "crypto" }, RangeError, "must be one of currency, tokenized_asset");
});

Deno.test("withdrawStatus writes all parameters", async () => {
  assertEquals(await sent(withdrawStatus, ALL, fixtures.withdrawStatusPage), {
    line: "POST /0/private/WithdrawStatus",
    body:
      "asset=XBT&aclass=currency&method=Bitcoin&start=1790812800&end=1793491200&cursor=cGFnZS0y&limit=25&rebase_multiplier=base",
    result: fixtures.withdrawStatusPage,
  });
});

Deno.test("withdrawStatus asks for the first page with true", async () => {
  assertEquals(await sent(withdrawStatus, { cursor: true }, fixtures.withdrawStatusPage), {
    line: "POST /0/private/WithdrawStatus",
    body: "cursor=true",
    result: fixtures.withdrawStatusPage,
  });
});

Deno.test("withdrawStatus answers with an array without a cursor", async () => {
  assertEquals(await sent(withdrawStatus, {}, fixtures.withdrawStatus), {
    line: "POST /0/private/WithdrawStatus",
    body: "",
    result: fixtures.withdrawStatus,
  });
});
