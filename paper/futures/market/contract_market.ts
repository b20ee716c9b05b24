/**
 * The simulated market of one contract. It follows the Spot market of its underlying: each trade there is met by one here,
 * at the price with the hour's premium, so that index, contract, candles and funding fit each other exactly.
 */

import type { PairMarket, TradePlace } from "../../market/pair_market.ts";
import { extend } from "../../market/random.ts";
import { HOUR_NS, instant, nanoseconds } from "../../market/time.ts";
import type { Contract } from "../contracts/contracts.ts";
import { PREMIUM, premiumOf } from "./premium.ts";

/** Trades of one hour as columns, oldest first. */
export interface ContractTrades {
  /** Number of trades. */
  readonly count: number;
  /** Prices in ticks. */
  readonly price: Float64Array;
  /** Sizes in steps, at least one. */
  readonly size: Float64Array;
  /** Nanoseconds since the hour began. */
  readonly at: Float64Array;
  /** 1 where the taker sold. */
  readonly sold: Uint8Array;
}

/** Sums over a window; all 0 without trades. Prices in ticks, size in steps. */
export interface ContractSums {
  count: number;
  open: number;
  high: number;
  low: number;
  close: number;
  size: number;
}

const NONE: ContractTrades = {
  count: 0,
  price: new Float64Array(0),
  size: new Float64Array(0),
  at: new Float64Array(0),
  sold: new Uint8Array(0),
};

/** How many trades all kept hours of a contract may have together. */
const KEPT = 200_000;
const HOUR = 3_600_000;

/** The market of one contract, by hour, in whole ticks and steps. */
export class ContractMarket {
  /** The contract. */
  readonly contract: Contract;
  /** The Spot market of its underlying. */
  readonly spot: PairMarket;
  /** A key for what is derived from this market. */
  readonly key: number;
  /** First hour of trading, hours since 1970. */
  readonly firstHour: number;
  /** The hour in which trading is over. */
  readonly endHour: number;
  readonly #ratio: number;
  readonly #trades = new Map<number, ContractTrades>();
  readonly #hours = new Map<number, Readonly<ContractSums>>();
  readonly #costs = new Map<number, bigint>();
  #kept = 0;

  /** `seed` is the market's. */
  constructor(seed: number, contract: Contract, spot: PairMarket) {
    this.contract = contract;
    this.spot = spot;
    this.key = extend(extend(seed, "contract"), contract.symbol);
    this.firstHour = Math.max(spot.firstHour, Math.ceil(contract.opening / HOUR));
    this.endHour = contract.expiry / HOUR;
    // Spot ticks are powers of ten, contract ticks are not: 0.5, 0.05.
    this.#ratio = 1 / (10 ** spot.pair.priceDecimals * Number(contract.family.tick));
  }

  /** Premium of an hour in units of {@linkcode PREMIUM}. */
  premium(hour: number): number {
    return premiumOf(this.contract, this.key, hour);
  }

