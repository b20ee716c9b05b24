/** What an arriving order would take, worked out without taking it. */

import { bookAt, type Level } from "../market/book.ts";
import type { PairMarket } from "../market/pair_market.ts";
import { power } from "../accounts/money.ts";
import type { Part } from "./desk.ts";
import { isLimited, type Order } from "./order.ts";
import type { Queue } from "./queue.ts";
import type { Taken } from "./taken.ts";

/** What would happen. */
export interface Plan {
  /** What it would fill, best price first. */
  readonly parts: Part[];
  /** Sum of the parts. */
  volume: bigint;
  /** Displayed volume of the simulated market that it would take, in units of the lot. */
  readonly levels: { readonly level: Level; readonly volume: bigint }[];
  /** Resting orders of other accounts that it would fill. */
  readonly makers: { readonly order: Order; readonly volume: bigint }[];
  /** Resting orders of its own account that self-trade prevention would cancel. */
  readonly cancels: Order[];
  /** Whether self-trade prevention would cancel what is left of it. */
  self: boolean;
}

/** Where an order arrives. */
export interface Scene {
  readonly market: PairMarket;
  /** Resting orders of the other side. */
  readonly others: Queue;
  /** Displayed volume that is gone already. */
  readonly taken: Taken;
  readonly ns: bigint;
}

/** How far from the best price a market order goes, in percent: Kraken's price protection, whose figure varies by pair. */
const PROTECTION = 10;

/**
 * Walks the other side of the book: the simulated market's displayed levels and the orders of other accounts, best price
 * first, the simulated market first at equal prices. `most` bounds the volume (in quote for an order in quote).
 */
export function planOf(order: Order, most: bigint, { market, others, taken, ns }: Scene): Plan {
  const plan: Plan = { parts: [], volume: 0n, levels: [], makers: [], cancels: [], self: false };
  const side = order.side === "buy" ? "asks" : "bids";
  const scale = power(market.pair.lotDecimals - market.pair.volumeDecimals);
  let depth = 1;
  let levels = bookAt(market, ns, depth)[side];
  const bound = isLimited(order.kind)
    ? order.limit ?? 0
    : protectedPrice(order, levels[0]?.price ?? others.best?.limit);
  const within = (price: number) => order.side === "buy" ? price <= bound : price >= bound;
  // An order in quote counts down what it may spend, in units of price times volume.
  let left = order.inQuote ? most * power(market.pair.priceDecimals) : most;
  let [next, resting] = [0, 0];
  while (left > 0n) {
    if (next === levels.length && next === depth) {
      levels = bookAt(market, ns, depth = depth === 1 ? 25 : Infinity)[side];
    }
    const level = levels[next];
    const maker = others.orders[resting];
    const ours = maker !== undefined && (level === undefined || others.better(maker.limit ?? 0, level.price));
    const price = ours ? maker.limit ?? 0 : level?.price;
    if (price === undefined || !within(price)) break;
    const wanted = order.inQuote ? left / BigInt(price) : left;
    if (wanted === 0n) break;
    if (ours) {
      resting++;
      if (maker.owner === order.owner) {
        if (order.stp !== "cancel-newest") plan.cancels.push(maker);
        if (order.stp === "cancel-oldest") continue;
        plan.self = true;
        break;
      }
      // Behind the shown part of an iceberg stands the rest of it, which an arriving order reaches as well.
      const volume = least(wanted, maker.volume - maker.filled);
      plan.makers.push({ order: maker, volume });
      left -= take(plan, order, price, volume);
    } else if (level) {
      next++;
      const volume = least(wanted, BigInt(level.volume) * scale - taken.of(side, level));
      if (volume <= 0n) continue;
      plan.levels.push({ level, volume });
      left -= take(plan, order, price, volume);
    }
  }
  return plan;
}

function take(plan: Plan, { inQuote }: Order, price: number, volume: bigint): bigint {
  const last = plan.parts.at(-1);
  if (last?.price === price) plan.parts[plan.parts.length - 1] = { price, volume: last.volume + volume };
  else plan.parts.push({ price, volume });
  plan.volume += volume;
  return inQuote ? BigInt(price) * volume : volume;
}

function protectedPrice({ side }: Order, best: number = 0): number {
  return side === "buy" ? Math.floor(best * (100 + PROTECTION) / 100) : Math.ceil(best * (100 - PROTECTION) / 100);
}

const least = (a: bigint, b: bigint): bigint => a < b ? a : b;

/** Whether it would take anything, or meet an order of its own account. */
export function crosses({ parts, cancels, self }: Plan): boolean {
  return parts.length > 0 || cancels.length > 0 || self;
}
