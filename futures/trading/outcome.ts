/**
 * One clear rule for order answers: a call that placed, changed or cancelled nothing raises an `ApiError` whose `errors`
 * begin with Kraken's status. A batch of which at least one instruction took effect is returned with all its outcomes:
 * {@linkcode refusals} lists those that did nothing. That there was nothing to cancel is a result of `cancelAllOrders`.
 */

import type { BatchDone, BatchOrderResult, BatchStatus } from "./batch_order.ts";
import type { CancelOrderResult, CancelStatus, OrderCancelled } from "./cancel_order.ts";
import type { EditOrderResult, EditStatus, OrderEdited } from "./edit_order.ts";
import type { OrderSent, SendOrderResult, SendStatus } from "./send_order.ts";
import type { OrderError } from "./_types.ts";

/** Whether an order was placed or filled; a status nobody has seen before is no success. */
export function isSent(outcome: SendStatus): outcome is OrderSent {
  const { status, orderEvents = [] } = outcome;
  if (status === "placed" || status === "partiallyFilled" || status === "filled") return true;
  // Cancelled or changed at once: it counts when something was placed or filled before that.
  const touched = status === "cancelled" || status === "edited";
  return touched && orderEvents.some(({ type }) => type === "PLACE" || type === "EXECUTION");
}

/**
 * Whether something was placed or filled, whatever the status calls it: an order can be refused after a part of it was
 * filled, and Kraken adds statuses without asking.
 */
function left(outcome: SendStatus | BatchStatus): boolean {
  return (outcome.orderEvents ?? []).some(({ type }) => type === "PLACE" || type === "EXECUTION");
}

/** Whether an order was changed. */
export function isEdited(outcome: EditStatus): outcome is OrderEdited {
  return outcome.status === "edited";
}

/** Whether an order was cancelled by this call; one that was filled before was not. */
export function isCancelled(outcome: CancelStatus): outcome is OrderCancelled {
  return outcome.status === "cancelled";
}

/** Whether an instruction of a batch was carried out. */
export function isDone(outcome: BatchStatus): outcome is BatchDone {
  return outcome.status === "placed" || outcome.status === "edited" || outcome.status === "cancelled";
}

/** An instruction that Kraken understood and did not carry out. */
export interface Refusal {
  /** Which row of a batch; 0 for a single order. */
  readonly index: number;
  /** Kraken's status, e.g. `"insufficientAvailableFunds"`. */
  readonly status: string;
  /** Kraken's reason from a `REJECT` event, where it gave one. */
  readonly reason: OrderError | undefined;
  /** Kraken's id of the order, where it gave one. */
  readonly orderId: string | undefined;
  /** Our id of the order, where known. */
  readonly cliOrdId: string | undefined;
  /** Tag of a batch row. */
  readonly orderTag: string | undefined;
}

/** Every refusal in an order answer, none lost; empty when all was carried out. */
export function refusals(
  answer: SendOrderResult | EditOrderResult | CancelOrderResult | BatchOrderResult,
): readonly Refusal[] {
  if ("sendStatus" in answer) return isSent(answer.sendStatus) ? [] : [refusal(answer.sendStatus, 0)];
  if ("editStatus" in answer) return isEdited(answer.editStatus) ? [] : [refusal(answer.editStatus, 0)];
  if ("cancelStatus" in answer) return isCancelled(answer.cancelStatus) ? [] : [refusal(answer.cancelStatus, 0)];
  return answer.batchStatus.flatMap((row, index) => isDone(row) ? [] : [refusal(row, index)]);
}

function refusal(outcome: SendStatus | EditStatus | CancelStatus | BatchStatus, index: number): Refusal {
  const rejected = outcome.orderEvents?.find((event) => event.type === "REJECT");
  return {
    index,
    status: outcome.status,
    reason: rejected?.reason,
    // Edits spell it orderId, all others order_id.
    orderId: ("orderId" in outcome ? outcome.orderId : "order_id" in outcome ? outcome.order_id : undefined) ??
      undefined,
    cliOrdId: outcome.cliOrdId ?? undefined,
    orderTag: ("order_tag" in outcome ? outcome.order_tag : undefined) ?? undefined,
  };
}

/** Kraken's words for an order that was not placed: the status, and the reason where there is one. */
export function sendRefused({ sendStatus }: SendOrderResult): readonly string[] | undefined {
  return refusedBy(sendStatus, isSent(sendStatus ?? NONE) || left(sendStatus ?? NONE));
}

/** Kraken's words for an edit that changed nothing. */
export function editRefused({ editStatus }: EditOrderResult): readonly string[] | undefined {
  return refusedBy(editStatus, isEdited(editStatus ?? NONE));
}

/** Kraken's words for a cancellation that cancelled nothing. */
export function cancelRefused({ cancelStatus }: CancelOrderResult): readonly string[] | undefined {
  return refusedBy(cancelStatus, isCancelled(cancelStatus ?? NONE));
}

/** The status of each instruction, in their order, when none of them took effect. */
export function batchRefused({ batchStatus }: BatchOrderResult): readonly string[] | undefined {
  if (!Array.isArray(batchStatus) || batchStatus.length === 0) return undefined;
  if (batchStatus.some((row) => isDone(row) || left(row))) return [];
  return batchStatus.map(({ status }) => status);
}

const NONE: { readonly status: string } = { status: "" };

// An answer without a status is none of Kraken's: what became of the order is then unknown, not refused.
function refusedBy(
  outcome: SendStatus | EditStatus | CancelStatus | undefined,
  effective: boolean,
): readonly string[] | undefined {
  if (typeof outcome?.status !== "string") return undefined;
  if (effective) return [];
  const { status, reason } = refusal(outcome, 0);
  return reason === undefined ? [status] : [status, reason];
}
