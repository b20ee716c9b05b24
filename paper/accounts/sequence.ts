/** Names and numbers of things on the exchange, drawn from its seed: the same run gives the same ids. */

import { txid } from "../ids.ts";
import { extend, type KeyPart, Random } from "../market/random.ts";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Draws ids. */
export class Sequence {
  readonly #key: number;
  #count = 0;

  /** The same seed gives the same ids in the same order. */
  constructor(seed: KeyPart) {
    this.#key = extend(0x49445345, String(seed));
  }

  /** An id of an order, trade, ledger row or amend: `OABCDE-FGHIJ-KLMNOP`. */
  id(letter: "O" | "T" | "L"): string {
    return txid(letter, this.#key, ++this.#count);
  }

  /** An id with a longer head, as strategies, addresses and account transfers have: `ESABCD-EFGHI-JKLMNO`. */
  headed(head: string): string {
    return head + this.id("T").slice(1);
  }

  /** Reference of a deposit, withdrawal or transfer: `FTQcuak-V6Za8qrWnhzTx67yYHz8Tg`. */
  reference(): string {
    const text = this.text(BASE64.slice(0, 62), 27);
    return `FT${text.slice(0, 5)}-${text.slice(5)}`;
  }

  /** Public account id: `AA88 N84G WOAK NMOI`. */
  iban(): string {
    return `AA${this.text(UPPER, 14)}`.replaceAll(/(.{4})(?=.)/g, "$1 ");
  }

  /** A UUID of version 4. */
  uuid(): string {
    const hex = this.text("0123456789abcdef", 32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** Text of `length` letters of an alphabet. */
  text(alphabet: string, length: number): string {
    const random = new Random(extend(this.#key ^ 0x2545f491, ++this.#count));
    return Array.from({ length }, () => alphabet[random.below(alphabet.length)]).join("");
  }

  /** Public part of an API key: 56 characters. */
  key(): string {
    return this.text(BASE64, 56);
  }

  /** Secret of an API key: 64 bytes as base64. */
  secret(): string {
    const random = new Random(extend(this.#key ^ 0x5bd1e995, ++this.#count));
    return btoa(String.fromCharCode(...Array.from({ length: 64 }, () => random.below(256))));
  }
}
