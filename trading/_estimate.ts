/** What an order would come to, in exact figures where they are exact and marked as estimates where they are not. */

import { compareDecimals, type Decimal, decimalsOf, multiplyDecimals, sumDecimals } from "../core/decimal.ts";
import { isRelative } from "./_amounts.ts";
import { isTriggered } from "./_combinations.ts";
import {
  absolute,
  add,
  divide,
  isNegative,
  isZero,
  percentOf,
  rounded,
  stepNearest,
  subtract,
  tidy,
} from "./_exact.ts";
import type { PairRules } from "./_rules.ts";
import { freeOf, type Levels, type Surroundings } from "./_surroundings.ts";
import type { WireOrder } from "./request.ts";

/** What an order would change in the balance of one asset. */
export interface BalanceChange {
  /** Modern name of the asset. */
  readonly asset: string;
  /** Signed, in the asset. */
  readonly change: Decimal;
  /** Free to spend before, in the asset; unknown without a key. */
  readonly before: Decimal | undefined;
  /** Free to spend after, in the asset. */
  readonly after: Decimal | undefined;
}

/** What an order would come to. */
export interface Estimate {
  /** Price it is reckoned at, in quote; unknown where only the future tells. */
  readonly price: Decimal | undefined;
  /** Whether that is the order's own limit, to the digit; else it follows the market of this moment. */
  readonly exact: boolean;
  /** Quantity, in base. */
  readonly volume: Decimal | undefined;
  /** Quantity times price, in quote. */
  readonly worth: Decimal | undefined;
  /** Fee in quote, in base with flag `fcib`, in the role it would have. */
  readonly fee: Decimal | undefined;
  /** Modern name of the asset the fee is in. */
  readonly feeAsset: string;
  /** Whether the order would take (at least in part) as the market stands. */
  readonly takes: boolean | undefined;
  /** What would change once it is filled. */
  readonly changes: readonly BalanceChange[];
}

/** Volume 0 on margin stands for all of the position on the other side, however large that is. */
export function closesWhole({ volume, leverage, fields: { ordertype } }: WireOrder): boolean {
  return isZero(volume) && (leverage !== undefined || ordertype === "settle-position");
}

/** Works an order out. */
export function estimate(order: WireOrder, rules: PairRules, around: Surroundings): Estimate {
  const { flags, fields: { ordertype, type, reduce_only } } = order;
  const quoted = flags.includes("viqc");
  const { price, exact, cost } = priceOf(order, rules, around);
  const whole = closesWhole(order);
  const volume = whole
    ? undefined
    : !quoted
    ? order.volume
    : price === undefined
    ? undefined
    : divide(order.volume, price, rules.lotDecimals, "down");
  const worth = whole
    ? undefined
    : quoted
    ? order.volume
    : price === undefined
    ? undefined
    : cost ?? rounded(multiplyDecimals(order.volume, price), rules.costDecimals);
  const takes = takesNow(order, price, around);
  const inBase = flags.includes("fcib");
  const amount = inBase ? volume : worth;
  const rate = around.fees && (takes ?? true ? around.fees.taker : around.fees.maker);
  const fee = amount === undefined || rate === undefined
    ? undefined
    : percentOf(amount, rate, inBase ? rules.lotDecimals : rules.costDecimals);
  const feeAsset = inBase ? rules.base : rules.quote;
  const margin = order.leverage !== undefined || reduce_only === true || ordertype === "settle-position";
  const changes = margin ? [] : changesOf({ type, volume, worth, fee: fee ?? "0", inBase }, rules, around);
  return { price, exact, volume, worth, fee, feeAsset, takes, changes };
}

function changesOf(
  { type, volume, worth, fee, inBase }: {
    type: string;
    volume: Decimal | undefined;
    worth: Decimal | undefined;
    fee: Decimal;
    inBase: boolean;
  },
  { base, quote, baseId, quoteId }: PairRules,
  { balances }: Surroundings,
): BalanceChange[] {
  if (volume === undefined || worth === undefined) return [];
  const buys = type === "buy";
  const less = (amount: Decimal, by: Decimal) => tidy(subtract(amount, by));
  const baseChange = less(buys ? volume : subtract("0", volume), inBase ? fee : "0");
  const quoteChange = less(buys ? subtract("0", worth) : worth, inBase ? "0" : fee);
  const row = (asset: string, id: string, change: Decimal): BalanceChange => {
    const before = balances && freeOf(balances, id);
    return { asset, change, before, after: before === undefined ? undefined : add(before, change) };
  };
  const [spent, got] = [row(quote, quoteId, quoteChange), row(base, baseId, baseChange)];
  return buys ? [spent, got] : [got, spent];
}

