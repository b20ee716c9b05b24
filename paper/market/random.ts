/** Seeded random numbers: the same key gives the same numbers on every engine, since only exact operations are used. */

/** A seed or a part of a key. */
export type KeyPart = number | string;

/** Scrambles 32 bits (the finalizer of MurmurHash3). */
export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A key one part longer. Whole numbers of any size count in full. */
export function extend(key: number, part: KeyPart): number {
  if (typeof part === "number") {
    const high = Math.floor(part / 0x100000000);
    return mix(Math.imul(mix(key ^ (part | 0)), 0x9e3779b1) ^ (high | 0));
  }
  let h = key;
  for (let i = 0; i < part.length; i++) h = Math.imul(h ^ part.charCodeAt(i), 0x01000193) + i | 0;
  return mix(h ^ part.length);
}

/** A uniform number in [0, 1) that is a function of the key alone. */
export function chance(key: number): number {
  return (mix(key) >>> 0) / 0x100000000;
}

/** A stream of random numbers (sfc32) that depends on its key only. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Streams of different keys are unrelated. */
  constructor(key: number) {
    this.#a = mix(key);
    this.#b = mix(this.#a ^ 0x6d2b79f5);
    this.#c = mix(this.#b ^ 0x1b873593);
    for (let i = 0; i < 8; i++) this.bits();
  }

  /** 32 random bits. */
  bits(): number {
    const sum = (this.#a + this.#b | 0) + this.#counter | 0;
    this.#counter = this.#counter + 1 | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = this.#c + (this.#c << 3) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum | 0;
    return sum;
  }

  /** Uniform in [0, 1). */
  next(): number {
    return (this.bits() >>> 0) / 0x100000000;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** Near to normal, mean 0, variance 1, within ±3.5: the sum of four uniforms, as `log` and `cos` differ by engine. */
  normal(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * 1.7320508075688772;
  }
}
