/** What one can ask of any order book. Prices and sizes are exact decimal text; averages and ratios are numbers. */

import { compareDecimals, type Decimal, decimalsOf, fromUnits, units } from "../../core/decimal.ts";
import { BookError } from "../../core/errors.ts";

/** A price and what rests there. */
export interface BookLevel {
  /** Price, in quote currency. */
  readonly price: Decimal;
  /** Total resting size, in base units or contracts. */
  readonly qty: Decimal;
}

/** The two best levels. */
export interface Best {
  /** Highest bid; missing when nobody bids. */
  readonly bid: BookLevel | undefined;
  /** Lowest ask; missing when nobody asks. */
  readonly ask: BookLevel | undefined;
}

/** What taking a size from the book would do. */
export interface Take {
  /** Size that the book can fill, at most what was asked for. */
  readonly filled: Decimal;
  /** Exact sum of price × size over the levels taken, in quote currency, fees excluded. */
  readonly total: Decimal;
  /** `total / filled`, a rounded number; `NaN` when nothing could be filled. */
  readonly average: number;
  /** Price of the last level taken; missing when nothing could be filled. */
  readonly worst: Decimal | undefined;
  /** How many levels were touched. */
  readonly levels: number;
  /** Whether the whole size was there. */
  readonly complete: boolean;
}

/** What rests between the best price and a limit. */
export interface Depth {
  /** Sum of sizes. */
  readonly qty: Decimal;
  /** Exact sum of price × size. */
  readonly total: Decimal;
  /** How many levels. */
  readonly levels: number;
}

/** A book as columns: bids best first, then asks best first. */
export interface BookColumns {
  /** `"bid"` or `"ask"` of each row. */
  readonly side: string[];
  /** Prices as numbers. */
  readonly price: Float64Array;
  /** Sizes as numbers. */
  readonly qty: Float64Array;
  /** Sizes summed from the best price outwards, as numbers. */
  readonly cumulative: Float64Array;
  /** Prices, exact. */
  readonly priceText: Decimal[];
  /** Sizes, exact. */
  readonly qtyText: Decimal[];
}

/** A side of a book. */
export type BookSide = "bid" | "ask";

/** Queries of a book; every one throws a {@linkcode BookError} while the book is not verified. */
export abstract class BookView {
  /** `BTC/USD`, `PF_XBTUSD`. */
  readonly symbol: string;
  #abandoned: { readonly cause: unknown } | undefined;

  /** A book of one market. */
  constructor(symbol: string) {
    this.symbol = symbol;
  }

  /** Whether the state is known to be Kraken's. When false, every query throws. */
  abstract readonly verified: boolean;
  /** Kraken's time of the last message as it was sent, or `""`. */
  abstract readonly timestamp: string;
  /** Levels held on a side; unlike the queries it never throws. */
  abstract count(side: BookSide): number;
  /** Level `index` of a side, 0 being the best. The caller has checked bounds and state. */
  protected abstract levelAt(side: BookSide, index: number): BookLevel;

  /** Tells that nobody feeds this book any more, and why; a stream of books does so when it ends. Queries say it from then on. */
  abandon(cause?: unknown): void {
    this.#abandoned = { cause };
  }

