import { assertEquals } from "@std/assert";
import { openOrders, type OpenOrdersParams } from "../../../spot/account/open_orders.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  trades: true,
  userref: -42,
  cl_ord_id: "grid-7",
  consolidate_taker: false,
  with_cursor: true,
  cursor: "b3Blbg",
  limit: 100,
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies OpenOrdersParams;

Deno.test("openOrders names the nearest parameter", async () => {
  await refused(openOrders, { consolidate_takers: true }, TypeError, "did you mean 'consolidate_taker'?");
});

Deno.test("openOrders refuses a userref of more than 32 bits", async () => {
  await refused(
    openOrders,
    { userref: 2_147_483_648 },
    RangeError,
    "'userref' must be a whole number from -2147483648 to 2147483647",
  );
});

Deno.test("openOrders refuses a truth in text", async () => {
  await refused(openOrders, { trades: "true" }, TypeError, "'trades' must be true or false: current value is \"true\"");
});

Deno.test("openOrders refuses a page of more than 100 rows", async () => {
  await refused(
    openOrders,
    { limit: 101 },
    RangeError,
    "'limit' must be a whole number from 1 to 100: current value is 101",
  );
});

Deno.test("openOrders writes all parameters", async () => {
  assertEquals(await sent(openOrders, ALL, fixtures.openOrders), {
    line: "POST /0/private/OpenOrders?account_id=AA00",
    body:
      "trades=true&userref=-42&cl_ord_id=grid-7&consolidate_taker=false&with_cursor=true&cursor=b3Blbg&limit=100&rebase_multiplier=base",
    result: fixtures.openOrders,
  });
});

Deno.test("openOrders needs no parameter", async () => {
  assertEquals(await sent(openOrders, {}, fixtures.openOrders), {
    line: "POST /0/private/OpenOrders",
    body: "",
    result: fixtures.openOrders,
  });
});
