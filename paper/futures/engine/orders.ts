/** What a caller can do with orders: place, edit, cancel. */

import type { OrderEvent } from "../../../futures/trading/_types.ts";
import type { FuturesAccount } from "../account.ts";
import { json, short } from "../money.ts";
import { cancel } from "./ending.ts";
import { enter, isFull, meetsOwn, objection, overReach, protectedLimit, rest, statusOf } from "./enter.ts";
import type { Engine, Outcome } from "./engine.ts";
import { tell } from "./news.ts";
import {
  type Distance,
  type FuturesOrder,
  isWaiting,
  isWithin,
  opposite,
  remaining,
  sign,
  type Trigger,
} from "./order.ts";
import { eventOrder, eventTrigger, historyOrder, historyTrigger, rejectEvent } from "./shapes.ts";
import { fireTriggers, trailed, watchedBy } from "./triggers.ts";

/** Brings a new order to the market, or lets it wait for its trigger. */
export function place(engine: Engine, order: FuturesOrder): Outcome {
  const { account, contract, clientId } = order;
  if (engine.ms < contract.opening || engine.ms >= contract.expiry) return { status: "marketInactive", events: [] };
  if (clientId !== undefined) {
    // Unique for ever, and over the whole exchange would be no different for one caller.
    if (account.clientIds.has(clientId)) {
      const events = [rejectEvent(order, "CLIENT_ORDER_ID_IN_USE")];
      return { status: "clientOrderIdAlreadyExist", events, order };
    }
    account.clientIds.set(clientId, order.id);
  }
  const outcome = order.trigger ? letWait(engine, order, order.trigger) : enter(engine, order);
  // An id that nothing was placed with may be used again.
  if (clientId !== undefined && outcome.status !== "placed") account.clientIds.delete(clientId);
  return outcome;
}

/** Lets an order wait for its trigger. */
function letWait(engine: Engine, order: FuturesOrder, trigger: Trigger): Outcome {
  const { account, contract } = order;
  const problem = objectionToTrigger(engine, order, trigger);
  if (problem !== undefined) return { status: statusOf(problem), events: [rejectEvent(order, problem)], order };
  if (trigger.trail) {
    trigger.price = trailed(trigger.above, trigger.trail, watchedBy(engine, order, engine.ns));
  }
  order.state = "waiting";
  account.orders.set(order.id, order);
  const desk = engine.desk(contract);
  desk.add(order);
  account.triggerEvents.push({
    uid: engine.uuid(),
    timestamp: engine.ms,
    event: { OrderTriggerPlaced: { order: historyTrigger(order), reason: order.reason } },
  });
  const events: OrderEvent[] = [{ type: "PLACE", orderTrigger: eventTrigger(order) }];
  tell(order, engine.ms, { kind: "new" });
  // A price that is past the trigger already fires it.
  fireTriggers(engine, desk);
  return { status: "placed", events, order };
}

/** Why a new trigger cannot be taken; nothing when it can. Looks only. */
function objectionToTrigger(engine: Engine, order: FuturesOrder, trigger: Trigger): string | undefined {
  if (engine.conditionsOf(order.contract).suspended) return "MARKET_SUSPENDED";
  if (isFull(order)) return "ORDER_LIMIT_EXCEEDED";
  if (isTooLarge(order)) return "MAX_POSITION_EXCEEDED";
  if (trigger.trail && watchedBy(engine, order, engine.ns) === 0n) {
    return "NO_REFERENCE_PRICE_AVAILABLE_FOR_CALCULATING_TRAILING_STOP_TRIGGER_PRICE";
  }
  return undefined;
}

/** Whether an order alone would lead beyond the largest position; one that only reduces cannot. */
function isTooLarge(order: FuturesOrder): boolean {
  const { account, contract, reduceOnly, side } = order;
  const held = account.positions.get(contract.symbol)?.size ?? 0n;
  return !reduceOnly && sign(side) * held + remaining(order) > contract.maxPosition;
}

/** Why a new order would be refused, as a status; nothing when it would be placed. Looks only. */
export function rehearse(engine: Engine, order: FuturesOrder): string | undefined {
  const { account, contract, clientId, kind } = order;
  if (engine.ms < contract.opening || engine.ms >= contract.expiry) return "marketInactive";
  if (clientId !== undefined && account.clientIds.has(clientId)) return "clientOrderIdAlreadyExist";
  if (order.trigger) {
    const problem = objectionToTrigger(engine, order, order.trigger);
    return problem === undefined ? undefined : statusOf(problem);
  }
  const desk = engine.desk(contract);
  const limit = order.market ? protectedLimit(engine, desk, order.side) : order.limit;
  const problem = objection(engine, desk, order, limit);
  if (problem !== undefined) return statusOf(problem);
  const trimmed = { ...order, size: order.size - overReach(order) };
  return kind !== "post" && limit !== undefined && meetsOwn(engine, desk, trimmed, limit) ? "selfFill" : undefined;
}

/** What is to change about an order; left out stays. */
export interface Changes {
  /** Steps: what is still open, or the total with fills. */
  readonly size?: bigint | undefined;
  /** Whether {@linkcode size} counts the fills. */
  readonly absolute: boolean;
  /** Ticks. */
  readonly limit?: number | undefined;
  /** `PRICE` decimals. */
  readonly stop?: bigint | undefined;
  /** How far a trailing stop follows. */
  readonly trail?: Distance | undefined;
}

