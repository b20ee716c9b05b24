/** OpenOrders, ClosedOrders, QueryOrders, OrderAmends. */

import { fromUnits } from "../../../../core/decimal.ts";
import type { ClosedOrdersResult } from "../../../../spot/account/closed_orders.ts";
import type { OpenOrdersResult } from "../../../../spot/account/open_orders.ts";
import type { OrderAmend, OrderAmendsResult } from "../../../../spot/account/order_amends.ts";
import type { QueryOrdersResult } from "../../../../spot/account/query_orders.ts";
import type { Amend } from "../../../accounts/account.ts";
import type { Order } from "../../../matching/order.ts";
import { tickText } from "../../../market/text.ts";
import { invalidArgument, Refusal } from "../../refusal.ts";
import { choice, type Fields, flag, items, needed, text, whole } from "../fields.ts";
import type { PrivateCall } from "../method.ts";
import { pageOf } from "../pages.ts";
import { orderInfo } from "./show.ts";

const MOST_IDS = 50;

/** Orders that a call's `userref` and `cl_ord_id` leave. */
function filterOf(fields: Fields): ((order: Order) => boolean) | undefined {
  const userref = whole(fields, "userref", -(2 ** 31), 2 ** 31 - 1);
  const clientId = text(fields, "cl_ord_id");
  if (userref === undefined && clientId === undefined) return undefined;
  return (order) =>
    (userref === undefined || order.userref === userref) && (clientId === undefined || order.clientId === clientId);
}

const shown = (orders: readonly Order[], fields: Fields) => {
  const trades = flag(fields, "trades");
  flag(fields, "consolidate_taker");
  return Object.fromEntries(orders.map((order) => [order.id, orderInfo(order, trades)]));
};

/** `POST /0/private/OpenOrders`. */
export function openOrders({ account, fields }: PrivateCall): OpenOrdersResult {
  const wanted = filterOf(fields) ?? (() => true);
  const open = [...account.open.values()].filter(wanted);
  if (!flag(fields, "with_cursor") && text(fields, "cursor") === undefined) {
    return { open: shown(open.reverse(), fields) };
  }
  // Orders leave while they are paged, so the cursor names the last one that was shown.
  const { rows, more: { cursor = {} } } = pageOf(fields, {
    rows: [...account.orders.values()],
    time: ({ opened }) => opened,
    timeOf: () => undefined,
    wanted: (order) => account.open.has(order.id) && wanted(order),
  });
  return { open: shown(rows, fields), cursor };
}

/** `POST /0/private/ClosedOrders`. */
export function closedOrders({ account, fields }: PrivateCall): ClosedOrdersResult {
  const about = choice(fields, "closetime", ["open", "close", "both"]) ?? "both";
  const inside = (ns: bigint, after: bigint, until: bigint) => ns > after && ns <= until;
  const within = ({ opened, ended }: Order, after: bigint, until: bigint) =>
    (about !== "close" && inside(opened, after, until)) || (about !== "open" && inside(ended, after, until));
  const windowed = text(fields, "start") !== undefined || text(fields, "end") !== undefined;
  const { rows, more } = pageOf(fields, {
    rows: account.closed,
    time: ({ ended }) => ended,
    timeOf: (id) => account.orders.get(id)?.opened,
    wanted: filterOf(fields),
    within: windowed ? within : undefined,
  });
  return { closed: shown(rows, fields), ...more };
}

/** Whether a key may see an order: open and ended ones have a permission each. */
function visible({ key }: PrivateCall, { ended }: Order): boolean {
  return key.permissions.has(ended > 0n ? "query-closed-trades" : "query-open-trades");
}

/** `POST /0/private/QueryOrders`. */
export function queryOrders(call: PrivateCall): QueryOrdersResult {
  const { account, fields } = call;
  const ids = items(fields, "txid") ?? [];
  const clientId = text(fields, "cl_ord_id");
  if (ids.length === 0 && clientId === undefined || ids.length > MOST_IDS) throw invalidArgument("txid");
  const found = ids.length === 0
    ? [...account.orders.values()].filter((order) => order.clientId === clientId)
    : ids.map((id) => account.orders.get(id) ?? unknown());
  if (found.length === 0) throw new Refusal("EOrder:Unknown order");
  if (!found.every((order) => visible(call, order))) throw new Refusal("EGeneral:Permission denied");
  const wanted = filterOf(fields);
  return shown(wanted ? found.filter(wanted) : found, fields);
}

function unknown(): never {
  throw new Refusal("EOrder:Unknown order");
}

/** `POST /0/private/OrderAmends`. */
export function orderAmends(call: PrivateCall): Response {
  const { account, fields, house } = call;
  const order = account.orders.get(needed(fields, "order_id")) ?? unknown();
  if (!visible(call, order)) throw new Refusal("EGeneral:Permission denied");
  const amends = house.trading.amendsOf(account, order);
  const result: OrderAmendsResult = { amends: amends.map((each) => amendInfo(each, order)), count: amends.length };
  // Nanoseconds do not fit a number, so their digits are put where JSON.stringify left a mark.
  const body = JSON.stringify({ error: [], result }).replace(
    /"timestamp":-(\d+)/g,
    (_, index) => `"timestamp":${amends[Number(index) - 1]?.ns ?? 0n}`,
  );
  return new Response(body, { headers: { "content-type": "application/json; charset=utf-8" } });

  function amendInfo(amend: Amend, { pair }: Order): OrderAmend {
    const quantity = (units: bigint) => fromUnits(units, pair.lotDecimals);
    return {
      amend_id: amend.id,
      amend_type: amend.type,
      order_qty: quantity(amend.volume),
      ...(amend.display === undefined ? {} : { display_qty: quantity(amend.display) }),
      remaining_qty: quantity(amend.remaining),
      ...(amend.limit === undefined ? {} : { limit_price: tickText(pair, amend.limit) }),
      ...(amend.trigger === undefined ? {} : { trigger_price: tickText(pair, amend.trigger) }),
      ...(amend.reason === undefined ? {} : { reason: amend.reason }),
      post_only: amend.postOnly,
      timestamp: -1 - amends.indexOf(amend),
    };
  }
}
