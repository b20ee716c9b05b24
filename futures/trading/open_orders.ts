import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** One open order or waiting trigger. */
export interface OpenOrder {
  /** Kraken's id. */
  order_id: string;
  /** Our id. */
  cliOrdId?: string | null;
  /** Whether something is filled. */
  status: "untouched" | "partiallyFilled" | (string & Record<never, never>);
  /** Direction. */
  side: "buy" | "sell" | (string & Record<never, never>);
  /** Kind; a stop reads `stop` here and `stp` when it is sent. */
  orderType:
    | "lmt"
    | "stop"
    | "take_profit"
    | "post"
    | "stp"
    | "trailing_stop"
    | (string & Record<never, never>);
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Worst price; absent when a market order will follow the trigger. */
  limitPrice?: number;
  /** Trigger price. */
  stopPrice?: number;
  /** Filled size. */
  filledSize: number;
  /** Open size. */
  unfilledSize?: number;
  /** Whether it may only reduce a position. */
  reduceOnly: boolean;
  /** Price the trigger watches; `spot` is what we send as `index`. */
  triggerSignal?: "mark" | "last" | "spot" | (string & Record<never, never>);
  /** Time of the last change, ISO 8601. */
  lastUpdateTime: string;
  /** Time of arrival, ISO 8601. */
  receivedTime: string;
  /** Algorithm id, of some regulated accounts. */
  algoId?: string;
}

/** Answer to {@linkcode openOrders}. */
export interface OpenOrdersResult extends FuturesAnswer {
  /** Newest first. */
  openOrders: OpenOrder[];
}

/**
 * All open orders and waiting triggers.
 *
 * Needs `General API - Read Only`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-open-orders}
 */
export const openOrders: Endpoint<Record<never, never>, OpenOrdersResult> = derivatives(
  "GET",
  "/derivatives/api/v3/openorders",
);
