import { assertEquals } from "@std/assert";
import { allocateStatus, type AllocateStatusParams } from "../../../spot/earn/allocate_status.ts";
import * as fixtures from "../../fixtures/spot_private/earn.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { strategy_id: "ESMADE-UPSTR-ATEGY1" } satisfies AllocateStatusParams;

Deno.test("allocateStatus needs 'strategy_id'", async () => {
  for (const name of ["strategy_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(allocateStatus, rest, TypeError, `Cannot call Earn/AllocateStatus as '${name}' is missing`);
  }
});

Deno.test("allocateStatus names the nearest parameter", async () => {
  await refused(allocateStatus, { strategyid: "x" }, TypeError, "did you mean 'strategy_id'?");
});

Deno.test("allocateStatus refuses a strategy that is no text", async () => {
  await refused(allocateStatus, { strategy_id: 1 }, TypeError, "'strategy_id' must be text: current value is 1");
});

Deno.test("allocateStatus rejects with the reason of a move that failed", async () => {
  const error = await failing(allocateStatus, ALL, [
    "EEarnings:Below min:(De)allocation operation amount less than minimum",
  ]);
  assertEquals(error.errors, ["EEarnings:Below min:(De)allocation operation amount less than minimum"]);
});

Deno.test("allocateStatus writes all parameters", async () => {
  assertEquals(await sent(allocateStatus, ALL, fixtures.allocateStatus), {
    line: "POST /0/private/Earn/AllocateStatus",
    body: "strategy_id=ESMADE-UPSTR-ATEGY1",
    result: fixtures.allocateStatus,
  });
});
