/**
 * Best bid and ask. They are derived from the trades: some time before each trade the quote moves to where that trade
 * will take place, so every trade happens at the touch and the book never crosses.
 */

import type { PairMarket, TradePlace } from "./pair_market.ts";
import { chance, extend } from "./random.ts";

/** Best prices in ticks. */
export interface Quote {
  /** Highest price somebody buys at. */
  readonly bid: number;
  /** Lowest price somebody sells at; above the bid. */
  readonly ask: number;
  /** Since when, nanoseconds since 1970. */
  readonly since: bigint;
  /** Id of the trade that will take place, or took place, at this quote. */
  readonly id: number;
}

/** Best prices at a time. Before the pair's first trade, those of that trade. */
export function quoteAt(market: PairMarket, ns: bigint): Quote {
  const next = quoteOf(market, market.nextPlace(ns));
  if (next.since <= ns) return next;
  const last = market.lastPlace(ns);
  return last ? quoteOf(market, last) : next;
}

/** The newest changes of the best prices up to a time, oldest first, at most `count`. */
export function quoteChanges(market: PairMarket, ns: bigint, count: number): Quote[] {
  const changes: Quote[] = [];
  const next = market.nextPlace(ns);
  let place: TradePlace | undefined = quoteOf(market, next).since <= ns ? next : market.lastPlace(ns);
  while (place && changes.length <= count) {
    const quote = quoteOf(market, place);
    const later = changes.at(-1);
    // A trade at unchanged prices continues the quote: it began with the earlier one.
    if (later && later.bid === quote.bid && later.ask === quote.ask) changes.pop();
    changes.push(quote);
    place = market.before(place);
  }
  // The oldest one may have begun earlier than we looked.
  if (changes.length > count) changes.pop();
  return changes.reverse();
}

/** The quote that a trade takes place at. */
export function quoteOf(market: PairMarket, place: TradePlace): Quote {
  const trades = market.tradesOf(place.hour);
  const id = market.idOf(place);
  const key = extend(market.key, id);
  const price = trades.price[place.index] ?? 0;
  const u = chance(key);
  const distance = Math.max(1, Math.round(market.pair.spreadTicks * (0.35 + 1.6 * u * u * u)));
  const sold = trades.sold[place.index] === 1;
  const bid = sold ? price : Math.max(1, price - distance);
  return { bid, ask: sold ? price + distance : price, since: since(market, place, key), id };
}

function since(market: PairMarket, place: TradePlace, key: number): bigint {
  const time = market.timeOf(place);
  const before = market.before(place);
  if (!before) return time;
  const gap = Number(time - market.timeOf(before));
  return time - BigInt(Math.floor(gap * (0.02 + 0.93 * chance(key ^ 0x5bd1e995))));
}
