/** Methods that cancel. */

import { cancelAll as cancelEvery, cancelOne } from "../../../futures/engine/orders.ts";
import { cancelAllOrdersAfter } from "../../../futures/rest/private/trading.ts";
import { invalidArgument, Refusal } from "../../../rest/refusal.ts";
import { integer, texts } from "../params.ts";
import { type Call, checkUp } from "./call.ts";
import { checkParams, missing, notValid } from "./order.ts";
import { refusalOf } from "./refusals.ts";

/** One answer per order; what cannot be cancelled has its own refusal. */
export function cancelEach(call: Call): unknown[] {
  const { params, engine, account } = call;
  checkUp(call);
  checkParams(params);
  const [ids = [], clientIds = []] = [texts(params, "order_id"), texts(params, "cl_ord_id")];
  if ((ids.length === 0) === (clientIds.length === 0)) {
    throw new Refusal("One of 'params.order_id' and 'params.cl_ord_id' must be given");
  }
  const attempt = (result: object, id?: string, clientId?: string) => {
    const { status } = cancelOne(engine, account, id, clientId);
    return status === "cancelled" ? result : refusalOf("notFound");
  };
  return [
    ...ids.map((id) => attempt({ order_id: id }, id)),
    ...clientIds.map((id) => attempt({ cl_ord_id: id }, undefined, id)),
  ];
}

/** There is no filter by symbol: who sends one must not lose everything. */
export function cancelAll(call: Call): unknown[] {
  const { params, engine, account } = call;
  checkUp(call);
  if (params["symbol"] !== undefined) throw notValid("symbol", "cancel_all");
  return [{ count: cancelEvery(engine, account, "cancelled_by_user").length }];
}

/** Several at once; ids that nothing has are left out of the count. */
export function cancelMany(call: Call): unknown[] {
  const { params, engine, account } = call;
  checkUp(call);
  checkParams(params);
  const [ids = [], clientIds = []] = [texts(params, "orders"), texts(params, "cl_ord_id")];
  const asked = ids.length + clientIds.length;
  if (asked < 2 || asked > 50) {
    throw new Refusal("'params.orders' and 'params.cl_ord_id' must have 2 to 50 ids together");
  }
  const statuses = [
    ...ids.map((id) => cancelOne(engine, account, id).status),
    ...clientIds.map((id) => cancelOne(engine, account, undefined, id).status),
  ];
  const count = statuses.filter((status) => status === "cancelled").length;
  if (count === 0) throw refusalOf("notFound");
  return [{ count }];
}

/** The switch of Futures REST: the later call sets it, wherever it comes from. It covers derivatives alone (Paper rule). */
export function cancelAfter(call: Call): unknown[] {
  const { engine, account, ms } = call;
  const timeout = integer(call.params, "timeout");
  if (timeout === undefined) throw missing("timeout");
  if (timeout < 0 || timeout > 86_399) throw invalidArgument("timeout");
  const fields = new URLSearchParams({ timeout: String(timeout) });
  const { status: { currentTime, triggerTime } } = cancelAllOrdersAfter({ engine, account, ms, fields });
  const whole = (time: string) => time.replace(/\.\d+Z$/, "Z");
  return [{ currentTime: whole(currentTime), triggerTime: whole(triggerTime) }];
}
