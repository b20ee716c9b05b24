/**
 * Channel `executions` of a derivatives account.
 *
 * Kraken states that there is no `pending_new`, that a live order is `new`, and that fills carry `order_status` in another way
 * than Spot's; the sentence saying how was not available. Paper rule: a fill says `partially_filled` or `filled` itself and
 * no `filled` event follows, so a client must not wait for one. Reasons are those of the v1 feed `open_orders`.
 */

import type { OrderNews } from "../../../futures/engine/news.ts";
import type { FuturesOrder } from "../../../futures/engine/order.ts";
import type { FuturesFeed } from "../../futures/desks.ts";
import type { DerivativesScene, Options } from "../channel.ts";
import {
  fillOf,
  firedOf,
  idsOf,
  pastFillOf,
  type Row,
  statusOf,
  sumsOf,
  termsOf,
  timeOf,
  triggersOf,
} from "./words.ts";

/**
 * Errors of the matching itself. Paper rule: such an order was accepted, so it is told as `new` and as `canceled`; one that
 * is refused before, for its terms, its margin or its market, is an error of the answer alone.
 */
export const CANCELED_AT_ONCE: Readonly<Record<string, string>> = {
  POST_WOULD_EXECUTE: "post_order_failed_because_it_would_filled",
  IOC_WOULD_NOT_EXECUTE: "ioc_order_failed_because_it_would_not_be_executed",
  WOULD_EXECUTE_SELF: "would_execute_self",
};

/** What the history calls otherwise than the feeds do. */
const REASONS: Readonly<Record<string, string>> = {
  ioc_would_not_execute: "ioc_order_failed_because_it_would_not_be_executed",
};

const FILLS = 50;

/** The channel on one connection; `count` numbers its messages. */
export function derivativesExecutions(
  { snap_orders, snap_trades, order_status }: Options,
  { account }: DerivativesScene,
  count: () => number,
): FuturesFeed {
  const live = new Set<string>();
  const due: Row[] = [];
  const message = (type: "snapshot" | "update", data: readonly Row[]) =>
    JSON.stringify({ channel: "executions", type, data, sequence: count() });

  const watch = (news: OrderNews) => {
    const rows = rowsOf(news, live);
    due.push(...(order_status === false ? rows.filter((row) => !STEPS.has(String(row["exec_type"]))) : rows));
    const { kind, order } = news;
    if (kind === "new") live.add(order.id);
    else if (kind === "canceled" || kind === "rejected" || news.done) live.delete(order.id);
  };
  account.watchers.add(watch);
  return {
    snapshot() {
      // What happened on the way here is in it.
      due.length = 0;
      live.clear();
      for (const id of account.orders.keys()) live.add(id);
      const orders = snap_orders === false ? [] : [...account.orders.values()].map(standing);
      return [message("snapshot", [...orders, ...(snap_trades === true ? fills(account) : [])])];
    },
    look: () => due.splice(0).map((row) => message("update", [row])),
    close: () => void account.watchers.delete(watch),
  };
}

/** What is left out when only the outcome of orders is wanted. */
const STEPS = new Set(["status", "amended", "restated"]);

function standing(order: FuturesOrder): Row {
  return {
    ...termsOf(order),
    ...sumsOf(order),
    exec_type: "new",
    order_status: statusOf(order),
    timestamp: timeOf(order.placed),
  };
}

/** The newest fills, those of a seeded history before the others. */
function fills({ trades, past }: DerivativesScene["account"]): Row[] {
  const own = trades.slice(-FILLS).flatMap((news) => news.kind === "trade" ? [fillOf(news, news.trade)] : []);
  const before = Math.min(past.fills, FILLS - own.length);
  return [...Array.from({ length: before }, (_, at) => pastFillOf(past, past.fills - before + at)), ...own];
}

function rowsOf(news: OrderNews, live: ReadonlySet<string>): Row[] {
  const { order, ms } = news;
  const common = { ...idsOf(order), timestamp: timeOf(ms) };
  switch (news.kind) {
    case "new":
      return [{ ...termsOf(order), exec_type: "new", order_status: "new", timestamp: common.timestamp }];
    case "triggered":
      return [{
        ...common,
        exec_type: "status",
        order_status: statusOf(order),
        ...firedOf(order),
        triggers: triggersOf(order),
      }];
    case "amended":
    case "restated":
      return [{
        ...termsOf(order),
        exec_type: news.kind,
        amended: news.kind === "amended" || undefined,
        order_status: statusOf(order),
        cum_qty: sumsOf(order)["cum_qty"],
        reason: news.reason,
        timestamp: common.timestamp,
      }];
    case "trade":
      return [{ ...fillOf(news, news.trade), ...sumsOf(order) }];
    case "canceled": {
      const word = news.reason === "contract_expired" ? "expired" : "canceled";
      const reason = REASONS[news.reason] ?? news.reason;
      return [{ ...common, exec_type: word, order_status: word, ...sumsOf(order), reason }];
    }
    case "rejected": {
      const reason = CANCELED_AT_ONCE[news.reason] ?? news.reason.toLowerCase();
      const end = { ...common, exec_type: "canceled", order_status: "canceled", ...sumsOf(order), reason };
      if (live.has(order.id)) return [end];
      if (!(news.reason in CANCELED_AT_ONCE)) return [];
      return [{ ...termsOf(order), exec_type: "new", order_status: "new", timestamp: common.timestamp }, end];
    }
  }
}
