import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { send, type SendOptions } from "../../core/send.ts";
import { trading } from "../../futures/mod.ts";
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
import { RECORDINGS } from "../recordings.ts";
import { calling } from "./_calling.ts";

function hasRecordings(): boolean {
  try {
    return Deno.statSync(RECORDINGS).isDirectory;
  } catch {
    return false;
  }
}

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

const ORDER = { orderType: "post", symbol: "PF_XBTUSD", side: "buy", size: "0.01", limitPrice: 80_000 } as const;

/** What a call raises when it is answered like this; exactly one request is made. */
async function raised(answer: object, call: (options: SendOptions) => Promise<unknown>): Promise<ApiError> {
  const { options, asked } = calling(answer);
  const error = await assertRejects(() => call(options), ApiError);
  assertEquals(asked.length, 1);
  return error;
}

Deno.test("sendOrder raises Kraken's status and reason when nothing was placed, with advice", async () => {
  const place = (options: SendOptions) => send(options, trading.sendOrder, ORDER);
  const error = await raised(fixtures.sendOrderRefused, place);
  assertEquals(error.errors, ["postWouldExecute", "POST_WOULD_EXECUTE"]);
  assertEquals([error.category, error.retryable], ["order-rejected", false]);
  assertStringIncludes(error.message, "sendorder: postWouldExecute; POST_WOULD_EXECUTE. A post-only order would have");
  const bare = await raised(fixtures.sendOrderRefusedBare, place);
  assertEquals([bare.errors, bare.category], [["insufficientAvailableFunds"], "insufficient-funds"]);
});

Deno.test("sendOrder raises a refusal that nobody has seen before", async () => {
  const answer = { result: "success", serverTime: "", sendStatus: { status: "brandNewReason" } };
  const error = await raised(answer, (options) => send(options, trading.sendOrder, ORDER));
  assertEquals([error.errors, error.category], [["brandNewReason"], "order-rejected"]);
  assertStringIncludes(error.message, "Kraken understood the request and did nothing");
});

Deno.test("sendOrder returns an order that was filled in part before it was refused, whatever the status", async () => {
  const { orderEvents } = fixtures.sendOrderFilled.sendStatus;
  const reject = { type: "REJECT", uid: "x", reason: "REJECTED_AFTER_EXECUTION", order: null };
  const answer = { ...fixtures.sendOrder, sendStatus: { status: "brandNew", orderEvents: [...orderEvents, reject] } };
  const { options } = calling(answer);
  assertEquals(await send(options, trading.sendOrder, ORDER) as unknown, answer);
});

Deno.test("editOrder and cancelOrder raise what changed or cancelled nothing", async () => {
  const edit = await raised(
    fixtures.editOrderRefused,
    (options) => send(options, trading.editOrder, { orderId: "x", size: 1 }),
  );
  assertEquals([edit.errors, edit.category], [["orderForEditNotFound"], "not-found"]);
  const cancel = await raised(
    fixtures.cancelOrderRefused,
    (options) => send(options, trading.cancelOrder, { order_id: "x" }),
  );
  assertEquals([cancel.errors, cancel.category], [["notFound"], "not-found"]);
  const filled = await raised(
    { ...fixtures.cancelOrder, cancelStatus: { status: "filled" } },
    (options) => send(options, trading.cancelOrder, { order_id: "x" }),
  );
  assertEquals(filled.errors, ["filled"]);
});

Deno.test("batchOrder returns every outcome when one took effect, and raises every status when none did", async () => {
  const json = { batchOrder: [{ order: "cancel", order_id: "a" }, { order: "cancel", order_id: "b" }] } as const;
  const { options } = calling(fixtures.batchOrder);
  assertEquals(await send(options, trading.batchOrder, { json }), fixtures.batchOrder);
  const none = { ...fixtures.batchOrder, batchStatus: fixtures.batchOrder.batchStatus.filter((row) => !isDone(row)) };
  const error = await raised(none, (options) => send(options, trading.batchOrder, { json }));
  assertEquals(error.errors, ["insufficientAvailableFunds", "notFound"]);
});

Deno.test("cancelAllOrders returns that there was nothing to cancel", async () => {
  const { options } = calling(fixtures.cancelAllOrdersNone);
  const { cancelStatus } = await send(options, trading.cancelAllOrders, {});
  assertEquals(cancelStatus.status, "noOrdersToCancel");
});

Deno.test(
  "sendOrder returns or raises every recorded answer by what it did",
  { ignore: !hasRecordings() },
  async () => {
    const seen: string[] = [];
    for (const { name: file } of Deno.readDirSync(new URL("futures-rest/sendorder/", RECORDINGS))) {
      const answer = JSON.parse(await Deno.readTextFile(new URL(`futures-rest/sendorder/${file}`, RECORDINGS)));
      if (answer.result !== "success") continue;
      const { options } = calling(answer);
      const outcome = await send(options, trading.sendOrder, ORDER).then(() => "returned", (error) => error.errors[0]);
      seen.push(`${answer.sendStatus.status}: ${outcome}`);
    }
    assert(seen.length > 0);
    for (const line of seen) {
      const [status, outcome] = line.split(": ");
      assertEquals(outcome, status === "placed" ? "returned" : status);
    }
  },
);
