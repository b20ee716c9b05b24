import { assertEquals } from "@std/assert";
import { listNetworks, type ListNetworksParams } from "../../../../spot/funding/beta/list_networks.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = { account_id: "AA00" } satisfies ListNetworksParams;

Deno.test("listNetworks names the nearest parameter", async () => {
  await refused(listNetworks, { accountid: "AA00" }, TypeError, "did you mean 'account_id'?");
});

Deno.test("listNetworks refuses an account that is no text", async () => {
  await refused(listNetworks, { account_id: 7 }, TypeError, "'account_id' must be text: current value is 7");
});

Deno.test("listNetworks writes all parameters", async () => {
  assertEquals(await sent(listNetworks, ALL, fixtures.listNetworks), {
    line: "GET /funding/v1/networks?account_id=AA00",
    body: "",
    result: fixtures.listNetworks,
  });
});

Deno.test("listNetworks needs no parameter", async () => {
  assertEquals(await sent(listNetworks, {}, fixtures.listNetworks), {
    line: "GET /funding/v1/networks",
    body: "",
    result: fixtures.listNetworks,
  });
});
