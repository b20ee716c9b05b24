/** Sizes and prices against the rules of a contract. Nothing is rounded: what does not fit is refused with what would. */

import { shown } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { isMultiple, isZero, stepDown, stepUp, tidy } from "../_exact.ts";
import type { ContractRules } from "./_contract.ts";
import type { WireFuturesOrder } from "./request.ts";

/** @throws {RangeError} for a price off the tick, naming its neighbours. */
export function checkPrice(name: string, price: Decimal | undefined, { symbol, tick, quote }: ContractRules): void {
  if (price === undefined || isMultiple(price, tick)) return;
  throw new RangeError(
    `'${name}' must be a multiple of ${tidy(tick)} ${quote}, the tick of ${symbol}: current value is ${
      shown(price)
    }, ` +
      neighbours(price, tick),
  );
}

/** @throws {RangeError} for a size that is no multiple of the step, naming its neighbours. */
export function checkSize(name: string, size: Decimal | undefined, { symbol, step, kind, base }: ContractRules): void {
  if (size === undefined || isMultiple(size, step)) return;
  const unit = kind === "inverse" ? "contracts" : base;
  throw new RangeError(
    `'${name}' must be a multiple of ${tidy(step)} ${unit}, the size step of ${symbol}: current value is ${
      shown(size)
    }, ` + neighbours(size, step),
  );
}

function neighbours(value: Decimal, step: Decimal): string {
  const [below, above] = [stepDown(value, step), stepUp(value, step)].map(tidy);
  return isZero(below ?? "0") ? `the least is ${above}` : `the nearest are ${below} and ${above}`;
}

/** Every amount of an order. */
export function checkAmounts(order: WireFuturesOrder, rules: ContractRules): void {
  const { fields, size, limitPrice, stopPrice, deviation, offset } = order;
  checkSize("size", size, rules);
  checkPrice("limitPrice", limitPrice, rules);
  checkPrice("stopPrice", stopPrice, rules);
  if (fields.trailingStopDeviationUnit === "QUOTE_CURRENCY") checkPrice("trailingStopMaxDeviation", deviation, rules);
  if (fields.limitPriceOffsetUnit === "QUOTE_CURRENCY") checkPrice("limitPriceOffsetValue", offset, rules);
}
