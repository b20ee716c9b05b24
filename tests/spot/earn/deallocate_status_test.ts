import { assertEquals } from "@std/assert";
import { deallocateStatus, type DeallocateStatusParams } from "../../../spot/earn/deallocate_status.ts";
import * as fixtures from "../../fixtures/spot_private/earn.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { strategy_id: "ESMADE-UPSTR-ATEGY1" } satisfies DeallocateStatusParams;

Deno.test("deallocateStatus needs 'strategy_id'", async () => {
  for (const name of ["strategy_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(deallocateStatus, rest, TypeError, `Cannot call Earn/DeallocateStatus as '${name}' is missing`);
  }
});

Deno.test("deallocateStatus names the nearest parameter", async () => {
  await refused(deallocateStatus, { strategyid: "x" }, TypeError, "did you mean 'strategy_id'?");
});

Deno.test("deallocateStatus refuses a strategy that is no text", async () => {
  await refused(deallocateStatus, { strategy_id: 1 }, TypeError, "'strategy_id' must be text: current value is 1");
});

Deno.test("deallocateStatus rejects with the reason of a move that failed", async () => {
  const error = await failing(deallocateStatus, ALL, [
    "EEarnings:Below min:(De)allocation operation amount less than minimum",
  ]);
  assertEquals(error.errors, ["EEarnings:Below min:(De)allocation operation amount less than minimum"]);
});

Deno.test("deallocateStatus writes all parameters", async () => {
  assertEquals(await sent(deallocateStatus, ALL, fixtures.deallocateStatus), {
    line: "POST /0/private/Earn/DeallocateStatus",
    body: "strategy_id=ESMADE-UPSTR-ATEGY1",
    result: fixtures.deallocateStatus,
  });
});
