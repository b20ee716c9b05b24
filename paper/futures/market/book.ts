/** Best prices and the resting orders behind them, as functions of price and time, like those of the Spot market. */

import type { TradePlace } from "../../market/pair_market.ts";
import { quoteOf } from "../../market/quotes.ts";
import { chance, extend } from "../../market/random.ts";
import type { ContractMarket } from "./contract_market.ts";

/** Best prices in ticks. */
export interface ContractQuote {
  /** Highest price somebody buys at. */
  readonly bid: number;
  /** Lowest price somebody sells at; above the bid. */
  readonly ask: number;
  /** Number of the trade that takes place at this quote. */
  readonly id: number;
}

/** A price level. */
export interface ContractLevel {
  /** In ticks. */
  readonly price: number;
  /** In steps. */
  readonly size: number;
  /** Changes when the level does: what was taken from a level is gone until then. */
  readonly key: number;
}

/** Best prices at a time; nothing before the first trade or once trading is over. */
export function quoteAt(market: ContractMarket, ns: bigint): ContractQuote | undefined {
  const place = quotedPlace(market, ns);
  if (!place) return undefined;
  const trades = market.tradesOf(place.hour);
  const id = market.idOf(place);
  const price = trades.price[place.index] ?? 1;
  const u = chance(extend(market.key, id));
  const distance = 1 + Math.floor(2.4 * u * u);
  const sold = trades.sold[place.index] === 1;
  const bid = sold ? price : Math.max(1, price - distance);
  return { bid, ask: sold ? bid + distance : Math.max(price, bid + 1), id };
}

/** Since when the quote of a trade stood, nanoseconds since 1970: some time after the trade before it. */
export function quotedSince(market: ContractMarket, place: TradePlace): bigint {
  return quoteOf(market.spot, place).since;
}

/** The trade whose quote stands at a time: the next one from some time before it on, else the last one. */
function quotedPlace(market: ContractMarket, ns: bigint): TradePlace | undefined {
  const next = market.nextPlace(ns);
  if (!next) return undefined;
  const last = market.lastPlace(ns);
  return !last || quotedSince(market, next) <= ns ? next : last;
}

/** From the touch outwards: up to which distance, only prices divisible by what, how many of them are taken. */
const RINGS = [
  { within: 40, step: 1, taken: 0.75 },
  { within: 240, step: 5, taken: 0.8 },
  { within: 1_240, step: 25, taken: 0.85 },
  { within: 6_240, step: 125, taken: 0.9 },
] as const;

/** Levels of one side, best first. `side` is that of the resting orders. */
export function* levelsOf(market: ContractMarket, ns: bigint, side: "buy" | "sell"): Generator<ContractLevel> {
  const quote = quoteAt(market, ns);
  if (!quote) return;
  const sold = side === "sell";
  const touch = sold ? quote.ask : quote.bid;
  const usual = market.usualSize(Number(ns / 3_600_000_000_000n));
  const key = extend(extend(market.key, side), quote.id);
  yield { price: touch, size: sizeOf(key, usual), key };
  const away = sold ? 1 : -1;
  let inner = 0;
  for (const { within, step, taken } of RINGS) {
    let price = sold ? (Math.floor((touch + inner) / step) + 1) * step : (Math.ceil((touch - inner) / step) - 1) * step;
    for (; Math.abs(price - touch) <= within && price > 0; price += away * step) {
      const level = levelAt(market, ns, side, price, taken, usual * (1 + Math.sqrt(step)));
      if (level) yield level;
    }
    inner = within;
  }
}

/** The size that stands at a price, which the book shows there; 0 for none. */
export function sizeAt(market: ContractMarket, ns: bigint, side: "buy" | "sell", price: number): number {
  const quote = quoteAt(market, ns);
  if (!quote) return 0;
  const touch = side === "sell" ? quote.ask : quote.bid;
  const usual = market.usualSize(Number(ns / 3_600_000_000_000n));
  if (price === touch) return sizeOf(extend(extend(market.key, side), quote.id), usual);
  const distance = side === "sell" ? price - touch : touch - price;
  const ring = distance < 0 ? undefined : RINGS.find(({ within }) => distance <= within);
  if (!ring || price % ring.step !== 0) return 0;
  return levelAt(market, ns, side, price, ring.taken, usual * (1 + Math.sqrt(ring.step)))?.size ?? 0;
}

function levelAt(
  market: ContractMarket,
  ns: bigint,
  side: "buy" | "sell",
  price: number,
  taken: number,
  size: number,
): ContractLevel | undefined {
  const place = extend(market.key ^ (side === "sell" ? 0x2545f491 : 0x1b56c4e9), price);
  // Each level has a rhythm of its own: 4 to 90 seconds, in milliseconds, beginning anywhere.
  const u = chance(place);
  const rhythm = 4_000 + Math.floor(86_000 * u * u);
  const turn = Math.floor((Number(ns / 1_000_000n) - Math.floor(rhythm * chance(place ^ 1))) / rhythm);
  const key = extend(place, turn);
  return chance(key) >= taken ? undefined : { price, size: sizeOf(key ^ 2, size), key };
}

function sizeOf(key: number, usual: number): number {
  const u = chance(key ^ 0x3c6ef372);
  return 1 + Math.floor(usual * (0.05 + 1.4 * u * u / (1.03 - u)));
}
