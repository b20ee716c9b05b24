/** Codecs of the values that orders share, on a form and inside a batch. */

import { type Codec, oneOf } from "../../core/codecs.ts";
import type { OrderSide, OrderType, PriceUnit, TriggerSignal } from "./_types.ts";

type Optional<Value> = Codec<Value> & { required?: false };

export const side: Optional<OrderSide> = oneOf(["buy", "sell"]);

export const orderType: Optional<OrderType> = oneOf([
  "lmt",
  "post",
  "ioc",
  "mkt",
  "stp",
  "take_profit",
  "trailing_stop",
  "fok",
]);

export const triggerSignal: Optional<TriggerSignal> = oneOf(["mark", "index", "last"]);

export const priceUnit: Optional<PriceUnit> = oneOf(["PERCENT", "QUOTE_CURRENCY"]);

export const qtyMode: Optional<"ABSOLUTE" | "RELATIVE"> = oneOf(["ABSOLUTE", "RELATIVE"]);
