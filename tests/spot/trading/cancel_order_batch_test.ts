import { assertEquals } from "@std/assert";
import { cancelOrderBatch, type CancelOrderBatchParams } from "../../../spot/trading/cancel_order_batch.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = { orders: ["OYR4TK-7PLQ2-EHNV3D", 42], cl_ord_ids: ["grid-7"] } satisfies CancelOrderBatchParams;

Deno.test("cancelOrderBatch names the nearest parameter", async () => {
  await refused(cancelOrderBatch, { cl_ord_id: ["x"] }, TypeError, "did you mean 'cl_ord_ids'?");
});

Deno.test("cancelOrderBatch refuses more than 50 orders", async () => {
  await refused(
    cancelOrderBatch,
    { orders: Array.from({ length: 51 }, (_, i) => i) },
    RangeError,
    "'orders' must have 1 to 50 items: it has 51",
  );
});

Deno.test("cancelOrderBatch refuses an empty list", async () => {
  await refused(cancelOrderBatch, { cl_ord_ids: [] }, RangeError, "'cl_ord_ids' must have 1 to 50 items: it has 0");
});

Deno.test("cancelOrderBatch says which id is malformed", async () => {
  await refused(
    cancelOrderBatch,
    { orders: ["O", {}] },
    TypeError,
    "'orders' item 1 must be a txid (text) or a userref (whole number)",
  );
});

Deno.test("cancelOrderBatch refuses a list in text", async () => {
  await refused(
    cancelOrderBatch,
    { orders: "O1,O2" },
    TypeError,
    "'orders' must be an array: current value is \"O1,O2\"",
  );
});

Deno.test("cancelOrderBatch writes all parameters", async () => {
  assertEquals(await sent(cancelOrderBatch, ALL, fixtures.cancelOrderBatch), {
    line: "POST /0/private/CancelOrderBatch",
    body: { orders: ["OYR4TK-7PLQ2-EHNV3D", 42], cl_ord_ids: ["grid-7"] },
    result: fixtures.cancelOrderBatch,
  });
});
