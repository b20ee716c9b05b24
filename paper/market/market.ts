/** The simulated market of all pairs: the same seed and the same time give the same market. */

import type { Decimal } from "../../core/decimal.ts";
import { ASSETS, type PaperAsset } from "./assets.ts";
import { bookAt, type PaperBook } from "./book.ts";
import { assetById, findPair } from "./names.ts";
import { PairMarket, type TradePlace } from "./pair_market.ts";
import { PAIRS, type PaperPair } from "./pairs.ts";
import { type Quote, quoteAt } from "./quotes.ts";
import { extend, type KeyPart } from "./random.ts";
import { fixed, priceText, tickText, volumeText } from "./text.ts";
import { fromMilliseconds, nanoseconds } from "./time.ts";
import { AssetPath, type Regime } from "./value.ts";

/** One trade. */
export interface PaperTrade {
  /** Id, rising by one within the pair. */
  readonly id: number;
  /** Nanoseconds since 1970, rising within the pair. */
  readonly time: bigint;
  /** In the quote asset. */
  readonly price: Decimal;
  /** In the base asset. */
  readonly volume: Decimal;
  /** What the taker did. */
  readonly side: "buy" | "sell";
  /** The taker's order. */
  readonly type: "market" | "limit";
}

/** The market as a whole. Times are milliseconds since 1970 unless they are bigint nanoseconds. */
export class Market {
  /** What it was made from. */
  readonly seed: KeyPart;
  /** All assets. */
  readonly assets: readonly PaperAsset[] = ASSETS;
  /** All pairs. */
  readonly pairs: readonly PaperPair[] = PAIRS;
  readonly #key: number;
  readonly #paths = new Map<string, AssetPath>();
  readonly #markets = new Map<string, PairMarket>();

  /** Any number or text is a seed. */
  constructor(seed: KeyPart = 1) {
    this.seed = seed;
    this.#key = extend(0x4b52414b, String(seed));
  }

  /** The row of a pair in any spelling. @throws {RangeError} when there is none. */
  pair(name: string): PaperPair {
    const pair = findPair(name);
    if (pair) return pair;
    const known = PAIRS.map(({ symbol }) => symbol).join(", ");
    throw new RangeError(`The embedded exchange has no pair "${name}"; it has ${known}`);
  }

  /** The engine of a pair: whole ticks, units and hours. */
  of(pair: PaperPair | string): PairMarket {
    const row = typeof pair === "string" ? this.pair(pair) : pair;
    let market = this.#markets.get(row.id);
    if (!market) {
      market = new PairMarket(this.#key, row, this.#path(row.base), this.#path(row.quote));
      this.#markets.set(row.id, market);
    }
    return market;
  }

  /** Price of the last trade at or before a time; nothing before the first. */
  price(pair: PaperPair | string, ms: number): Decimal | undefined {
    const market = this.of(pair);
    const last = market.lastPlace(fromMilliseconds(ms));
    return last && tickText(market.pair, market.tradesOf(last.hour).price[last.index] ?? 0);
  }

  /** Best prices at a time. */
  quote(pair: PaperPair | string, ms: number): { bid: Decimal; ask: Decimal } {
    const market = this.of(pair);
    const { bid, ask }: Quote = quoteAt(market, fromMilliseconds(ms));
    return { bid: tickText(market.pair, bid), ask: tickText(market.pair, ask) };
  }

  /** The book at a time in ticks and units, at most `depth` levels a side. */
  book(pair: PaperPair | string, ms: number, depth: number = 100): PaperBook {
    return bookAt(this.of(pair), fromMilliseconds(ms), depth);
  }

  /** How the base asset behaves at a time. */
  regime(pair: PaperPair | string, ms: number): Regime {
    return this.of(pair).regime(fromMilliseconds(ms));
  }

  /** Worth of an asset in US dollars at a time: the path that prices come from, to eight decimals. */
  worth(asset: string, ms: number): Decimal {
    const day = Math.floor(ms / 86_400_000);
    const value = this.#path(assetById(asset).id).hours(day)[Math.floor(ms / 3_600_000) - day * 24] ?? 0;
    return fixed(Math.round(value * 1e8), 8);
  }

  /** The first trades after `after` up to and including `until` (nanoseconds), oldest first, at most `count`. */
  tradesAfter(pair: PaperPair | string, after: bigint, until: bigint, count: number): PaperTrade[] {
    const market = this.of(pair);
    const trades: PaperTrade[] = [];
    if (after >= until) return trades;
    for (let place = market.nextPlace(after); trades.length < count; place = market.after(place)) {
      const trade = tradeAt(market, place);
      if (trade.time > until) break;
      trades.push(trade);
    }
    return trades;
  }

  /** The last trades up to and including `until` (nanoseconds), oldest first, at most `count`. */
  lastTrades(pair: PaperPair | string, until: bigint, count: number): PaperTrade[] {
    const market = this.of(pair);
    const trades: PaperTrade[] = [];
    for (let place = market.lastPlace(until); place && trades.length < count; place = market.before(place)) {
      trades.push(tradeAt(market, place));
    }
    return trades.reverse();
  }

  #path(id: string): AssetPath {
    let path = this.#paths.get(id);
    if (!path) this.#paths.set(id, path = new AssetPath(this.#key, assetById(id)));
    return path;
  }
}

function tradeAt(market: PairMarket, place: TradePlace): PaperTrade {
  const trades = market.tradesOf(place.hour);
  return {
    id: market.idOf(place),
    time: nanoseconds(place.hour, trades.at[place.index] ?? 0),
    price: priceText(market.pair, trades.price[place.index] ?? 0),
    volume: volumeText(market.pair, trades.volume[place.index] ?? 0),
    side: trades.sold[place.index] === 1 ? "sell" : "buy",
    type: trades.limit[place.index] === 1 ? "limit" : "market",
  };
}
