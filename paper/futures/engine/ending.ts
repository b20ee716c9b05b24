/** Ends of orders: filled, cancelled, refused; and reduce-only orders that no longer reduce anything. */

import type { OrderEvent } from "../../../futures/trading/_types.ts";
import type { FuturesAccount } from "../account.ts";
import type { Contract } from "../contracts/contracts.ts";
import { abs, short } from "../money.ts";
import type { Engine } from "./engine.ts";
import { tell } from "./news.ts";
import { type FuturesOrder, isWaiting, remaining, type State } from "./order.ts";
import { cancelEvent, historyOrder, historyTrigger, rejectEvent } from "./shapes.ts";

/** For how long orders/status knows an order that has ended. */
export const REMEMBERED_MS = 5000;

/** Takes an order out of everything; no event. */
export function endOrder(engine: Engine, order: FuturesOrder, state: State, reason: string): void {
  const { account } = order;
  order.state = state;
  order.reason = reason;
  order.ended = Math.max(order.touched, engine.ms);
  engine.desks.get(order.contract.symbol)?.remove(order);
  account.orders.delete(order.id);
  account.ended.push(order);
  while ((account.ended[0]?.ended ?? Infinity) < engine.ms - REMEMBERED_MS) account.ended.shift();
}

/** Cancels an order and answers with its event. */
export function cancel(engine: Engine, order: FuturesOrder, reason: string, ms: number): OrderEvent {
  const event = cancelEvent(order);
  order.touched = ms;
  const element = { uid: engine.uuid(), timestamp: ms };
  if (isWaiting(order)) {
    const cancelled = { OrderTriggerCancelled: { order: historyTrigger(order), reason } };
    order.account.triggerEvents.push({ ...element, event: cancelled });
  } else {
    order.account.orderEvents.push({ ...element, event: { OrderCancelled: { order: historyOrder(order), reason } } });
  }
  endOrder(engine, order, "cancelled", reason);
  tell(order, ms, { kind: "canceled", reason });
  return event;
}

/** Refuses an order and answers with its event. */
export function reject(engine: Engine, order: FuturesOrder, error: string, ms: number): OrderEvent {
  order.error = error;
  order.account.orderEvents.push({
    uid: engine.uuid(),
    timestamp: ms,
    event: { OrderRejected: { order: historyOrder(order), orderError: error, reason: order.reason } },
  });
  endOrder(engine, order, "rejected", order.reason);
  tell(order, ms, { kind: "rejected", reason: error });
  return rejectEvent(order, error);
}

/**
 * Keeps resting reduce-only orders within the position. They go from the least aggressive price on; the one that is too
 * large is trimmed (Paper rule: Kraken's help pages say both that and the contrary).
 */
export function trimReduceOnly(engine: Engine, account: FuturesAccount, contract: Contract, ms: number): void {
  const desk = engine.desks.get(contract.symbol);
  if (!desk) return;
  const held = account.positions.get(contract.symbol)?.size ?? 0n;
  for (const side of ["buy", "sell"] as const) {
    const reduces = side === "buy" ? held < 0n : held > 0n;
    let room = reduces ? abs(held) : 0n;
    for (const order of [...desk[side]]) {
      if (order.account !== account || !order.reduceOnly) continue;
      const left = remaining(order);
      if (left <= room) {
        room -= left;
      } else if (room === 0n) {
        cancel(engine, order, "would_not_reduce_position", ms);
      } else {
        const oldOrder = historyOrder(order);
        order.size -= left - room;
        order.touched = ms;
        const reducedQuantity = short(left - room, contract.precision);
        const event = {
          OrderUpdated: {
            oldOrder,
            newOrder: historyOrder(order),
            reason: "would_not_reduce_position",
            reducedQuantity,
          },
        };
        account.orderEvents.push({ uid: engine.uuid(), timestamp: ms, event });
        tell(order, ms, { kind: "restated", reason: "would_not_reduce_position" });
        room = 0n;
      }
    }
  }
}
