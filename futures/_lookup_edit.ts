/** Looks for a change of an order: its history says so, or the order now stands where it was to be moved. */

import { compareDecimals, type Decimal, plain, sumDecimals } from "../core/decimal.ts";
import { pages } from "../core/pages.ts";
import { type LookupWindow, ordersOf } from "./_lookup_send.ts";
import type { HistoryOrder, HistoryTrigger, OrderHistoryEvent, TriggerHistoryEvent } from "./history/mod.ts";
import type { LookupSource, LostOrder } from "./lookup.ts";
import { orderPages, triggerPages } from "./pages.ts";
import type { BatchEdit, StatusOrder } from "./trading/mod.ts";

/** An order by Kraken's id, ours, or both. */
export interface OrderName {
  /** Kraken's. */
  readonly orderId?: string;
  /** Ours. */
  readonly cliOrdId?: string;
}

type Asked = Pick<BatchEdit, "limitPrice" | "stopPrice" | "size" | "qtyMode">;
type Event = OrderHistoryEvent | TriggerHistoryEvent;

const EDITED = "edited_by_user";

/** One look for one edit. */
export async function lookupEdit(
  { trading, history }: LookupSource,
  order: OrderName,
  asked: Asked,
  window: LookupWindow,
): Promise<LostOrder> {
  const mine = ({ uid, clientId }: { readonly uid: string; readonly clientId: string }) =>
    uid === order.orderId || (order.cliOrdId !== undefined && clientId === order.cliOrdId);
  const events = [
    ...await pages(history.orders, window, orderPages).all(),
    ...await pages(history.triggers, window, triggerPages).all(),
  ].filter(({ event }) => ordersOf(event).some(mine));
  for (const element of events.toReversed()) {
    const { wanted, refusal } = editOf(element.event);
    // The order may have been edited before: only what was asked for now counts.
    if (!wanted || !fits(wanted, asked)) continue;
    return refusal === undefined
      ? { state: "edited", order, record: element }
      : { state: "edit refused", order, reason: refusal };
  }
  const { orderId, cliOrdId } = order;
  const { orders } = await trading.ordersStatus({
    ...(orderId === undefined ? {} : { orderIds: orderId }),
    ...(cliOrdId === undefined ? {} : { cliOrdIds: cliOrdId }),
  });
  const [known] = orders;
  return known && standsAt(known.order, asked)
    ? { state: "edited", order, record: known }
    : { state: "not found", order };
}

/** What an event says about an edit: the order as it was wanted, and why it was refused. */
function editOf(event: Event): { wanted?: HistoryOrder | HistoryTrigger; refusal?: string } {
  if ("OrderEditRejected" in event) {
    return { wanted: event.OrderEditRejected.attemptedOrder, refusal: event.OrderEditRejected.orderError };
  }
  if ("OrderTriggerEditRejected" in event) {
    const { attemptedOrderTrigger, orderError } = event.OrderTriggerEditRejected;
    return { wanted: attemptedOrderTrigger, refusal: orderError };
  }
  if ("OrderUpdated" in event && event.OrderUpdated.reason === EDITED) return { wanted: event.OrderUpdated.newOrder };
  if ("OrderTriggerUpdated" in event && event.OrderTriggerUpdated.reason === EDITED) {
    return { wanted: event.OrderTriggerUpdated.newOrderTrigger };
  }
  return {};
}

/** Whether an order in the history is as asked, in all that was asked. */
function fits(order: HistoryOrder | HistoryTrigger, { limitPrice, stopPrice, size, qtyMode }: Asked): boolean {
  const filled = "filled" in order && order.filled !== "" ? order.filled : "0";
  const quantity = qtyMode === "ABSOLUTE" ? order.quantity : sumDecimals([order.quantity, `-${filled}`]);
  const trigger = "triggerOptions" in order ? order.triggerOptions.triggerPrice : undefined;
  return same(limitPrice, order.limitPrice) && same(stopPrice, trigger) && same(size, quantity);
}

/** Whether an order has the prices that were asked for; it must be at least one. A size says nothing: fills change it too. */
function standsAt({ limitPrice, priceTriggerOptions }: StatusOrder, asked: Asked): boolean {
  const some = asked.limitPrice !== undefined || asked.stopPrice !== undefined;
  return some && same(asked.limitPrice, limitPrice) && same(asked.stopPrice, priceTriggerOptions?.triggerPrice);
}

/** Whether a figure is as asked; one that was not asked for always is. */
function same(asked: Decimal | number | undefined, stands: Decimal | number | null | undefined): boolean {
  if (asked === undefined) return true;
  if (stands === null || stands === undefined || stands === "") return false;
  const [left, right] = [asked, stands].map((value) => typeof value === "number" ? plain(value) : value);
  return compareDecimals(left as Decimal, right as Decimal) === 0;
}
