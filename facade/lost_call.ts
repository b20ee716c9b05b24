/** Order methods of the socket as the REST calls that do the same, so that what became of one is found out in the same way. */

import type { Endpoint } from "../core/endpoint.ts";
import type { LostRequest } from "../core/send.ts";
import { addOrder } from "../spot/trading/add_order.ts";
import { addOrderBatch } from "../spot/trading/add_order_batch.ts";
import { amendOrder } from "../spot/trading/amend_order.ts";
import { editOrder } from "../spot/trading/edit_order.ts";
import type { LostCall } from "../websocket/v2/reader.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Numbers go out with the digits that were given, as JSON's raw text; a relative price is known to the engine only. */
const digits = (value: unknown, type: unknown = "static"): string | undefined =>
  value === undefined || (type !== "static" && type !== undefined)
    ? undefined
    : String(JSON.stringify(value)).replaceAll('"', "");

/** Only what is known: a term that is left out is not compared. */
const said = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function orderOf({ side, order_type, order_qty, limit_price, limit_price_type, triggers, ...order }: Fields): Fields {
  const trigger = triggers as { readonly price?: unknown; readonly price_type?: unknown } | undefined;
  const limit = digits(limit_price, limit_price_type);
  const fires = digits(trigger?.price, trigger?.price_type);
  return said({
    type: side,
    ordertype: order_type,
    volume: digits(order_qty),
    price: trigger ? fires : limit,
    price2: trigger ? limit : undefined,
    userref: order.order_userref,
    cl_ord_id: order.cl_ord_id,
  });
}

const common = ({ symbol, deadline, validate }: Fields): Fields => ({ pair: symbol, deadline, validate });

const TRANSLATIONS: Readonly<Record<string, { endpoint: unknown; params: (sent: Fields) => Fields }>> = {
  add_order: { endpoint: addOrder, params: (sent) => ({ ...common(sent), ...orderOf(sent) }) },
  batch_add: {
    endpoint: addOrderBatch,
    params: (sent) => ({ ...common(sent), orders: (sent.orders as readonly Fields[]).map(orderOf) }),
  },
  amend_order: {
    endpoint: amendOrder,
    params: ({ order_id, cl_ord_id, limit_price_type, trigger_price_type, ...sent }) => ({
      txid: order_id,
      cl_ord_id,
      deadline: sent.deadline,
      order_qty: digits(sent.order_qty),
      display_qty: digits(sent.display_qty),
      limit_price: digits(sent.limit_price, limit_price_type),
      trigger_price: digits(sent.trigger_price, trigger_price_type),
    }),
  },
  edit_order: {
    endpoint: editOrder,
    // Which of REST's two prices a limit is depends on the type of the order, which is not said here: it is not compared.
    params: ({ order_id, limit_price: _limit, triggers: _triggers, ...sent }) => ({
      ...common(sent),
      ...orderOf(sent),
      txid: order_id,
    }),
  },
};

/** The same request to REST; none for methods that may simply be sent again. */
export function lostRequest(
  { method, params }: LostCall,
  clientOrderIds: readonly string[],
  sentAt: number,
): LostRequest | undefined {
  const translation = TRANSLATIONS[method];
  if (!translation) return undefined;
  const endpoint = translation.endpoint as Endpoint<never, unknown>;
  return { endpoint, params: said(translation.params(params)), clientOrderIds, sentAt };
}
