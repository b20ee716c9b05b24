/** A futures order as people write it, read into the parameters of sendorder. No I/O. */

import { encodeFields, shown } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { sendOrder, type SendOrderParams } from "../../futures/trading/mod.ts";
import { checkFields } from "./_combinations.ts";

/** One order: all that `sendorder` takes, by Kraken's names, the contract in any spelling. */
export interface FuturesOrderRequest extends SendOrderParams {
  /** The contract, in any spelling: `"PF_XBTUSD"`, `"pi_ethusd"`; `"BTC/USD"` means `PF_XBTUSD`. */
  symbol: string;
}

/** An order whose numbers are decimal text. */
export interface WireFuturesOrder {
  /** As given, for sending; the symbol still in the caller's spelling. */
  readonly fields: SendOrderParams;
  /** Base units (linear) or contracts (inverse). */
  readonly size: Decimal;
  /** Worst price. */
  readonly limitPrice: Decimal | undefined;
  /** Price that fires a trigger. */
  readonly stopPrice: Decimal | undefined;
  /** How far a trailing stop follows. */
  readonly deviation: Decimal | undefined;
  /** Limit price relative to the trigger price. */
  readonly offset: Decimal | undefined;
}

const OPTIONS = ["live", "signal", "timeoutMs", "otp"];

/**
 * Checks each field by itself and how they go together.
 *
 * @throws {TypeError | RangeError} "'limitPrice' is missing …"; the caller puts the place in front.
 */
export function readFuturesOrder(request: FuturesOrderRequest): WireFuturesOrder {
  if (request === null || typeof request !== "object" || Array.isArray(request)) {
    throw new TypeError(
      `the order must be an object such as { symbol: "PF_XBTUSD", side: "buy", orderType: "lmt", size: "0.1", ` +
        `limitPrice: "60000" }: current value is ${shown(request)}`,
    );
  }
  for (const name of OPTIONS) {
    if (!(name in request)) continue;
    throw new TypeError(`'${name}' is an option and not part of the order: pass it after the order, { ${name}: … }`);
  }
  const wire = encodeFields(sendOrder.params, request);
  const text = (name: string) => wire[name] === undefined ? undefined : String(wire[name]);
  const order: WireFuturesOrder = {
    fields: request,
    size: text("size") ?? "",
    limitPrice: text("limitPrice"),
    stopPrice: text("stopPrice"),
    deviation: text("trailingStopMaxDeviation"),
    offset: text("limitPriceOffsetValue"),
  };
  checkFields(order);
  return order;
}
