/** The trading methods of Spot v2: they go to the same desk as REST's. */

import type { Needs } from "../../accounts/permissions.ts";
import { addOrder, addOrderBatch } from "../../rest/private/trading/add.ts";
import { cancelAll, cancelAllOrdersAfter, cancelOrder, cancelOrderBatch } from "../../rest/private/trading/cancel.ts";
import { amendOrder, editOrder } from "../../rest/private/trading/change.ts";
import { invalidArgument, Refusal } from "../../rest/refusal.ts";
import { isObject, type JsonObject, Numeral } from "../json.ts";
import { asRest, type MethodKind, type V2Call } from "./method.ts";
import { compact, isTriggered, orderFields, pairFields, pairOf } from "./order_fields.ts";
import { flag, integer, list, number, text, texts } from "./params.ts";

const MODIFY: Needs = [["modify-trades"]];
const CANCEL: Needs = [["modify-trades"], ["close-trades"]];

/** The ids of the caller's that an answer repeats. */
function given(params: JsonObject): Record<string, unknown> {
  const [clientId, userref] = [text(params, "cl_ord_id"), integer(params, "order_userref")];
  return {
    ...(clientId === undefined ? {} : { cl_ord_id: clientId }),
    ...(userref === undefined ? {} : { order_userref: userref }),
  };
}

const common = (params: JsonObject) => ({
  deadline: text(params, "deadline"),
  validate: flag(params, "validate", false) ? "true" : undefined,
});

function addOne(call: V2Call): unknown[] {
  const { params } = call;
  const pair = pairOf(params);
  const fields = compact({ ...pairFields(pair), ...orderFields(params, pair), ...common(params) });
  const answer = addOrder(asRest(call, fields));
  const txid = "txid" in answer ? answer.txid?.[0] : undefined;
  return [{ ...(txid === undefined ? {} : { order_id: txid }), ...given(params) }];
}

function addMany(call: V2Call): unknown[] {
  const { params } = call;
  const pair = pairOf(params);
  const orders = (list(params, "orders") ?? []).map((each) => {
    if (!isObject(each)) throw invalidArgument("orders");
    return each;
  });
  const fields = compact({
    ...pairFields(pair),
    ...common(params),
    orders: orders.map((each) => orderFields(each, pair)),
  });
  const answer = addOrderBatch(asRest(call, fields));
  // How a single refusal looks is not documented: it keeps its place, with the error in place of the id.
  return [
    answer.orders.map((each, at) => ({
      ...("error" in each && each.error !== undefined ? { error: each.error, success: false } : {}),
      ...("txid" in each && each.txid !== undefined ? { order_id: each.txid } : {}),
      ...given(orders[at] ?? {}),
    })),
  ];
}

function amend(call: V2Call): unknown[] {
  const { params, account } = call;
  const [id, clientId] = [text(params, "order_id"), text(params, "cl_ord_id")];
  const order = clientId === undefined ? account.open.get(id ?? "") : account.byClientId(clientId);
  const trigger = number(params, "trigger_price");
  const how = text(params, "trigger_price_type") ?? "static";
  const limitHow = text(params, "limit_price_type") ?? (order?.kind.startsWith("trailing") ? "quote" : "static");
  const price = (value: string | undefined, kind: string) =>
    value === undefined || kind === "static"
      ? value
      : `${value.startsWith("-") ? "" : "+"}${value}${kind === "pct" ? "%" : ""}`;
  const fields = compact({
    txid: id,
    cl_ord_id: clientId,
    order_qty: number(params, "order_qty"),
    display_qty: number(params, "display_qty"),
    limit_price: price(number(params, "limit_price"), limitHow),
    trigger_price: price(trigger, how),
    post_only: flag(params, "post_only", false) ? "true" : undefined,
    deadline: text(params, "deadline"),
  });
  const { amend_id } = amendOrder(asRest(call, fields));
  return [{
    amend_id,
    ...(id === undefined ? {} : { order_id: id }),
    ...(clientId === undefined ? {} : { cl_ord_id: clientId }),
  }];
}

function edit(call: V2Call): unknown[] {
  const { params, account } = call;
  const pair = pairOf(params);
  const id = text(params, "order_id");
  const kind = account.open.get(id ?? "")?.kind ?? "limit";
  const asked = orderFields({ ...params, order_type: kind }, pair);
  const limit = number(params, "limit_price") ?? number(params, "price");
  const fields = compact({
    ...pairFields(pair),
    ...common(params),
    txid: id,
    volume: asked["volume"],
    displayvol: asked["displayvol"],
    price: isTriggered(kind) ? asked["price"] : limit,
    price2: asked["price2"],
    userref: asked["userref"],
    oflags: flag(params, "post_only", false) ? "post" : undefined,
  });
  const answer = editOrder(asRest(call, fields));
  return [{ ...(answer.txid === undefined ? {} : { order_id: answer.txid }), original_order_id: answer.originaltxid }];
}

/** One answer per order; what cannot be cancelled has its own refusal. */
function cancelEach(call: V2Call): unknown[] {
  const { params, account } = call;
  const ids = texts(params, "order_id") ?? [];
  const clientIds = texts(params, "cl_ord_id") ?? [];
  const userrefs = (list(params, "order_userref") ?? []).map((each) => {
    if (!(each instanceof Numeral) || !/^-?\d+$/.test(each.source)) throw invalidArgument("order_userref");
    return Number(each.source);
  });
  if (ids.length + clientIds.length + userrefs.length === 0) throw invalidArgument("order_id");
  const attempt = (fields: Record<string, string>, result: unknown) => {
    try {
      cancelOrder(asRest(call, fields));
      return result;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  };
  const marked = userrefs.flatMap((userref) => {
    const found = [...account.open.values()].filter((order) => order.userref === userref && userref !== 0);
    return found.length > 0 ? found.map(({ id }) => id) : [String(userref)];
  });
  return [
    ...[...ids, ...marked].map((id) => attempt({ txid: id }, { order_id: id })),
    ...clientIds.map((id) => attempt({ cl_ord_id: id }, { cl_ord_id: id })),
  ];
}

function cancelMany(call: V2Call): unknown[] {
  const { params } = call;
  const orders = texts(params, "orders") ?? [];
  const clientIds = texts(params, "cl_ord_id") ?? [];
  const count = orders.length + clientIds.length;
  if (count < 2 || count > 50) throw invalidArgument("orders");
  return [cancelOrderBatch(asRest(call, { orders, cl_ord_ids: clientIds }))];
}

function cancelAfter(call: V2Call): unknown[] {
  const timeout = integer(call.params, "timeout");
  return [
    cancelAllOrdersAfter(asRest(call, compact({ timeout: timeout === undefined ? undefined : String(timeout) }))),
  ];
}

/** All of Spot's. */
export const SPOT_METHODS: readonly MethodKind[] = ([
  ["add_order", MODIFY, addOne],
  ["amend_order", MODIFY, amend],
  ["edit_order", MODIFY, edit],
  ["cancel_order", CANCEL, cancelEach],
  ["cancel_all", CANCEL, (call) => [cancelAll(asRest(call, {}))]],
  ["cancel_all_orders_after", CANCEL, cancelAfter],
  ["batch_add", MODIFY, addMany],
  ["batch_cancel", CANCEL, cancelMany],
] as const satisfies readonly (readonly [string, Needs, MethodKind["run"]])[])
  .map(([name, needs, run]) => ({ name, needs, run, rooms: ["spot-auth"] }));
