/** What orders are made of, and what Kraken reports about them. */

/** Direction of an order of ours. */
export type OrderSide = "buy" | "sell";

/**
 * Kinds of order: `lmt` limit, `post` limit that must not take, `ioc` limit that must take at once, `fok` limit that is
 * filled whole or not at all, `mkt` market (an `ioc` with 1 % price protection), `stp` stop, `take_profit`,
 * `trailing_stop`.
 */
export type OrderType = "lmt" | "post" | "ioc" | "mkt" | "stp" | "take_profit" | "trailing_stop" | "fok";

/** Price that a trigger watches; Kraken calls `index` `spot` in its answers. */
export type TriggerSignal = "mark" | "index" | "last";

/** Unit of a trailing stop's deviation or a limit price's offset. */
export type PriceUnit = "PERCENT" | "QUOTE_CURRENCY";

/** Why an order, an edit or a trigger was refused. */
export type OrderError =
  | "MARKET_SUSPENDED"
  | "MARKET_NOT_FOUND"
  | "INVALID_PRICE"
  | "INVALID_QUANTITY"
  | "SMALL_ORDER_LIMIT_EXCEEDED"
  | "INSUFFICIENT_MARGIN"
  | "WOULD_CAUSE_LIQUIDATION"
  | "CLIENT_ORDER_ID_IN_USE"
  | "CLIENT_ORDER_ID_TOO_LONG"
  | "MAX_POSITION_EXCEEDED"
  | "PRICE_COLLAR"
  | "PRICE_DISLOCATION"
  | "EDIT_HAS_NO_EFFECT"
  | "ORDER_FOR_CANCELLATION_NOT_FOUND"
  | "ORDER_FOR_EDIT_NOT_FOUND"
  | "ORDER_CANNOT_HAVE_TRIGGER_PRICE"
  | "POST_WOULD_EXECUTE"
  | "IOC_WOULD_NOT_EXECUTE"
  | "WOULD_EXECUTE_SELF"
  | "WOULD_NOT_REDUCE_POSITION"
  | "REJECTED_AFTER_EXECUTION"
  | "MARKET_IS_POST_ONLY"
  | "ORDER_LIMIT_EXCEEDED"
  | "FIXED_LEVERAGE_TOO_HIGH"
  | "CANNOT_EDIT_TRIGGER_PRICE_OF_TRAILING_STOP"
  | "CANNOT_EDIT_LIMIT_PRICE_OF_TRAILING_STOP"
  | "TRAILING_STOP_ORDER_LIMIT_EXCEEDED"
  | "TRAILING_STOP_PERCENT_DEVIATION_EXCEEDS_MAX_DECIMAL_PLACES"
  | "TRAILING_STOP_QUOTE_DEVIATION_NOT_MULTIPLE_OF_TICK_SIZE"
  | "TRAILING_STOP_MAX_DEVIATION_TOO_LARGE"
  | "TRAILING_STOP_MAX_DEVIATION_TOO_SMALL"
  | "INSUFFICIENT_HEADROOM_AROUND_CURRENT_PRICE_TO_EDIT_TRAILING_STOP"
  | "NO_REFERENCE_PRICE_AVAILABLE_FOR_CALCULATING_TRAILING_STOP_TRIGGER_PRICE"
  | "INSUFFICIENT_CLOSING_MARGIN"
  | "LIMIT_PRICE_SET_AS_ABSOLUTE_AND_RELATIVE"
  | "LIMIT_PRICE_OFFSET_VALUE_INVALID"
  | "LIMIT_PRICE_OFFSET_UNIT_INVALID"
  | "LIMIT_PRICE_OFFSET_MUST_HAVE_VALUE_AND_UNIT"
  | "LIMIT_PRICE_OFFSET_QUOTE_CURRENCY_VALUE_MUST_BE_MULTIPLE_OF_TICK_SIZE"
  | "LIMIT_PRICE_OFFSET_PERCENT_VALUE_TOO_MANY_DECIMAL_PLACES"
  | "LIMIT_PRICE_OFFSET_TOO_HIGH"
  | "LIMIT_PRICE_OFFSET_TOO_LOW"
  | (string & Record<never, never>);

/** An order as an event shows it. */
export interface EventOrder {
  /** Kraken's id. */
  orderId: string;
  /** Our id; `null` or absent without one. */
  cliOrdId?: string | null;
  /** Kind of order; a market order shows as `ioc`. */
  type:
    | "lmt"
    | "ioc"
    | "post"
    | "liquidation"
    | "assignment"
    | "stp"
    | "unwind"
    | "block"
    | "fok"
    | (string & Record<never, never>);
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Direction. */
  side: "buy" | "sell" | (string & Record<never, never>);
  /** Whole size: base units (linear) or contracts of 1 USD (inverse). */
  quantity: number;
  /** How much of it is filled. */
  filled: number;
  /** Worst price; on a market order the one that Kraken computed. */
  limitPrice: number;
  /** Trigger price, in older answers only; `null` without one. */
  stopPrice?: number | null;
  /** Whether it may only reduce a position. */
  reduceOnly: boolean;
  /** Time of arrival, ISO 8601. */
  timestamp: string;
  /** Time of the last change, ISO 8601; missing in older answers. */
  lastUpdateTimestamp?: string;
  /** Algorithm id, of some regulated accounts. */
  algoId?: string | null;
}

