import { assertEquals } from "@std/assert";
import { withdraw, type WithdrawParams } from "../../../spot/funding/withdraw.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = {
  asset: "XBT",
  aclass: "currency",
  key: "cold wallet",
  address: "bc1qmadeup",
  amount: 0.05,
  max_fee: "0.0001",
  rebase_multiplier: "rebased",
} satisfies WithdrawParams;

Deno.test("withdraw needs 'asset', 'key' and 'amount'", async () => {
  for (const name of ["asset", "key", "amount"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(withdraw, rest, TypeError, `Cannot call Withdraw as '${name}' is missing`);
  }
});

Deno.test("withdraw names the nearest parameter", async () => {
  await refused(withdraw, { maxfee: "1" }, TypeError, "did you mean 'max_fee'?");
});

Deno.test("withdraw refuses an amount of zero", async () => {
  await refused(withdraw, { ...ALL, amount: "0" }, RangeError, "'amount' must be above zero");
});

Deno.test("withdraw refuses an amount with an exponent", async () => {
  await refused(withdraw, { ...ALL, amount: "5e-2" }, RangeError, "'amount' must be plain decimal text");
});

Deno.test("withdraw refuses a fee below zero", async () => {
  await refused(
    withdraw,
    { ...ALL, max_fee: "-1" },
    RangeError,
    "'max_fee' must be zero or more: current value is \"-1\"",
  );
});

Deno.test("withdraw rejects with Kraken's own strings", async () => {
  const error = await failing(withdraw, ALL, ["EFunding:Max fee exceeded"]);
  assertEquals(error.errors, ["EFunding:Max fee exceeded"]);
});

Deno.test("withdraw writes all parameters", async () => {
  assertEquals(await sent(withdraw, ALL, fixtures.withdraw), {
    line: "POST /0/private/Withdraw",
    body:
      "asset=XBT&aclass=currency&key=cold wallet&address=bc1qmadeup&amount=0.05&max_fee=0.0001&rebase_multiplier=rebased",
    result: fixtures.withdraw,
  });
});

Deno.test("withdraw is never sent twice by us", () => {
  assertEquals(withdraw.idempotent, false);
});
