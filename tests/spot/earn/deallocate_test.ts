import { assertEquals } from "@std/assert";
import { deallocate, type DeallocateParams } from "../../../spot/earn/deallocate.ts";
import * as fixtures from "../../fixtures/spot_private/earn.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { amount: 12.5, strategy_id: "ESMADE-UPSTR-ATEGY1" } satisfies DeallocateParams;

Deno.test("deallocate needs 'amount' and 'strategy_id'", async () => {
  for (const name of ["amount", "strategy_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(deallocate, rest, TypeError, `Cannot call Earn/Deallocate as '${name}' is missing`);
  }
});

Deno.test("deallocate names the nearest parameter", async () => {
  await refused(deallocate, { strategy: "x" }, TypeError, "did you mean 'strategy_id'?");
});

Deno.test("deallocate refuses an amount of zero", async () => {
  await refused(deallocate, { ...ALL, amount: "0.0" }, RangeError, "'amount' must be above zero");
});

Deno.test("deallocate refuses an amount in words", async () => {
  await refused(deallocate, { ...ALL, amount: "all" }, RangeError, "'amount' must be plain decimal text");
});

Deno.test("deallocate rejects while another move runs", async () => {
  const error = await failing(deallocate, ALL, ["EEarnings:Busy"]);
  assertEquals(error.errors, ["EEarnings:Busy"]);
});

Deno.test("deallocate writes all parameters", async () => {
  assertEquals(await sent(deallocate, ALL, fixtures.deallocate), {
    line: "POST /0/private/Earn/Deallocate",
    body: "amount=12.5&strategy_id=ESMADE-UPSTR-ATEGY1",
    result: fixtures.deallocate,
  });
});

Deno.test("deallocate is never sent twice by us", () => {
  assertEquals(deallocate.idempotent, false);
});
