/** The simulated market's trades as the engine meets them: one after the other, skipping hours in which nothing can matter. */

import type { PairMarket, TradePlace } from "../market/pair_market.ts";
import { instant, nanoseconds } from "../market/time.ts";

/** One trade of the tape. */
export interface TapeTrade {
  /** Ticks. */
  readonly price: number;
  /** Units of the simulated volume. */
  readonly volume: number;
  /** Whether the taker sold. */
  readonly sold: boolean;
  /** Nanoseconds since 1970. */
  readonly ns: bigint;
}

/** Which trades matter: at `low` or below, at `high` or above. Infinities where there is none. */
export interface Reach {
  readonly low: number;
  readonly high: number;
}

/** Reads the trades of one pair forward. */
export class Tape {
  readonly #market: PairMarket;
  #place: TradePlace;
  #ns: bigint;

  /** Begins with the first trade after `ns`. */
  constructor(market: PairMarket, ns: bigint) {
    this.#market = market;
    this.#place = market.nextPlace(ns);
    this.#ns = market.timeOf(this.#place);
  }

  /** The next trade within reach and not after `until`, which stays next until {@linkcode pass}. */
  next({ low, high }: Reach, until: bigint): TapeTrade | undefined {
    if (this.#ns > until) return undefined;
    const end = instant(until);
    let { hour, index } = this.#place;
    for (; hour <= end.hour; hour++, index = 0) {
      if (index === 0 && !this.#reaches(hour, low, high)) continue;
      const { price, volume, sold, at } = this.#market.tradesOf(hour);
      for (; index < price.length; index++) {
        const ticks = price[index] ?? 0;
        const when = at[index] ?? 0;
        if (hour === end.hour && when > end.at) {
          this.#move({ hour, index });
          return undefined;
        }
        if (ticks > low && ticks < high) continue;
        this.#move({ hour, index });
        return { price: ticks, volume: volume[index] ?? 0, sold: sold[index] === 1, ns: this.#ns };
      }
    }
    this.#move(this.#market.nextPlace(until));
    return undefined;
  }

  /** Leaves the trade that was next behind. */
  pass(): void {
    this.#move(this.#market.after(this.#place));
  }

  #move(place: TradePlace): void {
    if (place.hour === this.#place.hour && place.index === this.#place.index) return;
    this.#place = place;
    this.#ns = nanoseconds(place.hour, this.#market.tradesOf(place.hour).at[place.index] ?? 0);
  }

  /** Whether an hour's prices go as far; known without making its trades. */
  #reaches(hour: number, low: number, high: number): boolean {
    if (this.#market.countOf(hour) === 0) return false;
    if (low === Infinity) return true;
    const from = nanoseconds(hour, 0);
    const sums = this.#market.summary(from, from + 3_600_000_000_000n);
    return sums.count > 0 && (sums.low <= low || sums.high >= high);
  }
}
