import { assertEquals } from "@std/assert";
import { closedOrders, type ClosedOrdersParams } from "../../../spot/account/closed_orders.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  trades: true,
  userref: 0,
  cl_ord_id: "2c6be801-1f53-4f79-a0bb-4ea1c95dfae9",
  start: new Date("2026-10-01T00:00:00.250Z"),
  end: "OYR4TK-7PLQ2-EHNV3D",
  closetime: "close",
  consolidate_taker: true,
  without_count: true,
  with_cursor: true,
  cursor: "b3Blbg",
  limit: 1,
  rebase_multiplier: "rebased",
  account_id: "AA00",
} satisfies ClosedOrdersParams;

Deno.test("closedOrders names the nearest parameter", async () => {
  await refused(closedOrders, { closestime: "open" }, TypeError, "did you mean 'closetime'?");
});

Deno.test("closedOrders refuses milliseconds for seconds", async () => {
  await refused(
    closedOrders,
    { start: 1793534400000 },
    RangeError,
    "'start' must be Unix seconds (this looks like milliseconds",
  );
});

Deno.test("closedOrders refuses an unknown time to filter by", async () => {
  await refused(
    closedOrders,
    { closetime: "closed" },
    RangeError,
    "'closetime' must be one of open, close, both (did you mean \"close\"?)",
  );
});

Deno.test("closedOrders refuses to skip fewer than no rows", async () => {
  await refused(
    closedOrders,
    { ofs: -50 },
    RangeError,
    "'ofs' must be a whole number of at least 0: current value is -50",
  );
});

Deno.test("closedOrders refuses a client id that Kraken would not take", async () => {
  await refused(
    closedOrders,
    { cl_ord_id: "nineteen characters!" },
    RangeError,
    "'cl_ord_id' must be a UUID, 32 hexadecimal digits, or at most 18 ASCII characters",
  );
});

Deno.test("closedOrders refuses a page of more than 100 rows", async () => {
  await refused(
    closedOrders,
    { limit: 101 },
    RangeError,
    "'limit' must be a whole number from 1 to 100: current value is 101",
  );
});

Deno.test("closedOrders writes all parameters", async () => {
  assertEquals(await sent(closedOrders, ALL, fixtures.closedOrders), {
    line: "POST /0/private/ClosedOrders?account_id=AA00",
    body:
      "trades=true&userref=0&cl_ord_id=2c6be801-1f53-4f79-a0bb-4ea1c95dfae9&start=1790812800.25&end=OYR4TK-7PLQ2-EHNV3D" +
      "&closetime=close&consolidate_taker=true&without_count=true&with_cursor=true&cursor=b3Blbg&limit=1" +
      "&rebase_multiplier=rebased",
    result: fixtures.closedOrders,
  });
});

Deno.test("closedOrders skips rows by offset", async () => {
  assertEquals(await sent(closedOrders, { ofs: 50, with_cursor: false }, fixtures.closedOrders), {
    line: "POST /0/private/ClosedOrders",
    body: "ofs=50&with_cursor=false",
    result: fixtures.closedOrders,
  });
});

Deno.test("closedOrders needs no parameter", async () => {
  assertEquals(await sent(closedOrders, {}, fixtures.closedOrders), {
    line: "POST /0/private/ClosedOrders",
    body: "",
    result: fixtures.closedOrders,
  });
});
