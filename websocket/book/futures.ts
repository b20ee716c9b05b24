/** The book of Futures WebSocket v1 (`book` feed), proved by its sequence: every change is one after the last. */

import { shown } from "../../core/codecs.ts";
import { plain } from "../../core/decimal.ts";
import { BookError } from "../../core/errors.ts";
import type { Applied } from "./l2.ts";
import { Side } from "./side.ts";
import { isObject } from "./source.ts";
import { type BookLevel, type BookSide, BookView } from "./view.ts";

/** Whole book of a product, first message of the `book` feed. */
export interface FuturesBookSnapshot {
  /** `"book_snapshot"`. */
  readonly feed: "book_snapshot";
  /** Product, upper case. */
  readonly product_id: string;
  /** Unix milliseconds. */
  readonly timestamp: number;
  /** Sequence of this state. */
  readonly seq: number;
  /** Usually `null`. */
  readonly tickSize?: number | null;
  /** Bids, highest first; entries of size 0 count for nothing. */
  readonly bids: readonly { readonly price: number; readonly qty: number }[];
  /** Asks, lowest first. */
  readonly asks: readonly { readonly price: number; readonly qty: number }[];
}

/** One changed level. */
export interface FuturesBookDelta {
  /** `"book"`. */
  readonly feed: "book";
  /** Product, upper case. */
  readonly product_id: string;
  /** The side that changed. */
  readonly side: "buy" | "sell" | (string & Record<never, never>);
  /** Sequence, one more than the last. */
  readonly seq: number;
  /** Price of the level. */
  readonly price: number;
  /** New total size at the price; 0 removes it. */
  readonly qty: number;
  /** Unix milliseconds. */
  readonly timestamp: number;
}

/** The last moment a Date can hold. */
const LATEST_MS = 8.64e15;

/**
 * A whole-depth book that follows one product of the `book` feed.
 *
 * There is no checksum: the state counts as verified while no sequence number is missing and the best prices do not cross.
 * After a {@linkcode BookError} it shows nothing and ignores changes until the next snapshot.
 */
export class FuturesBook extends BookView {
  readonly #bids: Side = new Side(512);
  readonly #asks: Side = new Side(512);
  #verified = false;
  #seq = -1;
  #time = NaN;
  #messages = 0;

  /** Whether the sequence is unbroken since the snapshot. */
  get verified(): boolean {
    return this.#verified;
  }

  /** Sequence of the last message applied, -1 before the first. */
  get seq(): number {
    return this.#seq;
  }

  /** Kraken's time of the last message, ISO 8601, or `""`. */
  get timestamp(): string {
    return Number.isNaN(this.#time) ? "" : new Date(this.#time).toISOString();
  }

  /** Messages applied. */
  get counters(): { readonly messages: number } {
    return { messages: this.#messages };
  }

  /** Levels held on a side. */
  count(side: BookSide): number {
    return (side === "bid" ? this.#bids : this.#asks).size;
  }

  /** Level `index` of a side, 0 being the best. */
  protected levelAt(side: BookSide, index: number): BookLevel {
    const levels = side === "bid" ? this.#bids : this.#asks;
    const at = levels.end - 1 - index;
    // Futures numbers are short: the double's shortest text is the text that was sent, trailing zeros aside.
    return { price: plain(Math.abs(levels.keys[at] as number)), qty: plain(levels.qtys[at] as number) };
  }

  /** Forgets the state: the connection was lost, and a snapshot has to come first. */
  reset(): void {
    this.#verified = false;
    this.#bids.clear();
    this.#asks.clear();
  }

  /**
   * Applies a message of this product. One that is older than the state is ignored.
   *
   * @throws {BookError} when a sequence number is missing or begins again, the best prices cross, or the message is malformed.
   */
  update(message: FuturesBookSnapshot | FuturesBookDelta): Applied {
    if (message.product_id !== this.symbol) this.#fail(`a message for ${message.product_id}`);
    const { seq, timestamp } = message;
    if (message.feed === "book_snapshot") {
      this.#checkOrder(seq, timestamp);
      this.reset();
      this.#fill(this.#bids, message.bids, 1);
      this.#fill(this.#asks, message.asks, -1);
    } else {
      if (!this.#verified) return "ignored";
      this.#checkOrder(seq, timestamp);
      if (seq <= this.#seq) {
        // What came twice has the time it had; something newer means that Kraken counts from the beginning again.
        if (timestamp > this.#time) this.#fail(`sequence ${this.#seq + 1} expected, ${seq} found with a newer time`);
        return "ignored";
      }
      if (seq !== this.#seq + 1) this.#fail(`sequence ${this.#seq + 1} expected, ${seq} found`);
      const { side, price, qty } = message;
      if (side === "buy") this.#set(this.#bids, price, price, qty);
      else if (side === "sell") this.#set(this.#asks, -price, price, qty);
      else this.#fail(`'side' must be buy or sell: current value is ${side}`);
    }
    this.#seq = seq;
    this.#time = timestamp;
    this.#messages++;
    this.#verified = true;
    if (this.isCrossed()) this.#fail(`best bid and ask crossed at sequence ${seq}`);
    return message.feed === "book" ? "update" : "snapshot";
  }

  /** Sequence and time decide what is new, so a message without them can't be placed. */
  #checkOrder(seq: unknown, timestamp: unknown): void {
    if (Number.isSafeInteger(seq) && typeof timestamp === "number" && Math.abs(timestamp) <= LATEST_MS) return;
    this.#fail(`'seq' and 'timestamp' must be numbers: current values are ${shown(seq)} and ${shown(timestamp)}`);
  }

  #fill(side: Side, levels: unknown, sign: 1 | -1): void {
    if (!Array.isArray(levels)) {
      this.#fail(`the levels of a snapshot must be a list: current value is ${shown(levels)}`);
    }
    for (const level of levels) {
      if (!isObject(level)) this.#fail(`a level must be an object: current value is ${shown(level)}`);
      const { price, qty } = level as { price: number; qty: number };
      this.#set(side, sign * price, price, qty);
    }
  }

  #set(side: Side, key: number, price: number, qty: number): void {
    if (!Number.isFinite(price) || !(qty >= 0) || !Number.isFinite(qty)) {
      this.#fail(
        `price and size must be numbers of zero or more: current values are ${shown(price)} and ${shown(qty)}`,
      );
    }
    if (qty === 0) side.remove(key);
    else side.set(key, qty, 0, 0);
  }

  /** Whether the best bid is at or above the best ask. */
  override isCrossed(): boolean {
    if (!this.#verified) return super.isCrossed();
    const [bids, asks] = [this.#bids, this.#asks];
    return bids.size > 0 && asks.size > 0 &&
      (bids.keys[bids.end - 1] as number) >= -(asks.keys[asks.end - 1] as number);
  }

  #fail(what: string): never {
    this.#verified = false;
    throw new BookError(`Futures book of ${this.symbol}: ${what}`, { advice: "Subscribe to this product again" });
  }
}
