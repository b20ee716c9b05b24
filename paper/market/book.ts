/**
 * The resting orders behind the best prices, as a function of price and time: a level comes, stays for some seconds with
 * its volume, and changes. Far from the touch only rounder prices are used, as people do.
 */

import type { PairMarket } from "./pair_market.ts";
import { quoteAt } from "./quotes.ts";
import { chance, extend } from "./random.ts";

/** A price level. */
export interface Level {
  /** In ticks. */
  readonly price: number;
  /** In units. */
  readonly volume: number;
  /** When it last changed, nanoseconds since 1970. */
  readonly time: bigint;
  /** Number of orders. */
  readonly orders: number;
}

/** Both sides, best prices first. */
export interface PaperBook {
  /** Falling prices. */
  readonly bids: readonly Level[];
  /** Rising prices. */
  readonly asks: readonly Level[];
}

/** From the touch outwards: up to which distance, only prices divisible by what, how many of them are taken. */
const RINGS = [
  { within: 200, step: 1, taken: 0.5 },
  { within: 1_200, step: 5, taken: 0.6 },
  { within: 6_200, step: 25, taken: 0.7 },
  { within: 31_200, step: 125, taken: 0.8 },
  { within: 156_200, step: 625, taken: 0.9 },
] as const;

/** The book at a time, with at most `depth` levels a side. */
export function bookAt(market: PairMarket, ns: bigint, depth: number): PaperBook {
  const quote = quoteAt(market, ns);
  const size = market.usualSize(Number(ns / 3_600_000_000_000n));
  const side = (sold: boolean): Level[] => {
    const touch = sold ? quote.ask : quote.bid;
    const key = extend(extend(market.key, sold ? "asks" : "bids"), quote.id);
    const best: Level = {
      price: touch,
      volume: volume(key, size),
      time: quote.since <= ns ? quote.since : ns,
      orders: 1 + Math.floor(3 * chance(key ^ 1)),
    };
    const levels = [best];
    let inner = 0;
    for (const { within, step, taken } of RINGS) {
      const away = sold ? 1 : -1;
      // The first round price beyond the ring before.
      let price = sold
        ? (Math.floor((touch + inner) / step) + 1) * step
        : (Math.ceil((touch - inner) / step) - 1) * step;
      for (; Math.abs(price - touch) <= within && price > 0; price += away * step) {
        if (levels.length >= depth) return levels;
        const level = levelAt(market, ns, sold, price, taken, size * (1 + Math.sqrt(step)));
        if (level) levels.push(level);
      }
      inner = within;
    }
    return levels;
  };
  return { bids: side(false), asks: side(true) };
}

/** The volume that stands at a price, which the book shows there; 0 for none. */
export function volumeAt(market: PairMarket, ns: bigint, side: "buy" | "sell", price: number): number {
  const sold = side === "sell";
  const quote = quoteAt(market, ns);
  const touch = sold ? quote.ask : quote.bid;
  const size = market.usualSize(Number(ns / 3_600_000_000_000n));
  if (price === touch) return volume(extend(extend(market.key, sold ? "asks" : "bids"), quote.id), size);
  const distance = sold ? price - touch : touch - price;
  const ring = distance < 0 ? undefined : RINGS.find(({ within }) => distance <= within);
  if (!ring || price % ring.step !== 0) return 0;
  return levelAt(market, ns, sold, price, ring.taken, size * (1 + Math.sqrt(ring.step)))?.volume ?? 0;
}

function levelAt(
  market: PairMarket,
  ns: bigint,
  sold: boolean,
  price: number,
  taken: number,
  size: number,
): Level | undefined {
  const place = extend(market.key ^ (sold ? 0x2545f491 : 0x1b56c4e9), price);
  // Each level has a rhythm of its own: 4 to 90 seconds, in milliseconds, beginning anywhere.
  const u = chance(place);
  const rhythm = 4_000 + Math.floor(86_000 * u * u);
  const offset = Math.floor(rhythm * chance(place ^ 1));
  const ms = Number(ns / 1_000_000n) - offset;
  const turn = Math.floor(ms / rhythm);
  const key = extend(place, turn);
  if (chance(key) >= taken) return undefined;
  return {
    price,
    volume: volume(key ^ 2, size),
    time: BigInt(turn * rhythm + offset) * 1_000_000n,
    orders: 1 + Math.floor(4 * chance(key ^ 3) * chance(key ^ 4)),
  };
}

function volume(key: number, size: number): number {
  const u = chance(key ^ 0x3c6ef372);
  return 1 + Math.floor(size * (0.05 + 1.4 * u * u / (1.03 - u)));
}
