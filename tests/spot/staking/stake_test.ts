import { assertEquals } from "@std/assert";
import { stake, type StakeParams } from "../../../spot/staking/stake.ts";
import * as fixtures from "../../fixtures/spot_private/staking.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { asset: "DOT", amount: 17.5, method: "polkadot-staked" } satisfies StakeParams;

Deno.test("stake needs 'asset', 'amount' and 'method'", async () => {
  for (const name of ["asset", "amount", "method"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(stake, rest, TypeError, `Cannot call Stake as '${name}' is missing`);
  }
});

Deno.test("stake names the nearest parameter", async () => {
  await refused(stake, { methods: "x" }, TypeError, "did you mean 'method'?");
});

Deno.test("stake refuses an amount of zero", async () => {
  await refused(stake, { ...ALL, amount: 0 }, RangeError, "'amount' must be above zero");
});

Deno.test("stake rejects since Kraken does not know it any more", async () => {
  const error = await failing(stake, ALL, ["EGeneral:Unknown method"]);
  assertEquals(error.errors, ["EGeneral:Unknown method"]);
});

Deno.test("stake writes all parameters", async () => {
  assertEquals(await sent(stake, ALL, fixtures.stake), {
    line: "POST /0/private/Stake",
    body: "asset=DOT&amount=17.5&method=polkadot-staked",
    result: fixtures.stake,
  });
});

Deno.test("stake is never sent twice by us and says what replaced it", () => {
  assertEquals(stake.idempotent, false);
  assertEquals(stake.deprecated?.includes("Earn/Allocate"), true);
});
