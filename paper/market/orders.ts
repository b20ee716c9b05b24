/** The single orders behind the levels of the simulated book: a function of the level, as the level is one of time. */

import { extend, mix } from "./random.ts";

/** A resting order of somebody. */
export interface RestingOrder {
  /** Kraken's form: `OQ4KXD-7T2MZ-LWA3FV`. */
  readonly id: string;
  /** In ticks. */
  readonly price: number;
  /** In units. */
  readonly size: number;
  /** When it came, nanoseconds since 1970. */
  readonly time: bigint;
}

/** What orders are made of: a level of a side. */
export interface OrderedLevel {
  /** In ticks. */
  readonly price: number;
  /** In units. */
  readonly size: number;
  /** When it last changed, nanoseconds since 1970. */
  readonly time?: bigint;
  /** Number of orders. */
  readonly orders?: number;
}

/**
 * The orders of a level in the order they are served, oldest first; their sizes add up to the level's. `key` is that of the
 * market.
 */
export function ordersOf(key: number, side: "buy" | "sell", level: OrderedLevel): RestingOrder[] {
  const { price, size, time = 0n, orders = 1 } = level;
  const count = Math.min(orders, size);
  const part = Math.floor(size / count);
  const seed = extend(extend(extend(key, side), price), String(time));
  return Array.from({ length: count }, (_, at) => ({
    id: orderId(mix(key ^ (2 * price + (side === "buy" ? 0 : 1))), at, seed),
    price,
    size: at === 0 ? size - part * (count - 1) : part,
    time: time - BigInt((count - 1 - at) * 1_000_000),
  }));
}

/**
 * Place in the book, place in the queue, then a hash of all. Scrambling is one to one, so no two orders of a book share an
 * id, however many there are; drawn digits alone would, as they come from 32 bits.
 */
function orderId(place: number, at: number, seed: number): string {
  const digits = (bits: number, count: number) => (bits >>> 0).toString(36).slice(-count).padStart(count, "0");
  const text = digits(place, 7) + digits(at, 1) + digits(mix(seed ^ 1), 4) + digits(mix(seed ^ 2), 4);
  const id = text.toUpperCase();
  return `O${id.slice(0, 5)}-${id.slice(5, 10)}-${id.slice(10)}`;
}
