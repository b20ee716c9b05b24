/** A market as the sockets see it, be it a Spot pair or a contract. Prices are whole ticks, sizes whole units. */

import type { Decimal } from "../../core/decimal.ts";
import type { RestingOrder } from "../market/orders.ts";

/** A price level. */
export interface Row {
  /** In ticks. */
  readonly price: number;
  /** In units. */
  readonly size: number;
  /** When it last changed, where that is known: nanoseconds since 1970. */
  readonly time?: bigint;
  /** Number of orders, where that is known. */
  readonly orders?: number;
}

/** Both sides, best price first. */
export interface Sides {
  /** Falling prices. */
  readonly bids: readonly Row[];
  /** Rising prices. */
  readonly asks: readonly Row[];
}

/** A trade. */
export interface Print {
  /** Number within the market. */
  readonly id: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** In ticks. */
  readonly price: number;
  /** In units. */
  readonly size: number;
  /** What the taker did. */
  readonly side: "buy" | "sell";
  /** The taker's order. */
  readonly type: "market" | "limit";
}

/** What the trades of a window add up to. */
export interface Sums {
  /** Number of trades; when 0, the rest means nothing. */
  readonly count: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** In units. */
  readonly size: number;
  /** Average price by size, with the decimals of a price. */
  readonly vwap: Decimal;
}

/** A market. */
export interface Source {
  /** `BTC/USD`, `PF_XBTUSD`. */
  readonly symbol: string;
  /** Book at a time, at most `depth` levels a side. */
  book(ns: bigint, depth: number): Sides;
  /** Trades after a time up to and including another, oldest first. */
  trades(after: bigint, until: bigint): readonly Print[];
  /** The newest trades up to a time, oldest first. */
  lastTrades(until: bigint, count: number): readonly Print[];
  /** The orders of a level in the order they are served, where single orders are known. */
  orders?(side: "buy" | "sell", row: Row): readonly RestingOrder[];
  /** Sums over trades from a time up to but without another. */
  sums(from: bigint, to: bigint): Sums;
  /** A price in all its decimals. */
  priceText(ticks: number): Decimal;
  /** A size in all its decimals. */
  sizeText(units: number): Decimal;
}

/** Keeps the newest book, as all who follow a market ask for it at the same moments. */
export class Glance {
  readonly #look: (ns: bigint, depth: number) => Sides;
  #ns = -1n;
  #depth = 0;
  #sides: Sides = { bids: [], asks: [] };

  /** `look` works a book out. */
  constructor(look: (ns: bigint, depth: number) => Sides) {
    this.#look = look;
  }

  /** The book at a time. */
  book(ns: bigint, depth: number): Sides {
    if (ns !== this.#ns || depth > this.#depth) {
      this.#sides = this.#look(ns, depth);
      this.#ns = ns;
      this.#depth = depth;
    }
    if (depth === this.#depth) return this.#sides;
    const { bids, asks } = this.#sides;
    return { bids: bids.slice(0, depth), asks: asks.slice(0, depth) };
  }
}
