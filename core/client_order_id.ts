/** Every order of ours can be looked up: one that comes without a client order id gets one before it is signed. */

import type { Endpoint } from "./endpoint.ts";

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A batch carries its orders in `orders` (Spot) or in `json.batchOrder` (Futures), a single order is the parameters
 * themselves. What is missing or malformed stays as it is: the codecs say so, and an id would only hide it.
 */
function mapOrders(codecs: object, params: Fields, change: (order: Fields) => Fields): Fields {
  const { orders, json } = params;
  if ("orders" in codecs) {
    if (!Array.isArray(orders)) return params;
    return { ...params, orders: orders.map((order) => isObject(order) ? change(order) : order) };
  }
  if ("json" in codecs) {
    if (!isObject(json) || !Array.isArray(json["batchOrder"])) return params;
    const batchOrder = json["batchOrder"].map((order) =>
      isObject(order) && order["order"] === "send" ? change(order) : order
    );
    return { ...params, json: { ...json, batchOrder } };
  }
  return change(params);
}

/** The same parameters with an id for each order that has neither one nor a `userref` (which excludes it). */
export function withClientOrderIds<Params, Result>(
  { clientOrderId: name, params: codecs }: Endpoint<Params, Result>,
  params: Params,
  create: () => string = () => crypto.randomUUID(),
): Params {
  if (!name || !isObject(params)) return params;
  const identified = mapOrders(codecs, params, (order) => {
    const known = order[name] !== undefined || order["userref"] !== undefined;
    return known || order["validate"] === true ? order : { ...order, [name]: create() };
  });
  return identified as Params;
}

/** The client order ids in the parameters of an order call. */
export function clientOrderIdsOf<Params, Result>(
  { clientOrderId: name, params: codecs }: Endpoint<Params, Result>,
  params: Params,
): string[] {
  if (!name || !isObject(params)) return [];
  const ids: string[] = [];
  mapOrders(codecs, params, (order) => {
    if (typeof order[name] === "string") ids.push(order[name]);
    return order;
  });
  return ids;
}
