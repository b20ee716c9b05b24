/** What must hold between the parameters of an order, as far as Kraken states it. */

import { shown } from "../../core/codecs.ts";
import { allOf, atMostOneOf, needs, type Rule } from "../_rules.ts";
import type { ConditionalClose, OrderFlag, OrderType, Side, TimeInForce } from "./_types.ts";

type Price = string | number;

/** What the rules look at, meaning what it means in `AddOrder`. */
interface RuledOrder {
  ordertype: OrderType;
  type: Side;
  price?: Price;
  price2?: Price;
  displayvol?: Price;
  leverage?: string | number;
  oflags?: OrderFlag | readonly OrderFlag[];
  timeinforce?: TimeInForce;
  expiretm?: Date | number | string;
}

// Their price is set by the market, at once or when they fire: they can neither rest nor be kept to a limit.
const AT_MARKET: readonly string[] = ["market", "settle-position", "stop-loss", "take-profit", "trailing-stop"];
const TWO_PRICES: readonly string[] = ["stop-loss-limit", "take-profit-limit", "trailing-stop-limit"];

const relativeBy = (price: Price, signs: string) => typeof price === "string" && signs.includes(price.at(0) ?? " ");

/** The prices an order type needs; `named` spells the parameter, which a conditional close calls otherwise. */
function pricesOf(
  { ordertype, price, price2 }: { ordertype: OrderType; price?: Price | undefined; price2?: Price | undefined },
  named: (name: string) => string,
): string | undefined {
  const type = `"${ordertype}"`;
  if (ordertype === "market" && price !== undefined) {
    return `${named("price")} must be left out with ordertype ${type} (a price is kept by ordertype "limit"): ` +
      `current value is ${shown(price)}`;
  }
  if (ordertype === "market" || ordertype === "settle-position") return undefined;
  if (price === undefined) return `${named("price")} is missing: ordertype ${type} needs it`;
  if (price2 === undefined && TWO_PRICES.includes(ordertype)) {
    return `${named("price2")} is missing: ordertype ${type} needs its limit price there`;
  }
  if (!ordertype.startsWith("trailing-stop")) return undefined;
  if (!relativeBy(price, "+")) {
    return `${named("price")} must be a distance such as "+5%" with ordertype ${type}: ` +
      `current value is ${shown(price)}`;
  }
  if (price2 !== undefined && TWO_PRICES.includes(ordertype) && !relativeBy(price2, "+-")) {
    return `${named("price2")} must be a distance from the trigger such as "+0" or "-1.5%" with ordertype ${type}: ` +
      `current value is ${shown(price2)}`;
  }
  return undefined;
}

/** Visible quantity: an iceberg has one, nothing else does. */
function displayOf({ ordertype, displayvol }: RuledOrder): string | undefined {
  if ((ordertype === "iceberg") === (displayvol !== undefined)) return undefined;
  return displayvol === undefined
    ? `'displayvol' is missing: ordertype "iceberg" needs it`
    : `'displayvol' must be left out unless ordertype is "iceberg": current value is ${shown(displayvol)}`;
}

function flagsOf({ ordertype, type, oflags = [], leverage }: RuledOrder): string | undefined {
  const flags = typeof oflags === "string" ? oflags.split(",").map((flag) => flag.trim()) : oflags as readonly string[];
  if (flags.includes("post") && AT_MARKET.includes(ordertype)) {
    return `'oflags' must not have "post" with ordertype "${ordertype}": only orders with a limit price can rest`;
  }
  if (flags.includes("fcib") && flags.includes("fciq")) {
    return `'oflags' must have only one of "fcib" and "fciq"`;
  }
  if (!flags.includes("viqc")) return undefined;
  if (ordertype !== "market" || type !== "buy") {
    return `'oflags' must have "viqc" on market buys only: this is ordertype "${ordertype}", type "${type}"`;
  }
  // "none" and 1 ask for no margin.
  return leverage === undefined || /^(?:none|1(?::1)?)$/.test(String(leverage))
    ? undefined
    : `'leverage' must be left out when 'oflags' has "viqc": current value is ${shown(leverage)}`;
}

function timeOf({ ordertype, timeinforce, expiretm }: RuledOrder): string | undefined {
  if (timeinforce === "GTD" && expiretm === undefined) return `'expiretm' is missing: timeinforce "GTD" needs it`;
  if (timeinforce !== "FOK" || !AT_MARKET.includes(ordertype)) return undefined;
  return `'timeinforce' must not be "FOK" with ordertype "${ordertype}": only orders with a limit price can be so`;
}

/** The rules of one order. */
const order: Rule<RuledOrder> = allOf<RuledOrder>(
  atMostOneOf("userref", "cl_ord_id"),
  (params) => pricesOf(params, (name) => `'${name}'`),
  displayOf,
  flagsOf,
  timeOf,
);

/** The conditional close in the flat names of `AddOrder`. */
interface FlatClose {
  "close[ordertype]"?: OrderType;
  "close[price]"?: Price;
  "close[price2]"?: Price;
}

/** The rules of `AddOrder`. */
export const orderRules: Rule<RuledOrder & FlatClose> = allOf<RuledOrder & FlatClose>(
  order,
  // A price without its type is no close: the position would be left without its stop.
  needs("close[price]", "close[ordertype]"),
  needs("close[price2]", "close[ordertype]"),
  ({ "close[ordertype]": ordertype, "close[price]": price, "close[price2]": price2 }) =>
    ordertype && pricesOf({ ordertype, price, price2 }, (name) => `'close[${name}]'`),
);

/** The rules of a batch: those of each order, its place in front. */
export function batchRules(
  { orders }: { orders: readonly (RuledOrder & { close?: ConditionalClose })[] },
): string | undefined {
  for (const [index, each] of orders.entries()) {
    const broken = order(each) ?? (each.close && pricesOf(each.close, (name) => `'close' '${name}'`));
    if (broken !== undefined) return `'orders' item ${index} ${broken}`;
  }
  return undefined;
}
