/** Amounts and prices against the rules of a pair. Nothing is rounded: what does not fit is refused with what would. */

import { shown } from "../core/codecs.ts";
import { compareDecimals, type Decimal, decimalsOf, multiplyDecimals } from "../core/decimal.ts";
import { divide, isMultiple, isZero, stepDown, stepOf, stepUp, tidy } from "./_exact.ts";
import type { PairRules } from "./_rules.ts";
import type { WireOrder } from "./request.ts";

const above = (a: Decimal, b: Decimal) => compareDecimals(a, b) > 0;
const below = (a: Decimal, b: Decimal) => compareDecimals(a, b) < 0;

/** Whether a price is relative to the last trade: with `+`, `-` or `#` in front. */
export function isRelative(price: string): boolean {
  return /^[+\-#]/.test(price);
}

/** The valid values around one that is not; zero is none. */
function neighbours(value: Decimal, step: Decimal): string {
  const [under, over] = [stepDown(value, step), stepUp(value, step)];
  return isZero(under) ? `the nearest is ${over}` : `the nearest are ${under} below and ${over} above`;
}

/**
 * A price in quote must be a multiple of the tick size. Relative ones are Kraken's to work out and are left alone.
 *
 * @throws {RangeError} with the nearest valid prices.
 */
export function checkPrice(name: string, price: Decimal | undefined, { tick, symbol }: PairRules): void {
  if (price === undefined || isRelative(price) || isMultiple(price, tick)) return;
  throw new RangeError(
    `'${name}' must be a multiple of ${tick}, the tick size of ${symbol}: current value is ${shown(price)}; ` +
      neighbours(price, tick),
  );
}

/**
 * A volume must have at most the pair's lot decimals.
 *
 * @throws {RangeError} with the nearest valid volumes.
 */
export function checkLot(name: string, volume: Decimal | undefined, rules: PairRules, decimals?: number): void {
  const step = stepOf(decimals ?? rules.lotDecimals);
  if (volume === undefined || isMultiple(volume, step)) return;
  throw new RangeError(
    `'${name}' must have at most ${decimalsOf(step)} decimals on ${rules.symbol}: current value is ${shown(volume)}; ` +
      neighbours(volume, step),
  );
}

/**
 * A volume must reach the pair's minimum.
 *
 * @throws {RangeError} with the minimum.
 */
export function checkMinimum(name: string, volume: Decimal, { ordermin, symbol, base }: PairRules): void {
  if (ordermin === undefined || !below(volume, ordermin)) return;
  throw new RangeError(
    `'${name}' must be at least ${tidy(ordermin)} ${base}, the minimum of ${symbol}: current value is ${shown(volume)}`,
  );
}

/**
 * Volume times price must reach the pair's minimum cost.
 *
 * @throws {RangeError} with the least volume at this price.
 */
export function checkCost(volume: Decimal, price: Decimal, rules: PairRules): void {
  const problem = costProblem(volume, price, rules);
  if (problem !== undefined) throw new RangeError(problem);
}

/** What is wrong with the cost, if anything. */
export function costProblem(
  volume: Decimal,
  price: Decimal,
  { costmin, symbol, quote, base, lotDecimals }: PairRules,
): string | undefined {
  if (costmin === undefined || isZero(price)) return undefined;
  const cost = multiplyDecimals(volume, price);
  if (!below(cost, costmin)) return undefined;
  const least = divide(costmin, price, lotDecimals, "up");
  return `'volume' must cost at least ${tidy(costmin)} ${quote}, the minimum of ${symbol}: current value is ` +
    `${shown(volume)}, which costs ${tidy(cost)} ${quote}; at ${tidy(price)} the least is ${tidy(least)} ${base}`;
}

/**
 * All amounts of an order.
 *
 * @throws {RangeError} naming field, value and the nearest valid values.
 */
export function checkAmounts(order: WireOrder, rules: PairRules): void {
  const { fields, volume, price, price2, displayvol, flags } = order;
  checkPrice("price", price, rules);
  checkPrice("price2", price2, rules);
  checkPrice("close[price]", order.closePrice, rules);
  checkPrice("close[price2]", order.closePrice2, rules);
  checkLeverage(order, rules);
  if (flags.includes("viqc")) {
    checkLot("volume", volume, rules, rules.costDecimals);
    if (rules.costmin !== undefined && below(volume, rules.costmin)) {
      throw new RangeError(
        `'volume' must be at least ${tidy(rules.costmin)} ${rules.quote}, the minimum cost of ${rules.symbol}: ` +
          `current value is ${shown(volume)}`,
      );
    }
    return;
  }
  checkLot("volume", volume, rules);
  if (isZero(volume)) return;
  checkMinimum("volume", volume, rules);
  // The limit price decides the cost where there is one; of a market order it is known only roughly.
  const limit = price2 !== undefined ? price2 : fields.ordertype === "market" ? undefined : price;
  if (limit !== undefined && !isRelative(limit)) checkCost(volume, limit, rules);
  checkDisplay(fields.ordertype, displayvol, volume, rules);
}

function checkDisplay(ordertype: string, displayvol: Decimal | undefined, volume: Decimal, rules: PairRules): void {
  if (ordertype !== "iceberg") {
    if (displayvol === undefined) return;
    throw new RangeError(`'displayvol' must not be given for a ${ordertype} order: only icebergs hide a part`);
  }
  const step = stepOf(rules.lotDecimals);
  const least = divide(volume, "15", rules.lotDecimals, "up");
  if (displayvol === undefined) {
    throw new RangeError(`'displayvol' is missing: an iceberg needs its visible part, at least ${tidy(least)}`);
  }
  checkLot("displayvol", displayvol, rules);
  if (below(displayvol, least)) {
    throw new RangeError(
      `'displayvol' must be at least a fifteenth of 'volume', ${tidy(stepUp(least, step))}: current value is ` +
        shown(displayvol),
    );
  }
  if (above(displayvol, volume)) {
    throw new RangeError(
      `'displayvol' must be at most 'volume', ${tidy(volume)}: current value is ${shown(displayvol)}`,
    );
  }
}

function checkLeverage({ leverage, fields: { type } }: WireOrder, rules: PairRules): void {
  if (leverage === undefined || leverage === 1) return;
  const allowed = type === "buy" ? rules.leverageBuy : rules.leverageSell;
  if (allowed.includes(leverage)) return;
  throw new RangeError(
    allowed.length === 0
      ? `'leverage' must be left out: ${rules.symbol} has no margin for a ${type} (current value is ${leverage})`
      : `'leverage' must be one of ${
        allowed.join(", ")
      } for a ${type} of ${rules.symbol}: current value is ${leverage}`,
  );
}
