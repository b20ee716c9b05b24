/** Finding, amending, editing and cancelling orders by any id they have. */

import { encodeFields, shown } from "../core/codecs.ts";
import { ApiError, KrakenError } from "../core/errors.ts";
import type { OrderInfo } from "../spot/account/mod.ts";
import { editOrder, type EditOrderParams } from "../spot/trading/edit_order.ts";
import type { AmendOrderResult, CancelOrderResult } from "../spot/trading/mod.ts";
import { checkLot, checkPrice } from "./_amounts.ts";
import { checkDeadline } from "./_combinations.ts";
import { type PairRules, pairRules } from "./_rules.ts";
import { answered, objectOf, unanswered, usable } from "./_sending.ts";
import { sentOrders } from "./_sent.ts";
import { isUnknownOrder, LiveOrder, type OrderChange, stateOf } from "./live_order.ts";
import { placing } from "./request.ts";
import { callOptions, checkCallOptions, type OrderCallOptions, type TradingSource } from "./source.ts";

/**
 * Which order: a txid (`"OYR4TK-7PLQ2-EHNV3D"`), any other text as the caller's own `cl_ord_id`, a whole number as the
 * `userref` of one order, or anything that has one of them, such as a {@linkcode LiveOrder}.
 */
export type OrderId =
  | string
  | number
  | { readonly txid: string }
  | { readonly cl_ord_id: string }
  | { readonly userref: number };

interface Ids {
  readonly txid?: string;
  readonly cl_ord_id?: string;
  readonly userref?: number;
}

/** Kraken's ids of orders; a client order id of this form would have to be given as `{ cl_ord_id }`. */
export function isTxid(text: string): boolean {
  return /^O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}$/.test(text);
}

/** What kind of id it is. @throws {TypeError} for what is none. */
export function idOf(id: OrderId): Ids {
  if (typeof id === "string" && id !== "") return isTxid(id) ? { txid: id } : { cl_ord_id: id };
  if (typeof id === "number") return { userref: id };
  if (id !== null && typeof id === "object") {
    if ("txid" in id && typeof id.txid === "string") return { txid: id.txid };
    if ("cl_ord_id" in id && typeof id.cl_ord_id === "string") return { cl_ord_id: id.cl_ord_id };
    if ("userref" in id && typeof id.userref === "number") return { userref: id.userref };
  }
  throw new TypeError(
    `The order must be a txid, a cl_ord_id, a userref (a number) or a placed order: current value is ${shown(id)}`,
  );
}

/**
 * An order of the account, to follow or change. One or two private calls, and one public.
 *
 * @throws {KrakenError} when there is none; for a `userref` also when several open orders share it.
 */
export async function findOrder(
  source: TradingSource,
  id: OrderId,
  options: OrderCallOptions = {},
): Promise<LiveOrder> {
  checkCallOptions("findOrder", options);
  const { txid, order, rules } = await found(source, id, options);
  return new LiveOrder(source, rules, {
    txid,
    clOrdId: order.cl_ord_id ?? undefined,
    descr: order.descr.order,
  });
}

interface Found {
  readonly txid: string;
  readonly order: OrderInfo;
  readonly rules: PairRules;
}

async function found(source: TradingSource, id: OrderId, options: OrderCallOptions): Promise<Found> {
  const ids = idOf(id);
  const call = callOptions(options);
  const matches = Object.entries(await candidates(source, ids, call));
  const label = ids.txid ?? (ids.cl_ord_id === undefined ? `userref ${ids.userref}` : `cl_ord_id ${ids.cl_ord_id}`);
  const [first, ...others] = matches;
  if (!first) {
    throw new KrakenError(`The account has no order ${label}`, {
      category: "not-found",
      advice: ids.userref === undefined ? "See account.openOrders()" : "Only open orders are found by their userref",
    });
  }
  if (others.length > 0) {
    throw new KrakenError(`${matches.length} orders have ${label}: ${matches.map(([txid]) => txid).join(", ")}`, {
      category: "argument",
      advice: "Say which one is meant by its txid",
    });
  }
  const [txid, order] = first;
  return { txid, order, rules: await pairRules(source, order.descr.pair, options) };
}

async function candidates(
  { account }: Pick<TradingSource, "account">,
  { txid, cl_ord_id, userref }: Ids,
  call: ReturnType<typeof callOptions>,
): Promise<Record<string, OrderInfo>> {
  if (txid !== undefined) {
    try {
      return await account.queryOrders({ txid }, call) ?? {};
    } catch (error) {
      if (isUnknownOrder(error)) return {};
      throw error;
    }
  }
  if (userref !== undefined) return (await account.openOrders({ userref }, call)).open;
  const clOrdId = cl_ord_id ?? "";
  const { open } = await account.openOrders({ cl_ord_id: clOrdId }, call);
  // An order that does not tell the id is another one: acting on it would be worse than not finding it.
  const own = (orders: Record<string, OrderInfo>) =>
    Object.entries(orders).filter(([, order]) => order.cl_ord_id === clOrdId);
  const waiting = own(open);
  if (waiting.length > 0) return Object.fromEntries(waiting);
  // An id may be used again once its order has ended: the newest is meant.
  const { closed } = await account.closedOrders({ cl_ord_id: clOrdId, without_count: true }, call);
  const newest = own(closed).sort(([, a], [, b]) => b.opentm - a.opentm).slice(0, 1);
  return Object.fromEntries(newest);
}

/**
 * Changes an open order in place, found by any of its ids; price and quantity are checked against its pair first.
 *
 * @throws {TypeError | RangeError} for a price off the tick or a quantity off the lot; nothing was sent.
 * @throws {OutcomeUnknownError} when the answer is lost; its `resolve()` finds out.
 */
