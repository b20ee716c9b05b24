/** Depth, GroupedBook. */

import type { DepthLevel, DepthResult } from "../../../spot/market/depth.ts";
import type { GroupedBookResult, GroupedLevel } from "../../../spot/market/grouped_book.ts";
import { bookAt, type Level } from "../../market/book.ts";
import { findPair } from "../../market/names.ts";
import type { PaperPair } from "../../market/pairs.ts";
import { fixed, priceText, shortVolumeText, volumeText } from "../../market/text.ts";
import { type Floor, nowNs } from "../method.ts";
import { choice, keyOf, needed, onePair, wholeNumber } from "../query.ts";
import { unknownPair } from "../refusal.ts";

/** `GET /0/public/Depth`. */
export function depth(query: URLSearchParams, floor: Floor): DepthResult {
  const pair = onePair(query);
  const count = wholeNumber(query, "count", 100, 1, 500);
  const { asks, bids } = bookAt(floor.market.of(pair), nowNs(floor), count);
  const row = ({ price, volume, time }: Level): DepthLevel => [
    priceText(pair, price),
    shortVolumeText(pair, volume),
    Number(time / 1_000_000_000n),
  ];
  return { [keyOf(query, pair)]: { asks: asks.map(row), bids: bids.map(row) } };
}

/** `GET /0/public/GroupedBook`. */
export function groupedBook(query: URLSearchParams, floor: Floor): GroupedBookResult {
  const pair = findPair(needed(query, "pair"));
  if (!pair) throw unknownPair();
  const levels = choice(query, "depth", 10, [10, 25, 100, 250, 1000]);
  const grouping = choice(query, "grouping", 1, [1, 5, 10, 25, 50, 100, 250, 500, 1000]);
  const { asks, bids } = bookAt(floor.market.of(pair), nowNs(floor), Infinity);
  return {
    pair: pair.symbol,
    grouping,
    bids: grouped(pair, bids, levels, (price) => Math.floor(price / grouping) * grouping),
    asks: grouped(pair, asks, levels, (price) => Math.ceil(price / grouping) * grouping),
  };
}

/** Levels that fall on the same price are added up. */
function grouped(
  pair: PaperPair,
  levels: readonly Level[],
  count: number,
  round: (price: number) => number,
): GroupedLevel[] {
  const sums = new Map<number, number>();
  for (const { price, volume } of levels) {
    const at = round(price);
    if (!sums.has(at) && sums.size === count) break;
    sums.set(at, (sums.get(at) ?? 0) + volume);
  }
  return [...sums].map(([price, volume]) => ({
    price: priceText(pair, price),
    // Always eight decimals here, whatever the lot has.
    qty: fixed(Number(volume), pair.volumeDecimals, Math.max(8, volumeText(pair, 0).length - 2)),
  }));
}
