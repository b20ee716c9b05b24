import { assertEquals } from "@std/assert";
import { cancelOrder, type CancelOrderParams } from "../../../spot/trading/cancel_order.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = { cl_ord_id: "grid-7" } satisfies CancelOrderParams;

Deno.test("cancelOrder names the nearest parameter", async () => {
  await refused(cancelOrder, { txids: "O" }, TypeError, "did you mean 'txid'?");
});

Deno.test("cancelOrder refuses an id that is neither text nor number", async () => {
  await refused(
    cancelOrder,
    { txid: true },
    TypeError,
    "'txid' must be a txid (text) or a userref (whole number): current value is true",
  );
});

Deno.test("cancelOrder refuses half a userref", async () => {
  await refused(cancelOrder, { txid: 1.5 }, RangeError, "'txid' must be a whole number from -2147483648");
});

Deno.test("cancelOrder rejects an order that is gone", async () => {
  const error = await failing(cancelOrder, ALL, ["EOrder:Unknown order"]);
  assertEquals(error.errors, ["EOrder:Unknown order"]);
});

Deno.test("cancelOrder cancels by the caller's id", async () => {
  assertEquals(await sent(cancelOrder, ALL, fixtures.cancelOrder), {
    line: "POST /0/private/CancelOrder",
    body: "cl_ord_id=grid-7",
    result: fixtures.cancelOrder,
  });
});

Deno.test("cancelOrder cancels by txid", async () => {
  const { body } = await sent(cancelOrder, { txid: "OYR4TK-7PLQ2-EHNV3D" }, fixtures.cancelOrder);
  assertEquals(body, "txid=OYR4TK-7PLQ2-EHNV3D");
});

Deno.test("cancelOrder cancels by userref", async () => {
  assertEquals(await sent(cancelOrder, { txid: 42 }, fixtures.cancelOrderPending), {
    line: "POST /0/private/CancelOrder",
    body: "txid=42",
    result: fixtures.cancelOrderPending,
  });
});

Deno.test("cancelOrder may be repeated, since cancelling twice cancels once", () => {
  assertEquals([cancelOrder.idempotent, cancelOrder.pool, cancelOrder.cost], [true, "trading", 0]);
});
