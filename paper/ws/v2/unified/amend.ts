/** Method `amend_order`. */

import { cancelOne, edit, findOrder } from "../../../futures/engine/orders.ts";
import { type FuturesOrder, isWithin, opposite } from "../../../futures/engine/order.ts";
import { readAmount } from "../../../futures/money.ts";
import { readChanges } from "../../../futures/rest/private/terms.ts";
import { Refusal } from "../../../rest/refusal.ts";
import type { JsonObject } from "../../json.ts";
import { flag, number, text } from "../params.ts";
import { type Call, checkTrading, inTime } from "./call.ts";
import { checkParams, fieldsOf, notValid, trailFields } from "./order.ts";
import { refusalOf, refusing } from "./refusals.ts";
import { typeOf } from "./words.ts";

const idsGiven = (params: JsonObject) => {
  const [order_id, cl_ord_id] = [text(params, "order_id"), text(params, "cl_ord_id")];
  return { ...(order_id === undefined ? {} : { order_id }), ...(cl_ord_id === undefined ? {} : { cl_ord_id }) };
};

/** The id that Kraken gives an amendment is empty for derivatives. */
export function amend(call: Call): unknown[] {
  const { params, engine, account } = call;
  inTime(call);
  checkParams(params);
  const ids = idsGiven(params);
  if (Object.keys(ids).length !== 1) throw new Refusal("One of 'params.order_id' and 'params.cl_ord_id' must be given");
  const order = findOrder(account, ids.order_id, ids.cl_ord_id);
  if (!order || !account.orders.has(order.id)) throw refusalOf("orderForEditNotFound");
  const post = flag(params, "post_only", false);
  checkTrading(call, post || order.kind === "post");
  if (account.trading === "reduce_only" && !order.reduceOnly) throw refusalOf("wouldNotReducePosition");
  const result = [{ amend_id: "", ...ids }];
  const size = number(params, "order_qty");
  const steps = size === undefined ? undefined : readAmount(size, order.contract.precision);
  // Documented: a quantity below what is filled cancels the rest.
  if (steps !== undefined && steps > 0n && steps <= order.filled) {
    cancelOne(engine, account, order.id);
    return result;
  }
  const limit = number(params, "limit_price");
  const type = typeOf(order);
  if (limit !== undefined && type !== "limit" && !type.endsWith("-limit")) {
    throw notValid("limit_price", `${type} orders`);
  }
  const fields = fieldsOf({ size, qtyMode: "ABSOLUTE", limitPrice: limit, ...triggerChange(params, order) });
  const changes = refusing(() => readChanges(fields, order));
  if (post && wouldTake(call, order, changes.limit)) throw refusalOf("postWouldExecute");
  const { status } = edit(engine, order, changes);
  if (status !== "edited") throw refusalOf(status);
  return result;
}

/** A new trigger price, or of a trailing stop a new distance. */
function triggerChange(params: JsonObject, order: FuturesOrder): Readonly<Record<string, string | undefined>> {
  const price = number(params, "trigger_price");
  const kind = text(params, "trigger_price_type") ?? "static";
  if (price === undefined) return {};
  if (order.kind === "trailing_stop") return trailFields("trigger_price_type", price, kind);
  if (kind !== "static") throw new Refusal(`'params.trigger_price_type' ${kind} is not supported for derivatives`);
  return { stopPrice: price };
}

/** Whether a changed order would take at once. */
function wouldTake({ engine }: Call, { contract, side, limit: before }: FuturesOrder, limit = before): boolean {
  const best = engine.desk(contract).best(engine.ns, opposite(side));
  return best !== undefined && limit !== undefined && isWithin(side, best, limit);
}
