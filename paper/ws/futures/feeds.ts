/** The public feeds of Futures v1. */

import type { MarketTicker } from "../../../futures/market/tickers.ts";
import type { Contract } from "../../futures/contracts/contracts.ts";
import type { Engine } from "../../futures/engine/engine.ts";
import { json, jsonPrice, RATE } from "../../futures/money.ts";
import { tradeUuid } from "../../futures/uids.ts";
import { marketTicker } from "../../futures/rest/public/tickers.ts";
import { changesOf } from "../changes.ts";
import type { Topic } from "../hub.ts";
import type { Print, Row, Source } from "../source.ts";

/** Trades in a snapshot. */
const TRADES = 100;
const SECOND = 1_000_000_000n;
const DAY_MS = 86_400_000;

const ms = (ns: bigint) => Number(ns / 1_000_000n);
/** The shortest text of a number that has its digits. */
const short = (text: string) => text.includes(".") ? text.replace(/\.?0+$/, "") : text;

/** Trades: the newest hundred, newest first, then one by one. */
export function tradeFeed(source: Source, contract: Contract, engine: Engine, begin: bigint): Topic {
  const { key } = engine.market.of(contract);
  let reached = begin;
  const row = ({ id, time, price, size, side }: Print) =>
    `{"feed":"trade","product_id":"${source.symbol}","uid":"${
      tradeUuid(key, "trade", id)
    }","side":"${side}","type":"fill",` +
    `"seq":${id},"time":${ms(time)},"qty":${short(source.sizeText(size))},"price":${short(source.priceText(price))}}`;
  return {
    channel: "trade",
    symbol: source.symbol,
    snapshot: () => {
      const rows = source.lastTrades(reached, TRADES).toReversed().map(row).join(",");
      return [`{"feed":"trade_snapshot","product_id":"${source.symbol}","trades":[${rows}]}`];
    },
    step(to) {
      const prints = source.trades(reached, to);
      reached = to;
      return prints.map(row);
    },
  };
}

/** The whole book, then one level a message. `next` numbers them, on and on for each product. */
export function bookFeed(source: Source, begin: bigint, next: () => number, last: () => number): Topic {
  let time = begin;
  let state = source.book(begin, Infinity);
  const level = ({ price, size }: Pick<Row, "price" | "size">) =>
    `"price":${short(source.priceText(price))},"qty":${short(source.sizeText(size))}`;
  return {
    channel: "book",
    symbol: source.symbol,
    snapshot: () => {
      const side = (rows: readonly Row[]) => rows.map((row) => `{${level(row)}}`).join(",");
      return [
        `{"feed":"book_snapshot","product_id":"${source.symbol}","timestamp":${ms(time)},"seq":${last()},` +
        `"tickSize":null,"bids":[${side(state.bids)}],"asks":[${side(state.asks)}]}`,
      ];
    },
    step(to) {
      const before = state;
      state = source.book(to, Infinity);
      time = to;
      const told = (side: "buy" | "sell", changes: ReturnType<typeof changesOf>) =>
        changes.map((change) =>
          `{"feed":"book","product_id":"${source.symbol}","side":"${side}","seq":${next()},${level(change)},` +
          `"timestamp":${ms(to)}}`
        );
      // What is gone goes first on both sides, so that the book never crosses on the way.
      const [bids, asks] = [
        changesOf(before.bids, state.bids, Infinity, -1),
        changesOf(before.asks, state.asks, Infinity, 1),
      ];
      const gone = (changes: typeof bids) => changes.filter(({ size }) => size === 0);
      const set = (changes: typeof bids) => changes.filter(({ size }) => size > 0);
      return [
        ...told("buy", gone(bids)),
        ...told("sell", gone(asks)),
        ...told("buy", set(bids)),
        ...told("sell", set(asks)),
      ];
    },
  };
}

