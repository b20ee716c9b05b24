import { assertEquals } from "@std/assert";
import { listAddresses, type ListAddressesParams } from "../../../../spot/funding/beta/list_addresses.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  "scope[method_id]": "m",
  "scope[network_id]": "n",
  "scope[network_group_id]": "g",
  cursor: "c",
  limit: 1,
  account_id: "AA00",
} satisfies ListAddressesParams;

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
    line:
      "GET /funding/v1/addresses?scope%5Bmethod_id%5D=m&scope%5Bnetwork_id%5D=n&scope%5Bnetwork_group_id%5D=g&cursor=c&limit=1&account_id=AA00",
    body: "",
    result: fixtures.listAddresses,
  });
});

Deno.test("listAddresses needs no parameter", async () => {
  assertEquals(await sent(listAddresses, {}, fixtures.listAddresses), {
    line: "GET /funding/v1/addresses",
    body: "",
    result: fixtures.listAddresses,
  });
});