export async function amend(
  source: TradingSource,
  id: OrderId,
  change: OrderChange,
  options: OrderCallOptions = {},
): Promise<AmendOrderResult> {
  checkCallOptions("amend", options);
  const order = id instanceof LiveOrder ? id : await findOrder(source, id, options);
  return await order.amend(change, options);
}

/** What EditOrder may change. */
export type OrderEdit = Omit<EditOrderParams, "txid" | "pair" | "validate" | "asset_class" | "cancel_response">;

/**
 * Cancels an order and places a changed one, found by any id: the new one has a txid of its own. Prefer {@linkcode amend}:
 * Kraken does not edit orders that have a `cl_ord_id`, which those placed by us have unless a `userref` was given.
 *
 * @throws {TypeError | RangeError} for a price off the tick or a quantity off the lot; nothing was sent.
 * @throws {KrakenError} when Kraken answers that the edit failed.
 * @throws {OutcomeUnknownError} when the answer is lost; its `resolve()` finds out. Never sent twice by us.
 */
export async function edit(
  source: TradingSource,
  id: OrderId,
  change: OrderEdit,
  options: OrderCallOptions = {},
): Promise<LiveOrder> {
  checkCallOptions("edit", options);
  const { txid, rules } = await found(source, id, options);
  const params = {
    ...change,
    txid,
    pair: rules.pair,
    ...(rules.tokenized && { asset_class: "tokenized_asset" as const }),
  };
  placing(`Cannot edit an order of ${rules.symbol}`, () => {
    const wire = encodeFields(editOrder.params, params);
    const text = (name: string) => wire[name] === undefined ? undefined : String(wire[name]);
    for (const name of ["volume", "displayvol"]) checkLot(name, text(name), rules);
    for (const name of ["price", "price2"]) checkPrice(name, text(name), rules);
    const deadline = text("deadline");
    checkDeadline(deadline === undefined ? undefined : Date.parse(deadline), source.now());
  });
  const sent = sentOrders(source, "EditOrder", editOrder, params, []);
  const answer = await source.trading.editOrder(params, callOptions(options)).catch((error) => {
    throw explained(error);
  });
  const result = objectOf(answer);
  if (!result) throw unanswered("EditOrder", sent, answered(answer), `txid ${txid}`);
  if (result.status?.toLowerCase() === "err" || result.txid === undefined) {
    throw new KrakenError(`EditOrder: ${result.error_message ?? `no new order for ${txid}`}`, {
      category: "order-rejected",
      advice: `Look at ${txid}: account.queryOrders() tells whether it is still open`,
    });
  }
  return new LiveOrder(source, rules, { txid: result.txid, clOrdId: undefined, descr: result.descr?.order ?? "" });
}

/** Kraken says of all orders that can't be edited only that they are invalid. */
function explained(error: unknown): unknown {
  if (!(error instanceof ApiError) || !error.errors.includes("EOrder:Invalid order")) return error;
  return new ApiError(error.endpoint, error.errors, {
    cause: error,
    category: error.category,
    advice: "Nothing was changed. Orders that have a cl_ord_id, a conditional close or a trigger that has fired, and " +
      "volumes below what is filled, can't be edited: amend() changes an order in place and keeps its ids",
  });
}

/**
 * Cancels one order or several, by any ids; all orders of a `userref`. Several go in calls of 50.
 *
 * A single order that had ended by then counts 0 and is no failure: that is also what a repeated cancel gets to hear after
 * its first answer was lost. `findOrder(id)` tells how it ended.
 *
 * @throws {ApiError} `EOrder:Unknown order` when the account has no such order, or the key may not look.
 */
export async function cancel(
  { trading, account }: Pick<TradingSource, "trading" | "account">,
  ids: OrderId | readonly OrderId[],
  options: OrderCallOptions = {},
): Promise<CancelOrderResult> {
  checkCallOptions("cancel", options);
  const call = callOptions(options);
  if (!Array.isArray(ids)) {
    const id = idOf(ids as OrderId);
    const reference = id.txid ?? id.userref;
    const { cl_ord_id } = id;
    const which = reference !== undefined ? { txid: reference } : cl_ord_id === undefined ? {} : { cl_ord_id };
    try {
      return usable("CancelOrder", await trading.cancelOrder(which, call));
    } catch (error) {
      if (!isUnknownOrder(error) || id.userref !== undefined) throw error;
      if (await isEnded(account, id, call, error)) return { count: 0 };
      throw error;
    }
  }
  if (ids.length === 0) throw new RangeError("Cannot cancel as the list of orders is empty");
  const all = ids.map(idOf);
  let count = 0;
  for (let from = 0; from < all.length; from += 50) {
    const part = all.slice(from, from + 50);
    const references = part.flatMap(({ txid, userref }) => txid ?? userref ?? []);
    const own = part.flatMap(({ cl_ord_id }) => cl_ord_id ?? []);
    const result = await trading.cancelOrderBatch(
      { ...(references.length > 0 && { orders: references }), ...(own.length > 0 && { cl_ord_ids: own }) },
      call,
    );
    count += usable("CancelOrderBatch", result).count;
  }
  return { count };
}

/** Whether the account has the order and it is over. A key that may not look leaves the first error standing. */
async function isEnded(
  account: TradingSource["account"],
  id: Ids,
  call: ReturnType<typeof callOptions>,
  first: unknown,
): Promise<boolean> {
  try {
    const orders = Object.entries(await candidates({ account }, id, call));
    return orders.length > 0 && orders.every(([txid, order]) => !stateOf(txid, order).open);
  } catch (error) {
    if (error instanceof ApiError && error.category === "permission") throw first;
    throw error;
  }
}
