/** Resting orders of one side in the order they are served: best price first, then who came first. */

import type { Side } from "../../spot/trading/_types.ts";
import type { Order } from "./order.ts";

/** One side of the orders of a pair. */
export class Queue {
  readonly side: Side;
  readonly #orders: Order[] = [];
  readonly #sign: 1 | -1;

  constructor(side: Side) {
    this.side = side;
    this.#sign = side === "buy" ? -1 : 1;
  }

  /** First served first. */
  get orders(): readonly Order[] {
    return this.#orders;
  }

  /** The first one to be served. */
  get best(): Order | undefined {
    return this.#orders[0];
  }

  /** Puts an order in its place. */
  add(order: Order): void {
    this.#orders.splice(this.#place(order), 0, order);
  }

  /** Takes an order out; says whether it was there. Price and `seq` must be those it was added with. */
  remove(order: Order): boolean {
    const at = this.#place(order);
    if (this.#orders[at] !== order) return false;
    this.#orders.splice(at, 1);
    return true;
  }

  /** Whether a price is better than another for whoever takes: lower asks, higher bids. */
  better(price: number, other: number): boolean {
    return (price - other) * this.#sign < 0;
  }

  /** The first index whose order is not served before the given one. */
  #place(order: Order): number {
    let [low, high] = [0, this.#orders.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#orders[middle];
      if (other && this.#before(other, order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #before(a: Order, b: Order): boolean {
    const difference = ((a.limit ?? 0) - (b.limit ?? 0)) * this.#sign;
    return difference < 0 || (difference === 0 && a.seq < b.seq);
  }
}
