/** The round trips of a seeded history: figures only. */

import { units } from "../../core/decimal.ts";
import { extend, mix } from "../market/random.ts";
import type { Contract } from "./contracts/contracts.ts";
import { feeOn, TIERS } from "./engine/fees.ts";
import { asEntry, funding, notional, profit } from "./engine/position.ts";
import type { FuturesMarket } from "./market/futures_market.ts";
import { lifted } from "./market/premium.ts";
import { divided, PRICE } from "./money.ts";

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
/** The prefix sums are kept for each so many trips. */
const BLOCK = 256;

/** One leg of a trip. */
export interface Leg {
  /** Unix milliseconds. */
  readonly ms: number;
  /** Signed size, steps. */
  readonly size: bigint;
  /** `PRICE` decimals. */
  readonly price: bigint;
  readonly pnl: bigint;
  readonly fee: bigint;
  readonly funding: bigint;
}

/** A position opened and closed within an hour. */
export interface Trip {
  readonly open: Leg;
  readonly close: Leg;
  readonly mark: bigint;
  /** Change of the balance, all together. */
  readonly net: bigint;
}

/** All trips of a history that ends at a time. */
export class Trips {
  /** How many. */
  readonly count: number;
  /** Contract. */
  readonly contract: Contract;
  /** Key of the ids. */
  readonly key: number;
  /** Change of the balance by all trips. */
  readonly total: bigint;
  readonly #market: FuturesMarket;
  readonly #begin: number;
  readonly #step: number;
  // Whole numbers below 2^53: sums of fees and profits of positions of some dollars.
  readonly #sums: Float64Array;
  #last: { index: number; before: bigint } = { index: 0, before: 0n };

  /** Spread over the year before `end`, or the time since the contract was listed. */
  constructor(market: FuturesMarket, contract: Contract, count: number, end: number) {
    this.#market = market;
    this.contract = contract;
    this.count = count;
    this.key = extend(market.key, "past");
    this.#begin = Math.max(market.of(contract).firstHour * HOUR, end - YEAR);
    this.#step = (end - HOUR - this.#begin) / Math.max(1, count);
    this.#sums = new Float64Array(Math.ceil(count / BLOCK) + 1);
    let sum = 0n;
    for (let index = 0; index < count; index++) {
      if (index % BLOCK === 0) this.#sums[index / BLOCK] = Number(sum);
      sum += this.trip(index).net;
    }
    this.total = sum;
  }

  /** The trip with a number from 0 on; the last one is kept, as rows are read one after the other. */
  trip(index: number): Trip {
    if (this.#recent?.index !== index) this.#recent = { index, trip: this.#made(index) };
    return this.#recent.trip;
  }

  #recent: { readonly index: number; readonly trip: Trip } | undefined;

  #made(index: number): Trip {
    const { contract } = this;
    const bits = mix(extend(this.key, index)) >>> 0;
    const opened = Math.floor(this.#begin + index * this.#step);
    // It does not last beyond its hour, so its funding is booked with the trade that closes it.
    const hour = Math.floor(opened / HOUR);
    const closed = Math.min(opened + 1000 + Math.floor(this.#step * 0.6), (hour + 1) * HOUR - 1);
    const steps = BigInt(1 + bits % 12);
    const size = (bits & 4096) === 0 ? steps : -steps;
    const mark = lifted(this.#worth(hour), this.#market.of(contract).premium(hour));
    const price = (shift: number) => {
      const parts = BigInt((bits >>> shift) % 1024) - 512n;
      return (mark + divided(mark * parts, 1_000_000n)) / contract.tick * contract.tick;
    };
    const [from, to] = [price(3), price(13)];
    const fee = (at: bigint) => feeOn(notional(contract, size, at), TIERS[0]?.taker ?? 0n);
    const open: Leg = { ms: opened, size, price: from, pnl: 0n, fee: fee(from), funding: 0n };
    const close: Leg = {
      ms: closed,
      size: -size,
      price: to,
      pnl: profit(contract, size, asEntry(from), to),
      fee: fee(to),
      funding: funding(contract, size, this.#market.rate(contract, hour), closed - opened),
    };
    return { open, close, mark, net: close.pnl + close.funding - open.fee - close.fee };
  }

  /** Change of the balance by the trips before one; quick for neighbours of the last one asked for. */
  before(index: number): bigint {
    let { index: at, before } = this.#last;
    if (Math.abs(index - at) > BLOCK) {
      at = Math.floor(index / BLOCK) * BLOCK;
      before = BigInt(this.#sums[at / BLOCK] ?? 0);
    }
    while (at < index) before += this.trip(at++).net;
    while (at > index) before -= this.trip(--at).net;
    this.#last = { index, before };
    return before;
  }

  #worths = { hour: -1, value: 0n };

  #worth(hour: number): bigint {
    if (this.#worths.hour !== hour) {
      const value = units(this.#market.spot.worth(this.contract.underlying.asset, hour * HOUR), PRICE);
      this.#worths = { hour, value };
    }
    return this.#worths.value;
  }
}
