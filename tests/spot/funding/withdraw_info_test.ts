import { assertEquals } from "@std/assert";
import { withdrawInfo, type WithdrawInfoParams } from "../../../spot/funding/withdraw_info.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { asset: "XBT", key: "cold wallet", amount: "0.05" } satisfies WithdrawInfoParams;

Deno.test("withdrawInfo needs 'asset', 'key' and 'amount'", async () => {
  for (const name of ["asset", "key", "amount"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(withdrawInfo, rest, TypeError, `Cannot call WithdrawInfo as '${name}' is missing`);
  }
});

Deno.test("withdrawInfo names the nearest parameter", async () => {
  await refused(withdrawInfo, { ammount: "1" }, TypeError, "did you mean 'amount'?");
});

Deno.test("withdrawInfo refuses an amount below zero", async () => {
  await refused(withdrawInfo, { ...ALL, amount: -1 }, RangeError, "'amount' must be above zero: current value is -1");
});

Deno.test("withdrawInfo rejects with Kraken's own strings", async () => {
  const error = await failing(withdrawInfo, ALL, ["EFunding:Unknown withdraw key"]);
  assertEquals(error.errors, ["EFunding:Unknown withdraw key"]);
});

Deno.test("withdrawInfo writes all parameters", async () => {
  assertEquals(await sent(withdrawInfo, ALL, fixtures.withdrawInfo), {
    line: "POST /0/private/WithdrawInfo",
    body: "asset=XBT&key=cold wallet&amount=0.05",
    result: fixtures.withdrawInfo,
  });
});
