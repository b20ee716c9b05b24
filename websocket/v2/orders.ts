/** Parameters and results that Spot's and Unified's order methods have in common. */

import {
  boolean,
  type Codec,
  type Codecs,
  integer,
  isoTime,
  object,
  oneOf,
  required,
  text,
} from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { exactNumber, positiveNumber } from "./codecs.ts";
import type { V2Response } from "./types.ts";

/** Sides. */
export const SIDES = ["buy", "sell"] as const;
/** How a price is meant: as it stands, in percent, or as an offset in quote units. */
export const PRICE_TYPES = ["static", "pct", "quote"] as const;
/** Order types of derivatives, which Spot has too. */
export const COMMON_ORDER_TYPES = [
  "limit",
  "market",
  "stop-loss",
  "stop-loss-limit",
  "take-profit",
  "take-profit-limit",
  "trailing-stop",
  "trailing-stop-limit",
] as const;
/** Order types of Spot. */
export const SPOT_ORDER_TYPES = [...COMMON_ORDER_TYPES, "iceberg", "settle-position"] as const;
/** How long an order stays. */
export const TIMES_IN_FORCE = ["gtc", "gtd", "ioc", "fok"] as const;
/** Whose order gives way when two of one account would trade. */
export const STP_TYPES = ["cancel_newest", "cancel_oldest", "cancel_both"] as const;

/** How a price is meant. */
export type PriceType = typeof PRICE_TYPES[number];

/** When a triggered order fires. */
export interface Triggers {
  /** Trigger price; with `pct` or `quote` a signed offset from the reference, for trailing types the positive distance. */
  price: Decimal | number;
  /** Price that is watched. @default {"last"} */
  reference?: "last" | "index";
  /** How `price` is meant. @default {"static"} */
  price_type?: PriceType;
}

/** The order that each fill of the first one creates, on the other side. */
export interface Conditional {
  /** Its type. */
  order_type: Exclude<typeof COMMON_ORDER_TYPES[number], "market">;
  /** Limit price of limit types. */
  limit_price?: Decimal | number;
  /** How `limit_price` is meant. */
  limit_price_type?: PriceType;
  /** Trigger price of triggered types. */
  trigger_price?: Decimal | number;
  /** How `trigger_price` is meant. @default {"static"} */
  trigger_price_type?: PriceType;
}

/** What every order of both markets may say. */
export interface CommonOrder {
  /** Side. */
  side: typeof SIDES[number];
  /** Size in base units, or contracts. Decimal text keeps every digit. */
  order_qty?: Decimal | number;
  /** Limit price; needed by limit types. */
  limit_price?: Decimal | number;
  /** How `limit_price` is meant; for `trailing-stop-limit` only. */
  limit_price_type?: PriceType;
  /** When it fires; needed by stop, take-profit and trailing types. */
  triggers?: Triggers;
  /** How long it stays; `fok` for limit orders only. @default {"gtc"} */
  time_in_force?: typeof TIMES_IN_FORCE[number];
  /** End of a `gtd` order, at most a month ahead. */
  expire_time?: Date | string;
  /** Scheduled start. */
  effective_time?: Date | string;
  /** Refused rather than taking. @default {false} */
  post_only?: boolean;
  /** Only reduces a position. @default {false} */
  reduce_only?: boolean;
  /** Whose order gives way when two of one account would trade. @default {"cancel_newest"} */
  stp_type?: typeof STP_TYPES[number];
  /** Your id: a UUID, 32 hex digits, or up to 18 characters, unique among open orders. Set by us when no id is given. */
  cl_ord_id?: string;
  /** Institutional sender. */
  sender_sub_id?: string;
  /** The order that each fill creates. */
  conditional?: Conditional;
}

/** Whether an order is only checked, and until when it may be accepted. */
export interface OrderRequest {
  /** Latest acceptance, 0.5 to 60 s ahead; later it is refused with `EService:Deadline elapsed`. @default {5 s} */
  deadline?: Date | string;
  /** Only check, place nothing. @default {false} */
  validate?: boolean;
}

const triggers = object<Triggers>({
  price: required(exactNumber),
  reference: oneOf(["last", "index"]),
  price_type: oneOf(PRICE_TYPES),
});

const conditional = object<Conditional>({
  order_type: required(oneOf(COMMON_ORDER_TYPES.filter((type) => type !== "market"))),
  limit_price: exactNumber,
  limit_price_type: oneOf(PRICE_TYPES),
  trigger_price: exactNumber,
  trigger_price_type: oneOf(PRICE_TYPES),
});

/** Codecs of {@linkcode CommonOrder}. */
export const commonOrder: Codecs<CommonOrder> = {
  side: required(oneOf(SIDES)),
  order_qty: positiveNumber,
  limit_price: exactNumber,
  limit_price_type: oneOf(PRICE_TYPES),
  triggers,
  time_in_force: oneOf(TIMES_IN_FORCE),
  expire_time: isoTime,
  effective_time: isoTime,
  post_only: boolean,
  reduce_only: boolean,
  stp_type: oneOf(STP_TYPES),
  cl_ord_id: text,
  sender_sub_id: text,
  conditional,
};

