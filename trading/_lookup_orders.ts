/** Looking for lost orders, amends, edits and cancels. */

import { compareDecimals, isDecimal, plain } from "../core/decimal.ts";
import { symbols } from "../core/symbols.ts";
import type { OrderInfo } from "../spot/account/mod.ts";
import { isRelative } from "./_amounts.ts";
import { type Finding, type OrderLook, unless } from "./_look.ts";
import type { LostAmbiguous, LostBatch, LostNotFound, LostPlaced } from "./outcome.ts";

type Orders = Readonly<Record<string, OrderInfo>>;
type Fields = Readonly<Record<string, unknown>>;

// An id of the caller's may have been used before: what is older than this belongs to an earlier order.
const BEFORE_ID_MS = 60_000;
// Without an id it is the time that tells, with room for the whole seconds of Kraken's clock.
const BEFORE_TERMS_MS = 2_000;
const AFTER_MS = 600_000;
const PAGE = 50;

const ENDED: readonly string[] = ["closed", "canceled", "expired"];

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? plain(value) : undefined;
}

/** Open orders first: one that ends between the two questions is then found among the closed ones. */
async function recent(
  { source: { account }, call, sentAt }: OrderLook,
  filter: { cl_ord_id?: string; userref?: number },
  beforeMs: number,
): Promise<Orders> {
  const { open } = await account.openOrders(filter, call);
  const found: Record<string, OrderInfo> = { ...open };
  const start = Math.floor((sentAt - beforeMs) / 1000) - 1;
  const end = Math.ceil((sentAt + AFTER_MS) / 1000);
  for (let ofs = 0;; ofs += PAGE) {
    const window = { ...filter, start, end, closetime: "open", without_count: true } as const;
    const { closed } = await account.closedOrders(ofs === 0 ? window : { ...window, ofs }, call);
    Object.assign(found, closed);
    if (Object.keys(closed).length < PAGE) break;
  }
  // Whatever the filters do with times of their own: an order from before can't be the one that was sent.
  return Object.fromEntries(Object.entries(found).filter(([, { opentm }]) => opentm * 1000 >= sentAt - beforeMs));
}

/** An order of the request among those of the account. */
function pick(
  wanted: Fields,
  orders: Orders,
  sentAt: number,
  over: boolean,
  trusted: boolean,
): LostPlaced | LostNotFound | LostAmbiguous {
  const { cl_ord_id: id, userref } = wanted;
  const byId = typeof id === "string";
  const label = byId ? `cl_ord_id ${id}` : `userref ${userref}, time and terms`;
  const all = Object.entries(orders);
  const exact = byId ? all.filter(([, order]) => order.cl_ord_id === id) : [];
  // Where answers do not tell the id, Kraken's filter is trusted for an order of the same terms only.
  const matches = exact.length > 0
    ? exact
    : all.filter(([, order]) =>
      byId
        ? trusted && order.cl_ord_id === undefined && hasTerms(order, wanted)
        : order.opentm * 1000 >= sentAt - BEFORE_TERMS_MS && hasTerms(order, wanted)
    );
  const [first, ...others] = matches;
  if (!first) return notFound(label, over, byId);
  if (others.length > 0 && exact.length === 0) {
    const note = `${matches.length} orders fit by ${label}` +
      (byId ? ", and none tells its id" : ": a cl_ord_id would have told which one it is");
    return { state: "ambiguous", candidates: Object.fromEntries(matches), note };
  }
  const [txid, order] = matches.reduce((newest, each) => each[1].opentm > newest[1].opentm ? each : newest, first);
  return { state: "placed", txid, order, note: `found by ${label}; it is ${order.status}` };
}

function notFound(label: string, over: boolean, byId: boolean): LostNotFound {
  const again = byId
    ? "Look again before you order anew, and then use the same cl_ord_id: Kraken takes it once among open orders"
    : "Look again before you order anew";
  const note = `no open order and none closed since then has ${label}. ` +
    (over ? "It can't appear any more" : `An order that is held up on its way could still appear. ${again}`);
  return { state: "not found", certain: over, note };
}