  /** Spot ticks → contract ticks in an hour; rising, so extremes stay extremes. */
  ticks(spotTicks: number, hour: number): number {
    return Math.max(1, Math.round(spotTicks * this.#ratio * (1 + this.premium(hour) / 10 ** PREMIUM)));
  }

  /** The trades of an hour, those of the future included: the caller knows what time it is. */
  tradesOf(hour: number): ContractTrades {
    if (hour < this.firstHour || hour >= this.endHour) return NONE;
    const kept = this.#trades.get(hour);
    if (kept) return kept;
    const { count, price, volume, at, sold } = this.spot.tradesOf(hour);
    if (count === 0) return NONE;
    const prices = new Float64Array(count);
    const sizes = new Float64Array(count);
    const factor = 1 + this.premium(hour) / 10 ** PREMIUM;
    const rate = this.#sizeRate(price[0] ?? 1);
    let sum = 0;
    let before = 0;
    for (let i = 0; i < count; i++) {
      prices[i] = Math.max(1, Math.round((price[i] ?? 0) * this.#ratio * factor));
      // Rounding the running sum lets the sizes of an hour add up to what its outline says.
      const after = Math.floor((sum += volume[i] ?? 0) * rate);
      sizes[i] = 1 + after - before;
      before = after;
    }
    if (this.#kept > KEPT) {
      this.#trades.clear();
      this.#kept = 0;
    }
    this.#kept += count;
    const made = { count, price: prices, size: sizes, at, sold };
    this.#trades.set(hour, made);
    return made;
  }

  /** Sums over the trades from `from` up to but without `to` (nanoseconds). */
  sums(from: bigint, to: bigint): ContractSums {
    const sums: ContractSums = { count: 0, open: 0, high: 0, low: 0, close: 0, size: 0 };
    const end = instant(to);
    let { hour, at } = instant(from);
    if (hour < this.firstHour) [hour, at] = [this.firstHour, 0];
    for (; hour <= end.hour && hour < this.endHour; hour++, at = 0) {
      const until = hour === end.hour ? end.at : HOUR_NS;
      if (until <= at) continue;
      if (at === 0 && until === HOUR_NS) append(sums, this.hour(hour));
      else {
        const first = this.spot.indexAfter({ hour, at: at - 1 });
        appendTrades(sums, this.tradesOf(hour), first, this.spot.indexAfter({ hour, at: until - 1 }));
      }
    }
    return sums;
  }

  /** Sums of a whole hour, known without making its trades. */
  hour(hour: number): Readonly<ContractSums> {
    const known = this.#hours.get(hour);
    if (known) return known;
    const from = nanoseconds(hour, 0);
    const { count, open, high, low, close, volume } = this.spot.summary(from, from + BigInt(HOUR_NS));
    const sums = count === 0 ? { count: 0, open: 0, high: 0, low: 0, close: 0, size: 0 } : {
      count,
      open: this.ticks(open, hour),
      high: this.ticks(high, hour),
      low: this.ticks(low, hour),
      close: this.ticks(close, hour),
      size: count + Math.floor(volume * this.#sizeRate(open)),
    };
    if (this.#hours.size > 100_000) this.#hours.clear();
    this.#hours.set(hour, sums);
    return sums;
  }

  /** Sum of price × size in ticks × steps from `from` up to but without `to`; makes the trades, so for short windows. */
  cost(from: bigint, to: bigint): bigint {
    const end = instant(to);
    let { hour, at } = instant(from);
    let cost = 0n;
    for (; hour <= end.hour && hour < this.endHour; hour++, at = 0) {
      const until = hour === end.hour ? end.at : HOUR_NS;
      if (until <= at || hour < this.firstHour) continue;
      const whole = at === 0 && until === HOUR_NS;
      const known = whole ? this.#costs.get(hour) : undefined;
      const part = known ?? this.#costOf(hour, at, until);
      if (whole) {
        if (this.#costs.size > 2000) this.#costs.clear();
        this.#costs.set(hour, part);
      }
      cost += part;
    }
    return cost;
  }

  /** The last trade at or before a time; nothing before the first. */
  lastPlace(ns: bigint): TradePlace | undefined {
    const end = Number.isFinite(this.endHour) ? nanoseconds(this.endHour, 0) - 1n : ns;
    const place = this.spot.lastPlace(ns < end ? ns : end);
    return place && place.hour >= this.firstHour ? place : undefined;
  }

  /** The first trade after a time; nothing once trading is over. */
  nextPlace(ns: bigint): TradePlace | undefined {
    const begin = nanoseconds(this.firstHour, 0) - 1n;
    const place = this.spot.nextPlace(ns > begin ? ns : begin);
    return place.hour < this.endHour ? place : undefined;
  }

  /** Number of a trade: 1 for the contract's first. */
  idOf(place: TradePlace): number {
    return this.spot.idOf(place) - this.spot.tradesBefore(this.firstHour);
  }

  /** The trade with a number of 1 or more. */
  placeOf(id: number): TradePlace {
    const wanted = id + this.spot.tradesBefore(this.firstHour);
    let [low, high] = [this.firstHour, this.firstHour + 24];
    while (this.spot.tradesBefore(high) < wanted) high += high - low;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.spot.tradesBefore(middle) < wanted) low = middle;
      else high = middle;
    }
    return { hour: low, index: wanted - this.spot.tradesBefore(low) - 1 };
  }

  /** Usual size of an order in steps. */
  usualSize(hour: number): number {
    const worth = this.spot.usualSize(Math.min(hour, this.endHour - 1)) * this.#sizeRate(this.#priceNear(hour));
    return Math.max(2, worth * 1.6);
  }

  #priceNear(hour: number): number {
    const place = this.spot.lastPlace(nanoseconds(hour + 1, 0));
    return place ? this.spot.tradesOf(place.hour).price[place.index] ?? 1 : 1;
  }

  /** Contract steps for one unit of Spot volume, in an hour that opens at a price in Spot ticks. */
  #sizeRate(open: number): number {
    const { inverse, family, precision } = this.contract;
    const { volumeDecimals, priceDecimals } = this.spot.pair;
    const coin = family.share * 10 ** precision / 10 ** volumeDecimals;
    return inverse ? coin * open / 10 ** priceDecimals : coin;
  }

  #costOf(hour: number, from: number, until: number): bigint {
    const { price, size } = this.tradesOf(hour);
    const first = this.spot.indexAfter({ hour, at: from - 1 });
    const end = this.spot.indexAfter({ hour, at: until - 1 });
    let sum = 0;
    // Prices of an hour are near its first one: the differences stay exact numbers.
    const base = price[first] ?? 0;
    let sizes = 0;
    for (let i = first; i < end; i++) {
      sum += ((price[i] ?? 0) - base) * (size[i] ?? 0);
      sizes += size[i] ?? 0;
    }
    return BigInt(base) * BigInt(sizes) + BigInt(sum);
  }
}

function append(earlier: ContractSums, later: Readonly<ContractSums>): void {
  if (later.count === 0) return;
  if (earlier.count === 0) {
    earlier.open = later.open;
    earlier.high = later.high;
    earlier.low = later.low;
  }
  earlier.high = Math.max(earlier.high, later.high);
  earlier.low = Math.min(earlier.low, later.low);
  earlier.close = later.close;
  earlier.count += later.count;
  earlier.size += later.size;
}

function appendTrades(earlier: ContractSums, trades: ContractTrades, from: number, to: number): void {
  if (to <= from) return;
  const open = trades.price[from] ?? 0;
  const sums = { count: to - from, open, high: open, low: open, close: trades.price[to - 1] ?? 0, size: 0 };
  for (let i = from; i < to; i++) {
    const price = trades.price[i] ?? 0;
    if (price > sums.high) sums.high = price;
    if (price < sums.low) sums.low = price;
    sums.size += trades.size[i] ?? 0;
  }
  append(earlier, sums);
}
