/** Every order of ours can be looked up: one that comes without a client order id gets one before it is signed. */

import type { Endpoint } from "./endpoint.ts";

type Fields = Readonly<Record<string, unknown>>;

// A batch carries its orders in `orders` (Spot) or in `json.batchOrder` (Futures), a single order is the parameters themselves.
function mapOrders(params: Fields, change: (order: Fields) => Fields): Fields {
  const { orders, json } = params as { orders?: unknown; json?: { batchOrder?: unknown } };
  if (Array.isArray(orders)) return { ...params, orders: orders.map(change) };
  if (Array.isArray(json?.batchOrder)) {
    const batchOrder = json.batchOrder.map((order: Fields) => order?.["order"] === "send" ? change(order) : order);
    return { ...params, json: { ...json, batchOrder } };
  }
  return change(params);
}

/** The same parameters with an id for each order that has neither one nor a `userref` (which excludes it). */
export function withClientOrderIds<Params, Result>(
  { clientOrderId: name }: Endpoint<Params, Result>,
  params: Params,
  create: () => string = () => crypto.randomUUID(),
): Params {
  if (!name || params === null || typeof params !== "object") return params;
  const identified = mapOrders(params as Fields, (order) => {
    const known = order?.[name] !== undefined || order?.["userref"] !== undefined;
    return known || order?.["validate"] === true ? order : { ...order, [name]: create() };
  });
  return identified as Params;
}

/** The client order ids in the parameters of an order call. */
export function clientOrderIdsOf<Params, Result>(
  { clientOrderId: name }: Endpoint<Params, Result>,
  params: Params,
): string[] {
  if (!name || params === null || typeof params !== "object") return [];
  const ids: string[] = [];
  mapOrders(params as Fields, (order) => {
    if (typeof order?.[name] === "string") ids.push(order[name]);
    return order;
  });
  return ids;
}