function priceOf(
  order: WireOrder,
  rules: PairRules,
  { quote, levels }: Surroundings,
): { price: Decimal | undefined; exact: boolean; cost?: Decimal | undefined } {
  const { fields: { ordertype, type }, price, price2, volume, flags } = order;
  if (ordertype === "settle-position") return { price: undefined, exact: false };
  if (ordertype === "market") {
    const walked = levels && !closesWhole(order) ? walk(levels, volume, flags.includes("viqc"), rules) : undefined;
    return { price: walked?.price ?? (type === "buy" ? quote?.ask : quote?.bid), exact: false, cost: walked?.cost };
  }
  const trigger = reckoned(price, quote?.last, rules, order);
  if (price2 === undefined) {
    const exact = !isTriggered(ordertype) && price !== undefined && !isRelative(price);
    return { price: trigger, exact };
  }
  const from = ordertype === "trailing-stop-limit" ? trigger : quote?.last;
  return { price: reckoned(price2, from, rules, order), exact: !isRelative(price2) };
}

/** A relative price as a number of this moment, to the nearest tick. How Kraken rounds is not documented. */
export function reckoned(
  price: Decimal | undefined,
  from: Decimal | undefined,
  { tick }: PairRules,
  { fields: { ordertype, type } }: WireOrder,
): Decimal | undefined {
  if (price === undefined || !isRelative(price)) return price;
  if (from === undefined) return undefined;
  const amount = price.slice(1).replace("%", "");
  const distance = price.endsWith("%") ? percentOf(from, amount, decimalsOf(tick) + 8) : amount;
  // Trailing orders give the distance with "+" on both sides: a sell triggers below, a buy above the market.
  const down = price.startsWith("-") ||
    (ordertype.startsWith("trailing") && price.startsWith("+") && type === "sell") ||
    (price.startsWith("#") && hashIsBelow(ordertype, type));
  const result = down ? subtract(from, distance) : add(from, distance);
  return isNegative(result) ? undefined : stepNearest(result, tick);
}

/** `#` is on the side of the market on which the type waits: stops behind it, profits and limits ahead of it. */
function hashIsBelow(ordertype: string, type: string): boolean {
  return ordertype.startsWith("stop-loss") ? type === "sell" : type === "buy";
}

/** What taking that much from the book comes to; nothing when it does not hold so much. */
function walk(
  levels: Levels,
  volume: Decimal,
  inQuote: boolean,
  { lotDecimals, costDecimals, tick }: PairRules,
): { price: Decimal; cost: Decimal } | undefined {
  let left = volume;
  const volumes: Decimal[] = [];
  const costs: Decimal[] = [];
  for (const [price, size] of levels) {
    const whole = multiplyDecimals(price, size);
    const all = compareDecimals(inQuote ? whole : size, left) <= 0;
    const part = all ? size : inQuote ? divide(left, price, lotDecimals + 4) : left;
    volumes.push(part);
    // Kraken rounds the cost of each fill.
    costs.push(rounded(all ? whole : multiplyDecimals(price, part), costDecimals));
    left = all ? subtract(left, inQuote ? whole : size) : "0";
    if (compareDecimals(left, "0") > 0) continue;
    const [sum, cost] = [sumDecimals(volumes), sumDecimals(costs)];
    return compareDecimals(sum, "0") > 0 ? { price: divide(cost, sum, decimalsOf(tick) + 2), cost } : undefined;
  }
  return undefined;
}

/** Whether the order would find a match at once; unknown without a market. */
function takesNow(
  { fields: { ordertype, type }, flags }: WireOrder,
  price: Decimal | undefined,
  { quote }: Surroundings,
): boolean | undefined {
  if (ordertype === "market" || ordertype === "settle-position" || isTriggered(ordertype)) return true;
  if (flags.includes("post")) return false;
  if (!quote || price === undefined) return undefined;
  const best = type === "buy" ? quote.ask : quote.bid;
  // Where nobody waits on the other side there is nothing to take.
  if (best === undefined) return false;
  const order = compareDecimals(price, best);
  return type === "buy" ? order >= 0 : order <= 0;
}

/** How far `price` lies from `from`, in percent of it with one decimal, without sign. */
export function distancePercent(price: Decimal, from: Decimal): Decimal {
  return divide(multiplyDecimals(absolute(subtract(price, from)), "100"), from, 1);
}
