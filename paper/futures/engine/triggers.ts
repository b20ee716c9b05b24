/** Triggers: stops, take-profits and trailing stops. */

import { divided, power } from "../money.ts";
import type { Desk } from "./desk.ts";
import { endOrder } from "./ending.ts";
import { enter } from "./enter.ts";
import type { Engine } from "./engine.ts";
import { tell } from "./news.ts";
import type { Distance, FuturesOrder, Trigger } from "./order.ts";
import { historyTrigger } from "./shapes.ts";

/** A distance at a price, `PRICE` decimals. */
export function distanceAt({ unit, value }: Distance, price: bigint): bigint {
  return unit === "PERCENT" ? divided(price * value, power(6)) : value;
}

/** The trigger price of a trailing stop that watches a price, on the side it falls back to. */
export function trailed(above: boolean, trail: Distance, watched: bigint): bigint {
  const distance = distanceAt(trail, watched);
  return above ? watched + distance : watched - distance;
}

/** Whether a trigger fires at a price. */
export function fires({ above, price }: Trigger, watched: bigint): boolean {
  return watched > 0n && (above ? watched >= price : watched <= price);
}

/** The price a trigger watches at a time. */
export function watchedBy(engine: Engine, { contract, trigger }: FuturesOrder, ns: bigint): bigint {
  if (trigger?.signal === "mark") return engine.market.mark(contract, ns);
  if (trigger?.signal === "index") return engine.market.index(contract.underlying, ns);
  return engine.market.last(contract, ns);
}

/** Lets a trailing stop follow; says whether its price changed. It never goes back. */
export function follow(trigger: Trigger, watched: bigint): boolean {
  if (!trigger.trail || watched <= 0n) return false;
  const price = trailed(trigger.above, trigger.trail, watched);
  if (trigger.above ? price >= trigger.price : price <= trigger.price) return false;
  trigger.price = price;
  return true;
}

/** Fires what is to fire on a contract at the moment, oldest first. */
export function fireTriggers(engine: Engine, desk: Desk): void {
  for (const order of [...desk.waiting]) {
    const { trigger } = order;
    if (!trigger || order.state !== "waiting") continue;
    const watched = watchedBy(engine, order, engine.ns);
    if (!fires(trigger, watched)) {
      follow(trigger, watched);
      continue;
    }
    activate(engine, desk, order, trigger);
  }
}

function activate(engine: Engine, desk: Desk, order: FuturesOrder, trigger: Trigger): void {
  const { account, contract } = order;
  account.triggerEvents.push({
    uid: engine.uuid(),
    timestamp: engine.ms,
    event: { OrderTriggerActivated: { order: historyTrigger(order) } },
  });
  desk.remove(order);
  trigger.fired = engine.ms;
  order.touched = engine.ms;
  order.reason = order.market ? "stop_order_triggered" : "limit_from_stop";
  if (trigger.offset) {
    const price = trigger.price + distanceAt(trigger.offset, trigger.price);
    order.limit = Math.max(1, Number(price / contract.tick));
  }
  tell(order, engine.ms, { kind: "triggered" });
  const { status } = enter(engine, order);
  // Its failure has no answer to stand in; the order's state and the history tell it.
  if (status !== "placed" && order.state !== "rejected") endOrder(engine, order, "rejected", order.reason);
}
