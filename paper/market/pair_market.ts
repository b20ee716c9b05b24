/** The simulated market of one pair: a function of seed and time. Nothing is stored but what was lately asked for. */

import { Activity } from "./activity.ts";
import type { PaperAsset } from "./assets.ts";
import { assetById } from "./names.ts";
import type { PaperPair } from "./pairs.ts";
import { extend, Random } from "./random.ts";
import { drawShape, EMPTY_SHAPE, FEW, type HourInputs, type HourShape } from "./shape.ts";
import { append, appendHours, appendTrades, emptySummary, type Summary } from "./summary.ts";
import { HOUR_NS, type Instant, instant, nanoseconds } from "./time.ts";
import { fillFew, fillShape, type HourTrades, shapeOf } from "./trades.ts";
import type { AssetPath, Regime } from "./value.ts";

const NO_TRADES: HourTrades = {
  count: 0,
  price: new Float64Array(0),
  volume: new Float64Array(0),
  at: new Float64Array(0),
  sold: new Uint8Array(0),
  limit: new Uint8Array(0),
};

/** How many trades all kept hours may have together, which bounds the memory to some 16 MB a pair. */
const KEPT_TRADES = 500_000;

/** Place of a trade: the hour it happened in and its index there. */
export interface TradePlace {
  /** Hours since 1970. */
  readonly hour: number;
  /** Index within the hour. */
  readonly index: number;
}

/** The market of one pair, by hour, in whole ticks and units. */
export class PairMarket {
  /** The pair's row. */
  readonly pair: PaperPair;
  /** First hour of trading, hours since 1970. */
  readonly firstHour: number;
  /** A key for what is derived from this market, such as its book. */
  readonly key: number;
  readonly #base: AssetPath;
  readonly #quote: AssetPath;
  readonly #activity: Activity;
  readonly #unit: number;
  readonly #tick: number;
  readonly #shapes = new Map<number, readonly HourShape[]>();
  readonly #days = new Map<number, Summary>();
  readonly #trades = new Map<number, HourTrades>();
  #kept = 0;

  /** Prices come from the worth of the two assets. */
  constructor(seed: number, pair: PaperPair, base: AssetPath, quote: AssetPath) {
    const asset: PaperAsset = assetById(pair.base);
    this.pair = pair;
    this.key = extend(extend(seed, "pair"), pair.id);
    this.#base = base;
    this.#quote = quote;
    this.#activity = new Activity(seed, pair, base, asset.weekdaysOnly === true);
    this.firstHour = this.#activity.firstDay * 24;
    this.#unit = 10 ** pair.volumeDecimals;
    this.#tick = 10 ** pair.priceDecimals;
  }

  /** How the base asset behaves at a time. */
  regime(ns: bigint): Regime {
    return this.#base.day(Math.floor(instant(ns).hour / 24)).regime;
  }

