import { assertEquals } from "@std/assert";
import {
  listDepositAddresses,
  type ListDepositAddressesParams,
} from "../../../../spot/funding/beta/list_deposit_addresses.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  "scope[method_id]": "m",
  "asset[class]": "currency",
  "asset[name]": "USDC",
  limit: 500,
  account_id: "AA00",
} satisfies ListDepositAddressesParams;

Deno.test("listDepositAddresses names the nearest parameter", async () => {
  await refused(listDepositAddresses, { scope_method_id: "m" }, TypeError, "did you mean 'scope[method_id]'?");
});

Deno.test("listDepositAddresses refuses a page of more than 500 rows", async () => {
  await refused(
    listDepositAddresses,
    { limit: 501 },
    RangeError,
    "'limit' must be a whole number from 1 to 500: current value is 501",
  );
});

Deno.test("listDepositAddresses writes all parameters", async () => {
  assertEquals(await sent(listDepositAddresses, ALL, fixtures.listDepositAddresses), {
    line:
      "GET /funding/v2/deposit/addresses?scope%5Bmethod_id%5D=m&asset%5Bclass%5D=currency&asset%5Bname%5D=USDC&limit=500&account_id=AA00",
    body: "",
    result: fixtures.listDepositAddresses,
  });
});

Deno.test("listDepositAddresses takes a network, and a cursor", async () => {
  for (const name of ["scope[network_id]", "cursor"] as const) {
    const { line } = await sent(listDepositAddresses, { [name]: "x" }, fixtures.listDepositAddresses);
    assertEquals(decodeURIComponent(line), `GET /funding/v2/deposit/addresses?${name}=x`);
  }
});

Deno.test("listDepositAddresses needs no parameter", async () => {
  assertEquals(await sent(listDepositAddresses, {}, fixtures.listDepositAddresses), {
    line: "GET /funding/v2/deposit/addresses",
    body: "",
    result: fixtures.listDepositAddresses,
  });
});
