import { assertEquals } from "@std/assert";
import { withdrawMethods, type WithdrawMethodsParams } from "../../../spot/funding/withdraw_methods.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = {
  asset: "XBT",
  aclass: "currency",
  network: "Bitcoin",
  rebase_multiplier: "base",
} satisfies WithdrawMethodsParams;

Deno.test("withdrawMethods names the nearest parameter", async () => {
  await refused(withdrawMethods, { networks: "Bitcoin" }, TypeError, "did you mean 'network'?");
});

Deno.test("withdrawMethods refuses an unknown class", async () => {
  await refused(withdrawMethods, { aclass: "crypto" }, RangeError, "must be one of currency, tokenized_asset");
});

Deno.test("withdrawMethods refuses another way of counting", async () => {
  await refused(
    withdrawMethods,
    { rebase_multiplier: "rebase" },
    RangeError,
    '\'rebase_multiplier\' must be one of rebased, base (did you mean "rebased"?): current value is "rebase"',
  );
});

Deno.test("withdrawMethods writes all parameters", async () => {
  assertEquals(await sent(withdrawMethods, ALL, fixtures.withdrawMethods), {
    line: "POST /0/private/WithdrawMethods",
    body: "asset=XBT&aclass=currency&network=Bitcoin&rebase_multiplier=base",
    result: fixtures.withdrawMethods,
  });
});

Deno.test("withdrawMethods needs no parameter", async () => {
  assertEquals(await sent(withdrawMethods, {}, fixtures.withdrawMethods), {
    line: "POST /0/private/WithdrawMethods",
    body: "",
    result: fixtures.withdrawMethods,
  });
});
