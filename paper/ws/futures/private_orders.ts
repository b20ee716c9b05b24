/** Private feeds about orders and fills. */

import type { FuturesFill } from "../../../websocket/futures/fills.ts";
import type { FuturesOpenOrder } from "../../../websocket/futures/open_orders.ts";
import type { FuturesAccount } from "../../futures/account.ts";
import { findContract } from "../../futures/contracts/contracts.ts";
import { type FuturesOrder, isWaiting, remaining } from "../../futures/engine/order.ts";
import { json, jsonMoney, jsonPrice, PRICE } from "../../futures/money.ts";
import type { FuturesFeed } from "./desks.ts";
import type { FuturesFeedScene } from "./private_feeds.ts";

const FILLS = 100;

/** Feed `fills`. */
export function fillsFeed({ account, products }: FuturesFeedScene): FuturesFeed {
  let told = account.fills.length;
  const wanted = (row: FuturesAccount["fills"][number]) => !products || products.has(row.symbol);
  return {
    snapshot() {
      const rows = account.fills.slice(0, told).filter(wanted).slice(-FILLS).map((row) => fillRow(account, row));
      return [JSON.stringify({ feed: "fills_snapshot", account: account.uid, fills: rows })];
    },
    look() {
      const rows = account.fills.slice(told).filter(wanted);
      told = account.fills.length;
      return rows.map((row) =>
        JSON.stringify({ feed: "fills", username: account.uid, fills: [fillRow(account, row)] })
      );
    },
  };
}

function fillRow(account: FuturesAccount, row: FuturesAccount["fills"][number]): FuturesFill {
  const order = account.orders.get(row.order_id) ?? account.ended.findLast(({ id }) => id === row.order_id);
  const booked = account.log.findLast(({ execution, fee }) => execution === row.fill_id && fee !== undefined);
  const contract = findContract(row.symbol);
  return {
    instrument: row.symbol,
    time: row.ms,
    price: row.price,
    seq: Number(row.sequence_id),
    buy: row.side === "buy",
    qty: row.size,
    remaining_order_qty: order ? json(remaining(order), order.contract.precision) : 0,
    order_id: row.order_id,
    ...(typeof row.cliOrdId === "string" ? { cli_ord_id: row.cliOrdId } : {}),
    fill_id: row.fill_id,
    fill_type: row.fillType,
    fee_paid: jsonMoney(booked?.fee ?? 0n),
    fee_currency: (contract?.currency ?? "usd").toUpperCase(),
    order_type: order?.kind === "mkt" ? "market" : "limit",
  };
}

interface Known {
  readonly order: FuturesOrder;
  filled: bigint;
  terms: string;
  waiting: boolean;
}

const termsOf = ({ size, limit, trigger }: FuturesOrder) => `${size} ${limit} ${trigger?.price}`;

/** Feeds `open_orders` and `open_orders_verbose`, which also tells of post-only orders that would have taken. */
export function openOrdersFeed(
  feed: "open_orders" | "open_orders_verbose",
  { account }: FuturesFeedScene,
): FuturesFeed {
  const known = new Map<string, Known>();
  let ended = account.ended.at(-1);
  const know = (order: FuturesOrder) =>
    known.set(order.id, { order, filled: order.filled, terms: termsOf(order), waiting: isWaiting(order) });
  for (const order of account.orders.values()) know(order);
  const change = (order: FuturesOrder, is_cancel: boolean, reason: string) =>
    JSON.stringify({ feed, order: orderRow(order), is_cancel, reason });
  const removal = ({ id, clientId }: FuturesOrder, reason: string) =>
    JSON.stringify({
      feed,
      order_id: id,
      ...(clientId === undefined ? {} : { cli_ord_id: clientId }),
      is_cancel: true,
      reason,
    });
  const follow = (order: FuturesOrder): string[] => {
    const before = known.get(order.id);
    know(order);
    if (!before) return [change(order, false, "new_placed_order_by_user")];
    if (before.waiting && !isWaiting(order)) {
      return [removal(order, "stop_order_triggered"), change(order, false, "limit_order_from_stop")];
    }
    if (before.filled !== order.filled) return [change(order, false, "partial_fill")];
    // The reason of an edit is not documented.
    return before.terms === termsOf(order) ? [] : [change(order, false, "edited_by_user")];
  };
  const over = (order: FuturesOrder): string[] => {
    const before = known.get(order.id);
    known.delete(order.id);
    if (order.state === "filled") return before ? [change(order, true, "full_fill")] : [];
    if (before) return [removal(order, order.reason)];
    const failed = feed === "open_orders_verbose" && order.kind === "post" && order.state === "rejected";
    return failed ? [change(order, true, "post_order_failed_because_it_would_filled")] : [];
  };
  return {
    snapshot: () => [
      JSON.stringify({
        feed: `${feed}_snapshot`,
        account: account.uid,
        orders: [...known.values()].map(({ order }) => orderRow(order)),
      }),
    ],
    look() {
      const from = ended === undefined ? 0 : account.ended.indexOf(ended) + 1;
      const gone = account.ended.slice(from);
      ended = account.ended.at(-1);
      return [...gone.flatMap(over), ...[...account.orders.values()].flatMap(follow)];
    },
  };
}

function orderRow(order: FuturesOrder): FuturesOpenOrder {
  const { contract, trigger, kind, limit, clientId } = order;
  const waiting = isWaiting(order);
  const type = !waiting ? "limit" : kind === "take_profit" || kind === "trailing_stop" ? kind : "stop";
  return {
    instrument: contract.symbol,
    time: order.placed,
    last_update_time: order.touched,
    qty: json(remaining(order), contract.precision),
    filled: json(order.filled, contract.precision),
    ...(limit === undefined ? {} : { limit_price: jsonPrice(BigInt(limit) * contract.tick) }),
    stop_price: waiting ? jsonPrice(trigger?.price ?? 0n) : 0,
    type,
    order_id: order.id,
    ...(clientId === undefined ? {} : { cli_ord_id: clientId }),
    direction: order.side === "buy" ? 0 : 1,
    reduce_only: order.reduceOnly,
    ...(waiting && trigger ? { triggerSignal: trigger.signal === "index" ? "spot" : trigger.signal } : {}),
    ...(waiting && trigger?.trail
      ? {
        trailing_stop_options: {
          max_deviation: json(trigger.trail.value, trigger.trail.unit === "PERCENT" ? 4 : PRICE),
          unit: trigger.trail.unit === "PERCENT" ? "percent" : "quote_currency",
        },
      }
      : {}),
  };
}
