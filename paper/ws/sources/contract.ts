/** A contract as the sockets see it: the simulated market with what the exchange's own accounts have resting in it. */

import { fromUnits } from "../../../core/decimal.ts";
import { power } from "../../accounts/money.ts";
import type { Desk } from "../../futures/engine/desk.ts";
import { remaining, type Side } from "../../futures/engine/order.ts";
import { PRICE } from "../../futures/money.ts";
import type { TradePlace } from "../../market/pair_market.ts";
import { chance } from "../../market/random.ts";
import type { Print, Row, Source } from "../source.ts";

/** Decimals of a contract's tick, which need not be a power of ten: those of 0.5 are 1. */
export function tickDecimals(tick: bigint): number {
  let decimals = PRICE;
  for (let rest = tick; decimals > 0 && rest % 10n === 0n; rest /= 10n) decimals--;
  return decimals;
}

/** The source of a contract. Sizes are in steps. */
export function contractSource(desk: Desk): Source {
  const { contract, market } = desk;
  const decimals = tickDecimals(contract.tick);
  // The tick in units of the last decimal of a price.
  const unit = contract.tick / power(PRICE - decimals);
  const print = (place: TradePlace): Print => {
    const { price, size, sold } = market.tradesOf(place.hour);
    const id = market.idOf(place);
    return {
      id,
      time: market.spot.timeOf(place),
      price: price[place.index] ?? 0,
      size: size[place.index] ?? 0,
      side: sold[place.index] === 1 ? "sell" : "buy",
      type: chance(market.key ^ id) < 0.5 ? "limit" : "market",
    };
  };
  const following = (place: TradePlace): TradePlace | undefined => {
    const next = market.spot.after(place);
    return next.hour < market.endHour ? next : undefined;
  };
  return {
    symbol: contract.symbol,
    book: (ns, depth) => ({ bids: rowsOf(desk, ns, "buy", depth), asks: rowsOf(desk, ns, "sell", depth) }),
    trades(after, until) {
      const prints: Print[] = [];
      if (after >= until) return prints;
      for (let place = market.nextPlace(after); place; place = following(place)) {
        if (market.spot.timeOf(place) > until) break;
        prints.push(print(place));
      }
      return prints;
    },
    lastTrades(until, count) {
      const prints: Print[] = [];
      for (let place = market.lastPlace(until); place && prints.length < count; place = market.spot.before(place)) {
        if (place.hour < market.firstHour) break;
        prints.push(print(place));
      }
      return prints.reverse();
    },
    sums(from, to) {
      const { count, open, high, low, close, size } = market.sums(from, to);
      const average = size === 0 ? 0n : market.cost(from, to) * unit / BigInt(size);
      return { count, open, high, low, close, size, vwap: fromUnits(average, decimals) };
    },
    priceText: (ticks) => fromUnits(BigInt(ticks) * unit, decimals),
    sizeText: (units) => fromUnits(BigInt(units), contract.precision),
  };
}

/** Levels of a side with what rests there, best first. */
function rowsOf(desk: Desk, ns: bigint, side: Side, depth: number): Row[] {
  const rows: Row[] = [];
  const resting = new Map<number, number>();
  for (const order of desk[side]) {
    const price = order.limit ?? 0;
    resting.set(price, (resting.get(price) ?? 0) + Number(remaining(order)));
  }
  for (const { price, size } of desk.levels(ns, side)) {
    rows.push({ price, size: size + (resting.get(price) ?? 0) });
    resting.delete(price);
    // Own orders may stand before what was read so far, and only those.
    if (rows.length >= depth) break;
  }
  if (resting.size === 0) return rows;
  for (const [price, size] of resting) rows.push({ price, size });
  rows.sort((a, b) => side === "buy" ? b.price - a.price : a.price - b.price);
  return rows.slice(0, depth === Infinity ? undefined : depth);
}
