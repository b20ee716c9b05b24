/** What an order request costs on the trading counter of its pair: a fixed part, and more the younger the order is. */

import type { Order } from "../matching/order.ts";

type Action = "amend" | "edit" | "cancel";

// Below so many seconds, so many points; what is older costs none.
const YOUNG: Readonly<Record<Action, readonly (readonly [seconds: number, points: number])[]>> = {
  amend: [[5, 3], [10, 2], [15, 1]],
  edit: [[5, 6], [10, 5], [15, 4], [45, 2], [90, 1]],
  cancel: [[5, 8], [10, 6], [15, 5], [45, 4], [90, 2], [300, 1]],
};

/** Points for the age of an order, which counts from when it was made or last amended. */
export function agePoints(action: Action, { touched }: Pick<Order, "touched">, ns: bigint): number {
  const seconds = Number(ns - touched) / 1e9;
  return YOUNG[action].find(([below]) => seconds < below)?.[1] ?? 0;
}
