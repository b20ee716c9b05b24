import { assertEquals } from "@std/assert";
import { updateAddress, type UpdateAddressParams } from "../../../../spot/funding/beta/update_address.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  address_id: "AB2Q7W-HZKT4-N5VXE3",
  name: "warm wallet",
  description: "in the desk",
  account_id: "AA00",
} satisfies UpdateAddressParams;

Deno.test("updateAddress needs 'address_id'", async () => {
  for (const name of ["address_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      updateAddress,
      rest,
      TypeError,
      `Cannot call PUT /funding/v1/addresses/{address_id} as '${name}' is missing`,
    );
  }
});

Deno.test("updateAddress names the nearest parameter", async () => {
  await refused(updateAddress, { descripton: "x" }, TypeError, "did you mean 'description'?");
});

Deno.test("updateAddress refuses an empty name", async () => {
  await refused(updateAddress, { address_id: "A", name: "" }, RangeError, "'name' must be non-empty text");
});

Deno.test("updateAddress writes all parameters", async () => {
  assertEquals(await sent(updateAddress, ALL, fixtures.updateAddress), {
    line: "PUT /funding/v1/addresses/AB2Q7W-HZKT4-N5VXE3?account_id=AA00",
    body: { name: "warm wallet", description: "in the desk" },
    result: fixtures.updateAddress,
  });
});
