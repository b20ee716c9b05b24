/** What happens to an account's orders, told as it happens to whoever watches. */

import type { Fill } from "../../../futures/account/fills.ts";
import { divided, power, PRICE } from "../money.ts";
import type { Engine } from "./engine.ts";
import type { FuturesOrder } from "./order.ts";

/** One fill of an order. */
export interface OrderTrade {
  /** Its id, the same for both sides. */
  readonly execution: string;
  /** Its number among the fills of the account, from 1. */
  readonly number: number;
  /** Steps. */
  readonly size: bigint;
  /** `PRICE` decimals. */
  readonly price: bigint;
  /** Notional, money of the contract's currency. */
  readonly cost: bigint;
  /** Money of {@linkcode currency}. */
  readonly fee: bigint;
  /** Currency of the fee, lower case. */
  readonly currency: string;
  /** Kind of fill. */
  readonly type: Fill["fillType"];
}

/** What it is. Reasons are those of the history, in lower case; a rejection has the error instead. */
export type OrderStep =
  | { readonly kind: "new" | "triggered" }
  | { readonly kind: "trade"; readonly trade: OrderTrade }
  | { readonly kind: "amended" | "restated" | "canceled" | "rejected"; readonly reason: string };

/** Something that happened to an order, which stands as it was left by it while watchers are told. */
export type OrderNews = OrderStep & {
  readonly order: FuturesOrder;
  /** Unix milliseconds. */
  readonly ms: number;
  /** Whether a fill was its order's last. */
  readonly done: boolean;
};

/** The fills that are kept for those who come later: as many as a snapshot of executions has. */
const KEPT = 50;

/** Tells everybody who watches the account of an order. */
export function tell(order: FuturesOrder, ms: number, step: OrderStep): void {
  const { watchers, trades } = order.account;
  const news: OrderNews = { ...step, order, ms, done: order.filled === order.size };
  if (step.kind === "trade") {
    trades.push(news);
    if (trades.length > KEPT) trades.shift();
  }
  for (const watch of watchers) watch(news);
}

/** An amount of a currency in US dollars, money. */
export function worthOf(engine: Engine, currency: string, amount: bigint): bigint {
  return currency === "usd" ? amount : divided(amount * engine.prices().usd(currency), power(PRICE));
}
