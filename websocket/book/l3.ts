/** The order-by-order book of Spot v2 (`level3` channel), proved by Kraken's CRC32 after every message. */

import type { Decimal } from "../../core/decimal.ts";
import { BookError } from "../../core/errors.ts";
import { finish, join, START } from "./crc.ts";
import { decimalsIn, digitsOf, tokenOf, unitsText } from "./digits.ts";
import { type Applied, checksumOf } from "./l2.ts";
import { type L3Event, type L3EventType, L3Scan } from "./scan_l3.ts";
import { isObject, parseSource } from "./source.ts";
import { type BookLevel, type BookSide, BookView } from "./view.ts";

/** The depths Kraken offers for level 3. */
export const L3_DEPTHS = [10, 100, 1000] as const;

/** Price levels per side of a `level3` subscription. */
export type L3Depth = typeof L3_DEPTHS[number];

/** Options of {@linkcode L3Book}. */
export interface L3BookOptions {
  /** Price levels per side, as subscribed. @default {10} */
  depth?: L3Depth;
  /** Decimals of a price. Taken from the snapshot's own digits when left out. */
  pricePrecision?: number | undefined;
  /** Decimals of a quantity. Taken from the snapshot's own digits when left out. */
  qtyPrecision?: number | undefined;
}

/** A resting order. */
export interface L3Order {
  /** Kraken's order id. */
  readonly order_id: string;
  /** Limit price. */
  readonly limit_price: Decimal;
  /** Remaining visible quantity. */
  readonly order_qty: Decimal;
  /** Kraken's time of the order, RFC 3339 with nanoseconds. */
  readonly timestamp: string;
}

interface Order {
  readonly id: string;
  readonly key: number;
  readonly price: number | bigint;
  qty: number | bigint;
  crc: number;
  length: number;
  timestamp: string;
}

interface Level {
  readonly key: number;
  readonly price: number | bigint;
  /** Oldest priority first. */
  readonly orders: Order[];
}

interface RawEvent {
  event: L3EventType;
  id: string;
  price: string;
  qty: string;
  timestamp: string;
}

const CHECKED = 10;

