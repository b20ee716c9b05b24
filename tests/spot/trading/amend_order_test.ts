import { assertEquals } from "@std/assert";
import { amendOrder, type AmendOrderParams } from "../../../spot/trading/amend_order.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = {
  txid: "OYR4TK-7PLQ2-EHNV3D",
  order_qty: "0.2",
  display_qty: 0.05,
  limit_price: "+1%",
  trigger_price: 59000,
  pair: "AAPLxUSD",
  post_only: true,
  deadline: new Date("2026-11-01T12:00:30Z"),
} satisfies AmendOrderParams;

Deno.test("amendOrder names the nearest parameter", async () => {
  await refused(amendOrder, { limitprice: "1" }, TypeError, "did you mean 'limit_price'?");
});

Deno.test("amendOrder refuses a quantity of zero", async () => {
  await refused(amendOrder, { order_qty: 0 }, RangeError, "'order_qty' must be above zero: current value is 0");
});

Deno.test("amendOrder refuses a price in words", async () => {
  await refused(amendOrder, { limit_price: "market" }, RangeError, "'limit_price' must be plain decimal text");
});

Deno.test("amendOrder rejects an order that is gone", async () => {
  const error = await failing(amendOrder, ALL, ["EOrder:Unknown order"]);
  assertEquals(error.errors, ["EOrder:Unknown order"]);
});

Deno.test("amendOrder writes all parameters", async () => {
  assertEquals(await sent(amendOrder, ALL, fixtures.amendOrder), {
    line: "POST /0/private/AmendOrder",
    body: "txid=OYR4TK-7PLQ2-EHNV3D&order_qty=0.2&display_qty=0.05&limit_price=+1%&trigger_price=59000" +
      "&pair=AAPLxUSD&post_only=true&deadline=2026-11-01T12:00:30.000Z",
    result: fixtures.amendOrder,
  });
});

Deno.test("amendOrder finds the order by the caller's id", async () => {
  const { body } = await sent(amendOrder, { cl_ord_id: "grid-7", order_qty: "0.2" }, fixtures.amendOrder);
  assertEquals(body, "cl_ord_id=grid-7&order_qty=0.2");
});

Deno.test("amendOrder is not sent twice by us, since the second may be refused", () => {
  assertEquals([amendOrder.idempotent, amendOrder.pool, amendOrder.cost], [false, "trading", 0]);
});