/** A waiting trigger as an event shows it. */
export interface EventTrigger {
  /** Kraken's id of the order. */
  uid: string;
  /** Our id; `null` or absent without one. */
  clientId?: string | null;
  /** Kind of order that fires. */
  type:
    | "lmt"
    | "ioc"
    | "post"
    | "liquidation"
    | "assignment"
    | "stp"
    | "unwind"
    | "fok"
    | (string & Record<never, never>);
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Direction. */
  side: "buy" | "sell" | (string & Record<never, never>);
  /** Size: base units (linear) or contracts of 1 USD (inverse). */
  quantity: number | null;
  /** Worst price after it fired; `null` or absent for a market order. */
  limitPrice?: number | null;
  /** Price that fires it. */
  triggerPrice: number | null;
  /** From which side. */
  triggerSide: "trigger_above" | "trigger_below" | (string & Record<never, never>) | null;
  /** Which price is watched. */
  triggerSignal: "mark_price" | "last_price" | "spot_price" | (string & Record<never, never>) | null;
  /** Whether it may only reduce a position. */
  reduceOnly: boolean;
  /** Time of arrival, ISO 8601. */
  timestamp: string;
  /** Time of the last change, ISO 8601. */
  lastUpdateTimestamp: string;
  /** From when on it watches, ISO 8601. */
  startTime?: string | null;
}

/** An order rests in the book, whole or what is left of it. */
export interface PlaceEvent {
  /** Discriminant. */
  type: "PLACE";
  /** The order. */
  order: EventOrder;
  /** What was trimmed from a reduce-only order; `null` or absent when nothing. */
  reducedQuantity?: number | null;
}

/** A trigger waits. */
export interface PlaceTriggerEvent {
  /** Discriminant, with the key `orderTrigger` instead of `order`. */
  type: "PLACE";
  /** The trigger. */
  orderTrigger: EventTrigger;
}

/** An order is cancelled. */
export interface CancelEvent {
  /** Discriminant. */
  type: "CANCEL";
  /** Its id. */
  uid: string;
  /** The order as it was. */
  order: EventOrder | null;
}

/** A trigger is cancelled. */
export interface CancelTriggerEvent {
  /** Discriminant, with the key `orderTrigger` instead of `order`. */
  type: "CANCEL";
  /** Its id. */
  uid: string;
  /** The trigger as it was. */
  orderTrigger: EventTrigger | null;
}

/** An order is changed. */
export interface EditEvent {
  /** Discriminant. */
  type: "EDIT";
  /** Before. */
  old: EventOrder;
  /** After. */
  new: EventOrder;
  /** What was trimmed from a reduce-only order; `null` or absent when nothing. */
  reducedQuantity?: number | null;
}

/** An order is refused. */
export interface RejectEvent {
  /** Discriminant. */
  type: "REJECT";
  /** Its id. */
  uid: string;
  /** The order that was wanted. */
  order: EventOrder | null;
  /** Why. */
  reason: OrderError;
}

/** A trigger is refused. */
export interface RejectTriggerEvent {
  /** Discriminant, with the key `orderTrigger` instead of `order`. */
  type: "REJECT";
  /** Its id. */
  uid: string;
  /** The trigger that was wanted. */
  orderTrigger: EventTrigger | null;
  /** Why. */
  reason: OrderError;
}

/** A fill. */
export interface ExecutionEvent {
  /** Discriminant. */
  type: "EXECUTION";
  /** Id of the fill. */
  executionId: string;
  /** In quote currency. */
  price: number;
  /** Filled size. */
  amount: number;
  /** The order before the edit that made it fill; `null` or absent without one. */
  orderPriorEdit?: EventOrder | null;
  /** The order before the fill. */
  orderPriorExecution: EventOrder;
  /** What was trimmed from a reduce-only order; `null` or absent when nothing. */
  takerReducedQuantity?: number | null;
}

/**
 * What happened to an order, told apart by `type` and by the key `order` or `orderTrigger`.
 *
 * A kind that Kraken adds later passes through: let a `switch` have a `default`.
 */
export type OrderEvent =
  | PlaceEvent
  | PlaceTriggerEvent
  | CancelEvent
  | CancelTriggerEvent
  | EditEvent
  | RejectEvent
  | RejectTriggerEvent
  | ExecutionEvent;
