/** Looks for a new order by its `cliOrdId`, first where it shows soonest, then where it is kept for ever. */

import { pages } from "../core/pages.ts";
import type {
  HistoryElement,
  HistoryOrder,
  HistoryTrigger,
  OrderHistoryEvent,
  TriggerHistoryEvent,
} from "./history/mod.ts";
import type { LookupSource, LostOrder } from "./lookup.ts";
import { orderPages, triggerPages } from "./pages.ts";

/** Which time to look at in the history, Unix milliseconds. */
export interface LookupWindow {
  /** From here on. */
  readonly since: number;
  /** Up to here. */
  readonly before: number;
}

/** One look for one order. */
export async function lookupSend(source: LookupSource, cliOrdId: string, window: LookupWindow): Promise<LostOrder> {
  const { trading, account, history } = source;
  const mine = (each: { readonly cliOrdId?: string | null }) => each.cliOrdId === cliOrdId;

  const known = (await trading.ordersStatus({ cliOrdIds: cliOrdId })).orders.find(({ order }) => mine(order));
  if (known?.status === "REJECTED") {
    return { state: "refused", cliOrdId, reason: known.error ?? known.updateReason ?? "REJECTED" };
  }
  if (known) {
    return { state: "placed", cliOrdId, orderId: known.order.orderId, foundIn: "orders/status", record: known };
  }
  const open = (await trading.openOrders()).openOrders.find(mine);
  if (open) return { state: "placed", cliOrdId, orderId: open.order_id, foundIn: "openorders", record: open };
  const fill = (await account.fills()).fills.find(mine);
  if (fill) return { state: "placed", cliOrdId, orderId: fill.order_id, foundIn: "fills", record: fill };

  const orders = await pages(history.orders, window, orderPages).all();
  const past = await lookupEvents(orders, cliOrdId, "orders history");
  if (past.state !== "not found") return past;
  const triggers = await pages(history.triggers, window, triggerPages).all();
  return lookupEvents(triggers, cliOrdId, "triggers history");
}

type Event = OrderHistoryEvent | TriggerHistoryEvent;

function lookupEvents(
  elements: readonly HistoryElement<Event>[],
  cliOrdId: string,
  foundIn: "orders history" | "triggers history",
): LostOrder {
  const mine = elements.filter(({ event }) => ordersOf(event).some(({ clientId }) => clientId === cliOrdId));
  // Whatever but a rejection means that it has been there.
  const placed = mine.findLast(({ event }) => !("OrderRejected" in event));
  const [order] = placed ? ordersOf(placed.event) : [];
  if (placed && order) return { state: "placed", cliOrdId, orderId: order.uid, foundIn, record: placed };
  const refused = mine.find(({ event }) => "OrderRejected" in event)?.event;
  if (refused && "OrderRejected" in refused) {
    return { state: "refused", cliOrdId, reason: refused.OrderRejected.orderError };
  }
  return { state: "not found", cliOrdId };
}

/** The orders an event is about, the newest state first. */
export function ordersOf(event: Event): readonly (HistoryOrder | HistoryTrigger)[] {
  const [body] = Object.values(event) as Readonly<Record<string, unknown>>[];
  const names = ["order", "newOrder", "oldOrder", "newOrderTrigger", "oldOrderTrigger"];
  return names.flatMap((name) => {
    const order = body?.[name];
    return typeof order === "object" && order !== null ? [order as HistoryOrder | HistoryTrigger] : [];
  });
}
