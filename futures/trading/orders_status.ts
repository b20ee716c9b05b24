import { text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { clientOrderId, oneOrMany } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { OrderError } from "./_types.ts";

/** Parameters of {@linkcode ordersStatus}. */
export interface OrdersStatusParams {
  /** Kraken's ids, one or several. */
  orderIds?: string | readonly string[];
  /** Our ids, one or several. */
  cliOrdIds?: string | readonly string[];
}

/** Why an order came into its state. */
export type OrderUpdateReason =
  | "LOADING_MARKET"
  | "NEW_USER_ORDER"
  | "LIQUIDATION_ORDER"
  | "STOP_ORDER_TRIGGERED"
  | "LIMIT_FROM_STOP"
  | "PARTIAL_FILL"
  | "FULL_FILL"
  | "CANCELLED_BY_USER"
  | "CONTRACT_EXPIRED"
  | "NOT_ENOUGH_MARGIN"
  | "MARKET_INACTIVE"
  | "DEAD_MAN_SWITCH"
  | "CANCELLED_BY_ADMIN"
  | "POST_WOULD_EXECUTE_REASON"
  | "IOC_WOULD_NOT_EXECUTE_REASON"
  | "WOULD_EXECUTE_SELF_REASON"
  | "WOULD_NOT_REDUCE_POSITION"
  | "EDITED_BY_USER"
  | "ORDER_FOR_EDIT_NOT_FOUND_REASON"
  | "EXPIRED"
  | "TRAILING_STOP_PRICE_UPDATED"
  | "TRAILING_STOP_CANCELLED_AND_REPLACED_BY_ADMIN"
  | (string & Record<never, never>);

/** The trigger of an order. */
export interface PriceTriggerOptions {
  /** Price that fires it. */
  triggerPrice: number;
  /** From which side. */
  triggerSide: "TRIGGER_ABOVE" | "TRIGGER_BELOW" | (string & Record<never, never>);
  /** Which price is watched; `SPOT_PRICE` is what we send as `index`. */
  triggerSignal: "MARK_PRICE" | "LAST_PRICE" | "SPOT_PRICE" | (string & Record<never, never>);
  /** How far a trailing stop follows. */
  trailingStopOptions?: {
    /** In the unit below. */
    maxDeviation: number;
    /** Percent or quote currency. */
    unit: "PERCENT" | "QUOTE_CURRENCY" | (string & Record<never, never>);
  } | null;
}

/** An order as {@linkcode ordersStatus} shows it. */
export interface StatusOrder {
  /** In the book, or a waiting trigger. */
  type: "ORDER" | "TRIGGER_ORDER" | (string & Record<never, never>);
  /** Kraken's id. */
  orderId: string;
  /** Our id. */
  cliOrdId?: string | null;
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Direction. */
  side: "buy" | "sell" | (string & Record<never, never>);
  /** Whole size. */
  quantity: number | null;
  /** Filled size. */
  filled: number | null;
  /** Worst price; `null` for a market order. */
  limitPrice: number | null;
  /** Whether it may only reduce a position. */
  reduceOnly: boolean;
  /** Time of arrival, ISO 8601. */
  timestamp: string;
  /** Time of the last change, ISO 8601. */
  lastUpdateTimestamp: string;
  /** Algorithm id, of some regulated accounts. */
  algoId?: string | null;
  /** The trigger; `null` or absent without one. */
  priceTriggerOptions?: PriceTriggerOptions | null;
  /** When it fired, ISO 8601. */
  triggerTime?: string | null;
}

/** State of one order. */
export interface OrderStatusDetails {
  /** Where it is. */
  status:
    | "ENTERED_BOOK"
    | "FULLY_EXECUTED"
    | "REJECTED"
    | "CANCELLED"
    | "TRIGGER_PLACED"
    | "TRIGGER_ACTIVATION_FAILURE"
    | (string & Record<never, never>);
  /** The order. */
  order: StatusOrder;
  /** Why it is there; `null` or absent when Kraken says nothing. */
  updateReason?: OrderUpdateReason | null;
  /** Why it was refused; `null` or absent when it was not. */
  error?: OrderError | null;
}

/** Answer to {@linkcode ordersStatus}. */
export interface OrdersStatusResult extends FuturesAnswer {
  /** Those of the orders that are known; a missing one is no proof that it was never placed. */
  orders: OrderStatusDetails[];
}

/**
 * State of certain orders. Kraken knows those that are open or were closed in the last 5 seconds; others are missing.
 *
 * Needs `General API - Full Access`; costs 1. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-order-status}
 */
export const ordersStatus: Endpoint<OrdersStatusParams, OrdersStatusResult> = derivatives(
  "POST",
  "/derivatives/api/v3/orders/status",
  {
    permission: FULL,
    cost: 1,
    idempotent: true,
    params: { orderIds: oneOrMany(text), cliOrdIds: oneOrMany(clientOrderId) },
  },
);
