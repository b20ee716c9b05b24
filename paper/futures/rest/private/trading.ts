/** Orders: send, edit, cancel, ask. */

import type { CancelAllStatus } from "../../../../futures/trading/cancel_all_orders.ts";
import type { CancelStatus } from "../../../../futures/trading/cancel_order.ts";
import type { EditStatus } from "../../../../futures/trading/edit_order.ts";
import type { OpenOrder } from "../../../../futures/trading/open_orders.ts";
import type { OrderStatusDetails } from "../../../../futures/trading/orders_status.ts";
import type { SendStatus } from "../../../../futures/trading/send_order.ts";
import { findContract } from "../../contracts/contracts.ts";
import type { Outcome } from "../../engine/engine.ts";
import { REMEMBERED_MS } from "../../engine/ending.ts";
import { cancelAll, cancelOne, edit, findOrder, place } from "../../engine/orders.ts";
import { iso, openOrder, statusOf } from "../../engine/shapes.ts";
import { type DeskCall, optional, type PrivateCall, whole } from "../call.ts";
import { invalidArgument, missingArgument, refused } from "../refusal.ts";
import { type Fields, isTooLate, readChanges, readOrder, TermsProblem } from "./terms.ts";

const form = ({ fields }: PrivateCall): Fields => (name) => optional(fields, name);

const TOO_LATE = "wouldProcessAfterSpecifiedTime";

/** Sends an order. @throws {TermsProblem} */
export function sendOne(call: PrivateCall, fields: Fields): Outcome {
  if (!call.account.tradingEnabled) throw refused("accountInactive");
  const order = readOrder(call.engine, call.account, fields);
  return isTooLate(fields, call.ms) ? { status: TOO_LATE, events: [] } : place(call.engine, order);
}

/** Edits an order; `idField` is how the call spells the id. @throws {TermsProblem} */
export function editOne(call: PrivateCall, fields: Fields, idField: "orderId" | "order_id"): Outcome {
  const [id, clientId] = [fields(idField), fields("cliOrdId")];
  if (id === undefined && clientId === undefined) throw new TermsProblem("orderForEditNotFound", idField, true);
  if (!call.account.tradingEnabled) throw refused("accountInactive");
  const order = findOrder(call.account, id, clientId);
  if (!order || (order.state !== "open" && order.state !== "waiting")) {
    return { status: "orderForEditNotFound", events: [] };
  }
  const changes = readChanges(fields, order);
  return isTooLate(fields, call.ms) ? { status: TOO_LATE, events: [], order } : edit(call.engine, order, changes);
}

/** Cancels an order. @throws {TermsProblem} */
export function cancelBy(call: PrivateCall, fields: Fields): Outcome {
  const [id, clientId] = [fields("order_id"), fields("cliOrdId")];
  if (id === undefined && clientId === undefined) throw new TermsProblem("notFound", "order_id", true);
  if (isTooLate(fields, call.ms)) return { status: TOO_LATE, events: [] };
  return cancelOne(call.engine, call.account, id, clientId);
}

/** Lets a problem of a single call's terms be the status, or the error where the call cannot be understood. */
function single(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TermsProblem)) throw error;
    if (error.argument === undefined) return { status: error.status, events: [] };
    throw error.missing ? missingArgument(error.argument) : invalidArgument(error.argument);
  }
}

/** `POST /sendorder`. */
export function sendOrder(call: PrivateCall): { sendStatus: SendStatus } {
  const { status, events, order } = single(() => sendOne(call, form(call)));
  const clientId = optional(call.fields, "cliOrdId");
  return {
    sendStatus: {
      status,
      ...(order ? { order_id: order.id } : {}),
      ...(clientId === undefined ? {} : { cliOrdId: clientId }),
      receivedTime: iso(call.ms),
      orderEvents: events,
    },
  };
}

/** `POST /editorder`. */
export function editOrder(call: PrivateCall): { editStatus: EditStatus } {
  const { status, events, order } = single(() => editOne(call, form(call), "orderId"));
  const id = order?.id ?? optional(call.fields, "orderId");
  const clientId = order?.clientId ?? optional(call.fields, "cliOrdId");
  return {
    editStatus: {
      status,
      ...(id === undefined ? {} : { orderId: id }),
      ...(clientId === undefined ? {} : { cliOrdId: clientId }),
      receivedTime: iso(call.ms),
      orderEvents: events,
    },
  };
}

/** `POST /cancelorder`. */
export function cancelOrder(call: PrivateCall): { cancelStatus: CancelStatus } {
  const { status, events, order } = single(() => cancelBy(call, form(call)));
  return {
    cancelStatus: {
      status,
      ...(order
        ? {
          order_id: order.id,
          ...(order.clientId === undefined ? {} : { cliOrdId: order.clientId }),
        }
        : {}),
      receivedTime: iso(call.ms),
      ...(events.length > 0 ? { orderEvents: events } : {}),
    },
  };
}

/** `POST /cancelallorders`. */
export function cancelAllOrders(call: PrivateCall): { cancelStatus: CancelAllStatus } {
  const symbol = optional(call.fields, "symbol");
  const contract = symbol === undefined ? undefined : findContract(symbol);
  if (symbol !== undefined && !contract) throw invalidArgument("symbol");
  const cancelled = cancelAll(
    call.engine,
    call.account,
    "cancelled_by_user",
    (order) => contract === undefined || order.contract === contract,
  );
  return {
    cancelStatus: {
      receivedTime: iso(call.ms),
      cancelOnly: contract?.symbol ?? "all",
      status: cancelled.length > 0 ? "cancelled" : "noOrdersToCancel",
      cancelledOrders: cancelled.map(({ order: { id, clientId } }) => ({
        order_id: id,
        ...(clientId === undefined ? {} : { cliOrdId: clientId }),
      })),
      orderEvents: cancelled.map(({ event }) => event),
    },
  };
}

/** `POST /cancelallordersafter`. */
export function cancelAllOrdersAfter(
  call: DeskCall & Pick<PrivateCall, "fields">,
): { status: { currentTime: string; triggerTime: string } } {
  const timeout = whole(call.fields, "timeout") ?? 0;
  if (timeout > 4_294_967_295) throw invalidArgument("timeout");
  call.account.deadline = timeout === 0 ? undefined : call.ms + timeout * 1000;
  const { deadline } = call.account;
  return { status: { currentTime: iso(call.ms), triggerTime: deadline === undefined ? "0" : iso(deadline) } };
}

/** `GET /openorders`: newest first. */
export function openOrders({ account }: PrivateCall): { openOrders: OpenOrder[] } {
  return { openOrders: [...account.orders.values()].reverse().map(openOrder) };
}

/** `POST /orders/status`: open ones, and those that ended within five seconds. */
export function ordersStatus({ account, fields, ms }: PrivateCall): { orders: OrderStatusDetails[] } {
  const ids = new Set(fields.getAll("orderIds"));
  const clientIds = new Set(fields.getAll("cliOrdIds"));
  const ended = account.ended.filter((order) => order.ended >= ms - REMEMBERED_MS);
  return {
    orders: [...account.orders.values(), ...ended]
      .filter(({ id, clientId }) => ids.has(id) || (clientId !== undefined && clientIds.has(clientId)))
      .map(statusOf),
  };
}
