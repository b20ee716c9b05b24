import { assertEquals } from "@std/assert";
import { stakingPending } from "../../../spot/staking/staking_pending.ts";
import * as fixtures from "../../fixtures/spot_private/staking.ts";
import { refused, sent } from "../account/_sent.ts";

Deno.test("stakingPending takes no parameter", async () => {
  await refused(stakingPending, { asset: "DOT" }, TypeError, "has no parameter 'asset'");
});

Deno.test("stakingPending needs no parameter", async () => {
  assertEquals(await sent(stakingPending, {}, fixtures.stakingPending), {
    line: "POST /0/private/Staking/Pending",
    body: "",
    result: fixtures.stakingPending,
  });
});

Deno.test("stakingPending says what replaced it", () => {
  assertEquals(stakingPending.deprecated?.includes("Earn/Allocations"), true);
});
