/**
 * A scanner made for book messages of the Spot v2 dialect as Kraken writes them. It reads the digits of each level once,
 * into scaled whole numbers and checksum pieces, and makes no objects. Whatever it does not expect makes it give up, so that
 * a full parse decides: it never guesses.
 */

import { STEP } from "./crc.ts";
import { type Exact, SAFE_DIGITS } from "./digits.ts";

/** Changes of one side, reused from message to message. */
export class Changes {
  /** How many entries count. */
  count = 0;
  /** Prices in units. */
  prices: Float64Array = new Float64Array(64);
  /** Quantities in units. */
  qtys: Float64Array = new Float64Array(64);
  /** Checksum pieces. */
  crcs: Int32Array = new Int32Array(64);
  /** Bytes of the checksum pieces. */
  lengths: Uint8Array = new Uint8Array(64);
  /** What a double cannot hold exactly, by index. */
  readonly wide: Map<number, Exact> = new Map();

  /** Forgets all entries. */
  clear(): void {
    this.count = 0;
    if (this.wide.size > 0) this.wide.clear();
  }

  /** Adds an entry. */
  push(price: number, qty: number, crc: number, length: number): void {
    const at = this.count++;
    if (at === this.prices.length) this.#grow();
    this.prices[at] = price;
    this.qtys[at] = qty;
    this.crcs[at] = crc;
    this.lengths[at] = length;
  }

  #grow(): void {
    const { prices, qtys, crcs, lengths } = this;
    const capacity = prices.length * 2;
    (this.prices = new Float64Array(capacity)).set(prices);
    (this.qtys = new Float64Array(capacity)).set(qtys);
    (this.crcs = new Int32Array(capacity)).set(crcs);
    (this.lengths = new Uint8Array(capacity)).set(lengths);
  }
}

const codes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Whether `expected` stands at `at`. */
export function standsAt(text: string, at: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) {
    if (text.charCodeAt(at + i) !== expected[i]) return false;
  }
  return true;
}

const SNAPSHOT = '{"channel":"book","type":"snapshot","data":[{"symbol":"';
const UPDATE = '{"channel":"book","type":"update","data":[{"symbol":"';
const BIDS = codes('","bids":[');
const ASKS = codes('],"asks":[');
const PRICE = codes('{"price":');
const QTY = codes(',"qty":');
const CHECKSUM = codes('],"checksum":');
const TIMESTAMP = codes(',"timestamp":"');
const END = codes("}]}");

/** Where the symbol of a book message starts, or -1 when this is no book message as Kraken writes them. */
export function symbolStart(text: string): number {
  if (text.startsWith(UPDATE)) return UPDATE.length;
  return text.startsWith(SNAPSHOT) ? SNAPSHOT.length : -1;
}

/** A number read by {@linkcode Scanner.number}; its fields are the answer, so that nothing is allocated. */
export class Scanner {
  /** The value in units. */
  value = 0;
  /** Checksum state after the digits. */
  crc = 0;
  /** Digits that took part in the checksum. */
  digits = 0;

  /** Reads a plain JSON number with at most `precision` decimals. Returns the index after it, or -1 to give up. */
  number(text: string, from: number, precision: number, crc: number): number {
    let at = from;
    let code = text.charCodeAt(at);
    let value = 0;
    let digits = 0;
    if (code === 48) code = text.charCodeAt(++at);
    else {
      if (!(code >= 49 && code <= 57)) return -1;
      do {
        value = value * 10 + (code - 48);
        crc = (STEP[(crc ^ code) & 255] as number) ^ (crc >>> 8);
        digits++;
        code = text.charCodeAt(++at);
      } while (code >= 48 && code <= 57);
    }
    let missing = precision;
    if (code === 46) {
      code = text.charCodeAt(++at);
      const first = at;
      while (code >= 48 && code <= 57) {
        value = value * 10 + (code - 48);
        // Leading zeros take no part in the checksum.
        if (value > 0) {
          crc = (STEP[(crc ^ code) & 255] as number) ^ (crc >>> 8);
          digits++;
        }
        code = text.charCodeAt(++at);
      }
      if (at === first) return -1;
      missing -= at - first;
    }
    if (missing < 0 || code === 101 || code === 69) return -1;
    // Kraken writes every decimal; tools that re-encode frames lose the zeros, and they are put back here.
    for (; missing > 0; missing--) {
      value *= 10;
      if (value > 0) {
        crc = (STEP[(crc ^ 48) & 255] as number) ^ (crc >>> 8);
        digits++;
      }
    }
    if (digits > SAFE_DIGITS) return -1;
    this.value = value;
    this.crc = crc;
    this.digits = digits;
    return at;
  }
}