/** Whether an order has the terms that were asked for; relative prices are not compared. */
function hasTerms(order: OrderInfo, wanted: Fields): boolean {
  const { descr, vol, userref } = order;
  if (typeof wanted["userref"] === "number" && userref !== wanted["userref"]) return false;
  if (typeof wanted["pair"] === "string" && !samePair(wanted["pair"], descr.pair)) return false;
  for (const name of ["type", "ordertype"] as const) {
    if (wanted[name] !== undefined && wanted[name] !== descr[name]) return false;
  }
  return same(wanted["volume"], vol) && same(wanted["price"], descr.price) && same(wanted["price2"], descr.price2);
}

const names = symbols();

function samePair(asked: string, altname: string): boolean {
  return asked === altname || names.label(asked) === names.label(altname);
}

/** Whether a figure is the one that was asked for, digits of precision aside; anything goes where none was. */
function same(wanted: unknown, got: string | undefined): boolean {
  const asked = textOf(wanted);
  if (asked === undefined || isRelative(asked) || asked === "0") return true;
  return got !== undefined && isDecimal(got) && isDecimal(asked) && compareDecimals(asked, got) === 0;
}

/** A lost AddOrder. */
export async function lostOrder(look: OrderLook): Promise<Finding<LostPlaced | LostNotFound | LostAmbiguous>> {
  const { request: { params }, sentAt, over } = look;
  if (params["validate"] === true) {
    const note = "it was only to be validated, so nothing was placed";
    return { final: true, outcome: { state: "not found", certain: true, note } };
  }
  const { cl_ord_id: id, userref } = params;
  const filter = typeof id === "string" ? { cl_ord_id: id } : typeof userref === "number" ? { userref } : {};
  const orders = await recent(look, filter, typeof id === "string" ? BEFORE_ID_MS : BEFORE_TERMS_MS);
  const outcome = pick(params, orders, sentAt, over, true);
  return { final: outcome.state !== "not found" || over, outcome };
}

/** A lost AddOrderBatch. */
export async function lostBatch(look: OrderLook): Promise<Finding<LostBatch>> {
  const { request: { params }, sentAt, over } = look;
  const list = (Array.isArray(params["orders"]) ? params["orders"] : []) as readonly Fields[];
  const validated = params["validate"] === true;
  const found = validated ? {} : await recent(look, {}, BEFORE_ID_MS);
  const ids = new Set(list.flatMap(({ cl_ord_id: id }) => typeof id === "string" ? [id] : []));
  // What has the id of one order can't be another one that is known by its terms.
  const others = Object.fromEntries(Object.entries(found).filter(([, { cl_ord_id: id }]) => !ids.has(id ?? "")));
  const picked = list.map((order) =>
    pick({ ...order, pair: params["pair"] }, "cl_ord_id" in order ? found : others, sentAt, over, false)
  );
  const taken = new Map<string, number>();
  let doubtful = 0;
  const orders = picked.map((outcome, index): LostPlaced | LostNotFound | LostAmbiguous => {
    if (outcome.state !== "placed") return outcome;
    const { txid, order } = outcome;
    const earlier = taken.get(txid);
    if (earlier === undefined) {
      taken.set(txid, index);
      return outcome;
    }
    doubtful++;
    const note = `only ${txid} fits, and it fits order ${
      earlier + 1
    } of the batch as well: one of the two is not there`;
    return { state: "ambiguous", candidates: { [txid]: order }, note };
  });
  const missing = doubtful + orders.filter(({ state }) => state === "not found").length;
  const note = validated
    ? "it was only to be validated, so nothing was placed"
    : `${orders.length - missing} of ${orders.length} orders were found` +
      (missing > 0 ? "; one may also have been refused for want of funds, which is not told any more" : "");
  return { final: missing === 0 || over, outcome: { state: "batch", orders, note } };
}

/** The order that was to be changed. */
async function target(
  { source: { account }, request: { params }, call }: OrderLook,
): Promise<[string, OrderInfo] | undefined> {
  const { txid, cl_ord_id: id } = params;
  const newest = (orders: Orders) => Object.entries(orders).sort(([, a], [, b]) => b.opentm - a.opentm)[0];
  if (typeof txid === "number") return newest((await account.openOrders({ userref: txid }, call)).open);
  if (typeof txid === "string") {
    const orders = await unless("EOrder:Unknown order", () => account.queryOrders({ txid }, call));
    return Object.entries(orders ?? {})[0];
  }
  if (typeof id !== "string") return undefined;
  const { open } = await account.openOrders({ cl_ord_id: id }, call);
  return newest(open) ?? newest((await account.closedOrders({ cl_ord_id: id, without_count: true }, call)).closed);
}

