import { assertEquals } from "@std/assert";
import { depositStatus, type DepositStatusParams } from "../../../spot/funding/deposit_status.ts";
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
} satisfies DepositStatusParams;

Deno.test("depositStatus names the nearest parameter", async () => {
  await refused(depositStatus, { cursors: true }, TypeError, "did you mean 'cursor'?");
});

Deno.test("depositStatus refuses a cursor that is neither text nor truth", async () => {
  await refused(depositStatus, { cursor: 2 }, TypeError, "'cursor' must be true, false or text: current value is 2");
});

Deno.test("depositStatus refuses a page without rows", async () => {
  await refused(depositStatus, { limit: 0 }, RangeError, "'limit' must be a whole number of at least 1");
});

Deno.test("depositStatus refuses milliseconds for seconds", async () => {
  await refused(
    depositStatus,
    { start: 1793534400000 },
    RangeError,
    "'start' must be Unix seconds (this looks like milliseconds",
  );
});

Deno.test("depositStatus refuses an unknown class", async () => {
  await refused(depositStatus, { aclass: "crypto" }, RangeError, "must be one of currency, tokenized_asset");
});

Deno.test("depositStatus writes all parameters", async () => {
  assertEquals(await sent(depositStatus, ALL, fixtures.depositStatusPage), {
    line: "POST /0/private/DepositStatus",
    body:
      "asset=XBT&aclass=currency&method=Bitcoin&start=1790812800&end=1793491200&cursor=cGFnZS0y&limit=25&rebase_multiplier=base",
    result: fixtures.depositStatusPage,
  });
});

Deno.test("depositStatus asks for the first page with true", async () => {
  assertEquals(await sent(depositStatus, { cursor: true }, fixtures.depositStatusPage), {
    line: "POST /0/private/DepositStatus",
    body: "cursor=true",
    result: fixtures.depositStatusPage,
  });
});

Deno.test("depositStatus answers with an array without a cursor", async () => {
  assertEquals(await sent(depositStatus, {}, fixtures.depositStatus), {
    line: "POST /0/private/DepositStatus",
    body: "",
    result: fixtures.depositStatus,
  });
});