/** Changes an order, which keeps its id. A size made smaller at the same price keeps its place (Paper rule). */
export function edit(engine: Engine, order: FuturesOrder, changes: Changes): Outcome {
  const { trigger } = order;
  const size = changes.size === undefined ? order.size : changes.absolute ? changes.size : changes.size + order.filled;
  if (size <= order.filled) return { status: "invalidSize", events: [], order };
  if (!isWaiting(order) || !trigger) {
    if (changes.stop !== undefined || changes.trail) return { status: "orderForEditNotAStop", events: [], order };
    return editResting(engine, order, size, changes.limit ?? order.limit ?? 0);
  }
  if (order.kind === "trailing_stop") {
    if (changes.stop !== undefined) return { status: "cannotEditTriggerPriceOfTrailingStop", events: [], order };
    if (changes.limit !== undefined) return { status: "cannotEditLimitPriceOfTrailingStop", events: [], order };
  }
  // Paper rule: the documented refusals name no other for a distance that a stop with a price of its own cannot keep.
  if (changes.trail && order.kind !== "trailing_stop") {
    return { status: "orderForEditNotAStop", events: [], order };
  }
  const wanted: FuturesOrder = { ...order, size };
  if (size > order.size && isTooLarge(wanted)) {
    const problem = "MAX_POSITION_EXCEEDED";
    return { status: statusOf(problem), events: [rejectEvent(wanted, problem)], order };
  }
  const oldOrderTrigger = historyTrigger(order);
  const old = eventOrder(order);
  order.size = size;
  if (changes.limit !== undefined) {
    order.limit = changes.limit;
    order.market = false;
  }
  if (changes.stop !== undefined) trigger.price = changes.stop;
  if (changes.trail) {
    trigger.trail = changes.trail;
    trigger.price = trailed(trigger.above, changes.trail, watchedBy(engine, order, engine.ns));
  }
  order.touched = engine.ms;
  order.reason = "edited_by_user";
  order.account.triggerEvents.push({
    uid: engine.uuid(),
    timestamp: engine.ms,
    event: { OrderTriggerUpdated: { oldOrderTrigger, newOrderTrigger: historyTrigger(order), reason: order.reason } },
  });
  const events: OrderEvent[] = [{ type: "EDIT", old, new: eventOrder(order), reducedQuantity: null }];
  tell(order, engine.ms, { kind: "amended", reason: order.reason });
  fireTriggers(engine, engine.desk(order.contract));
  return { status: "edited", events, order };
}

function editResting(engine: Engine, order: FuturesOrder, size: bigint, limit: number): Outcome {
  const desk = engine.desk(order.contract);
  const wanted: FuturesOrder = { ...order, size, limit };
  desk.remove(order);
  const back = () => desk.add(order);
  let problem = objection(engine, desk, wanted, limit);
  const reduced = problem === undefined ? overReach(wanted) : 0n;
  wanted.size -= reduced;
  if (problem === undefined && wanted.kind !== "post" && meetsOwn(engine, desk, wanted, limit)) {
    problem = "WOULD_EXECUTE_SELF";
  }
  if (problem !== undefined) {
    back();
    const attemptedOrder = historyOrder(wanted);
    order.account.orderEvents.push({
      uid: engine.uuid(),
      timestamp: engine.ms,
      event: { OrderEditRejected: { oldOrder: historyOrder(order), attemptedOrder, orderError: problem } },
    });
    return { status: statusOf(problem), events: [rejectEvent(wanted, problem)], order };
  }
  const [oldOrder, old] = [historyOrder(order), eventOrder(order)];
  const keepsPlace = limit === order.limit && wanted.size <= order.size;
  Object.assign(order, { size: wanted.size, limit, touched: engine.ms, reason: "edited_by_user" });
  order.account.orderEvents.push({
    uid: engine.uuid(),
    timestamp: engine.ms,
    event: {
      OrderUpdated: {
        oldOrder,
        newOrder: historyOrder(order),
        reason: order.reason,
        reducedQuantity: reduced === 0n ? "" : short(reduced, order.contract.precision),
      },
    },
  });
  const reducedQuantity = reduced === 0n ? null : json(reduced, order.contract.precision);
  const events: OrderEvent[] = [{ type: "EDIT", old, new: eventOrder(order), reducedQuantity }];
  tell(order, engine.ms, { kind: "amended", reason: order.reason });
  const best = desk.best(engine.ns, opposite(order.side));
  if (best !== undefined && isWithin(order.side, best, limit)) {
    const { status, events: more } = enter(engine, order, { type: "takerAfterEdit", prior: old, trimmed: reduced });
    return { status, events: [...events, ...more], order };
  }
  if (keepsPlace) back();
  else rest(engine, desk, order, limit);
  return { status: "edited", events, order };
}

/** The order that is meant, open or ended lately; nothing when there is none. */
export function findOrder(account: FuturesAccount, id?: string, clientId?: string): FuturesOrder | undefined {
  const wanted = id ?? (clientId === undefined ? undefined : account.clientIds.get(clientId));
  const open = wanted === undefined ? undefined : account.orders.get(wanted);
  return open ??
    account.ended.findLast((order) => id === undefined ? order.clientId === clientId : order.id === id);
}

/** Cancels an order. */
export function cancelOne(engine: Engine, account: FuturesAccount, id?: string, clientId?: string): Outcome {
  const order = findOrder(account, id, clientId);
  if (!order || order.state === "cancelled" || order.state === "rejected") return { status: "notFound", events: [] };
  if (order.state === "filled") return { status: "filled", events: [], order };
  return { status: "cancelled", events: [cancel(engine, order, "cancelled_by_user", engine.ms)], order };
}

/** Cancels all orders and triggers that fit; answers with them and their events. */
export function cancelAll(
  engine: Engine,
  account: FuturesAccount,
  reason: string,
  fits: (order: FuturesOrder) => boolean = () => true,
): { order: FuturesOrder; event: OrderEvent }[] {
  return [...account.orders.values()].filter(fits)
    .map((order) => ({ order, event: cancel(engine, order, reason, engine.ms) }));
}
