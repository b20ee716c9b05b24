import { assertEquals } from "@std/assert";
import { allocate, type AllocateParams } from "../../../spot/earn/allocate.ts";
import * as fixtures from "../../fixtures/spot_private/earn.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { amount: 12.5, strategy_id: "ESMADE-UPSTR-ATEGY1" } satisfies AllocateParams;

Deno.test("allocate needs 'amount' and 'strategy_id'", async () => {
  for (const name of ["amount", "strategy_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(allocate, rest, TypeError, `Cannot call Earn/Allocate as '${name}' is missing`);
  }
});

Deno.test("allocate names the nearest parameter", async () => {
  await refused(allocate, { strategy: "x" }, TypeError, "did you mean 'strategy_id'?");
});

Deno.test("allocate refuses an amount of zero", async () => {
  await refused(allocate, { ...ALL, amount: "0.0" }, RangeError, "'amount' must be above zero");
});

Deno.test("allocate refuses an amount in words", async () => {
  await refused(allocate, { ...ALL, amount: "all" }, RangeError, "'amount' must be plain decimal text");
});

Deno.test("allocate rejects while another move runs", async () => {
  const error = await failing(allocate, ALL, ["EEarnings:Busy"]);
  assertEquals(error.errors, ["EEarnings:Busy"]);
});

Deno.test("allocate writes all parameters", async () => {
  assertEquals(await sent(allocate, ALL, fixtures.allocate), {
    line: "POST /0/private/Earn/Allocate",
    body: "amount=12.5&strategy_id=ESMADE-UPSTR-ATEGY1",
    result: fixtures.allocate,
  });
});

Deno.test("allocate is never sent twice by us", () => {
  assertEquals(allocate.idempotent, false);
});