/** A whole message, reused. */
export class BookScan {
  /** Changes of the bids. */
  readonly bids: Changes = new Changes();
  /** Changes of the asks. */
  readonly asks: Changes = new Changes();
  /** Kraken's checksum, or -1 when the message has none. */
  checksum = -1;
  /** Whether it is a snapshot. */
  snapshot = false;
  /** Kraken's time as sent, or `""`. */
  timestamp = "";
  readonly #number: Scanner = new Scanner();

  /** Forgets the last message. */
  clear(): void {
    this.bids.clear();
    this.asks.clear();
    this.checksum = -1;
    this.snapshot = false;
    this.timestamp = "";
  }

  #levels(text: string, from: number, into: Changes, pricePrecision: number, qtyPrecision: number): number {
    let at = from;
    if (text.charCodeAt(at) === 93) return at;
    const number = this.#number;
    while (true) {
      if (!standsAt(text, at, PRICE)) return -1;
      at = number.number(text, at + PRICE.length, pricePrecision, 0);
      if (at < 0) return -1;
      const price = number.value;
      const digits = number.digits;
      if (!standsAt(text, at, QTY)) return -1;
      at = number.number(text, at + QTY.length, qtyPrecision, number.crc);
      if (at < 0 || text.charCodeAt(at) !== 125) return -1;
      into.push(price, number.value, number.crc, digits + number.digits);
      const next = text.charCodeAt(++at);
      if (next === 93) return at;
      if (next !== 44) return -1;
      at++;
    }
  }

  /** Reads a message whose symbol ends at `at`. False when anything is not as expected; then nothing here is to be used. */
  read(text: string, at: number, pricePrecision: number, qtyPrecision: number): boolean {
    this.clear();
    this.snapshot = text.charCodeAt(26) === 115;
    if (!standsAt(text, at, BIDS)) return false;
    at = this.#levels(text, at + BIDS.length, this.bids, pricePrecision, qtyPrecision);
    if (at < 0 || !standsAt(text, at, ASKS)) return false;
    at = this.#levels(text, at + ASKS.length, this.asks, pricePrecision, qtyPrecision);
    if (at < 0 || !standsAt(text, at, CHECKSUM)) return false;
    at += CHECKSUM.length;
    const first = at;
    let checksum = 0;
    let code = text.charCodeAt(at);
    while (code >= 48 && code <= 57) {
      checksum = checksum * 10 + (code - 48);
      code = text.charCodeAt(++at);
    }
    if (at === first || (text.charCodeAt(first) === 48 && at > first + 1) || checksum > 0xffffffff) return false;
    this.checksum = checksum;
    if (code === 44) {
      if (!standsAt(text, at, TIMESTAMP)) return false;
      const start = at + TIMESTAMP.length;
      at = start;
      // RFC 3339 text only: anything else (an escape, a control character) is left to the full parse.
      for (code = text.charCodeAt(at); (code >= 45 && code <= 58) || code === 84 || code === 90;) {
        code = text.charCodeAt(++at);
      }
      if (code !== 34) return false;
      this.timestamp = text.slice(start, at);
      at++;
    }
    return standsAt(text, at, END) && text.length === at + 3;
  }
}
