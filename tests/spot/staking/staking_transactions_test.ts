import { assertEquals } from "@std/assert";
import { stakingTransactions } from "../../../spot/staking/staking_transactions.ts";
import * as fixtures from "../../fixtures/spot_private/staking.ts";
import { refused, sent } from "../account/_sent.ts";

Deno.test("stakingTransactions takes no parameter", async () => {
  await refused(stakingTransactions, { asset: "DOT" }, TypeError, "has no parameter 'asset'");
});

Deno.test("stakingTransactions needs no parameter", async () => {
  assertEquals(await sent(stakingTransactions, {}, fixtures.stakingTransactions), {
    line: "POST /0/private/Staking/Transactions",
    body: "",
    result: fixtures.stakingTransactions,
  });
});

Deno.test("stakingTransactions says what replaced it", () => {
  assertEquals(stakingTransactions.deprecated?.includes("Ledgers"), true);
});
