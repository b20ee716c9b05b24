/** Words and shapes that several order calls share. */

import { oneOf, relativePrice, required } from "../../core/codecs.ts";
import type { Codecs } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";

/** Execution models of an order. */
export type OrderType =
  | "market"
  | "limit"
  | "iceberg"
  | "stop-loss"
  | "take-profit"
  | "stop-loss-limit"
  | "take-profit-limit"
  | "trailing-stop"
  | "trailing-stop-limit"
  | "settle-position";

/** Execution models of a conditional close. */
export type CloseOrderType = Exclude<OrderType, "market" | "settle-position">;

/** Side of an order. */
export type Side = "buy" | "sell";

/** How long an order lives. `GTD` needs `expiretm`; `FOK` is for limit orders. */
export type TimeInForce = "GTC" | "IOC" | "GTD" | "FOK";

/** What to do when one's own orders would match: `cancel-newest` cancels what is left of the arriving one. */
export type SelfTradePrevention = "cancel-newest" | "cancel-oldest" | "cancel-both";

/**
 * Marks of an order. `post`: only rest, limit orders; `fcib`, `fciq`: fee in base or quote, one of them; `viqc`: volume
 * in quote, market buys without margin; `nompp`: without effect since 18 September 2025.
 */
export type OrderFlag = "post" | "fcib" | "fciq" | "nompp" | "viqc";

/** An order that is placed on the other side with every fill, as large as the fill; it may open a position. */
export interface ConditionalClose {
  /** Execution model. */
  ordertype: CloseOrderType;
  /** Limit or trigger price, absolute or relative; see `price` of the order. */
  price?: Decimal | number;
  /** Limit price of the types that have both; see `price2` of the order. */
  price2?: Decimal | number;
}

/** What an order came out as, in words of Kraken's. */
export interface PlacedDescription {
  /** The order in a sentence, e.g. `"buy 1.25000000 XBTUSD @ limit 37500.0"`. */
  order: string;
  /** The conditional close in a sentence. */
  close?: string;
}

/** Values of {@linkcode OrderType}. */
export const ORDER_TYPES: readonly OrderType[] = [
  "market",
  "limit",
  "iceberg",
  "stop-loss",
  "take-profit",
  "stop-loss-limit",
  "take-profit-limit",
  "trailing-stop",
  "trailing-stop-limit",
  "settle-position",
];

/** Values of {@linkcode CloseOrderType}. */
export const CLOSE_ORDER_TYPES: readonly CloseOrderType[] = [
  "limit",
  "iceberg",
  "stop-loss",
  "take-profit",
  "stop-loss-limit",
  "take-profit-limit",
  "trailing-stop",
  "trailing-stop-limit",
];

/** Values of {@linkcode Side}. */
export const SIDES: readonly Side[] = ["buy", "sell"];

/** Values of {@linkcode TimeInForce}. */
export const TIMES_IN_FORCE: readonly TimeInForce[] = ["GTC", "IOC", "GTD", "FOK"];

/** Values of {@linkcode SelfTradePrevention}. */
export const SELF_TRADE_PREVENTIONS: readonly SelfTradePrevention[] = ["cancel-newest", "cancel-oldest", "cancel-both"];

/** Values of {@linkcode OrderFlag}. */
export const ORDER_FLAGS: readonly OrderFlag[] = ["post", "fcib", "fciq", "nompp", "viqc"];

/** The checks of a {@linkcode ConditionalClose}. */
export const conditionalClose: Codecs<ConditionalClose> = {
  ordertype: required(oneOf(CLOSE_ORDER_TYPES)),
  price: relativePrice,
  price2: relativePrice,
};
