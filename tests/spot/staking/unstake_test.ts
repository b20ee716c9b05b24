import { assertEquals } from "@std/assert";
import { unstake, type UnstakeParams } from "../../../spot/staking/unstake.ts";
import * as fixtures from "../../fixtures/spot_private/staking.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { asset: "DOT.S", amount: "17.5", method: "polkadot-staked" } satisfies UnstakeParams;

Deno.test("unstake needs 'asset' and 'amount'", async () => {
  for (const name of ["asset", "amount"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(unstake, rest, TypeError, `Cannot call Unstake as '${name}' is missing`);
  }
});

Deno.test("unstake names the nearest parameter", async () => {
  await refused(unstake, { methods: "x" }, TypeError, "did you mean 'method'?");
});

Deno.test("unstake refuses an amount of zero", async () => {
  await refused(unstake, { ...ALL, amount: 0 }, RangeError, "'amount' must be above zero");
});

Deno.test("unstake rejects since Kraken does not know it any more", async () => {
  const error = await failing(unstake, ALL, ["EGeneral:Unknown method"]);
  assertEquals(error.errors, ["EGeneral:Unknown method"]);
});

Deno.test("unstake writes all parameters", async () => {
  assertEquals(await sent(unstake, ALL, fixtures.unstake), {
    line: "POST /0/private/Unstake",
    body: "asset=DOT.S&amount=17.5&method=polkadot-staked",
    result: fixtures.unstake,
  });
});

Deno.test("unstake is never sent twice by us and says what replaced it", () => {
  assertEquals(unstake.idempotent, false);
  assertEquals(unstake.deprecated?.includes("Earn/Deallocate"), true);
});
