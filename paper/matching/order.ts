/** An order as the engine keeps it. Prices are ticks, volumes units of the lot, costs units of the pair's cost decimals. */

import type { OrderType, SelfTradePrevention, Side, TimeInForce } from "../../spot/trading/_types.ts";
import type { OrderRequest } from "../accounts/intake.ts";
import type { PaperPair } from "../market/pairs.ts";

/** Where an order stands. */
export type OrderState = "pending" | "open" | "closed" | "canceled" | "expired";

/** A distance from a price: ticks, or parts of it in hundred millionths (so `1%` is 1,000,000). */
export interface Distance {
  readonly ticks?: number;
  readonly parts?: bigint;
  /** 1 above, -1 below. */
  readonly sign: 1 | -1;
}

/** What fires an order. */
export interface Trigger {
  /** Which signal is watched. There is no index feed here, so `index` falls back to `last`, as Kraken's does. */
  readonly signal: "last" | "index";
  /** It fires when the signal rises to the price, else when it falls to it. */
  readonly rising: boolean;
  /** Price it fires at; that of a trailing one moves. */
  price: number;
  /** Distance of a trailing one. */
  readonly trail?: Distance;
  /** Best price a trailing one has seen since it came. */
  peak?: number;
  /** Limit price once it has fired, when that is told as a distance from the trigger. */
  readonly limit?: Distance;
  /** When it fired. */
  fired?: bigint;
}

/** The order that every fill places on the other side. */
export interface CloseTerms {
  readonly kind: Exclude<OrderType, "market" | "settle-position">;
  /** As it was written. */
  readonly price: string | undefined;
  /** As it was written. */
  readonly price2: string | undefined;
  /** In Kraken's words. */
  readonly words: string;
}

/** What an order is when it comes. */
export interface OrderTerms {
  readonly id: string;
  /** Number of the account. */
  readonly owner: number;
  readonly pair: PaperPair;
  readonly side: Side;
  readonly kind: OrderType;
  /** Volume; with `inQuote` an amount of quote in the same units. */
  volume: bigint;
  /** Whether {@linkcode volume} counts the quote (flag `viqc`). */
  readonly inQuote: boolean;
  limit: number | undefined;
  /** Shown volume of an iceberg. */
  display: bigint | undefined;
  readonly trigger: Trigger | undefined;
  readonly tif: TimeInForce;
  postOnly: boolean;
  readonly stp: SelfTradePrevention;
  /** Leverage; 0 without margin. */
  readonly leverage: number;
  readonly reduceOnly: boolean;
  /** When it starts and ends, nanoseconds; 0 for now and never. */
  readonly start: bigint;
  readonly expire: bigint;
  /** Whether the fee is wanted in base. */
  readonly feeInBase: boolean;
  readonly userref: number;
  readonly clientId: string | undefined;
  readonly close: CloseTerms | undefined;
  /** Order this one closes. */
  readonly parent: string | undefined;
  /** Prices as they were written, for what Kraken says back. */
  readonly said: { readonly price: string; readonly price2: string };
  /** Whether the exchange itself closes a position with it. */
  readonly liquidation: boolean;
  /** The request it was made from, which an edit begins with. */
  readonly request: OrderRequest;
}

/** An order in the engine. */
export interface Order extends OrderTerms {
  state: OrderState;
  /** When it came, and when it ended. */
  readonly opened: bigint;
  ended: bigint;
  reason: string | undefined;
  /** Place in the queue: lower is earlier. Renewed where priority is lost. */
  seq: number;
  /** Base volume filled, its cost, and the fee (in base units of the lot with {@linkcode feeIsBase}). */
  filled: bigint;
  cost: bigint;
  /** Price times volume of the fills, exact: what the average price comes from. */
  paid: bigint;
  fee: bigint;
  feeIsBase: boolean;
  /** What is shown and not filled yet. */
  shown: bigint;
  /** Volume of the simulated market that stands before it at its price. */
  ahead: bigint;
  /** On hold for it: of quote for a buy, of base for a sell. */
  hold: bigint;
  /** Price and fee rate (millionths) that the hold of a buy is worked out from. */
  holdPrice: number;
  holdRate: bigint;
  /** When it was made or last amended: what the penalties count from. */
  touched: bigint;
  amended: boolean;
  /** Ids of its trades. */
  readonly trades: string[];
}

/** An order that has just come. */
export function newOrder(terms: OrderTerms, opened: bigint): Order {
  return {
    ...terms,
    state: "pending",
    opened,
    ended: 0n,
    reason: undefined,
    seq: 0,
    filled: 0n,
    cost: 0n,
    paid: 0n,
    fee: 0n,
    feeIsBase: false,
    shown: 0n,
    ahead: 0n,
    hold: 0n,
    holdPrice: 0,
    holdRate: 0n,
    touched: opened,
    amended: false,
    trades: [],
  };
}

/** Base volume that is not filled yet; of an order in quote this is not known. */
export function remaining(order: Order): bigint {
  return order.volume - order.filled;
}

/** Whether it waits for its trigger. */
export function isWaiting({ trigger }: Order): boolean {
  return trigger !== undefined && trigger.fired === undefined;
}

/** Whether it has a limit price now. */
export function isLimited(kind: OrderType): boolean {
  return kind === "limit" || kind === "iceberg" || kind.endsWith("-limit");
}

/** A distance from a price in ticks, rounded away from it. */
export function away({ ticks, parts, sign }: Distance, price: number): number {
  if (parts === undefined) return price + sign * (ticks ?? 0);
  const product = BigInt(price) * parts;
  return price + sign * Number((product + 99_999_999n) / 100_000_000n);
}
