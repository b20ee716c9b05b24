import { type Feed, privateFeed } from "./feed.ts";

/** An open order of yours. */
export interface FuturesOpenOrder {
  /** `PF_XBTUSD`. */
  instrument: string;
  /** Unix milliseconds. */
  time: number;
  /** Unix milliseconds. */
  last_update_time: number;
  /** What is left. */
  qty: number;
  /** What is filled. */
  filled: number;
  /** Limit price; missing from triggers that become market orders. */
  limit_price?: number;
  /** Trigger price, 0 without. */
  stop_price: number;
  /** Type. */
  type: "limit" | "take_profit" | "stop" | "trailing_stop" | (string & Record<never, never>);
  /** Order, a UUID. */
  order_id: string;
  /** Your id. */
  cli_ord_id?: string;
  /** 0 buy, 1 sell. */
  direction: 0 | 1;
  /** Only reduces a position. */
  reduce_only: boolean;
  /** Price that triggers. */
  triggerSignal?: "last" | "mark" | "spot" | (string & Record<never, never>);
  /** Trailing stops. */
  trailing_stop_options?: {
    max_deviation: number;
    unit: "percent" | "quote_currency" | (string & Record<never, never>);
  };
}

/** All open orders. */
export interface OpenOrdersSnapshot<Name extends string = "open_orders_snapshot"> {
  /** The feed with `_snapshot`. */
  readonly feed: Name;
  /** Account. */
  account: string;
  /** Orders. */
  orders: FuturesOpenOrder[];
}

/** A change of one order: placed, changed or filled (with `order`), or removed (with `order_id`). */
export interface OpenOrdersChange<Name extends string = "open_orders"> {
  /** The feed. */
  readonly feed: Name;
  /** The order, but for removals. */
  order?: FuturesOpenOrder;
  /** The removed order. */
  order_id?: string;
  /** Your id of the removed order. */
  cli_ord_id?: string;
  /** Whether the order is gone; a full fill says so too. */
  is_cancel: boolean;
  /** `new_placed_order_by_user`, `partial_fill`, `full_fill`, `cancelled_by_user` and others. */
  reason: string;
}

/**
 * Your open orders, then each change. Keep them by `order_id`; remove when `is_cancel`.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/open_orders}
 */
export const openOrders: Feed<OpenOrdersSnapshot | OpenOrdersChange> = privateFeed("open_orders");
