/** What orders that are about to leave are found by. */

import type { Endpoint } from "../core/endpoint.ts";
import type { LostRequest } from "../core/send.ts";
import { resolveOrders } from "./lookup.ts";
import type { SentOrders, TradingSource } from "./source.ts";

/** What a request that is about to leave is found by. */
export function sentOrders<Params extends object, Result>(
  source: TradingSource,
  name: "AddOrder" | "AddOrderBatch" | "EditOrder" | "AmendOrder",
  endpoint: Endpoint<Params, Result>,
  params: Params,
  clientOrderIds: readonly string[],
  userref?: number,
): SentOrders {
  const request: LostRequest = {
    endpoint: endpoint as Endpoint<never, unknown>,
    params: params as Readonly<Record<string, unknown>>,
    clientOrderIds,
    sentAt: source.now(),
  };
  return { idName: "cl_ord_id", clientOrderIds, userref, resolve: () => resolveOrders(source, name, request) };
}
