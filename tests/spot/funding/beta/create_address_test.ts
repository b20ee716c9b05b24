import { assertEquals } from "@std/assert";
import { createAddress, type CreateAddressParams } from "../../../../spot/funding/beta/create_address.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  scope: { network_id: "n" },
  address_details: { crypto: { address: "0xaa", tag: "1", memo: "2" } },
  name: "cold wallet",
  description: "in the safe",
  account_id: "AA00",
} satisfies CreateAddressParams;

Deno.test("createAddress needs 'scope', 'address_details' and 'name'", async () => {
  for (const name of ["scope", "address_details", "name"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(createAddress, rest, TypeError, `Cannot call POST /funding/v1/addresses as '${name}' is missing`);
  }
});

Deno.test("createAddress names the nearest parameter", async () => {
  await refused(createAddress, { names: "x" }, TypeError, "did you mean 'name'?");
});

Deno.test("createAddress refuses an empty scope", async () => {
  await refused(
    createAddress,
    { ...ALL, scope: {} },
    RangeError,
    "'scope' must be an object with exactly one of method_id, network_id, network_group_id",
  );
});

Deno.test("createAddress refuses two scopes", async () => {
  await refused(
    createAddress,
    { ...ALL, scope: { method_id: "m", network_id: "n" } },
    RangeError,
    "'scope' must be an object with exactly one of",
  );
});

Deno.test("createAddress refuses a scope in text", async () => {
  await refused(
    createAddress,
    { ...ALL, scope: "EVM" },
    TypeError,
    "'scope' must be an object: current value is \"EVM\"",
  );
});

Deno.test("createAddress refuses bank details", async () => {
  await refused(
    createAddress,
    { ...ALL, address_details: { fiat: {} } },
    TypeError,
    "'address_details' has no field 'fiat'; it has: crypto",
  );
});

Deno.test("createAddress refuses an address without address", async () => {
  await refused(
    createAddress,
    { ...ALL, address_details: { crypto: { tag: "1" } } },
    TypeError,
    "'address_details' 'crypto' 'address' is missing",
  );
});

Deno.test("createAddress writes all parameters", async () => {
  assertEquals(await sent(createAddress, ALL, fixtures.createAddress), {
    line: "POST /funding/v1/addresses?account_id=AA00",
    body: {
      scope: { network_id: "n" },
      address_details: { crypto: { address: "0xaa", tag: "1", memo: "2" } },
      name: "cold wallet",
      description: "in the safe",
    },
    result: fixtures.createAddress,
  });
});
