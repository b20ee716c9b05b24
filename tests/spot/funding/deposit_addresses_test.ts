import { assertEquals } from "@std/assert";
import { depositAddresses, type DepositAddressesParams } from "../../../spot/funding/deposit_addresses.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = {
  asset: "XBT",
  method: "Bitcoin Lightning",
  new: true,
  amount: 0.01,
  aclass: "tokenized_asset",
} satisfies DepositAddressesParams;

Deno.test("depositAddresses needs 'asset' and 'method'", async () => {
  for (const name of ["asset", "method"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(depositAddresses, rest, TypeError, `Cannot call DepositAddresses as '${name}' is missing`);
  }
});

Deno.test("depositAddresses names the nearest parameter", async () => {
  await refused(depositAddresses, { methods: "Bitcoin" }, TypeError, "did you mean 'method'?");
});

Deno.test("depositAddresses refuses an amount of zero", async () => {
  await refused(depositAddresses, { ...ALL, amount: "0.00" }, RangeError, "'amount' must be above zero");
});

Deno.test("depositAddresses refuses an unknown class", async () => {
  await refused(depositAddresses, { ...ALL, aclass: "crypto" }, RangeError, "must be one of currency, tokenized_asset");
});

Deno.test("depositAddresses rejects with Kraken's own strings", async () => {
  const error = await failing(depositAddresses, ALL, ["EFunding:Too many addresses"]);
  assertEquals(error.errors, ["EFunding:Too many addresses"]);
});

Deno.test("depositAddresses writes all parameters", async () => {
  assertEquals(await sent(depositAddresses, ALL, fixtures.depositAddresses), {
    line: "POST /0/private/DepositAddresses",
    body: "asset=XBT&method=Bitcoin Lightning&new=true&amount=0.01&aclass=tokenized_asset",
    result: fixtures.depositAddresses,
  });
});

Deno.test("depositAddresses is not sent twice by us, since each call may make an address", () => {
  assertEquals(depositAddresses.idempotent, false);
});
