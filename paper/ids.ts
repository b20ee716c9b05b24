/** Ids in Kraken's form: a letter and sixteen digits of base 36, `TGBB7L-HT5LX-J3BZ4A`. */

import { extend, mix } from "./market/random.ts";
import type { PaperPair } from "./market/pairs.ts";

/** The id of a public trade as executions name it: a function of pair and trade id. */
export function tradeTxid(pair: PaperPair, id: number): string {
  return txid("T", extend(extend(0x54584944, pair.id), id), id);
}

/** An id that is a function of its two numbers. */
export function txid(letter: "O" | "T" | "L", key: number, salt: number): string {
  let digits = "";
  for (let part = 0; digits.length < 16; part++) {
    // Four digits of base 36 need 20.7 bits; 32 are drawn, so the unevenness does not matter.
    const bits = mix(extend(key, salt) ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0;
    digits += (bits % 1_679_616).toString(36).padStart(4, "0");
  }
  const text = digits.toUpperCase();
  return `${letter}${text.slice(0, 5)}-${text.slice(5, 10)}-${text.slice(10)}`;
}
