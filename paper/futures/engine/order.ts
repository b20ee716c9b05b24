/** An order as the engine keeps it. Prices are ticks, sizes steps of the contract, times Unix milliseconds. */

import type { OrderType } from "../../../futures/trading/_types.ts";
import type { FuturesAccount } from "../account.ts";
import type { Contract } from "../contracts/contracts.ts";

/** Direction. */
export type Side = "buy" | "sell";

/** What an order is: as it was sent, or what the exchange makes itself. */
export type Kind = OrderType | "liquidation" | "assignment";

/** Where an order stands. */
export type State = "new" | "waiting" | "open" | "filled" | "cancelled" | "rejected";

/** A distance from a price: of the quote currency with `PRICE` decimals, or parts of it in millionths. */
export interface Distance {
  readonly unit: "PERCENT" | "QUOTE_CURRENCY";
  readonly value: bigint;
}

/** What fires an order. Prices have `PRICE` decimals. */
export interface Trigger {
  /** Which price is watched. */
  readonly signal: "mark" | "index" | "last";
  /** Whether it fires when the price rises to it, else when it falls to it. */
  readonly above: boolean;
  /** Price that fires it. */
  price: bigint;
  /** How far a trailing stop follows. */
  trail?: Distance | undefined;
  /** Limit price once it has fired, relative to the trigger. */
  readonly offset?: Distance | undefined;
  /** When it fired. */
  fired?: number;
}

/** An order. */
export interface FuturesOrder {
  /** Kraken's id. */
  readonly id: string;
  /** The caller's id. */
  readonly clientId: string | undefined;
  /** Owner. */
  readonly account: FuturesAccount;
  /** Contract. */
  readonly contract: Contract;
  /** Kind. */
  readonly kind: Kind;
  /** Direction. */
  readonly side: Side;
  /** Whole size. */
  size: bigint;
  /** Filled size. */
  filled: bigint;
  /** Whether it trades at once at any price, but for the protection. */
  market: boolean;
  /** Worst price in ticks; of a market order it is computed when that comes. */
  limit: number | undefined;
  /** Whether it may only reduce the position. */
  readonly reduceOnly: boolean;
  /** What fires it. */
  readonly trigger: Trigger | undefined;
  /** When it came. */
  readonly placed: number;
  /** When it changed last. */
  touched: number;
  /** When it ended; infinite while it has not. */
  ended: number;
  /** Where it stands. */
  state: State;
  /** Place in the queue: lower is earlier. */
  seq: number;
  /** Simulated size in front of it at its price. */
  ahead: number;
  /** Why it stands where it does, in lower case as the history has it. */
  reason: string;
  /** Why it was refused or failed. */
  error: string | undefined;
  /** Notional of its fills, money of the contract's currency. */
  cost: bigint;
  /** Average price of its fills with `ENTRY` decimals; 0 before the first. */
  average: bigint;
  /** Fees of its fills in US dollars, money. */
  feeUsd: bigint;
}

/** What a new order has of its fills: nothing. */
export const UNFILLED = { filled: 0n, cost: 0n, average: 0n, feeUsd: 0n } as const;

/** What is not filled yet. */
export function remaining({ size, filled }: FuturesOrder): bigint {
  return size - filled;
}

/**
 * What may still be filled of an order whose owner holds `held`: all that is left, but of a reduce-only one no more than
 * there is to reduce.
 */
export function fillable(
  order: FuturesOrder,
  held: bigint = order.account.positions.get(order.contract.symbol)?.size ?? 0n,
): bigint {
  const left = remaining(order);
  if (!order.reduceOnly) return left;
  const room = -sign(order.side) * held;
  return room <= 0n ? 0n : left < room ? left : room;
}

/** Whether a trigger still waits. */
export function isWaiting({ trigger }: FuturesOrder): boolean {
  return trigger !== undefined && trigger.fired === undefined;
}

/** 1 for buying, -1 for selling. */
export function sign(side: Side): 1n | -1n {
  return side === "buy" ? 1n : -1n;
}

/** The other side. */
export function opposite(side: Side): Side {
  return side === "buy" ? "sell" : "buy";
}

/** Whether a price is no worse than another for whoever acts on `side`: lower for buying. */
export function isWithin(side: Side, price: number, limit: number): boolean {
  return side === "buy" ? price <= limit : price >= limit;
}
