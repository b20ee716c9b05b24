/** Which fields of a futures order go together. */

import { shown } from "../../core/codecs.ts";
import { compareDecimals } from "../../core/decimal.ts";
import type { OrderType } from "../../futures/trading/mod.ts";
import type { WireFuturesOrder } from "./request.ts";

type Need = "needed" | "may be given" | undefined;

/** What the two prices are to each order type; `undefined` where they have no meaning. */
const PRICES: Readonly<Record<OrderType, { readonly limitPrice: Need; readonly stopPrice: Need }>> = {
  lmt: { limitPrice: "needed", stopPrice: undefined },
  post: { limitPrice: "needed", stopPrice: undefined },
  ioc: { limitPrice: "needed", stopPrice: undefined },
  fok: { limitPrice: "needed", stopPrice: undefined },
  mkt: { limitPrice: undefined, stopPrice: undefined },
  stp: { limitPrice: "may be given", stopPrice: "needed" },
  take_profit: { limitPrice: "may be given", stopPrice: "needed" },
  trailing_stop: { limitPrice: undefined, stopPrice: undefined },
};

const MEANING = { limitPrice: "the worst price it may be filled at", stopPrice: "the price that fires it" } as const;

/** Whether the type waits for a trigger. */
export function isTrigger(type: OrderType): boolean {
  return type === "stp" || type === "take_profit" || type === "trailing_stop";
}

/**
 * Checks how the fields go together.
 *
 * @throws {TypeError} for a field that is missing.
 * @throws {RangeError} for one that does not belong there.
 */
export function checkFields({ fields, limitPrice, stopPrice, deviation, offset }: WireFuturesOrder): void {
  const { orderType, triggerSignal, trailingStopDeviationUnit, limitPriceOffsetUnit } = fields;
  const prices = { limitPrice, stopPrice };
  for (const name of ["limitPrice", "stopPrice"] as const) {
    const need = PRICES[orderType][name];
    if (prices[name] === undefined && need === "needed") {
      throw new TypeError(`'${name}' is missing: an order of type ${orderType} needs ${MEANING[name]}`);
    }
    if (prices[name] !== undefined && need === undefined) {
      const instead = name === "stopPrice" ? "use orderType stp or take_profit for a trigger" : "leave it out";
      throw new RangeError(
        `'${name}' has no meaning for an order of type ${orderType}: ${instead}; current value is ${
          shown(prices[name])
        }`,
      );
    }
  }
  const trigger = isTrigger(orderType);
  if (!trigger && triggerSignal !== undefined) {
    throw new RangeError(`'triggerSignal' has no meaning for an order of type ${orderType}: it waits for no trigger`);
  }
  checkTrailing(orderType, deviation, trailingStopDeviationUnit);
  if ((offset === undefined) !== (limitPriceOffsetUnit === undefined)) {
    throw new TypeError("'limitPriceOffsetValue' and 'limitPriceOffsetUnit' need each other: one of them is missing");
  }
  if (offset === undefined) return;
  if (!trigger) throw new RangeError(`'limitPriceOffsetValue' is for triggers, and 'orderType' is ${orderType}`);
  if (limitPrice !== undefined) {
    throw new RangeError("'limitPrice' and 'limitPriceOffsetValue' exclude each other: keep one of them");
  }
}

function checkTrailing(orderType: OrderType, deviation: string | undefined, unit: string | undefined): void {
  if (orderType !== "trailing_stop") {
    if (deviation === undefined && unit === undefined) return;
    throw new RangeError(
      `'trailingStopMaxDeviation' and its unit are for orderType trailing_stop: 'orderType' is ${orderType}`,
    );
  }
  if (deviation === undefined) throw new TypeError("'trailingStopMaxDeviation' is missing: how far the stop follows");
  if (unit === undefined) {
    throw new TypeError("'trailingStopDeviationUnit' is missing: it must be PERCENT or QUOTE_CURRENCY");
  }
  const outside = compareDecimals(deviation, "0.1") < 0 || compareDecimals(deviation, "50") > 0;
  if (unit === "PERCENT" && outside) {
    throw new RangeError(
      `'trailingStopMaxDeviation' must be from 0.1 to 50 percent: current value is ${shown(deviation)}`,
    );
  }
}
