/** Channel `executions`. */

import { TIERS } from "../../accounts/tiers.ts";
import { iso } from "../../market/time.ts";
import type { Order } from "../../matching/order.ts";
import type { JournalEntry } from "./journal.ts";
import type { FeedScene, PrivateFeed } from "./private_feed.ts";
import { amended, fill, ownIds, quantity, type Row, sums, terms, triggers } from "./words.ts";

/** What a subscription to executions wants. */
export interface ExecutionOptions {
  /** Open orders first. */
  readonly orders: boolean;
  /** The last 50 fills first. */
  readonly trades: boolean;
  /** All steps of an order; else `new`, `filled`, `canceled`, `expired` and fills. */
  readonly allStates: boolean;
  /** Whether a first message is sent at all. */
  readonly snapshot: boolean;
  /** Whether rows tell the trading counter of their pair. */
  readonly counter: boolean;
}

const FILLS = 50;

/** The channel on one connection. */
export function executionsFeed(options: ExecutionOptions, scene: FeedScene): PrivateFeed {
  const { account, market, ns, user } = scene;
  const message = (type: "snapshot" | "update", rows: readonly Row[]) =>
    JSON.stringify({ channel: "executions", type, data: rows, sequence: scene.count() });
  const whose = user === undefined ? {} : { user };
  /**
   * Points on the counter of the order's pair, as `EOrder:Rate limit exceeded` counts them. The name is that of v1's
   * `openOrders`, as v2's is not documented (Paper rule).
   */
  const counted = ({ pair }: Order, at: bigint): Row => {
    if (!options.counter) return {};
    const [, decay] = TIERS[account.tier].trading;
    const level = account.counters.get(pair.id)?.level(decay, Number(at / 1_000_000n)) ?? 0;
    return { ratecount: Math.round(level * 100) / 100 };
  };
  const so = (order: Order) => ({ volume: order.filled, cost: order.cost, fee: order.fee });

  const standing = (order: Order): Row => ({
    ...terms(order),
    ...sums(order, so(order), market, ns),
    exec_type: order.state === "pending" ? "pending_new" : "new",
    order_status: order.state === "pending" ? "pending_new" : order.filled > 0n ? "partially_filled" : "new",
    amended: order.amended || undefined,
    timestamp: iso(order.opened, 6),
    ...counted(order, ns),
  });

  const row = (entry: JournalEntry): Row | undefined => {
    if (entry.kind === "ledger") return undefined;
    const { order, filled, kind } = entry;
    const common = { ...ownIds(order), timestamp: iso(entry.ns, 6) };
    const status = filled.volume > 0n ? "partially_filled" : "new";
    switch (kind) {
      case "placed":
        if (!options.allStates) return undefined;
        return {
          ...terms(order),
          exec_type: "pending_new",
          order_status: "pending_new",
          cum_cost: sums(order, filled, market, entry.ns)["cum_cost"],
          fee_usd_equiv: sums(order, filled, market, entry.ns)["fee_usd_equiv"],
          timestamp: iso(entry.ns, 6),
        };
      case "live":
        return {
          ...(options.allStates ? common : { ...terms(order), timestamp: common.timestamp }),
          exec_type: "new",
          order_status: "new",
          post_only: order.postOnly || undefined,
        };
      case "refill":
        if (!options.allStates) return undefined;
        return {
          ...common,
          exec_type: "iceberg_refill",
          order_status: status,
          display_qty: quantity(order, order.display ?? 0n),
          display_qty_remain: quantity(order, entry.shown),
        };
      case "fired":
        return { ...common, exec_type: "status", order_status: status, triggers: triggers(order) };
      case "amended":
        return {
          ...amended(order),
          order_status: status,
          cum_qty: sums(order, filled, market, entry.ns)["cum_qty"],
          reason: entry.amend.reason,
          timestamp: common.timestamp,
        };
      case "trade":
        return {
          ...fill(order, entry.trade, entry.part),
          // The last fill says so too; `filled` follows.
          order_status: "partially_filled",
          ...sums(order, filled, market, entry.ns),
        };
      case "ended": {
        const word = order.state === "closed" ? "filled" : order.state;
        return {
          ...common,
          exec_type: word,
          order_status: word,
          ...sums(order, filled, market, entry.ns),
          ...(word === "filled" ? {} : { reason: order.reason, cancel_reason: order.reason }),
          post_only: order.postOnly || undefined,
        };
      }
    }
  };

  return {
    snapshot() {
      if (!options.snapshot) return [];
      const rows: Row[] = [];
      if (options.orders) rows.push(...[...account.open.values()].map(standing));
      if (options.trades) {
        const fills = account.trades.slice(-FILLS).flatMap((trade) =>
          trade.parts.map((part) => ({ ...fill(trade.order, trade, part), order_status: "filled" }))
        );
        rows.push(...fills.slice(-FILLS));
      }
      return [message("snapshot", rows)];
    },
    take: (entries) =>
      entries.flatMap((entry) => {
        const told = row(entry);
        if (!told || entry.kind === "ledger") return [];
        return [message("update", [{ ...told, ...counted(entry.order, entry.ns), ...whose }])];
      }),
  };
}