/** Ticker, whole or lite: at most once a second, when something in it has changed. */
export function tickerFeed(contract: Contract, engine: Engine, lite: boolean, begin: bigint): Topic {
  let reached = begin;
  let told = begin;
  const write = lite ? liteRow : fullRow;
  let last = "";
  // Its time alone is no news.
  const figures = (text: string) => text.replace(/"time":\d+,/, "");
  const message = () => JSON.stringify(write(marketTicker(engine, contract, reached), contract, engine, reached));
  return {
    channel: lite ? "ticker_lite" : "ticker",
    symbol: contract.symbol,
    snapshot: () => [message()],
    step(to) {
      reached = to;
      if (to - told < SECOND) return [];
      const text = message();
      if (figures(text) === last) return [];
      told = to;
      last = figures(text);
      return [text];
    },
  };
}

/** Days left to maturity, begun ones counted; 0 for a perpetual. */
function maturityOf({ perpetual, expiry }: Contract, now: number): { dtm: number; maturityTime: number } {
  return perpetual ? { dtm: 0, maturityTime: 0 } : { dtm: Math.ceil((expiry - now) / DAY_MS), maturityTime: expiry };
}

/** How far the mark price is above the index, in percent with one decimal. */
function premiumOf({ markPrice = 0, indexPrice = 0 }: MarketTicker): number {
  const [mark, index] = [Number(rawText(markPrice)), Number(rawText(indexPrice))];
  return index === 0 ? 0 : Math.round((mark - index) / index * 1000) / 10;
}

/** The digits of a number that JSON.stringify writes as it was made. */
function rawText(value: unknown): string {
  return JSON.stringify(value);
}

function liteRow(ticker: MarketTicker, contract: Contract, _engine: Engine, ns: bigint): Record<string, unknown> {
  return {
    feed: "ticker_lite",
    product_id: contract.symbol,
    bid: ticker.bid ?? 0,
    ask: ticker.ask ?? 0,
    change: ticker.change24h ?? 0,
    premium: premiumOf(ticker),
    volume: ticker.vol24h,
    tag: ticker.tag,
    pair: ticker.pair,
    ...maturityOf(contract, ms(ns)),
    volumeQuote: ticker.volumeQuote,
  };
}

function fullRow(ticker: MarketTicker, contract: Contract, engine: Engine, ns: bigint): Record<string, unknown> {
  const [lowest] = contract.family.levels;
  const index = engine.market.index(contract.underlying, ns);
  const hour = Number(ns / 3_600_000_000_000n);
  return {
    time: ms(ns),
    feed: "ticker",
    product_id: contract.symbol,
    bid: ticker.bid ?? 0,
    ask: ticker.ask ?? 0,
    bid_size: ticker.bidSize ?? 0,
    ask_size: ticker.askSize ?? 0,
    volume: ticker.vol24h,
    volumeQuote: ticker.volumeQuote,
    leverage: `${lowest ? 1_000_000n / lowest.im : 1n}x`,
    index: jsonPrice(index),
    premium: premiumOf(ticker),
    last: ticker.last ?? 0,
    change: ticker.change24h ?? 0,
    open: ticker.open24h ?? 0,
    high: ticker.high24h ?? 0,
    low: ticker.low24h ?? 0,
    suspended: ticker.suspended,
    tag: ticker.tag,
    pair: ticker.pair,
    openInterest: ticker.openInterest,
    markPrice: ticker.markPrice,
    ...maturityOf(contract, ms(ns)),
    post_only: ticker.postOnly,
    ...(contract.perpetual ? fundingOf(ticker, contract, engine, hour) : {}),
  };
}

function fundingOf(ticker: MarketTicker, contract: Contract, engine: Engine, hour: number): Record<string, unknown> {
  const relative = (at: number) => json(engine.market.relative(contract, at), RATE);
  return {
    funding_rate: ticker.fundingRate,
    funding_rate_prediction: ticker.fundingRatePrediction,
    relative_funding_rate: relative(hour),
    relative_funding_rate_prediction: relative(hour + 1),
    next_funding_rate_time: (hour + 1) * 3_600_000,
  };
}
