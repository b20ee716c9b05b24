import { assertEquals } from "@std/assert";
import { stakingAssets } from "../../../spot/staking/staking_assets.ts";
import * as fixtures from "../../fixtures/spot_private/staking.ts";
import { refused, sent } from "../account/_sent.ts";

Deno.test("stakingAssets takes no parameter", async () => {
  await refused(stakingAssets, { asset: "DOT" }, TypeError, "has no parameter 'asset'");
});

Deno.test("stakingAssets needs no parameter", async () => {
  assertEquals(await sent(stakingAssets, {}, fixtures.stakingAssets), {
    line: "POST /0/private/Staking/Assets",
    body: "",
    result: fixtures.stakingAssets,
  });
});

Deno.test("stakingAssets says what replaced it", () => {
  assertEquals(stakingAssets.deprecated?.includes("Earn/Strategies"), true);
});
