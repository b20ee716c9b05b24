/** The aggregated book of Spot v2 (`book` channel), proved by Kraken's CRC32 after every message. */

import { BookError } from "../../core/errors.ts";
import { crc32, finish, join, START } from "./crc.ts";
import { decimalsIn, digitsOf, type Exact, tokenOf, unitsText } from "./digits.ts";
import { BookScan, type Changes, symbolStart } from "./scan.ts";
import { Side } from "./side.ts";
import { isObject, parseSource } from "./source.ts";
import { type BookLevel, type BookSide, BookView } from "./view.ts";

/** The depths Kraken offers. */
export const BOOK_DEPTHS = [10, 25, 100, 500, 1000] as const;

/** Levels per side of a `book` subscription. */
export type BookDepth = typeof BOOK_DEPTHS[number];

/** Options of {@linkcode L2Book}. */
export interface L2BookOptions {
  /** Levels per side, as subscribed. @default {10} */
  depth?: BookDepth;
  /** Decimals of a price, `price_precision` of the instrument channel. Taken from the snapshot's own digits when left out. */
  pricePrecision?: number | undefined;
  /** Decimals of a quantity, `qty_precision`. Taken from the snapshot's own digits when left out. */
  qtyPrecision?: number | undefined;
  /** Whether a message without checksum is an error. Unified derivatives may not send any. @default {true} */
  requireChecksum?: boolean;
}

/** What became of a message: taken as snapshot or update, or ignored since the book waits for a snapshot. */
export type Applied = "snapshot" | "update" | "ignored";

/** Levels that the checksum covers on each side. */
const CHECKED = 10;

/**
 * An aggregated (L2) book that follows one symbol of the `book` channel.
 *
 * Feed it every message with {@linkcode L2Book.update}. After a {@linkcode BookError} it shows nothing and ignores updates
 * until the next snapshot. A checksum proves the best ten levels; deeper ones rest on every message having come in order.
 *
 * @example
 * ```ts
 * import { L2Book } from "./l2.ts";
 *
 * const book = new L2Book("BTC/USD", { depth: 10 });
 * book.update(
 *   '{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":64009.9,"qty":1.20000000}],' +
 *     '"asks":[{"price":64010.0,"qty":0.50000000}],"checksum":4015386802}]}',
 * );
 * console.log(book.spread()); // "0.1"
 * ```
 */
export class L2Book extends BookView {
  /** Levels per side. */
  readonly depth: BookDepth;
  readonly #bids: Side;
  readonly #asks: Side;
  readonly #scan: BookScan = new BookScan();
  readonly #requireChecksum: boolean;
  readonly #fixed: boolean;
  #pricePrecision: number;
  #qtyPrecision: number;
  #verified = false;
  #timestamp = "";
  // The checksum up to the end of the asks, and of the whole; valid while the best ten did not change.
  #asksState = START;
  #state = START;
  #asksDirty = true;
  #dirty = true;
  #messages = 0;
  #fallbacks = 0;

  /** An empty book that waits for a snapshot. */
  constructor(
    symbol: string,
    { depth = 10, pricePrecision, qtyPrecision, requireChecksum = true }: L2BookOptions = {},
  ) {
    super(symbol);
    if (!BOOK_DEPTHS.includes(depth)) {
      throw new RangeError(
        `A book's 'depth' must be one of ${BOOK_DEPTHS.join(", ")}: current value is ${String(depth)}`,
      );
    }
    this.depth = depth;
    this.#fixed = pricePrecision !== undefined && qtyPrecision !== undefined;
    this.#pricePrecision = pricePrecision ?? -1;
    this.#qtyPrecision = qtyPrecision ?? -1;
    this.#requireChecksum = requireChecksum;
    this.#bids = new Side(depth);
    this.#asks = new Side(depth);
  }

  /** Whether the last checksum matched. */
  get verified(): boolean {
    return this.#verified;
  }

  /** Kraken's time of the last message, or `""` when it had none. */
  get timestamp(): string {
    return this.#timestamp;
  }

