/** What is held back for an open order: the money of a buy with its fee, the coins of a sell. Nothing on margin. */

import { isLimited, isWaiting, type Order } from "../matching/order.ts";
import type { Account } from "./account.ts";
import { RATE } from "./fees.ts";
import { assetDecimals, rescaledUp } from "./money.ts";

/** The asset that is held back. */
export function heldAsset({ side, pair }: Pick<Order, "side" | "pair">): string {
  return side === "buy" ? pair.quote : pair.base;
}

/**
 * What an order needs for a volume, rounded up to a unit of the asset. A buy needs cost and taker fee at its limit, else at
 * its trigger, else at the last price when it came; with the fee in base, the cost alone.
 */
export function needOf(order: Order, volume: bigint): bigint {
  const { pair, side, inQuote, holdPrice, holdRate } = order;
  if (order.leverage > 0) return 0n;
  if (side === "sell") return rescaledUp(volume, pair.lotDecimals, assetDecimals(pair.base));
  const cost = inQuote ? volume : volume * BigInt(holdPrice);
  const places = inQuote ? pair.lotDecimals : pair.lotDecimals + pair.priceDecimals;
  return rescaledUp(cost * (RATE + holdRate), places + 6, assetDecimals(pair.quote));
}

/** Sets the price that a hold is worked out from. */
export function priceHold(order: Order, last: number): void {
  const { trigger } = order;
  order.holdPrice = isLimited(order.kind) && order.limit !== undefined
    ? order.limit
    : isWaiting(order) && trigger
    ? trigger.price
    : last;
}

/** Makes the hold of an order what it has to be. */
export function rehold(account: Account, order: Order): void {
  const ended = order.state !== "open" && order.state !== "pending";
  // An order in quote takes all it can at once.
  const done = ended || (order.inQuote && order.filled > 0n);
  const need = done ? 0n : needOf(order, order.volume - order.filled);
  account.hold(heldAsset(order), need - order.hold);
  order.hold = need;
}
