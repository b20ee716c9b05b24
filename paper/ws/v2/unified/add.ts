/** Methods `add_order` and `batch_add`. */

import { place, rehearse } from "../../../futures/engine/orders.ts";
import type { FuturesOrder } from "../../../futures/engine/order.ts";
import { readOrder } from "../../../futures/rest/private/terms.ts";
import { invalidArgument, Refusal } from "../../../rest/refusal.ts";
import { isObject, type JsonObject } from "../../json.ts";
import { flag, list } from "../params.ts";
import { type Call, checkTrading, inTime } from "./call.ts";
import { CANCELED_AT_ONCE } from "./executions.ts";
import { contractOf, notValid, orderFields } from "./order.ts";
import { refusalOf, refusing } from "./refusals.ts";

/** The order that an object asks for, which is not placed yet. One that is only looked at draws no id. @throws {Refusal} */
function wanted(call: Call, params: JsonObject, symbol: JsonObject, isDry: boolean): FuturesOrder {
  const fields = orderFields(params, contractOf(symbol));
  const order = refusing(() => readOrder(call.engine, call.account, fields, isDry ? "" : undefined));
  checkTrading(call, order.kind === "post");
  return order;
}

/** Places it; gives why not. An order that the matching alone turned down was accepted, and executions tell its end. */
function placed({ engine }: Call, order: FuturesOrder): Refusal | undefined {
  const { status } = place(engine, order);
  if (status === "placed" || (order.error !== undefined && order.error in CANCELED_AT_ONCE)) return undefined;
  return refusalOf(status);
}

const resultOf = ({ id, clientId }: FuturesOrder) => ({
  order_id: id,
  ...(clientId === undefined ? {} : { cl_ord_id: clientId }),
});

/** What is said of an order that was only checked. */
const checked = ({ clientId }: FuturesOrder) => clientId === undefined ? {} : { cl_ord_id: clientId };

/** One order, or with `validate` only a look at it. */
export function addOne(call: Call): unknown[] {
  const { params, engine } = call;
  inTime(call);
  const isDry = flag(params, "validate", false);
  const order = wanted(call, params, params, isDry);
  if (isDry) {
    const problem = rehearse(engine, order);
    if (problem !== undefined) throw refusalOf(problem);
    return [checked(order)];
  }
  const refused = placed(call, order);
  if (refused) throw refused;
  return [resultOf(order)];
}

/** What is malformed refuses the whole batch; what the desk turns down, its order alone. */
export function addMany(call: Call): unknown[] {
  const { params, engine } = call;
  inTime(call);
  const listed = list(params, "orders") ?? [];
  if (listed.length < 2 || listed.length > 15) throw new Refusal("'params.orders' must have 2 to 15 items");
  const isDry = flag(params, "validate", false);
  const orders = listed.map((each) => {
    if (!isObject(each)) throw invalidArgument("orders");
    for (const name of ["symbol", "token", "deadline", "validate"]) {
      if (each[name] !== undefined) throw notValid(`orders.${name}`, "batch_add");
    }
    return wanted(call, each, params, isDry);
  });
  const own = orders.flatMap(({ clientId }) => clientId === undefined ? [] : [clientId]);
  if (new Set(own).size < own.length) throw invalidArgument("cl_ord_id");
  return [orders.map((order) => {
    const problem = isDry ? rehearse(engine, order) : undefined;
    const refused = isDry ? problem === undefined ? undefined : refusalOf(problem) : placed(call, order);
    if (refused) return { ...checked(order), error: refused.message, success: false };
    return isDry ? checked(order) : resultOf(order);
  })];
}
