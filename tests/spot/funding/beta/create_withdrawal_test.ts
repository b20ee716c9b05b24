import { assertEquals } from "@std/assert";
import { createWithdrawal, type CreateWithdrawalParams } from "../../../../spot/funding/beta/create_withdrawal.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  scope: { method_id: "m" },
  address_id: "AB2Q7W-HZKT4-N5VXE3",
  amount: { asset_amount: { asset: { class: "currency", name: "USDC" }, amount: 101 }, rebase_multiplier: "base" },
  fee: { fee_included: true, quoted_fee: { token: "made,up,token", rebase_multiplier: "base" } },
  expected_address: "0xaa",
  account_id: "AA00",
} satisfies CreateWithdrawalParams;

Deno.test("createWithdrawal needs 'scope', 'address_id', 'amount' and 'fee'", async () => {
  for (const name of ["scope", "address_id", "amount", "fee"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      createWithdrawal,
      rest,
      TypeError,
      `Cannot call POST /funding/v1/withdrawals as '${name}' is missing`,
    );
  }
});

Deno.test("createWithdrawal names the nearest parameter", async () => {
  await refused(createWithdrawal, { expect_address: "x" }, TypeError, "did you mean 'expected_address'?");
});

Deno.test("createWithdrawal refuses a fee of both kinds", async () => {
  await refused(
    createWithdrawal,
    { ...ALL, fee: { ...ALL.fee, current_fee: {} } },
    RangeError,
    "'fee' must be an object with exactly one of quoted_fee, current_fee",
  );
});

Deno.test("createWithdrawal refuses a fee of neither kind", async () => {
  await refused(
    createWithdrawal,
    { ...ALL, fee: { fee_included: true } },
    RangeError,
    "'fee' must be an object with exactly one of quoted_fee, current_fee",
  );
});

Deno.test("createWithdrawal refuses a fee that does not say whether it is included", async () => {
  await refused(createWithdrawal, { ...ALL, fee: { current_fee: {} } }, TypeError, "'fee' 'fee_included' is missing");
});

Deno.test("createWithdrawal refuses an amount of zero", async () => {
  await refused(
    createWithdrawal,
    { ...ALL, amount: { asset_amount: { ...ALL.amount.asset_amount, amount: "0" } } },
    RangeError,
    "'amount' 'asset_amount' 'amount' must be above zero",
  );
});

Deno.test("createWithdrawal refuses an asset without class", async () => {
  await refused(
    createWithdrawal,
    { ...ALL, amount: { asset_amount: { asset: { name: "USDC" }, amount: "1" } } },
    TypeError,
    "'amount' 'asset_amount' 'asset' 'class' is missing",
  );
});

Deno.test("createWithdrawal refuses a group as scope", async () => {
  await refused(
    createWithdrawal,
    { ...ALL, scope: { network_group_id: "g" } },
    TypeError,
    "'scope' has no field 'network_group_id'; it has: method_id, network_id",
  );
});

Deno.test("createWithdrawal writes all parameters", async () => {
  assertEquals(await sent(createWithdrawal, ALL, fixtures.createWithdrawal), {
    line: "POST /funding/v1/withdrawals?account_id=AA00",
    body: {
      scope: { method_id: "m" },
      address_id: "AB2Q7W-HZKT4-N5VXE3",
      amount: {
        asset_amount: { asset: { class: "currency", name: "USDC" }, amount: "101" },
        rebase_multiplier: "base",
      },
      fee: { fee_included: true, quoted_fee: { token: "made,up,token", rebase_multiplier: "base" } },
      expected_address: "0xaa",
    },
    result: fixtures.createWithdrawal,
  });
});

Deno.test("createWithdrawal writes a limit of the fee of the moment", async () => {
  assertEquals(
    await sent(createWithdrawal, {
      scope: { network_id: "n" },
      address_id: "A",
      amount: ALL.amount,
      fee: {
        fee_included: false,
        current_fee: { max_fee: { asset_amount: { asset: { class: "currency", name: "USDC" }, amount: "2.5" } } },
      },
    }, fixtures.createWithdrawal),
    {
      line: "POST /funding/v1/withdrawals",
      body: {
        scope: { network_id: "n" },
        address_id: "A",
        amount: {
          asset_amount: { asset: { class: "currency", name: "USDC" }, amount: "101" },
          rebase_multiplier: "base",
        },
        fee: {
          fee_included: false,
          current_fee: { max_fee: { asset_amount: { asset: { class: "currency", name: "USDC" }, amount: "2.5" } } },
        },
      },
      result: fixtures.createWithdrawal,
    },
  );
});

Deno.test("createWithdrawal is never sent twice by us", () => {
  assertEquals(createWithdrawal.idempotent, false);
});
