import { assertEquals } from "@std/assert";
import { listWithdrawals, type ListWithdrawalsParams } from "../../../../spot/funding/beta/list_withdrawals.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  "asset[class]": "currency",
  "asset[name]": "USDC",
  "scope[method_id]": "m",
  status: "success",
  start_time: new Date("2026-10-01T00:00:00Z"),
  end_time: "2026-11-01T00:00:00Z",
  rebase_multiplier: "base",
  limit: 20,
  account_id: "AA00",
} satisfies ListWithdrawalsParams;

Deno.test("listWithdrawals names the nearest parameter", async () => {
  await refused(listWithdrawals, { starttime: "x" }, TypeError, "did you mean 'start_time'?");
});

Deno.test("listWithdrawals refuses a page of more than 500 rows", async () => {
  await refused(
    listWithdrawals,
    { limit: 501 },
    RangeError,
    "'limit' must be a whole number from 1 to 500: current value is 501",
  );
});

Deno.test("listWithdrawals refuses an unknown state", async () => {
  await refused(listWithdrawals, { status: "failure" }, RangeError, "'status' must be one of pending, success, failed");
});

Deno.test("listWithdrawals refuses a time in seconds", async () => {
  await refused(listWithdrawals, { start_time: 1790812800 }, TypeError, "'start_time' must be a Date or ISO 8601 text");
});

Deno.test("listWithdrawals writes all parameters", async () => {
  assertEquals(await sent(listWithdrawals, ALL, fixtures.listWithdrawals), {
    line:
      "GET /funding/v1/withdrawals?asset%5Bclass%5D=currency&asset%5Bname%5D=USDC&scope%5Bmethod_id%5D=m&status=success&start_time=2026-10-01T00%3A00%3A00.000Z&end_time=2026-11-01T00%3A00%3A00Z&rebase_multiplier=base&limit=20&account_id=AA00",
    body: "",
    result: fixtures.listWithdrawals,
  });
});

Deno.test("listWithdrawals takes a network, and a cursor", async () => {
  for (const name of ["scope[network_id]", "cursor"] as const) {
    const { line } = await sent(listWithdrawals, { [name]: "x" }, fixtures.listWithdrawals);
    assertEquals(decodeURIComponent(line), `GET /funding/v1/withdrawals?${name}=x`);
  }
});

Deno.test("listWithdrawals needs no parameter", async () => {
  assertEquals(await sent(listWithdrawals, {}, fixtures.listWithdrawals), {
    line: "GET /funding/v1/withdrawals",
    body: "",
    result: fixtures.listWithdrawals,
  });
});
