/** CancelOrder, CancelOrderBatch, CancelAll, CancelAllOrdersAfter. */

import type { CancelAllResult } from "../../../../spot/trading/cancel_all.ts";
import type { CancelAllOrdersAfterResult } from "../../../../spot/trading/cancel_all_orders_after.ts";
import type { CancelOrderResult } from "../../../../spot/trading/cancel_order.ts";
import type { CancelOrderBatchResult } from "../../../../spot/trading/cancel_order_batch.ts";
import type { Account } from "../../../accounts/account.ts";
import { agePoints } from "../../../accounts/penalties.ts";
import type { Order } from "../../../matching/order.ts";
import { iso } from "../../../market/time.ts";
import { invalidArgument, Refusal } from "../../refusal.ts";
import { isObject, text, type Value, whole } from "../fields.ts";
import type { PrivateCall } from "../method.ts";
import { openOrder } from "./change.ts";

const MOST = 50;

/** The open orders that a txid or a userref means. */
function meant(account: Account, reference: string): Order[] {
  const order = account.open.get(reference);
  if (order) return [order];
  if (!/^-?\d{1,10}$/.test(reference) || Number(reference) === 0) return [];
  return [...account.open.values()].filter(({ userref }) => userref === Number(reference));
}

function refuseIn({ house }: PrivateCall): void {
  if (house.status.mode === "maintenance") throw new Refusal("EService:Unavailable");
}

/** `POST /0/private/CancelOrder`. */
export function cancelOrder(call: PrivateCall): CancelOrderResult {
  const { account, fields, house, ns } = call;
  refuseIn(call);
  const reference = text(fields, "txid");
  const orders = reference !== undefined && fields["cl_ord_id"] === undefined
    ? meant(account, reference)
    : [openOrder(account, fields)];
  if (orders.length === 0) throw new Refusal("EOrder:Unknown order");
  for (const order of orders) {
    const limited = house.charge(account, order.pair.id, agePoints("cancel", order, ns));
    if (limited !== undefined) throw new Refusal(limited);
  }
  for (const order of orders) house.trading.cancel(order, ns);
  return { count: orders.length };
}

/** Texts of a list; Kraken's page draws its items as objects, its clients send them bare. */
function references(value: Value | undefined, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalidArgument(name);
  return value.map((each: Value): string => {
    const inner = isObject(each) ? each["txid"] ?? each["cl_ord_id"] : each;
    if (typeof inner !== "string") throw invalidArgument(name);
    return inner;
  });
}

/** `POST /0/private/CancelOrderBatch`; it is carried out even where it goes over the trading counter. */
export function cancelOrderBatch(call: PrivateCall): CancelOrderBatchResult {
  const { account, fields, house, ns } = call;
  refuseIn(call);
  const ids = new Set(references(fields["orders"], "orders"));
  const clientIds = new Set(references(fields["cl_ord_ids"], "cl_ord_ids"));
  const asked = ids.size + clientIds.size;
  if (asked === 0 || asked > MOST) throw invalidArgument("orders");
  const orders = new Set<Order>();
  for (const id of ids) for (const order of meant(account, id)) orders.add(order);
  for (const id of clientIds) {
    const order = account.byClientId(id);
    if (order) orders.add(order);
  }
  if (orders.size === 0) throw new Refusal("EOrder:Unknown order");
  for (const order of orders) {
    house.charge(account, order.pair.id, agePoints("cancel", order, ns));
    house.trading.cancel(order, ns);
  }
  return { count: orders.size };
}

/** `POST /0/private/CancelAll`. */
export function cancelAll(call: PrivateCall): CancelAllResult {
  refuseIn(call);
  return { count: call.house.trading.cancelAll(call.account, call.ns) };
}

/** `POST /0/private/CancelAllOrdersAfter`. */
export function cancelAllOrdersAfter({ account, fields, house, ns }: PrivateCall): CancelAllOrdersAfterResult {
  const timeout = whole(fields, "timeout", 0, 86_399);
  if (timeout === undefined) throw invalidArgument("timeout");
  const alarm = house.trading.arm(account, timeout, ns);
  return { currentTime: iso(ns, 0), triggerTime: alarm ? iso(alarm.ns, 0) : "0" };
}
