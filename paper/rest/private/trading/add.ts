/** AddOrder, AddOrderBatch. */

import type { AddOrderResult, AddOrderValidation } from "../../../../spot/trading/add_order.ts";
import type { AddOrderBatchResult, BatchOrderResult } from "../../../../spot/trading/add_order_batch.ts";
import { orderWords } from "../../../accounts/words.ts";
import type { Order } from "../../../matching/order.ts";
import { invalidArgument, Refusal } from "../../refusal.ts";
import { flag, isObject } from "../fields.ts";
import type { PrivateCall } from "../method.ts";
import { checkDeadline, pairOf, requestOf } from "./request.ts";

const wordsOf = (order: Order) => ({
  order: orderWords(order),
  ...(order.close ? { close: order.close.words } : {}),
});

/** `POST /0/private/AddOrder`. */
export function addOrder({ account, fields, house, ns }: PrivateCall): AddOrderResult | AddOrderValidation {
  const pair = pairOf(fields);
  const validate = flag(fields, "validate");
  // The point counts on receipt, whatever is wrong with the order.
  const limited = validate ? undefined : house.charge(account, pair.id, 1);
  const order = house.trading.read(account, pair, requestOf(fields), ns);
  checkDeadline(fields, house.clock);
  if (limited !== undefined) throw new Refusal(limited);
  house.trading.place(account, order, ns, { validate });
  return validate ? { descr: wordsOf(order) } : { descr: wordsOf(order), txid: [order.id] };
}

/** `POST /0/private/AddOrderBatch`: what is malformed refuses all, what lacks funds refuses itself. */
export function addOrderBatch({ account, fields, house, ns }: PrivateCall): AddOrderBatchResult {
  const { orders: listed } = fields;
  if (!Array.isArray(listed) || listed.length < 2 || listed.length > 15 || !listed.every(isObject)) {
    throw invalidArgument("orders");
  }
  const pair = pairOf(fields);
  const validate = flag(fields, "validate");
  const limited = validate ? undefined : house.charge(account, pair.id, listed.length / 2);
  const orders = listed.map((each) => house.trading.read(account, pair, requestOf(each), ns));
  checkDeadline(fields, house.clock);
  const clientIds = orders.map(({ clientId }) => clientId).filter((id) => id !== undefined);
  if (new Set(clientIds).size < clientIds.length) throw invalidArgument("cl_ord_id");
  if (limited !== undefined) throw new Refusal(limited);
  return {
    orders: orders.map((order): BatchOrderResult => {
      const descr = wordsOf(order);
      try {
        house.trading.place(account, order, ns, { validate });
        return validate ? { descr } : { descr, txid: order.id };
      } catch (error) {
        if (error instanceof Refusal) return { descr, error: error.message };
        throw error;
      }
    }),
  };
}
