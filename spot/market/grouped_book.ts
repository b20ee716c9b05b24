import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { oneOf, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";

/** Levels of each side. */
export type GroupedDepth = 10 | 25 | 100 | 250 | 1000;
const DEPTHS: readonly GroupedDepth[] = [10, 25, 100, 250, 1000];

/** Ticks in one level. */
export type Grouping = 1 | 5 | 10 | 25 | 50 | 100 | 250 | 500 | 1000;
const GROUPINGS: readonly Grouping[] = [1, 5, 10, 25, 50, 100, 250, 500, 1000];

/** Query of {@linkcode groupedBook}. */
export interface GroupedBookParams {
  /** One pair, e.g. `"BTC/USD"`. */
  pair: string;
  /** Levels of each side. @default {10} */
  depth?: GroupedDepth;
  /** Ticks in one level: asks are rounded up, bids down. @default {1} */
  grouping?: Grouping;
}

/** Price in the quote asset and volume in the base asset of several ticks together. */
export interface GroupedLevel {
  /** Bound of the group that is further from the other side. */
  price: Decimal;
  /** Sum of the volumes. */
  qty: Decimal;
}

/** A coarse book. */
export interface GroupedBookResult {
  /** The pair, e.g. `"BTC/USD"`. */
  pair: string;
  /** Ticks in one level. */
  grouping: number;
  /** Highest price first. */
  bids: GroupedLevel[];
  /** Lowest price first. */
  asks: GroupedLevel[];
}

/**
 * The order book with several ticks added up into one level; unlike Depth it is not keyed by pair. Kraken has it since
 * 15 December 2025.
 *
 * Public; one call on the limit of the IP address and pair.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-grouped-order-book}
 */
export const groupedBook: Endpoint<GroupedBookParams, GroupedBookResult> = publicGet("GroupedBook", {
  params: { pair: required(text), depth: oneOf(DEPTHS), grouping: oneOf(GROUPINGS) },
});
