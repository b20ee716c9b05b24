/** A Spot pair as the sockets see it. */

import { bookAt } from "../../market/book.ts";
import { ordersOf } from "../../market/orders.ts";
import type { PairMarket, TradePlace } from "../../market/pair_market.ts";
import { fixed, vwapText } from "../../market/text.ts";
import { Glance, type Print, type Source } from "../source.ts";

/** The source of a pair. Sizes are in the units of the simulated volume. */
export function pairSource(market: PairMarket): Source {
  const { pair } = market;
  const glance = new Glance((ns, depth) => {
    const { bids, asks } = bookAt(market, ns, depth);
    const rows = (levels: typeof bids) =>
      levels.map(({ price, volume, time, orders }) => ({ price, size: volume, time, orders }));
    return { bids: rows(bids), asks: rows(asks) };
  });
  const print = (place: TradePlace): Print => {
    const { price, volume, sold, limit } = market.tradesOf(place.hour);
    return {
      id: market.idOf(place),
      time: market.timeOf(place),
      price: price[place.index] ?? 0,
      size: volume[place.index] ?? 0,
      side: sold[place.index] === 1 ? "sell" : "buy",
      type: limit[place.index] === 1 ? "limit" : "market",
    };
  };
  return {
    symbol: pair.symbol,
    book: (ns, depth) => glance.book(ns, depth),
    orders: (side, row) => ordersOf(market.key, side, row),
    trades(after, until) {
      const prints: Print[] = [];
      if (after >= until) return prints;
      for (let place = market.nextPlace(after);; place = market.after(place)) {
        if (market.timeOf(place) > until) return prints;
        prints.push(print(place));
      }
    },
    lastTrades(until, count) {
      const prints: Print[] = [];
      for (let place = market.lastPlace(until); place && prints.length < count; place = market.before(place)) {
        prints.push(print(place));
      }
      return prints.reverse();
    },
    sums(from, to) {
      const sums = market.summary(from, to);
      const { count, open, high, low, close, volume } = sums;
      return { count, open, high, low, close, size: volume, vwap: vwapText(pair, sums, pair.priceDecimals) };
    },
    priceText: (ticks) => fixed(ticks, pair.priceDecimals),
    sizeText: (units) => fixed(units, pair.volumeDecimals, pair.lotDecimals),
  };
}