  #check(): void {
    if (this.verified) return;
    if (this.#abandoned) {
      const { cause } = this.#abandoned;
      const why = cause === undefined ? "its stream was left" : cause instanceof Error ? cause.message : String(cause);
      throw new BookError(`The book of ${this.symbol} is not followed any more: ${why}`, { cause });
    }
    throw new BookError(`The book of ${this.symbol} is not verified at the moment`, {
      advice: "Wait for its next snapshot",
    });
  }

  #level(side: BookSide, index: number): BookLevel | undefined {
    return index < this.count(side) ? this.levelAt(side, index) : undefined;
  }

  #levels(side: BookSide, count: number): BookLevel[] {
    this.#check();
    if (!(count >= 0)) throw new RangeError(`'count' must be zero or more: current value is ${count}`);
    return Array.from({ length: Math.min(count, this.count(side)) }, (_, index) => this.levelAt(side, index));
  }

  /** Bids, highest first. @default {all} */
  bids(count: number = Infinity): BookLevel[] {
    return this.#levels("bid", count);
  }

  /** Asks, lowest first. @default {all} */
  asks(count: number = Infinity): BookLevel[] {
    return this.#levels("ask", count);
  }

  /** Best bid and best ask. */
  best(): Best {
    this.#check();
    return { bid: this.#level("bid", 0), ask: this.#level("ask", 0) };
  }

  /** Whether the best bid is at or above the best ask, which a healthy book never shows. */
  isCrossed(): boolean {
    this.#check();
    const [spread] = this.#spread() ?? [1n];
    return spread <= 0n;
  }

  #spread(): [spread: bigint, sum: bigint, decimals: number] | undefined {
    const { bid, ask } = this.best();
    if (!bid || !ask) return undefined;
    const decimals = Math.max(decimalsOf(bid.price), decimalsOf(ask.price));
    const [low, high] = [units(bid.price, decimals), units(ask.price, decimals)];
    return [high - low, high + low, decimals];
  }

  /** Best ask minus best bid, exact; missing when a side is empty. */
  spread(): Decimal | undefined {
    const found = this.#spread();
    return found && fromUnits(found[0], found[2]);
  }

  /** Half-way between best bid and best ask, exact, with one decimal more than the prices; missing when a side is empty. */
  mid(): Decimal | undefined {
    const found = this.#spread();
    return found && fromUnits(found[1] * 5n, found[2] + 1);
  }

  /** Mid weighted by the size on the opposite side: nearer to the price that is about to give way. Missing when a side is empty. */
  microprice(): number | undefined {
    const { bid, ask } = this.best();
    if (!bid || !ask) return undefined;
    const [bidQty, askQty] = [Number(bid.qty), Number(ask.qty)];
    return (Number(bid.price) * askQty + Number(ask.price) * bidQty) / (bidQty + askQty);
  }

  /** `(bids − asks) / (bids + asks)` of the sizes in the best `levels` of each side: −1 to 1, 0 when empty. @default {10} */
  imbalance(levels: number = 10): number {
    const sum = (side: BookLevel[]) => side.reduce((total, { qty }) => total + Number(qty), 0);
    const [bids, asks] = [sum(this.bids(levels)), sum(this.asks(levels))];
    return bids + asks === 0 ? 0 : (bids - asks) / (bids + asks);
  }

  /** What buying `qty` at once would take from the asks. Base units or contracts; fees and hidden orders are not in it. */
  cost(qty: Decimal): Take {
    return this.#take("ask", qty);
  }

  /** What selling `qty` at once would take from the bids. */
  proceeds(qty: Decimal): Take {
    return this.#take("bid", qty);
  }

  #take(side: BookSide, qty: Decimal): Take {
    this.#check();
    if (typeof qty !== "string") {
      throw new TypeError(`'qty' must be decimal text such as "0.125": current value is ${String(qty)}`);
    }
    const levels = side === "ask" ? this.asks() : this.bids();
    const qtyDecimals = levels.reduce((most, level) => Math.max(most, decimalsOf(level.qty)), decimalsOf(qty));
    const priceDecimals = levels.reduce((most, level) => Math.max(most, decimalsOf(level.price)), 0);
    const wanted = units(qty, qtyDecimals);
    if (wanted <= 0n) throw new RangeError(`'qty' must be above zero: current value is "${qty}"`);
    let [left, total, used, worst]: [bigint, bigint, number, Decimal | undefined] = [wanted, 0n, 0, undefined];
    for (const level of levels) {
      if (left === 0n) break;
      const there = units(level.qty, qtyDecimals);
      const taken = there < left ? there : left;
      total += taken * units(level.price, priceDecimals);
      left -= taken;
      used++;
      worst = level.price;
    }
    const filled = fromUnits(wanted - left, qtyDecimals);
    const cost = fromUnits(total, qtyDecimals + priceDecimals);
    return { filled, total: cost, average: Number(cost) / Number(filled), worst, levels: used, complete: left === 0n };
  }

  /** What rests on a side from its best price up to `price`, that one included. */
  depthTo(side: BookSide, price: Decimal): Depth {
    const levels = side === "ask" ? this.asks() : this.bids();
    const priceDecimals = levels.reduce((most, level) => Math.max(most, decimalsOf(level.price)), 0);
    const qtyDecimals = levels.reduce((most, level) => Math.max(most, decimalsOf(level.qty)), 0);
    let [qty, total, used] = [0n, 0n, 0];
    for (const level of levels) {
      const beyond = compareDecimals(level.price, price);
      if (side === "ask" ? beyond > 0 : beyond < 0) break;
      const there = units(level.qty, qtyDecimals);
      qty += there;
      total += there * units(level.price, priceDecimals);
      used++;
    }
    return { qty: fromUnits(qty, qtyDecimals), total: fromUnits(total, qtyDecimals + priceDecimals), levels: used };
  }

  /** The book as columns, for a frame or a depth chart; copied. */
  columns(): BookColumns {
    const [bids, asks] = [this.bids(), this.asks()];
    const rows = [...bids, ...asks];
    const cumulative = new Float64Array(rows.length);
    let sum = 0;
    rows.forEach(({ qty }, row) => cumulative[row] = sum = (row === bids.length ? 0 : sum) + Number(qty));
    return {
      side: rows.map((_, row) => row < bids.length ? "bid" : "ask"),
      price: Float64Array.from(rows, ({ price }) => Number(price)),
      qty: Float64Array.from(rows, ({ qty }) => Number(qty)),
      cumulative,
      priceText: rows.map(({ price }) => price),
      qtyText: rows.map(({ qty }) => qty),
    };
  }

  /** What `Deno.inspect` and notebooks show: the state in one line. */
  toString(): string {
    if (!this.verified) return `${this.constructor.name} ${this.symbol} (not verified)`;
    const { bid, ask } = this.best();
    const show = (level: BookLevel | undefined) => level ? `${level.price} × ${level.qty}` : "–";
    return `${this.constructor.name} ${this.symbol} bid ${show(bid)} ask ${show(ask)}`;
  }

  /** Shown by `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** Shown by Jupyter. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    if (!this.verified) return { "text/plain": this.toString() };
    const [bids, asks] = [this.bids(SHOWN), this.asks(SHOWN)];
    const cells = (level: BookLevel | undefined, side: BookSide) => {
      const pair = [level?.qty ?? "", level?.price ?? ""].map((text) => `<td style="text-align:right">${text}</td>`);
      return (side === "bid" ? pair : pair.reverse()).join("");
    };
    const rows = Array.from(
      { length: Math.max(bids.length, asks.length) },
      (_, row) => `<tr>${cells(bids[row], "bid")}${cells(asks[row], "ask")}</tr>`,
    );
    const head = ["bid size", "bid", "ask", "ask size"].map((name) => `<th>${name}</th>`).join("");
    const caption = `${this.symbol.replaceAll(/[<>&"]/g, "")} ${this.timestamp.replaceAll(/[<>&"]/g, "")}`;
    return {
      "text/plain": this.toString(),
      "text/html": `<table><caption>${caption}</caption><tr>${head}</tr>${rows.join("")}</table>`,
    };
  }
}

/** Levels of a side that a notebook shows. */
const SHOWN = 10;
