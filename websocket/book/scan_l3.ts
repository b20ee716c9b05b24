/** A scanner for `level3` messages, in the manner of `scan.ts`: it gives up on anything it does not expect. */

import { Scanner, standsAt } from "./scan.ts";

/** What happens to an order; the orders of a snapshot are additions. */
export type L3EventType = "add" | "modify" | "delete";

/** One event of one order. */
export interface L3Event {
  /** What happens. */
  readonly event: L3EventType;
  /** Kraken's order id. */
  readonly id: string;
  /** Price in units; a bigint only where a double cannot hold it. */
  readonly price: number | bigint;
  /** Quantity in units; a bigint only where a double cannot hold it. */
  readonly qty: number | bigint;
  /** Checksum piece. */
  readonly crc: number;
  /** Bytes of the checksum piece. */
  readonly length: number;
  /** Kraken's time of the order, as sent. */
  readonly timestamp: string;
}

const codes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const SNAPSHOT = '{"channel":"level3","type":"snapshot","data":[{';
const UPDATE = '{"channel":"level3","type":"update","data":[{';
const SYMBOL = codes('"symbol":"');
const CHECKSUM = codes('"checksum":');
const TIMESTAMP = codes('"timestamp":"');
const BIDS = codes('"bids":[');
const ASKS = codes('"asks":[');
const EVENT = codes('"event":"');
const ADD = codes('add",');
const MODIFY = codes('modify",');
const DELETE = codes('delete",');
const ID = codes('"order_id":"');
const PRICE = codes(',"limit_price":');
const QTY = codes(',"order_qty":');
const TIME = codes(',"timestamp":"');
const END = codes("]}");

/** Index after plain text up to the quote, or -1: letters, digits and a few signs, nothing that JSON would escape. */
function plainText(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code !== 34; code = text.charCodeAt(++at)) {
    if (!(code >= 32 && code < 127) || code === 92) return -1;
  }
  return at;
}

/** A whole message, reused. */
export class L3Scan {
  /** Events of the bids. */
  bids: L3Event[] = [];
  /** Events of the asks. */
  asks: L3Event[] = [];
  /** Kraken's checksum, or -1 when the message has none. */
  checksum = -1;
  /** Whether it is a snapshot. */
  snapshot = false;
  /** Kraken's time as sent, or `""`. */
  timestamp = "";
  readonly #number: Scanner = new Scanner();

  /** Forgets the last message. */
  clear(): void {
    this.bids = [];
    this.asks = [];
    this.checksum = -1;
    this.snapshot = false;
    this.timestamp = "";
  }

  #orders(text: string, from: number, into: L3Event[], pricePrecision: number, qtyPrecision: number): number {
    let at = from;
    if (text.charCodeAt(at) === 93) return at;
    const number = this.#number;
    while (true) {
      if (text.charCodeAt(at) !== 123) return -1;
      at++;
      let event: L3EventType = "add";
      if (!this.snapshot) {
        if (!standsAt(text, at, EVENT)) return -1;
        at += EVENT.length;
        if (standsAt(text, at, ADD)) at += ADD.length;
        else if (standsAt(text, at, DELETE)) [event, at] = ["delete", at + DELETE.length];
        else if (standsAt(text, at, MODIFY)) [event, at] = ["modify", at + MODIFY.length];
        else return -1;
      }
      if (!standsAt(text, at, ID)) return -1;
      const idStart = at + ID.length;
      const idEnd = plainText(text, idStart);
      if (idEnd < 0 || !standsAt(text, idEnd + 1, PRICE)) return -1;
      at = number.number(text, idEnd + 1 + PRICE.length, pricePrecision, 0);
      if (at < 0 || !standsAt(text, at, QTY)) return -1;
      const price = number.value;
      const digits = number.digits;
      at = number.number(text, at + QTY.length, qtyPrecision, number.crc);
      if (at < 0 || !standsAt(text, at, TIME)) return -1;
      const timeStart = at + TIME.length;
      const timeEnd = plainText(text, timeStart);
      if (timeEnd < 0 || text.charCodeAt(timeEnd + 1) !== 125) return -1;
      into.push({
        event,
        id: text.slice(idStart, idEnd),
        price,
        qty: number.value,
        crc: number.crc,
        length: digits + number.digits,
        timestamp: text.slice(timeStart, timeEnd),
      });
      at = timeEnd + 2;
      const next = text.charCodeAt(at);
      if (next === 93) return at;
      if (next !== 44) return -1;
      at++;
    }
  }

  /**
   * Reads a message of `symbol`. Kraken has written the fields in several orders over the years, so any order is taken, each
   * field once. False when anything is not as expected; then nothing here is to be used.
   */
  read(text: string, symbol: string, pricePrecision: number, qtyPrecision: number): boolean {
    this.clear();
    this.snapshot = text.startsWith(SNAPSHOT);
    if (!this.snapshot && !text.startsWith(UPDATE)) return false;
    let at = this.snapshot ? SNAPSHOT.length : UPDATE.length;
    let seen = 0;
    while (true) {
      let field = 0;
      if (standsAt(text, at, BIDS) || standsAt(text, at, ASKS)) {
        field = text.charCodeAt(at + 1) === 98 ? 1 : 2;
        at = this.#orders(text, at + BIDS.length, field === 1 ? this.bids : this.asks, pricePrecision, qtyPrecision);
        if (at < 0) return false;
        at++;
      } else if (standsAt(text, at, SYMBOL)) {
        field = 4;
        at += SYMBOL.length;
        if (!text.startsWith(symbol, at) || text.charCodeAt(at + symbol.length) !== 34) return false;
        at += symbol.length + 1;
      } else if (standsAt(text, at, CHECKSUM)) {
        field = 8;
        at += CHECKSUM.length;
        at = this.#number.number(text, at, 0, 0);
        if (at < 0 || this.#number.value > 0xffffffff) return false;
        this.checksum = this.#number.value;
      } else if (standsAt(text, at, TIMESTAMP)) {
        field = 16;
        const start = at + TIMESTAMP.length;
        at = plainText(text, start);
        if (at < 0) return false;
        this.timestamp = text.slice(start, at);
        at++;
      } else return false;
      if (seen & field) return false;
      seen |= field;
      const next = text.charCodeAt(at);
      if (next === 125) break;
      if (next !== 44) return false;
      at++;
    }
    return (seen & 15) === 15 && standsAt(text, at + 1, END) && text.length === at + 3;
  }
}
