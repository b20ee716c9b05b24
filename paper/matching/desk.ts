/** What the engine asks of whoever keeps the money. */

import type { Order, OrderState } from "./order.ts";

/** A part of a fill at one price. */
export interface Part {
  /** Ticks. */
  readonly price: number;
  /** Units of the lot. */
  readonly volume: bigint;
}

/** The desk: moves the money of what the engine matches. */
export interface Desk {
  /**
   * The order filled, in these parts at one moment. `maker` when it rested. The desk may take less than all of it, when
   * the owner cannot pay: it answers with the volume that was filled, and the engine cancels the rest.
   */
  filled(order: Order, parts: readonly Part[], ns: bigint, maker: boolean): bigint;
  /** How much of an order that would fill now may fill: less where it may only shrink a position. */
  most(order: Order): bigint;
  /** The order is over; what it held is free. */
  ended(order: Order): void;
  /** What stands in the queue has changed its terms: the desk holds anew. */
  changed(order: Order): void;
}

/** Ends of an order. */
export type End = Extract<OrderState, "closed" | "canceled" | "expired">;

/** Why orders end, in Kraken's words where they are known. */
export const REASONS = {
  user: "User requested",
  replaced: "Order replaced",
  self: "Cannot trade with self",
  post: "Post only order",
  funds: "Insufficient funds",
  ioc: "Immediate or cancel",
  fok: "Fill or kill",
  protection: "Market price protection",
  deadman: "Cancel all orders after",
  position: "Reduce only:Position is closed",
  liquidation: "Margin liquidation",
  qty: "Order quantity reduced to the filled quantity",
} as const;
