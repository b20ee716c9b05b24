import { assertEquals } from "@std/assert";
import {
  claimDepositAddress,
  type ClaimDepositAddressParams,
} from "../../../../spot/funding/beta/claim_deposit_address.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  method_id: "00000000-0000-4000-8000-000000000001",
  account_id: "AA00",
} satisfies ClaimDepositAddressParams;

Deno.test("claimDepositAddress needs 'method_id'", async () => {
  for (const name of ["method_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      claimDepositAddress,
      rest,
      TypeError,
      `Cannot call PUT /funding/v1/deposit/address as '${name}' is missing`,
    );
  }
});

Deno.test("claimDepositAddress names the nearest parameter", async () => {
  await refused(claimDepositAddress, { methodid: "x" }, TypeError, "did you mean 'method_id'?");
});

Deno.test("claimDepositAddress refuses an empty method", async () => {
  await refused(claimDepositAddress, { method_id: "" }, RangeError, "'method_id' must be non-empty text");
});

Deno.test("claimDepositAddress writes all parameters", async () => {
  assertEquals(await sent(claimDepositAddress, ALL, fixtures.claimDepositAddress), {
    line: "PUT /funding/v1/deposit/address?account_id=AA00",
    body: { method_id: "00000000-0000-4000-8000-000000000001" },
    result: fixtures.claimDepositAddress,
  });
});

Deno.test("claimDepositAddress is not sent twice by us, since each call may claim an address", () => {
  assertEquals(claimDepositAddress.idempotent, false);
});
