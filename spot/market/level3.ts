import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { oneOf, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";

/** Price levels of each side; 0 for the whole book. */
export type Level3Depth = 0 | 10 | 25 | 100 | 250 | 1000;
const DEPTHS: readonly Level3Depth[] = [0, 10, 25, 100, 250, 1000];

/** Body of {@linkcode level3}. */
export interface Level3Params {
  /** One pair, e.g. `"BTC/USD"`. */
  pair: string;
  /** Price levels of each side; 0 for the whole book. @default {100} */
  depth?: Level3Depth;
}

/** One resting order. */
export interface Level3Order {
  /** Limit price in the quote asset. */
  price: Decimal;
  /** Shown and unfilled volume in the base asset. */
  qty: Decimal;
  /** Kraken's id of the order. */
  order_id: string;
  /** Unix nanoseconds. Above 2^53, so parsed as a number the last two or three digits are lost. */
  timestamp: number;
}

/** A book order by order; orders of one price stand in the queue's order. */
export interface Level3Result {
  /** The pair, e.g. `"BTC/USD"`. */
  pair: string;
  /** Highest price first. */
  bids: Level3Order[];
  /** Lowest price first. */
  asks: Level3Order[];
}

/**
 * Snapshot of the order book order by order; hidden iceberg parts and untriggered stops are not in it. Kraken has it
 * since 15 December 2025.
 *
 * Needs a key with "Query open orders & trades", although it is market data; 1 point on the key's counter.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-level-3-order-book}
 */
export const level3: Endpoint<Level3Params, Level3Result> = privatePost("Level3", {
  params: { pair: required(text), depth: oneOf(DEPTHS) },
  permission: "Query open orders & trades",
  encode: "json",
});
