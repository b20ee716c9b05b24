import { assertEquals } from "@std/assert";
import { deleteAddress, type DeleteAddressParams } from "../../../../spot/funding/beta/delete_address.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = { address_id: "AB2Q7W-HZKT4-N5VXE3", account_id: "AA00" } satisfies DeleteAddressParams;

Deno.test("deleteAddress needs 'address_id'", async () => {
  for (const name of ["address_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      deleteAddress,
      rest,
      TypeError,
      `Cannot call DELETE /funding/v1/addresses/{address_id} as '${name}' is missing`,
    );
  }
});

Deno.test("deleteAddress names the nearest parameter", async () => {
  await refused(deleteAddress, { addressid: "A" }, TypeError, "did you mean 'address_id'?");
});

Deno.test("deleteAddress refuses an empty id", async () => {
  await refused(deleteAddress, { address_id: "" }, RangeError, "'address_id' must be non-empty text");
});

Deno.test("deleteAddress writes all parameters", async () => {
  assertEquals(await sent(deleteAddress, ALL, fixtures.deleteAddress), {
    line: "DELETE /funding/v1/addresses/AB2Q7W-HZKT4-N5VXE3?account_id=AA00",
    body: "",
    result: fixtures.deleteAddress,
  });
});