/** Codecs of {@linkcode OrderRequest}. */
export const orderRequest: Codecs<OrderRequest> = { deadline: isoTime, validate: boolean };

/** A client's number: 32 bits, signed. */
export const userref: Codec<number> & { required?: false } = integer(-2147483648, 2147483647);

type Fields = Readonly<Record<string, unknown>>;

/**
 * What an order's fields must say together; Kraken would refuse it otherwise, or do what was not meant.
 *
 * @throws {TypeError} that reads after the method's name.
 */
export function checkOrder(order: Fields): void {
  const type = String(order.order_type);
  const has = (name: string) => order[name] !== undefined;
  const needs = (name: string, why: string) => {
    if (!has(name)) throw new TypeError(`needs '${name}' ${why}`);
  };
  if (has("cl_ord_id") && has("order_userref")) throw new TypeError("takes 'cl_ord_id' or 'order_userref', not both");
  if (has("order_qty") && has("cash_order_qty")) throw new TypeError("takes 'order_qty' or 'cash_order_qty', not both");
  if (!has("cash_order_qty")) needs("order_qty", "(or 'cash_order_qty' for a market buy on Spot)");
  else if (type !== "market" || order.side !== "buy") {
    throw new TypeError("takes 'cash_order_qty' for market orders that buy only");
  }
  if (/^(limit|iceberg)$|-limit$/.test(type)) needs("limit_price", `for a ${type} order`);
  else if (has("limit_price")) throw new TypeError(`takes no 'limit_price' for a ${type} order`);
  if (/^(stop-loss|take-profit|trailing-stop)/.test(type)) needs("triggers", `for a ${type} order`);
  else if (has("triggers")) throw new TypeError(`takes no 'triggers' for a ${type} order`);
  if (order.time_in_force === "gtd") needs("expire_time", "with time_in_force gtd");
  if (type === "iceberg") needs("display_qty", "for an iceberg order");
}

/** As {@linkcode checkOrder} for each of a batch. */
export function checkBatch({ orders }: Fields): void {
  (orders as Fields[]).forEach((order, index) => {
    try {
      checkOrder(order);
    } catch (error) {
      if (error instanceof TypeError) error.message = `'orders' item ${index}: it ${error.message}`;
      throw error;
    }
  });
}

/** Exactly one of the names must be given. */
export function checkOneOf(params: Fields, names: readonly string[]): void {
  const given = names.filter((name) => params[name] !== undefined);
  if (given.length === 1) return;
  const list = names.map((name) => `'${name}'`).join(", ");
  throw new TypeError(given.length === 0 ? `needs one of ${list}` : `takes one of ${list}, not several`);
}

/** Outcome of one order of a request that is about several. */
export interface OrderOutcome {
  /** Kraken's order id, where it names it. */
  order_id?: string;
  /** Your id. */
  cl_ord_id?: string;
  /** Your number. */
  order_userref?: number;
  /** Whether Kraken did it. */
  success: boolean;
  /** Kraken's string when it did not. */
  error?: string;
  /** Kraken's warnings. */
  warnings?: string[];
}

type Outcomes = readonly OrderOutcome[];

/** One outcome per answer, for requests that Kraken answers once per order. */
export function outcomes(answers: readonly V2Response[]): Outcomes {
  return answers.map(({ success, error, result }) => ({
    ...(result as Partial<OrderOutcome> | undefined),
    success: success === true,
    ...(error === undefined ? {} : { error }),
  }));
}

/**
 * One outcome per order of a batch. Kraken documents an array; some have seen an object with `orders`, each with its own
 * `success`: both are read.
 */
export function batchOutcomes([answer]: readonly V2Response[]): Outcomes {
  const result = answer?.result as Outcomes | { orders?: Outcomes } | undefined;
  const orders = Array.isArray(result)
    ? result as Outcomes
    : (result as { orders?: Outcomes } | undefined)?.orders ?? [];
  return orders.map((order) => ({ ...order, success: order.success ?? order.error === undefined }));
}

/** How many orders a request cancelled. */
export interface CancelCount {
  /** How many orders were cancelled; 0 is a success. */
  count: number;
  /** Kraken's warnings. */
  warnings?: string[];
}

/** State of the dead man's switch. */
export interface CancelAllOrdersAfterResult {
  /** Kraken's time, RFC 3339 to the second. */
  currentTime: string;
  /** When orders will be cancelled; `"0"` when disarmed. */
  triggerTime: string;
}

/** Checks that there are 2 to 50 ids in all. */
export function checkIds(params: Readonly<Record<string, unknown>>): void {
  const count = [params.orders, params.cl_ord_id].flat().filter((id) => id !== undefined).length;
  if (count < 2 || count > 50) {
    throw new TypeError(`takes 2 to 50 ids in 'orders' and 'cl_ord_id' together: it has ${count}`);
  }
}

/** How many orders were cancelled; an older version had the count outside of `result`. */
export function cancelCount([answer]: readonly V2Response[]): CancelCount {
  const result = answer?.result as { count?: number; warnings?: string[] } | undefined;
  return { ...result, count: result?.count ?? answer?.orders_cancelled ?? 0 };
}
