import { assertEquals } from "@std/assert";
import {
  isCancelled,
  isDone,
  isEdited,
  isSent,
  refusals,
  type SendOrderResult,
  type SendStatus,
} from "../../futures/trading/mod.ts";
import * as fixtures from "../fixtures/futures/trading.ts";

const NONE = { reason: undefined, orderId: undefined, cliOrdId: undefined, orderTag: undefined };

Deno.test("isSent takes a status that nobody has seen before for a refusal", () => {
  assertEquals(isSent({ status: "brandNewReason" }), false);
});

Deno.test("isSent is true only when something was placed or filled", () => {
  assertEquals(isSent(fixtures.sendOrder.sendStatus), true);
  assertEquals(isSent(fixtures.sendOrderFilled.sendStatus), true);
  assertEquals(isSent(fixtures.sendOrderTrigger.sendStatus), true);
  assertEquals(isSent(fixtures.sendOrderRefused.sendStatus), false);
  assertEquals(isSent(fixtures.sendOrderRefusedBare.sendStatus), false);
  const cancelledAtOnce = { ...fixtures.sendOrderFilled.sendStatus, status: "cancelled" } satisfies SendStatus;
  assertEquals(isSent(cancelledAtOnce), true);
  assertEquals(isSent({ ...cancelledAtOnce, orderEvents: [] }), false);
});

Deno.test("isEdited and isCancelled are true only for what this call did", () => {
  assertEquals(isEdited(fixtures.editOrder.editStatus), true);
  assertEquals(isEdited(fixtures.editOrderRefused.editStatus), false);
  assertEquals(isCancelled(fixtures.cancelOrder.cancelStatus), true);
  assertEquals(isCancelled(fixtures.cancelOrderRefused.cancelStatus), false);
  assertEquals(isCancelled({ status: "filled" }), false);
});

Deno.test("refusals() finds nothing where all was carried out", () => {
  assertEquals(refusals(fixtures.sendOrder), []);
  assertEquals(refusals(fixtures.editOrder), []);
  assertEquals(refusals(fixtures.cancelOrder), []);
});

Deno.test("refusals() reads status, reason and ids of a refused order", () => {
  assertEquals(refusals(fixtures.sendOrderRefused), [{
    ...NONE,
    index: 0,
    status: "postWouldExecute",
    reason: "POST_WOULD_EXECUTE",
    orderId: fixtures.sendOrderRefused.sendStatus.order_id,
  }]);
  assertEquals(refusals(fixtures.sendOrderRefusedBare), [{ ...NONE, index: 0, status: "insufficientAvailableFunds" }]);
  assertEquals(refusals(fixtures.cancelOrderRefused), [{ ...NONE, index: 0, status: "notFound" }]);
  assertEquals(refusals(fixtures.editOrderRefused), [{
    ...NONE,
    index: 0,
    status: "orderForEditNotFound",
    orderId: fixtures.editOrderRefused.editStatus.orderId,
  }]);
});

Deno.test("refusals() reports every refused row of a batch among the good ones", () => {
  assertEquals(fixtures.batchOrder.batchStatus.map((row) => isDone(row)), [true, false, true, false]);
  assertEquals(refusals(fixtures.batchOrder), [
    {
      ...NONE,
      index: 1,
      status: "insufficientAvailableFunds",
      reason: "INSUFFICIENT_MARGIN",
      orderId: "3b1c0d52-9d0a-4b1e-8f66-000000000003",
      orderTag: "2",
    },
    { ...NONE, index: 3, status: "notFound", cliOrdId: "zzz" },
  ]);
});

Deno.test("refusals() reports a status that nobody has seen before", () => {
  const answer: SendOrderResult = { result: "success", serverTime: "", sendStatus: { status: "brandNewReason" } };
  assertEquals(refusals(answer), [{ ...NONE, index: 0, status: "brandNewReason" }]);
});
