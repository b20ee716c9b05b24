/** One side of a book: parallel arrays sorted by price with the best level last, so that most changes move little. */

import type { Exact } from "./digits.ts";

/** Levels of one side; `key` rises towards the best: the price of a bid, minus the price of an ask. */
export class Side {
  /** Sorted keys; only `begin` to `end` (exclusive) counts. */
  keys: Float64Array;
  /** Quantities in units; rounded where {@linkcode wide} has the level. */
  qtys: Float64Array;
  /** Checksum pieces. */
  crcs: Int32Array;
  /** Bytes of the checksum pieces. */
  lengths: Uint8Array;
  /** Index of the worst level. */
  begin: number;
  /** Index after the best level. */
  end: number;
  /** Levels that doubles cannot hold exactly, by key. */
  readonly wide: Map<number, Exact> = new Map();

  /** `depth` is a guess of how many levels there will be; it grows. */
  constructor(depth: number) {
    const capacity = depth * 2 + 32;
    this.keys = new Float64Array(capacity);
    this.qtys = new Float64Array(capacity);
    this.crcs = new Int32Array(capacity);
    this.lengths = new Uint8Array(capacity);
    this.begin = this.end = startOf(capacity);
  }

  /** How many levels there are. */
  get size(): number {
    return this.end - this.begin;
  }

  /** Forgets every level. */
  clear(): void {
    this.begin = this.end = startOf(this.keys.length);
    this.wide.clear();
  }

  /** Index of the first key that is not below `key`. */
  indexOf(key: number): number {
    const keys = this.keys;
    let high = this.end;
    // Nearly all changes are near the best price: look there one by one before halving.
    const near = high - 8 > this.begin ? high - 8 : this.begin;
    while (high > near) {
      if ((keys[high - 1] as number) < key) return high;
      high--;
    }
    let low = this.begin;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sets or adds a level. Returns its distance from the best, 0 being the best. */
  set(key: number, qty: number, crc: number, length: number): number {
    let at = this.indexOf(key);
    if (at === this.end || this.keys[at] !== key) {
      const nearWorst = at - this.begin < this.end - at;
      if (nearWorst ? this.begin === 0 : this.end === this.keys.length) at += this.#makeRoom();
      const { keys, qtys, crcs, lengths, begin, end } = this;
      if (nearWorst) {
        for (let i = begin; i < at; i++) {
          keys[i - 1] = keys[i] as number;
          qtys[i - 1] = qtys[i] as number;
          crcs[i - 1] = crcs[i] as number;
          lengths[i - 1] = lengths[i] as number;
        }
        this.begin--;
        at--;
      } else {
        for (let i = end; i > at; i--) {
          keys[i] = keys[i - 1] as number;
          qtys[i] = qtys[i - 1] as number;
          crcs[i] = crcs[i - 1] as number;
          lengths[i] = lengths[i - 1] as number;
        }
        this.end++;
      }
      this.keys[at] = key;
    }
    this.qtys[at] = qty;
    this.crcs[at] = crc;
    this.lengths[at] = length;
    return this.end - 1 - at;
  }

  /** Removes a level. Returns the distance from the best it had, or -1 when there was none. */
  remove(key: number): number {
    const at = this.indexOf(key);
    const { keys, qtys, crcs, lengths, begin, end } = this;
    if (at === end || keys[at] !== key) return -1;
    const rank = end - 1 - at;
    if (at - begin < rank) {
      for (let i = at; i > begin; i--) {
        keys[i] = keys[i - 1] as number;
        qtys[i] = qtys[i - 1] as number;
        crcs[i] = crcs[i - 1] as number;
        lengths[i] = lengths[i - 1] as number;
      }
      this.begin++;
    } else {
      for (let i = at + 1; i < end; i++) {
        keys[i - 1] = keys[i] as number;
        qtys[i - 1] = qtys[i] as number;
        crcs[i - 1] = crcs[i] as number;
        lengths[i - 1] = lengths[i] as number;
      }
      this.end--;
    }
    if (this.wide.size > 0) this.wide.delete(key);
    return rank;
  }

  /** Drops the worst levels until `depth` remain. */
  truncate(depth: number): void {
    const begin = this.end - depth;
    if (begin <= this.begin) return;
    if (this.wide.size > 0) { for (let i = this.begin; i < begin; i++) this.wide.delete(this.keys[i] as number); }
    this.begin = begin;
  }

  /** Moves the levels to the middle, into larger arrays when they fill half of these. Returns how far they moved. */
  #makeRoom(): number {
    const { begin, end, size } = this;
    const grow = size * 2 > this.keys.length;
    const capacity = grow ? this.keys.length * 2 : this.keys.length;
    const to = (capacity - size) >> 1;
    if (grow) {
      const { keys, qtys, crcs, lengths } = this;
      (this.keys = new Float64Array(capacity)).set(keys.subarray(begin, end), to);
      (this.qtys = new Float64Array(capacity)).set(qtys.subarray(begin, end), to);
      (this.crcs = new Int32Array(capacity)).set(crcs.subarray(begin, end), to);
      (this.lengths = new Uint8Array(capacity)).set(lengths.subarray(begin, end), to);
    } else {
      this.keys.copyWithin(to, begin, end);
      this.qtys.copyWithin(to, begin, end);
      this.crcs.copyWithin(to, begin, end);
      this.lengths.copyWithin(to, begin, end);
    }
    this.begin = to;
    this.end = to + size;
    return to - begin;
  }
}

/** A snapshot comes best first, so the levels grow towards the worst: most of the room is left there. */
const startOf = (capacity: number) => (capacity >> 2) * 3;