function gone({ request: { params } }: OrderLook, over: boolean): Finding<LostNotFound> {
  const label = params["txid"] ?? params["cl_ord_id"];
  const note = `the account has no order ${label}, so nothing was done to it`;
  return { final: over, outcome: { state: "not found", certain: over, note } };
}

/** A lost AmendOrder: its trace is an entry among the amends of the order. */
export async function lostAmend(look: OrderLook): Promise<Finding> {
  const { source: { account }, request: { params }, call, sentAt, over } = look;
  const found = await target(look);
  if (!found) return gone(look, over);
  const [txid, order] = found;
  const { amends } = await account.orderAmends({ order_id: txid }, call);
  const made = amends.find((amend) =>
    amend.amend_type !== "original" && milliseconds(amend.timestamp) >= sentAt - BEFORE_TERMS_MS &&
    same(params["order_qty"], amend.order_qty) && same(params["display_qty"], amend.display_qty) &&
    same(params["limit_price"], amend.limit_price) && same(params["trigger_price"], amend.trigger_price)
  );
  if (made) {
    return { final: true, outcome: { state: "changed", txid, order, note: `made as amend ${made.amend_id}` } };
  }
  const ended = ENDED.includes(order.status);
  const note = ended
    ? `the order is ${order.status} and was not amended`
    : `the order is ${order.status} and has no such amend`;
  return {
    final: ended || over,
    outcome: { state: "unchanged", txid, order, certain: ended || over, note },
  };
}

// Live answers have nanoseconds, some recorded ones milliseconds.
function milliseconds(timestamp: number): number {
  return timestamp > 1e15 ? timestamp / 1e6 : timestamp;
}

/** A lost EditOrder: the old order is cancelled and a new one with the new terms is there, or neither. */
export async function lostEdit(look: OrderLook): Promise<Finding> {
  const { request: { params }, sentAt, over } = look;
  const found = await target(look);
  const { type, ordertype } = found?.[1].descr ?? {};
  const wanted = { ...params, type, ordertype };
  const matches = Object.entries(await recent(look, {}, BEFORE_TERMS_MS)).filter(([txid, order]) =>
    txid !== found?.[0] && order.opentm * 1000 >= sentAt - BEFORE_TERMS_MS && hasTerms(order, wanted)
  );
  const [first, ...others] = matches;
  if (found && !ENDED.includes(found[1].status)) {
    const [txid, order] = found;
    const note = `the order is still ${order.status} and was not replaced`;
    return { final: over, outcome: { state: "unchanged", txid, order, certain: over, note } };
  }
  if (!first) {
    if (!found) return gone(look, over);
    const [txid, order] = found;
    const note = `${txid} is ${order.status}${
      order.reason ? ` (${order.reason})` : ""
    } and no order with the new terms is there`;
    return { final: over, outcome: { state: "not found", certain: over, note } };
  }
  if (others.length > 0) {
    const note = "several orders placed since then have the new terms";
    return { final: true, outcome: { state: "ambiguous", candidates: Object.fromEntries(matches), note } };
  }
  const [txid, order] = first;
  return {
    final: true,
    outcome: { state: "changed", txid, order, note: `replaced by ${txid}, recognised by its terms` },
  };
}

/** A lost CancelOrder. */
export async function lostCancel(look: OrderLook): Promise<Finding> {
  const found = await target(look);
  if (!found) return gone(look, look.over);
  const [txid, order] = found;
  if (ENDED.includes(order.status)) {
    const note = `it is ${order.status}${order.reason ? ` (${order.reason})` : ""}`;
    return { final: true, outcome: { state: "ended", txid, order, note } };
  }
  const note = `it is still ${order.status}; cancelling again does no harm`;
  return { final: false, outcome: { state: "unchanged", txid, order, certain: false, note } };
}
