import { assertEquals } from "@std/assert";
import { withdrawAddresses, type WithdrawAddressesParams } from "../../../spot/funding/withdraw_addresses.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = {
  asset: "XBT",
  aclass: "currency",
  method: "Bitcoin",
  key: "cold wallet",
  verified: true,
} satisfies WithdrawAddressesParams;

Deno.test("withdrawAddresses names the nearest parameter", async () => {
  await refused(withdrawAddresses, { verifed: true }, TypeError, "did you mean 'verified'?");
});

Deno.test("withdrawAddresses refuses an unknown class", async () => {
  await refused(withdrawAddresses, { aclass: "crypto" }, RangeError, "must be one of currency, tokenized_asset");
});

Deno.test("withdrawAddresses refuses a truth in text", async () => {
  await refused(
    withdrawAddresses,
    { verified: "yes" },
    TypeError,
    "'verified' must be true or false: current value is \"yes\"",
  );
});

Deno.test("withdrawAddresses writes all parameters", async () => {
  assertEquals(await sent(withdrawAddresses, ALL, fixtures.withdrawAddresses), {
    line: "POST /0/private/WithdrawAddresses",
    body: "asset=XBT&aclass=currency&method=Bitcoin&key=cold wallet&verified=true",
    result: fixtures.withdrawAddresses,
  });
});

Deno.test("withdrawAddresses needs no parameter", async () => {
  assertEquals(await sent(withdrawAddresses, {}, fixtures.withdrawAddresses), {
    line: "POST /0/private/WithdrawAddresses",
    body: "",
    result: fixtures.withdrawAddresses,
  });
});
