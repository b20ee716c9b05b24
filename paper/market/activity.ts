/** How many trades each day and hour of a pair has. Days are drawn first and split into hours, so trade ids need no replay. */

import type { PaperPair } from "./pairs.ts";
import { extend, Random } from "./random.ts";
import { dayOf } from "./time.ts";
import type { AssetPath, Regime } from "./value.ts";

const BUSY: Readonly<Record<Regime, number>> = { calm: 0.75, trending: 1.05, volatile: 1.8 };

/** Share of each hour of the day (UTC), in thousandths: Europe's morning and America's afternoon are busy. */
const CURVE = [36, 34, 32, 31, 31, 33, 36, 40, 44, 46, 45, 44, 46, 53, 60, 62, 60, 55, 50, 46, 43, 41, 39, 37];

/** Trade counts of one pair. */
export class Activity {
  readonly #pair: PaperPair;
  readonly #base: AssetPath;
  readonly #closedWeekends: boolean;
  readonly #key: number;
  /** First day of trading, days since 1970. */
  readonly firstDay: number;
  // Trades before each day since the first.
  readonly #before: number[] = [0];
  readonly #hours = new Map<number, Float64Array>();

  /** Counts follow the regimes of the base asset. */
  constructor(seed: number, pair: PaperPair, base: AssetPath, closedWeekends: boolean) {
    this.#pair = pair;
    this.#base = base;
    this.#closedWeekends = closedWeekends;
    this.#key = extend(extend(seed, "activity"), pair.id);
    this.firstDay = dayOf(pair.listed);
  }

  /** Trades of a day. */
  count(day: number): number {
    if (day < this.firstDay) return 0;
    return this.before(day + 1) - this.before(day);
  }

  /** Trades before a day, which is the id of the last of them, ids beginning at 1. */
  before(day: number): number {
    if (day <= this.firstDay) return 0;
    for (let next = this.firstDay + this.#before.length - 1; next < day; next++) {
      this.#before.push((this.#before.at(-1) ?? 0) + this.#draw(next));
    }
    return this.#before[day - this.firstDay] ?? 0;
  }

  /** Trades of the day before each of its 25 full hours; the last is the whole day. */
  hours(day: number): Float64Array {
    const cached = this.#hours.get(day);
    if (cached) return cached;
    const count = this.count(day);
    const random = new Random(extend(extend(this.#key, "hours"), day));
    const sums = new Float64Array(25);
    let sum = 0;
    for (const [hour, share] of CURVE.entries()) sums[hour + 1] = sum += share * (0.45 + 1.1 * random.next());
    for (let hour = 0; hour <= 24; hour++) sums[hour] = Math.round(count * (sums[hour] ?? 0) / sum);
    if (this.#hours.size > 512) this.#hours.clear();
    this.#hours.set(day, sums);
    return sums;
  }

  #draw(day: number): number {
    if (this.#closedWeekends && (day % 7 === 2 || day % 7 === 3)) return 0;
    const { regime, jump } = this.#base.day(day);
    const random = new Random(extend(this.#key, day));
    // Markets grow: a tenth of the present activity at first, all of it after ten years.
    const grown = Math.min(1, 0.1 + 0.9 * (day - this.firstDay) / 3650 + Math.min(0.3, 20 / this.#pair.tradesPerDay));
    const weekend = day % 7 === 2 || day % 7 === 3 ? 0.7 : 1;
    const busy = BUSY[regime] * (jump === 0 ? 1 : 1.6) * weekend * (0.6 + 0.8 * random.next());
    return Math.max(1, Math.round(this.#pair.tradesPerDay * grown * busy));
  }
}
