/** What the calls of the history API share: paging, and orders as events show them. Amounts are decimal text. */

import type { Decimal } from "../../core/decimal.ts";

/** Query that all event calls of the history API take. */
export interface HistoryQuery {
  /** From this time on, inclusive: a `Date` or Unix milliseconds. */
  since?: Date | number;
  /** Before this time: a `Date` or Unix milliseconds. */
  before?: Date | number;
  /** Order of the events; a token continues into older ones with `desc`, newer ones with `asc`. @default {"desc"} */
  sort?: "asc" | "desc";
  /** The `continuationToken` of the page before, with the same sort and filters. */
  continuation_token?: string;
  /** Events of a page, at least 1; Kraken cuts it to 1000 without saying so. */
  count?: number;
}

/** Query of the private event calls. */
export interface AccountHistoryQuery extends HistoryQuery {
  /** Only this contract, `"PF_XBTUSD"`. */
  tradeable?: string;
}

/** One event. */
export interface HistoryElement<Event> {
  /** Id of the event; empty for mark prices. */
  uid: string;
  /** Unix milliseconds. */
  timestamp: number;
  /** The event under the key that names its kind. */
  event: Event;
}

/** A page of public events. */
export interface HistoryPage<Event> {
  /** The events, in the order that was asked for. */
  elements: HistoryElement<Event>[];
  /** How many. */
  len: number;
  /** Kraken's clock, ISO 8601. */
  serverTime?: string;
  /** Continues after this page; empty or absent on the last one. */
  continuationToken?: string;
}

/** A page of the account's events. */
export interface AccountHistoryPage<Event> extends HistoryPage<Event> {
  /** Id of the account. */
  accountUid: string;
}

/** Kinds of order in the history API. */
export type HistoryOrderType =
  | "Limit"
  | "IoC"
  | "Post"
  | "Liquidation"
  | "Assignment"
  | "Stop"
  | "Unwind"
  | "Market"
  | "Block"
  | "CoveredLiquidation"
  | "HedgeImmediateOrCancel"
  | "HedgeAssignment"
  | "FillOrKill"
  | "Rfq"
  | "PartialLiquidation"
  | "Unknown"
  | (string & Record<never, never>);

/** Direction of an order in the history API. */
export type HistoryDirection = "Buy" | "Sell" | "Unknown" | (string & Record<never, never>);

/** An order without account data, in public events. */
export interface PublicOrder {
  /** Kraken's id. */
  uid: string;
  /** Contract, `PF_XBTUSD`. */
  tradeable: string;
  /** Direction. */
  direction: HistoryDirection;
  /** Size: base units (linear) or contracts of 1 USD (inverse). */
  quantity: Decimal;
  /** Time of arrival, Unix milliseconds. */
  timestamp: number;
  /** Worst price, decimal text; `"0"` or empty for a market order. */
  limitPrice: string;
  /** Kind of order. */
  orderType: HistoryOrderType;
  /** Whether it may only reduce a position. */
  reduceOnly: boolean;
  /** Time of the last change, Unix milliseconds. */
  lastUpdateTimestamp: number;
}

/** An order of the account. */
export interface HistoryOrder extends PublicOrder {
  /** Id of the account. */
  accountUid?: string;
  /** How much of it is filled. */
  filled: Decimal;
  /** Our id; empty without one. */
  clientId: string;
  /** Id of the position. */
  positionUid?: string;
  /** Data of a Spot order; shape not documented. */
  spotData?: Record<string, unknown> | null;
  /** Group that this order leads. */
  parentOfGroupId?: string;
  /** Group that this order belongs to. */
  memberOfGroupId?: string;
  /** Id at a partner. */
  partnerOrderId?: string;
  /** Id at a regulator. */
  regulatoryExternalUid?: string;
}

/** A waiting trigger of the account. */
export interface HistoryTrigger {
  /** Kraken's id. */
  uid: string;
  /** Number of the account. */
  accountId: number;
  /** Id of the account. */
  accountUid: string;
  /** Contract, `PF_XBTUSD`. */
  tradeable: string;
  /** Direction. */
  direction: HistoryDirection;
  /** Size. */
  quantity: Decimal;
  /** Time of arrival, Unix milliseconds. */
  timestamp: number;
  /** Worst price after it fired, decimal text; `"0"` or empty for a market order. */
  limitPrice: string;
  /** Kind of order. */
  orderType: HistoryOrderType;
  /** Our id; empty without one. */
  clientId: string;
  /** Whether it may only reduce a position. */
  reduceOnly: boolean;
  /** Time of the last change, Unix milliseconds. */
  lastUpdateTimestamp: number;
  /** When it fires. */
  triggerOptions: HistoryTriggerOptions;
}

/** When a trigger fires. */
export interface HistoryTriggerOptions {
  /** Price that fires it. */
  triggerPrice: Decimal;
  /** Which price is watched; `SpotPrice` is what we send as `index`. */
  triggerSignal: "MarkPrice" | "LastPrice" | "SpotPrice" | "Unknown" | (string & Record<never, never>);
  /** From which side. */
  triggerSide: "Above" | "Below" | "Unknown" | (string & Record<never, never>);
  /** How far a trailing stop follows; `null` or absent on others. */
  trailingStopOptions?: {
    /** In the unit below. */
    maxDeviation: Decimal;
    /** Percent or quote currency. */
    unit: "Percent" | "QuoteCurrency" | "Unknown" | (string & Record<never, never>);
  } | null;
  /** Limit price relative to the trigger price; `null` or absent without. */
  limitPriceOffset?: {
    /** In the unit below, either sign. */
    priceOffset: Decimal;
    /** Percent or quote currency. */
    unit: string;
  } | null;
}