  /** Messages applied, and how many of them the scanner left to the full parse. */
  get counters(): { readonly messages: number; readonly fallbacks: number } {
    return { messages: this.#messages, fallbacks: this.#fallbacks };
  }

  /** Decimals of prices and quantities; -1 until known. */
  get precision(): { readonly price: number; readonly qty: number } {
    return { price: this.#pricePrecision, qty: this.#qtyPrecision };
  }

  /** The checksum of the best ten levels as held. */
  get checksum(): number {
    return finish(this.#checksumState());
  }

  /** Levels held on a side. */
  count(side: BookSide): number {
    return (side === "bid" ? this.#bids : this.#asks).size;
  }

  /** Level `index` of a side, 0 being the best. */
  protected levelAt(side: BookSide, index: number): BookLevel {
    const levels = side === "bid" ? this.#bids : this.#asks;
    const at = levels.end - 1 - index;
    const key = levels.keys[at] as number;
    const { price, qty } = levels.wide.get(key) ?? { price: Math.abs(key), qty: levels.qtys[at] as number };
    return { price: unitsText(price, this.#pricePrecision), qty: unitsText(qty, this.#qtyPrecision) };
  }

  /** Best bid and ask as rounded numbers, `NaN` where a side is empty: the quick look of a hot loop. */
  top(): { bid: number; ask: number } {
    if (!this.#verified) this.best();
    const scale = 10 ** this.#pricePrecision;
    const { keys, begin, end } = this.#bids;
    const asks = this.#asks;
    return {
      bid: end > begin ? (keys[end - 1] as number) / scale : NaN,
      ask: asks.size > 0 ? -(asks.keys[asks.end - 1] as number) / scale : NaN,
    };
  }

  /** Forgets the state: the connection was lost, and a snapshot has to come first. */
  reset(): void {
    this.#verified = false;
    this.#bids.clear();
    this.#asks.clear();
    this.#asksDirty = this.#dirty = true;
  }

  /**
   * Applies a text frame of this symbol.
   *
   * @throws {BookError} when the checksum does not match, or the message is not a book message of this symbol.
   */
  update(text: string): Applied {
    const scan = this.#scan;
    const start = this.#pricePrecision < 0 || this.#qtyPrecision < 0 ? -1 : symbolStart(text);
    const { symbol } = this;
    if (
      start < 0 || !text.startsWith(symbol, start) ||
      !scan.read(text, start + symbol.length, this.#pricePrecision, this.#qtyPrecision)
    ) {
      this.#fallbacks++;
      this.#readSlowly(text);
    }
    return this.#apply(scan);
  }

  #apply(scan: BookScan): Applied {
    const snapshot = scan.snapshot;
    if (snapshot) this.reset();
    else if (!this.#verified) return "ignored";
    this.#change(this.#asks, scan.asks, -1);
    this.#change(this.#bids, scan.bids, 1);
    this.#asks.truncate(this.depth);
    this.#bids.truncate(this.depth);
    this.#timestamp = scan.timestamp;
    this.#messages++;
    if (scan.checksum < 0) {
      if (this.#requireChecksum) this.#fail("a message without checksum");
      if (this.#crossed()) this.#fail("best bid and ask crossed, in a feed without checksums");
    } else {
      const ours = finish(this.#checksumState());
      if (ours !== scan.checksum) this.#fail(`checksum ${scan.checksum} expected, ${ours} found`);
    }
    this.#verified = true;
    return snapshot ? "snapshot" : "update";
  }

  #change(side: Side, changes: Changes, sign: 1 | -1): void {
    const { prices, qtys, crcs, lengths, count, wide } = changes;
    let best = CHECKED;
    for (let i = 0; i < count; i++) {
      const key = (prices[i] as number) * sign;
      const qty = qtys[i] as number;
      const rank = qty === 0 ? side.remove(key) : side.set(key, qty, crcs[i] as number, lengths[i] as number);
      if (wide.size > 0 || side.wide.size > 0) this.#changeWide(side, key, qty, wide.get(i));
      if (rank >= 0 && rank < best) best = rank;
    }
    if (best === CHECKED) return;
    this.#dirty = true;
    if (sign < 0) this.#asksDirty = true;
  }

  #changeWide(side: Side, key: number, qty: number, exact: Exact | undefined): void {
    if (!exact || qty === 0) {
      side.wide.delete(key);
      return;
    }
    const held = side.wide.get(key);
    // Above 2 ** 53 units two prices may share one double. It has not been seen; if it happens the book must not guess.
    if (held && held.price !== exact.price) this.#fail(`prices of ${exact.price} and ${held.price} units are too long`);
    side.wide.set(key, exact);
  }

  #checksumState(): number {
    if (!this.#dirty) return this.#state;
    if (this.#asksDirty) this.#asksState = joinBest(START, this.#asks);
    this.#asksDirty = this.#dirty = false;
    return this.#state = joinBest(this.#asksState, this.#bids);
  }

  #crossed(): boolean {
    const [bids, asks] = [this.#bids, this.#asks];
    return bids.size > 0 && asks.size > 0 &&
      (bids.keys[bids.end - 1] as number) >= -(asks.keys[asks.end - 1] as number);
  }

  #fail(what: string, cause?: unknown): never {
    this.#verified = false;
    throw new BookError(`Book of ${this.symbol}, depth ${this.depth}: ${what}`, {
      cause,
      advice: "Subscribe to this symbol again",
    });
  }

  /** The full parse, for whatever the scanner did not expect. Every digit comes from the source text. */
  #readSlowly(text: string): void {
    const scan = this.#scan;
    scan.clear();
    try {
      const message = parseSource(text);
      if (!isObject(message) || message.channel !== "book" || !Array.isArray(message.data)) {
        throw new TypeError("this is no message of the book channel");
      }
      const [data, ...more] = message.data as unknown[];
      if (!isObject(data) || more.length > 0) throw new TypeError("'data' must have one element");
      if (data.symbol !== this.symbol) throw new TypeError(`the message is for ${String(data.symbol)}`);
      const [bids, asks] = [levelsOf(data.bids, "bids"), levelsOf(data.asks, "asks")];
      if (!this.#fixed) this.#widen([...bids, ...asks]);
      scan.snapshot = message.type === "snapshot";
      if (data.checksum !== undefined) scan.checksum = checksumOf(data.checksum);
      scan.timestamp = typeof data.timestamp === "string" ? data.timestamp : "";
      this.#push(scan.bids, bids);
      this.#push(scan.asks, asks);
    } catch (error) {
      this.#fail(`a message that cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
    }
  }

  #push(into: Changes, levels: [price: string, qty: string][]): void {
    for (const [priceText, qtyText] of levels) {
      const [price, qty] = [digitsOf(priceText, this.#pricePrecision), digitsOf(qtyText, this.#qtyPrecision)];
      const { crc, length } = tokenOf(price, qty);
      if (price.units > Number.MAX_SAFE_INTEGER || qty.units > Number.MAX_SAFE_INTEGER) {
        into.wide.set(into.count, { price: price.units, qty: qty.units });
      }
      into.push(Number(price.units), Number(qty.units), crc, length);
    }
  }

  /** Kraken writes every decimal, so the longest text seen tells the precision; a longer one than before rescales the book. */
  #widen(levels: [price: string, qty: string][]): void {
    let [price, qty] = [Math.max(0, this.#pricePrecision), Math.max(0, this.#qtyPrecision)];
    for (const [priceText, qtyText] of levels) {
      price = Math.max(price, decimalsIn(priceText));
      qty = Math.max(qty, decimalsIn(qtyText));
    }
    const [oldPrice, oldQty] = [this.#pricePrecision, this.#qtyPrecision];
    if (price === oldPrice && qty === oldQty) return;
    const held = [this.#bids, this.#asks].map((side) => {
      const rows: [string, string][] = [];
      for (let index = side.size - 1; index >= 0; index--) {
        const level = this.levelAt(side === this.#bids ? "bid" : "ask", index);
        rows.push([level.price, level.qty]);
      }
      side.clear();
      return rows;
    });
    [this.#pricePrecision, this.#qtyPrecision] = [price, qty];
    const { bids, asks } = this.#scan;
    this.#push(bids, held[0] ?? []);
    this.#push(asks, held[1] ?? []);
    this.#change(this.#bids, bids, 1);
    this.#change(this.#asks, asks, -1);
    bids.clear();
    asks.clear();
  }
}

function joinBest(state: number, { crcs, lengths, begin, end }: Side): number {
  const last = end - CHECKED > begin ? end - CHECKED : begin;
  for (let at = end - 1; at >= last; at--) state = join(state, crcs[at] as number, lengths[at] as number);
  return state;
}

/** Numbers come as their source text, and the documentation's own sample has them quoted: both are text here. */
function levelsOf(value: unknown, name: string): [price: string, qty: string][] {
  if (!Array.isArray(value)) throw new TypeError(`'${name}' must be an array`);
  return value.map((level: unknown) => {
    if (!isObject(level) || typeof level.price !== "string" || typeof level.qty !== "string") {
      throw new TypeError(`each of '${name}' must have a price and a qty`);
    }
    return [level.price, level.qty];
  });
}

/** Reads a checksum; one that is no unsigned 32-bit number is an error rather than "no checksum". */
export function checksumOf(value: unknown): number {
  if (typeof value !== "string" || !/^\d{1,10}$/.test(value) || Number(value) > 0xffffffff) {
    throw new TypeError(`'checksum' must be a whole number of 32 bits: current value is ${String(value)}`);
  }
  return Number(value);
}

/** The checksum of a book given as text levels, best first: for servers, tests and those who keep books of their own. */
export function bookChecksum(asks: readonly BookLevel[], bids: readonly BookLevel[]): number {
  const side = (levels: readonly BookLevel[]) =>
    levels.slice(0, CHECKED).map(({ price, qty }) => bare(price) + bare(qty)).join("");
  return crc32(side(asks) + side(bids));
}

const bare = (text: string) => text.replace(".", "").replace(/^0+/, "");
