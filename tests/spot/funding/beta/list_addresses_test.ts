import { assertEquals } from "@std/assert";
import { listAddresses, type ListAddressesParams } from "../../../../spot/funding/beta/list_addresses.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = { "scope[network_group_id]": "g", limit: 1, account_id: "AA00" } satisfies ListAddressesParams;

Deno.test("listAddresses names the nearest parameter", async () => {
  await refused(listAddresses, { scope_network_group_id: "g" }, TypeError, "did you mean 'scope[network_group_id]'?");
});

Deno.test("listAddresses refuses a page of more than 500 rows", async () => {
  await refused(
    listAddresses,
    { limit: 501 },
    RangeError,
    "'limit' must be a whole number from 1 to 500: current value is 501",
  );
});

Deno.test("listAddresses writes all parameters", async () => {
  assertEquals(await sent(listAddresses, ALL, fixtures.listAddresses), {
    line: "GET /funding/v1/addresses?scope%5Bnetwork_group_id%5D=g&limit=1&account_id=AA00",
    body: "",
    result: fixtures.listAddresses,
  });
});

Deno.test("listAddresses takes each scope, and a cursor", async () => {
  for (const name of ["scope[method_id]", "scope[network_id]", "cursor"] as const) {
    const { line } = await sent(listAddresses, { [name]: "x" }, fixtures.listAddresses);
    assertEquals(decodeURIComponent(line), `GET /funding/v1/addresses?${name}=x`);
  }
});

Deno.test("listAddresses needs no parameter", async () => {
  assertEquals(await sent(listAddresses, {}, fixtures.listAddresses), {
    line: "GET /funding/v1/addresses",
    body: "",
    result: fixtures.listAddresses,
  });
});