  /** Number of trades before an hour; the id of the hour's first trade is one more. */
  tradesBefore(hour: number): number {
    const day = Math.floor(hour / 24);
    if (day < this.#activity.firstDay) return 0;
    return this.#activity.before(day) + (this.#activity.hours(day)[hour - day * 24] ?? 0);
  }

  /** Number of trades in an hour. */
  countOf(hour: number): number {
    return this.tradesBefore(hour + 1) - this.tradesBefore(hour);
  }

  /** The trades of an hour, those of the future included: the caller knows what time it is. */
  tradesOf(hour: number): HourTrades {
    const kept = this.#trades.get(hour);
    if (kept) return kept;
    if (hour < this.firstHour || this.countOf(hour) === 0) return NO_TRADES;
    const shape = this.#shapesOf(Math.floor(hour / 24))[hour % 24] ?? EMPTY_SHAPE;
    const made = shape.count < FEW ? this.#few(hour) : fillShape(shape, this.#tradesRandom(hour));
    if (this.#kept > KEPT_TRADES) {
      this.#trades.clear();
      this.#kept = 0;
    }
    this.#kept += made.count;
    this.#trades.set(hour, made);
    return made;
  }

  /** Sums over the trades from `from` up to but without `to`. */
  summary(from: bigint, to: bigint): Summary {
    const sums = emptySummary();
    const end = instant(to);
    let begin = instant(from);
    if (begin.hour < this.firstHour) begin = { hour: this.firstHour, at: 0 };
    if (begin.hour > end.hour) return sums;
    if (begin.hour === end.hour) {
      this.#part(sums, begin.hour, begin.at, end.at);
      return sums;
    }
    let hour = begin.hour;
    if (begin.at > 0) this.#part(sums, hour++, begin.at, HOUR_NS);
    while (hour < end.hour) {
      if (hour % 24 === 0 && hour + 24 <= end.hour) {
        append(sums, this.#day(hour / 24));
        hour += 24;
      } else {
        const day = Math.floor(hour / 24);
        const stop = Math.min(end.hour, day * 24 + 24);
        appendHours(sums, this.#shapesOf(day), hour - day * 24, stop - day * 24);
        hour = stop;
      }
    }
    if (end.at > 0) this.#part(sums, end.hour, 0, end.at);
    return sums;
  }

  /** Usual volume of a trade in an hour, in units; before the first hour as in that. */
  usualSize(at: number): number {
    const hour = Math.max(at, this.firstHour);
    const day = Math.floor(hour / 24);
    return this.#sizeAt(day, this.#base.hours(day)[hour - day * 24] ?? 1);
  }

  /** The last trade at or before a time; nothing before the pair's first trade. */
  lastPlace(ns: bigint): TradePlace | undefined {
    const { hour, at } = instant(ns);
    const index = this.indexAfter({ hour, at });
    return index > 0 ? { hour, index: index - 1 } : this.#previousHour(hour);
  }

  /** The first trade after a time. */
  nextPlace(ns: bigint): TradePlace {
    const { hour, at } = instant(ns);
    if (hour >= this.firstHour) {
      const index = this.indexAfter({ hour, at });
      if (index < this.countOf(hour)) return { hour, index };
    }
    return this.#followingHour(Math.max(hour, this.firstHour - 1));
  }

  /** The trade before another; nothing before the first. */
  before({ hour, index }: TradePlace): TradePlace | undefined {
    return index > 0 ? { hour, index: index - 1 } : this.#previousHour(hour);
  }

  /** The trade after another. */
  after({ hour, index }: TradePlace): TradePlace {
    return index + 1 < this.countOf(hour) ? { hour, index: index + 1 } : this.#followingHour(hour);
  }

  /** Time of a trade, nanoseconds since 1970. */
  timeOf({ hour, index }: TradePlace): bigint {
    return nanoseconds(hour, this.tradesOf(hour).at[index] ?? 0);
  }

  /** Id of a trade: 1 for the pair's first, then rising by one. */
  idOf({ hour, index }: TradePlace): number {
    return this.tradesBefore(hour) + index + 1;
  }

  /** Index, within its hour, of the first trade after an instant. */
  indexAfter({ hour, at }: Instant): number {
    const times = this.tradesOf(hour).at;
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #previousHour(hour: number): TradePlace | undefined {
    for (let earlier = hour - 1; earlier >= this.firstHour; earlier--) {
      const count = this.countOf(earlier);
      if (count > 0) return { hour: earlier, index: count - 1 };
    }
    return undefined;
  }

  #followingHour(hour: number): TradePlace {
    let later = hour + 1;
    while (this.countOf(later) === 0) later++;
    return { hour: later, index: 0 };
  }

  /** Adds the trades of an hour in [from, to) nanoseconds. */
  #part(sums: Summary, hour: number, from: number, to: number): void {
    const first = this.indexAfter({ hour, at: from - 1 });
    appendTrades(sums, this.tradesOf(hour), first, this.indexAfter({ hour, at: to - 1 }));
  }

  #day(day: number): Summary {
    const known = this.#days.get(day);
    if (known) return known;
    const sums = emptySummary();
    appendHours(sums, this.#shapesOf(day), 0, 24);
    this.#days.set(day, sums);
    return sums;
  }

  #shapesOf(day: number): readonly HourShape[] {
    const known = this.#shapes.get(day);
    if (known) return known;
    const shapes: HourShape[] = [];
    const inputs = this.#inputs(day);
    for (let index = 0; index < 24; index++) {
      const input = inputs[index];
      const hour = day * 24 + index;
      if (!input || input.count === 0) shapes.push(EMPTY_SHAPE);
      else if (input.count < FEW) shapes.push(shapeOf(fillFew(input, this.#tradesRandom(hour))));
      else shapes.push(drawShape(input, new Random(extend(this.key, hour))));
    }
    if (this.#shapes.size > 256) this.#shapes.clear();
    this.#shapes.set(day, shapes);
    return shapes;
  }

  #few(hour: number): HourTrades {
    const day = Math.floor(hour / 24);
    const input = this.#inputs(day)[hour - day * 24];
    return input ? fillFew(input, this.#tradesRandom(hour)) : NO_TRADES;
  }

  #tradesRandom(hour: number): Random {
    return new Random(extend(extend(this.key, 1), hour));
  }

  /** What the 24 hours of a day start from. */
  #inputs(day: number): HourInputs[] {
    const [base, quote] = [this.#base.hours(day), this.#quote.hours(day)];
    const counts = this.#activity.hours(day);
    const [left, right] = [this.#base.day(day).sigma, this.#quote.day(day).sigma];
    const sigma = Math.sqrt((left * left + right * right) / 24);
    const inputs: HourInputs[] = [];
    const ticks = (at: number) => Math.max(1, Math.round((base[at] ?? 1) / (quote[at] ?? 1) * this.#tick));
    let from = ticks(0);
    for (let hour = 0; hour < 24; hour++) {
      const to = ticks(hour + 1);
      const count = (counts[hour + 1] ?? 0) - (counts[hour] ?? 0);
      inputs.push({ count, from, to, restless: sigma * from, size: this.#sizeAt(day, base[hour] ?? 1) });
      from = to;
    }
    return inputs;
  }

  /** Trades were smaller in dollars when the pair was young. */
  #sizeAt(day: number, worth: number): number {
    const grown = Math.min(1, 0.06 + 0.94 * (day - this.#activity.firstDay) / 3650);
    return this.pair.tradeUsd * grown / worth * this.#unit;
  }
}
