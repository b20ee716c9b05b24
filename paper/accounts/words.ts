/** Orders in Kraken's words: `buy 1.25000000 XBTUSD @ limit 37500.0 with 2:1 leverage`. */

import { fromUnits } from "../../core/decimal.ts";
import type { OrderType } from "../../spot/trading/_types.ts";
import type { Order } from "../matching/order.ts";
import { assetById } from "../market/names.ts";

/** Type and prices. */
export function priceWords(kind: OrderType, price: string, price2: string): string {
  const name = kind.replace(/-limit$/, "").replaceAll("-", " ");
  if (kind === "market" || kind === "settle-position") return name;
  return `${name} ${price}${kind.endsWith("-limit") && kind !== "limit" ? ` -> limit ${price2}` : ""}`;
}

/** The order in a sentence. */
export function orderWords(
  { pair, side, kind, volume, inQuote, leverage, said: { price, price2 } }: Pick<
    Order,
    "pair" | "side" | "kind" | "volume" | "inQuote" | "leverage" | "said"
  >,
): string {
  const quantity = fromUnits(volume, pair.lotDecimals);
  const unit = inQuote ? ` (${assetById(pair.quote).altname})` : "";
  const lever = leverage > 0 ? ` with ${leverage}:1 leverage` : "";
  return `${side} ${quantity}${unit} ${pair.altname} @ ${priceWords(kind, price, price2)}${lever}`;
}
