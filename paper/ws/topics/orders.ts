/**
 * The single orders behind the levels of the simulated book: a function of the level, as the level is one of time. REST's
 * Level3 splits levels in the same way, which a test holds together.
 */

import { txid } from "../../ids.ts";
import { extend } from "../../market/random.ts";
import type { Row } from "../source.ts";

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

/** The orders of a level in the order they are served; their sizes add up to the level's. `key` is that of the market. */
export function ordersOf(key: number, side: "buy" | "sell", row: Row): RestingOrder[] {
  const { price, size, time = 0n, orders = 1 } = row;
  const count = Math.min(orders, size);
  const part = Math.floor(size / count);
  const level = extend(extend(extend(key, side), price), String(time));
  return Array.from({ length: count }, (_, at) => ({
    id: txid("O", level, at),
    price,
    size: at === 0 ? size - part * (count - 1) : part,
    time: time - BigInt((count - 1 - at) * 1_000_000),
  }));
}