class L3Side {
  /** Best last. */
  levels: Level[] = [];
  readonly sign: 1 | -1;

  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  /** Index of the first level whose key is not below `key`. */
  indexOf(key: number): number {
    let [low, high] = [0, this.levels.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.levels[middle] as Level).key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * An order-by-order (L3) book that follows one symbol of the `level3` channel. Orders of a price stand in queue order.
 *
 * After a {@linkcode BookError} it shows nothing and ignores updates until the next snapshot.
 */
export class L3Book extends BookView {
  /** Price levels per side. */
  readonly depth: L3Depth;
  readonly #bids: L3Side = new L3Side(1);
  readonly #asks: L3Side = new L3Side(-1);
  readonly #orders: Map<string, Order> = new Map();
  readonly #scan: L3Scan = new L3Scan();
  readonly #fixed: boolean;
  #pricePrecision: number;
  #qtyPrecision: number;
  #verified = false;
  #timestamp = "";
  #state = START;
  #dirty = true;
  #messages = 0;
  #events = 0;
  #fallbacks = 0;

  /** An empty book that waits for a snapshot. */
  constructor(symbol: string, { depth = 10, pricePrecision, qtyPrecision }: L3BookOptions = {}) {
    super(symbol);
    if (!L3_DEPTHS.includes(depth)) {
      throw new RangeError(
        `A level3 book's 'depth' must be one of ${L3_DEPTHS.join(", ")}: current value is ${String(depth)}`,
      );
    }
    this.depth = depth;
    this.#fixed = pricePrecision !== undefined && qtyPrecision !== undefined;
    this.#pricePrecision = pricePrecision ?? -1;
    this.#qtyPrecision = qtyPrecision ?? -1;
  }

  /** Whether the last checksum matched. */
  get verified(): boolean {
    return this.#verified;
  }

  /** Kraken's time of the last message, or `""` when it had none. */
  get timestamp(): string {
    return this.#timestamp;
  }

  /** Messages and events applied, and how many messages the scanner left to the full parse. */
  get counters(): { readonly messages: number; readonly events: number; readonly fallbacks: number } {
    return { messages: this.#messages, events: this.#events, fallbacks: this.#fallbacks };
  }

  /** The checksum of the best ten levels as held. */
  get checksum(): number {
    return finish(this.#checksumState());
  }

  /** Price levels held on a side. */
  count(side: BookSide): number {
    return (side === "bid" ? this.#bids : this.#asks).levels.length;
  }

  /** Level `index` of a side, 0 being the best. */
  protected levelAt(side: BookSide, index: number): BookLevel {
    const { price, orders } = this.#level(side, index);
    const qty = orders.reduce((sum, order) => sum + BigInt(order.qty), 0n);
    return { price: unitsText(price, this.#pricePrecision), qty: unitsText(qty, this.#qtyPrecision) };
  }

  #level(side: BookSide, index: number): Level {
    const { levels } = side === "bid" ? this.#bids : this.#asks;
    return levels[levels.length - 1 - index] as Level;
  }

  /** The orders of a side, best price first and inside a price in queue order, of the best `levels` prices. @default {all} */
  orders(side: BookSide, levels: number = Infinity): L3Order[] {
    this.best();
    const shown: L3Order[] = [];
    for (let index = 0; index < Math.min(levels, this.count(side)); index++) {
      for (const order of this.#level(side, index).orders) shown.push(this.#show(order));
    }
    return shown;
  }

  /** One order by Kraken's id, with the size that stands before it at its price; missing when it is not in the book. */
  order(id: string): L3Order & { readonly ahead: Decimal } | undefined {
    this.best();
    const order = this.#orders.get(id);
    if (!order) return undefined;
    const side = order.key < 0 ? this.#asks : this.#bids;
    const { orders } = side.levels[side.indexOf(order.key)] as Level;
    const ahead = orders.slice(0, orders.indexOf(order)).reduce((sum, { qty }) => sum + BigInt(qty), 0n);
    return { ...this.#show(order), ahead: unitsText(ahead, this.#qtyPrecision) };
  }

  #show({ id, price, qty, timestamp }: Order): L3Order {
    return {
      order_id: id,
      limit_price: unitsText(price, this.#pricePrecision),
      order_qty: unitsText(qty, this.#qtyPrecision),
      timestamp,
    };
  }

  /** Forgets the state: the connection was lost, and a snapshot has to come first. */
  reset(): void {
    this.#verified = false;
    this.#bids.levels = [];
    this.#asks.levels = [];
    this.#orders.clear();
    this.#dirty = true;
  }

  /**
   * Applies a text frame of this symbol.
   *
   * @throws {BookError} when the checksum does not match, or the message is not a level3 message of this symbol.
   */
  update(text: string): Applied {
    const scan = this.#scan;
    if (
      this.#pricePrecision < 0 || this.#qtyPrecision < 0 ||
      !scan.read(text, this.symbol, this.#pricePrecision, this.#qtyPrecision)
    ) {
      this.#fallbacks++;
      this.#readSlowly(text);
    }
    if (scan.snapshot) this.reset();
    else if (!this.#verified) return "ignored";
    for (const event of scan.bids) this.#take(this.#bids, event);
    for (const event of scan.asks) this.#take(this.#asks, event);
    this.#truncate(this.#bids);
    this.#truncate(this.#asks);
    this.#timestamp = scan.timestamp;
    this.#messages++;
    this.#events += scan.bids.length + scan.asks.length;
    if (scan.checksum < 0) this.#fail("a message without checksum");
    const ours = finish(this.#checksumState());
    if (ours !== scan.checksum) this.#fail(`checksum ${scan.checksum} expected, ${ours} found`);
    this.#verified = true;
    return scan.snapshot ? "snapshot" : "update";
  }

  #take(side: L3Side, { event, id, price, qty, crc, length, timestamp }: L3Event): void {
    const known = this.#orders.get(id);
    if (event === "delete" || qty === 0) {
      if (known) this.#remove(known);
      return;
    }
    const key = Number(price) * side.sign;
    if (event === "modify" && known?.key === key) {
      // Same price: the order keeps its place in the queue.
      Object.assign(known, { qty, crc, length, timestamp });
      if (!this.#dirty) this.#dirty = side.levels.length - side.indexOf(key) <= CHECKED;
      return;
    }
    if (known) this.#remove(known);
    const at = side.indexOf(key);
    const order: Order = { id, key, price, qty, crc, length, timestamp };
    const level = side.levels[at];
    if (level?.key === key) {
      // Above 2 ** 53 units two prices may share one double. It has not been seen; if it happens the book must not guess.
      if (level.price !== price) this.#fail(`prices of ${price} and ${level.price} units are too long`);
      level.orders.push(order);
    } else side.levels.splice(at, 0, { key, price, orders: [order] });
    if (!this.#dirty) this.#dirty = side.levels.length - at <= CHECKED;
    this.#orders.set(id, order);
  }

  #remove(order: Order): void {
    this.#orders.delete(order.id);
    const side = order.key < 0 ? this.#asks : this.#bids;
    const at = side.indexOf(order.key);
    const { orders } = side.levels[at] as Level;
    if (!this.#dirty) this.#dirty = side.levels.length - at <= CHECKED;
    if (orders.length === 1) side.levels.splice(at, 1);
    else orders.splice(orders.indexOf(order), 1);
  }

  #truncate(side: L3Side): void {
    const extra = side.levels.length - this.depth;
    if (extra <= 0) return;
    for (const { orders } of side.levels.splice(0, extra)) for (const { id } of orders) this.#orders.delete(id);
  }

  #checksumState(): number {
    if (!this.#dirty) return this.#state;
    let state = START;
    for (const { levels } of [this.#asks, this.#bids]) {
      const last = Math.max(0, levels.length - CHECKED);
      for (let at = levels.length - 1; at >= last; at--) {
        for (const { crc, length } of (levels[at] as Level).orders) state = join(state, crc, length);
      }
    }
    this.#dirty = false;
    return this.#state = state;
  }

  #fail(what: string, cause?: unknown): never {
    this.#verified = false;
    throw new BookError(`Level 3 book of ${this.symbol}, depth ${this.depth}: ${what}`, {
      cause,
      advice: "Subscribe to this symbol again",
    });
  }

  #readSlowly(text: string): void {
    const scan = this.#scan;
    scan.clear();
    try {
      const message = parseSource(text);
      if (!isObject(message) || message.channel !== "level3" || !Array.isArray(message.data)) {
        throw new TypeError("this is no message of the level3 channel");
      }
      const [data, ...more] = message.data as unknown[];
      if (!isObject(data) || more.length > 0) throw new TypeError("'data' must have one element");
      if (data.symbol !== this.symbol) throw new TypeError(`the message is for ${String(data.symbol)}`);
      scan.snapshot = message.type === "snapshot";
      const [bids, asks] = [rawEvents(data.bids, scan.snapshot), rawEvents(data.asks, scan.snapshot)];
      if (!this.#fixed) this.#learnPrecision(scan.snapshot, [...bids, ...asks]);
      if (data.checksum !== undefined) scan.checksum = checksumOf(data.checksum);
      scan.timestamp = typeof data.timestamp === "string" ? data.timestamp : "";
      scan.bids = bids.map((raw) => this.#event(raw));
      scan.asks = asks.map((raw) => this.#event(raw));
    } catch (error) {
      this.#fail(`a message that cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
    }
  }

  #learnPrecision(snapshot: boolean, events: RawEvent[]): void {
    if (!snapshot && this.#pricePrecision < 0) return;
    let [price, qty] = [Math.max(0, this.#pricePrecision), Math.max(0, this.#qtyPrecision)];
    for (const event of events) {
      price = Math.max(price, decimalsIn(event.price));
      qty = Math.max(qty, decimalsIn(event.qty));
    }
    if (!snapshot && (price > this.#pricePrecision || qty > this.#qtyPrecision)) {
      throw new RangeError(`it has more decimals than the snapshot had: ${price} and ${qty}`);
    }
    [this.#pricePrecision, this.#qtyPrecision] = [price, qty];
  }

  #event({ event, id, price, qty, timestamp }: RawEvent): L3Event {
    if (this.#pricePrecision < 0) return { event, id, price: 0, qty: 0, crc: 0, length: 0, timestamp };
    const [priceDigits, qtyDigits] = [digitsOf(price, this.#pricePrecision), digitsOf(qty, this.#qtyPrecision)];
    return {
      event,
      id,
      price: narrow(priceDigits.units),
      qty: narrow(qtyDigits.units),
      ...tokenOf(priceDigits, qtyDigits),
      timestamp,
    };
  }
}

const narrow = (units: bigint) => units > Number.MAX_SAFE_INTEGER ? units : Number(units);

function rawEvents(value: unknown, snapshot: boolean): RawEvent[] {
  if (!Array.isArray(value)) throw new TypeError("'bids' and 'asks' must be arrays");
  return value.map((order: unknown) => {
    if (!isObject(order)) throw new TypeError("each order must be an object");
    const { order_id: id, limit_price: price, order_qty: qty, timestamp } = order;
    const event = snapshot ? "add" : order.event;
    if (event !== "add" && event !== "modify" && event !== "delete") {
      throw new TypeError(`'event' must be add, modify or delete: current value is ${String(event)}`);
    }
    if (typeof id !== "string" || typeof price !== "string" || typeof qty !== "string") {
      throw new TypeError("each order must have order_id, limit_price and order_qty");
    }
    return { event, id, price, qty, timestamp: typeof timestamp === "string" ? timestamp : "" };
  });
}
