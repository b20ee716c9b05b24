/**
 * What an asset is worth: a random walk by day that passes through the asset's rough levels, and within a day by hour.
 * Pairs take their prices from the two assets, so BTC/EUR, BTC/USD and EUR/USD agree with each other.
 */

import type { PaperAsset } from "./assets.ts";
import { exp, log } from "./exponential.ts";
import { extend, Random } from "./random.ts";
import { dayOf } from "./time.ts";

/** How the market of an asset behaves for some days. */
export type Regime = "calm" | "trending" | "volatile";
const REGIMES: readonly Regime[] = ["calm", "trending", "volatile"];
const RESTLESS: Readonly<Record<Regime, number>> = { calm: 0.6, trending: 0.9, volatile: 1.6 };

/** What is known of one day of an asset. */
export interface AssetDay {
  /** Regime of the day. */
  readonly regime: Regime;
  /** Usual change of this day, as a fraction. */
  readonly sigma: number;
  /** Sudden move as a fraction (of the logarithm), mostly 0. */
  readonly jump: number;
  /** Hour of the jump, 0 to 23. */
  readonly jumpHour: number;
}

/** The price path of one asset in US dollars. */
export class AssetPath {
  readonly #asset: PaperAsset;
  readonly #key: number;
  readonly #first: number;
  readonly #levels: readonly (readonly [day: number, log: number])[];
  readonly #random: Random;
  // Logarithm of the value at 00:00 UTC of each day, and that day's character.
  readonly #logs: number[];
  readonly #days: AssetDay[] = [];
  readonly #hours = new Map<number, Float64Array>();
  #regime: Regime = "calm";
  #drift = 0;

  /** The same seed and asset give the same path. */
  constructor(seed: number, asset: PaperAsset) {
    this.#asset = asset;
    this.#key = extend(extend(seed, "asset"), asset.id);
    this.#random = new Random(this.#key);
    this.#levels = asset.levels.map(([day, usd]) => [dayOf(day), log(usd)]);
    const [first = 0, start = 0] = this.#levels[0] ?? [];
    this.#first = first;
    this.#logs = [start];
  }

  /** Character of a day. */
  day(day: number): AssetDay {
    this.#reach(day + 1);
    const known = this.#days[day - this.#first];
    if (!known) {
      throw new RangeError(`${this.#asset.name} has no price on day ${day}, as its path begins on ${this.#first}`);
    }
    return known;
  }

  /** Worth in US dollars at the 25 full hours of a day, 00:00 and 24:00 included. */
  hours(day: number): Float64Array {
    const cached = this.#hours.get(day);
    if (cached) return cached;
    const values = this.#hoursOf(day, this.day(day));
    // Enough for the assets of a month of hours; a scan of all history passes through once.
    if (this.#hours.size > 64) this.#hours.clear();
    this.#hours.set(day, values);
    return values;
  }

  #hoursOf(day: number, { sigma, jump, jumpHour }: AssetDay): Float64Array {
    const values = new Float64Array(25);
    const from = this.#logs[day - this.#first] ?? 0;
    const to = this.#logs[day - this.#first + 1] ?? 0;
    const random = new Random(extend(this.#key, day));
    const step = sigma * 0.2;
    let walked = 0;
    for (let hour = 1; hour <= 24; hour++) values[hour] = walked += random.normal() * step;
    for (let hour = 0; hour <= 24; hour++) {
      const straight = (to - from - jump - walked) * hour / 24 + (hour > jumpHour ? jump : 0);
      values[hour] = exp(from + straight + (values[hour] ?? 0));
    }
    return values;
  }

  /** Draws days until the value at 00:00 of `day` is known; a whole stretch between two levels at a time. */
  #reach(day: number): void {
    while (this.#first + this.#logs.length <= day) {
      const at = this.#first + this.#logs.length - 1;
      const next = this.#levels.find(([other]) => other > at);
      if (next) this.#bridge(at, next);
      else this.#wander(at);
    }
  }

  #bridge(from: number, [to, level]: readonly [day: number, log: number]): void {
    const start = this.#logs[from - this.#first] ?? 0;
    const walk: number[] = [];
    let walked = 0;
    for (let day = from; day < to; day++) walk.push(walked += this.#draw(day));
    const slope = (level - start - walked) / (to - from);
    for (const [index, sum] of walk.entries()) this.#logs.push(start + sum + slope * (index + 1));
    this.#logs[to - this.#first] = level;
  }

  /** Past the last level the walk is free, with a weak pull back, so that no clock leads to absurd prices. */
  #wander(day: number): void {
    const now = this.#logs[day - this.#first] ?? 0;
    const home = this.#levels.at(-1)?.[1] ?? 0;
    this.#logs.push(now + this.#draw(day) - 0.004 * (now - home));
  }

  /** Draws one day: its character, kept in `#days`, and its change. */
  #draw(day: number): number {
    const random = this.#random;
    if (random.next() < 1 / 11) {
      this.#regime = REGIMES[random.below(3)] ?? "calm";
      this.#drift = this.#regime === "trending" ? (random.next() < 0.5 ? -0.2 : 0.2) : 0;
    }
    // 1970-01-01 was a Thursday, so days 2 and 3 of every seven are the weekend.
    const closed = this.#asset.weekdaysOnly === true && (day % 7 === 2 || day % 7 === 3);
    const sigma = closed ? 0 : this.#asset.volatility * RESTLESS[this.#regime] * (0.75 + random.next() / 2);
    const jumps = random.next() < 1 / 40;
    const size = (random.next() < 0.5 ? -1 : 1) * (1.5 + 3 * random.next()) * sigma;
    const jump = jumps ? size : 0;
    this.#days.push({ regime: this.#regime, sigma, jump, jumpHour: random.below(24) });
    return (random.normal() * 0.9 + this.#drift) * sigma + jump;
  }
}
