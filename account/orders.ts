import { pages } from "../core/pages.ts";
import { orderEnd, orderFrame, type OrderRow, orderTime } from "../frames/account/orders.ts";
import type { Frame } from "../frames/frame.ts";
import type { OrderInfo } from "../spot/account/mod.ts";
import { closedOrderPages, openOrderPages } from "../spot/pages.ts";
import { marketsOf } from "./_names.ts";
import { windowOf } from "./_window.ts";
import {
  type AccountOptions,
  callOptions,
  checkRange,
  given,
  type RangeOptions,
  type Source,
  type WalkOptions,
} from "./source.ts";

const STATUSES = ["open", "closed", "all"] as const;
const CLOSE_TIMES = ["open", "close"] as const;

const OPTIONS = [
  "status",
  "closetime",
  "symbol",
  "userref",
  "cl_ord_id",
  "trades",
  "account_id",
  "onProgress",
];

/** Which orders. */
export interface OrderOptions extends RangeOptions, AccountOptions, WalkOptions {
  /** Those that wait, those that ended (filled, cancelled, expired), or both. @default {"open"} */
  status?: "open" | "closed" | "all" | undefined;
  /**
   * Which moment must lie in the range: when the order was placed or, with status `"closed"` only, when it ended. Rows
   * are in the order of that moment.
   *
   * @default {"open"}
   */
  closetime?: "open" | "close" | undefined;
  /** Only these markets, in any spelling. Kraken has no such filter: all orders of the range are read all the same. */
  symbol?: string | readonly string[] | undefined;
  /** Only orders with this number of the caller's. */
  userref?: number | undefined;
  /** Only the order with this id of the caller's. */
  cl_ord_id?: string | undefined;
  /** Add the ids of the fills. @default {false} */
  trades?: boolean | undefined;
}

/**
 * One's own orders, one row an order, all of the range: one call for each 100.
 *
 * Permission: Query open orders & trades, Query closed orders & trades, by `status`.
 *
 * @throws {RangeError} for a malformed range or an unknown symbol, before any call.
 * @throws {IncompleteError} when fewer rows came than Kraken counted.
 */
export async function orders(source: Source, options: OrderOptions = {}): Promise<Frame<OrderRow>> {
  checkRange("orders", options, OPTIONS);
  const { status = "open", closetime = "open", symbol, userref, cl_ord_id, trades, account_id, onProgress } = options;
  oneOf("status", STATUSES, status);
  oneOf("closetime", CLOSE_TIMES, closetime);
  if (closetime === "close" && status !== "closed") {
    throw new RangeError(
      `Cannot list orders by the time they ended as open ones have not: use status "closed" with closetime "close"; ` +
        `current status is "${status}"`,
    );
  }
  const { account, symbols, now } = source;
  const window = windowOf(source, options);
  const markets = marketsOf(symbols, symbol);
  const params = given({ userref, cl_ord_id, trades, account_id });
  const walk = { ...callOptions(options), onProgress, now };
  // By txid, open ones first: one that ends between the two walks comes in both, and its end is what counts.
  const found = new Map<string, OrderInfo>();
  if (status !== "closed") {
    for (const [txid, order] of await pages(account.openOrders, params, openOrderPages, walk).all()) {
      found.set(txid, order);
    }
  }
  if (status !== "open") {
    const bounds = given({ start: window.start, end: window.end, closetime });
    for (
      const [txid, order] of await pages(account.closedOrders, { ...params, ...bounds }, closedOrderPages, walk).all()
    ) {
      found.set(txid, order);
    }
  }
  const time = closetime === "open" ? orderTime : orderEnd;
  const rows = [...found].filter(([, order]) => window.has(time(order)) && (markets?.has(order.descr.pair) ?? true));
  const meta = { ...window.meta, ...(markets?.list.length === 1 ? { symbol: markets.list[0]?.symbol } : {}) };
  const frame = orderFrame(rows, meta, symbols.label);
  return closetime === "open" ? frame : frame.sortBy("closed");
}

function oneOf(name: string, known: readonly string[], value: string): void {
  if (known.includes(value)) return;
  throw new RangeError(
    `Cannot list orders as '${name}' must be one of ${known.join(", ")}: current value is ${JSON.stringify(value)}`,
  );
}
