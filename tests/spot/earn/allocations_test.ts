import { assertEquals } from "@std/assert";
import { allocations, type AllocationsParams } from "../../../spot/earn/allocations.ts";
import * as fixtures from "../../fixtures/spot_private/earn.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = { ascending: false, converted_asset: "EUR", hide_zero_allocations: true } satisfies AllocationsParams;

Deno.test("allocations names the nearest parameter", async () => {
  await refused(allocations, { hide_zero_allocation: true }, TypeError, "did you mean 'hide_zero_allocations'?");
});

Deno.test("allocations refuses a truth in a number", async () => {
  await refused(allocations, { ascending: 1 }, TypeError, "'ascending' must be true or false: current value is 1");
});

Deno.test("allocations writes all parameters", async () => {
  assertEquals(await sent(allocations, ALL, fixtures.allocations), {
    line: "POST /0/private/Earn/Allocations",
    body: "ascending=false&converted_asset=EUR&hide_zero_allocations=true",
    result: fixtures.allocations,
  });
});

Deno.test("allocations needs no parameter", async () => {
  assertEquals(await sent(allocations, {}, fixtures.allocations), {
    line: "POST /0/private/Earn/Allocations",
    body: "",
    result: fixtures.allocations,
  });
});
