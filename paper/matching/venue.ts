/**
 * The market place of one pair. It serves price first, then time.
 *
 * An arriving order takes what the simulated book displays and what other accounts have resting, best price first; what
 * was taken stays gone until the displayed level changes by itself. A resting order stands behind the volume that is
 * displayed at its price when it comes, and is filled by the simulated trades after it:
 *
 * - a trade beyond its price fills it wholly, at its own price: the market has passed it;
 * - a trade at its price, by a taker of the other side, first uses up the volume before it, then fills it as far as the
 *   trade's volume goes;
 * - a trade at its price by a taker of its own side fills it as far as the volume goes, without a queue: the seller there
 *   would have met it.
 *
 * The simulated market itself does not react: its public trades, ticker and book are the same with and without one's own
 * orders.
 */

import { volumeAt } from "../market/book.ts";
import type { PairMarket } from "../market/pair_market.ts";
import type { PaperPair } from "../market/pairs.ts";
import { power, smaller } from "../accounts/money.ts";
import { type Desk, type End, type Part, REASONS } from "./desk.ts";
import { away, isLimited, isWaiting, type Order, remaining } from "./order.ts";
import { crosses, type Plan, planOf } from "./plan.ts";
import { Queue } from "./queue.ts";
import { Taken } from "./taken.ts";
import { type Reach, Tape, type TapeTrade } from "./tape.ts";

/** What may change in an order that stands. */
export interface Changes {
  /** New volume. */
  readonly volume?: bigint | undefined;
  /** New shown volume. */
  readonly display?: bigint | undefined;
  /** New limit price. */
  readonly limit?: number | undefined;
  /** New trigger price. */
  readonly trigger?: number | undefined;
}

/** The market place of one pair. */
export class Venue {
  readonly pair: PaperPair;
  readonly market: PairMarket;
  readonly #desk: Desk;
  readonly #turn: () => number;
  readonly #buys = new Queue("buy");
  readonly #sells = new Queue("sell");
  readonly #waiting = new Set<Order>();
  readonly #taken = new Taken();
  // Scheduled starts and ends, soonest first.
  #timers: { readonly ns: bigint; readonly order: Order }[] = [];
  #tape: Tape | undefined;
  #reach: Reach | undefined;

  /** `turn` numbers what happens on the whole exchange. */
  constructor(market: PairMarket, desk: Desk, turn: () => number) {
    this.pair = market.pair;
    this.market = market;
    this.#desk = desk;
    this.#turn = turn;
  }

  /** When something happens next here by itself, up to a time. */
  next(until: bigint): bigint | undefined {
    const timer = this.#timer();
    const first = timer !== undefined && timer.ns <= until ? timer.ns : undefined;
    const trade = this.#tape?.next(this.#reached(), first ?? until);
    return trade?.ns ?? first;
  }

  /** Lets that happen. */
  step(until: bigint): void {
    const timer = this.#timer();
    const trade = this.#tape?.next(this.#reached(), timer !== undefined && timer.ns <= until ? timer.ns : until);
    if (trade) {
      this.#tape?.pass();
      this.#print(trade);
    } else if (timer) {
      this.#timers.shift();
      const { order, ns } = timer;
      if (order.state === "pending") this.#begin(order, ns);
      else this.end(order, "expired", ns);
    }
  }

  /** Price of the last trade, in ticks; 0 before the first. */
  last(ns: bigint): number {
    const place = this.market.lastPlace(ns);
    return place === undefined ? 0 : this.market.tradesOf(place.hour).price[place.index] ?? 0;
  }

  /** What an order would take if it came now. */
  plan(order: Order, ns: bigint): Plan {
    const others = order.side === "buy" ? this.#sells : this.#buys;
    return planOf(order, this.#desk.most(order), { market: this.market, others, taken: this.#taken, ns });
  }

  /** Takes an order in. `plan` saves working it out again when nothing has happened since. */
  place(order: Order, ns: bigint, plan?: Plan): void {
    order.seq = this.#turn();
    if (order.start > ns) this.#at(order.start, order);
    else this.#begin(order, ns, plan);
  }

  /** Ends an order early. */
  cancel(order: Order, ns: bigint, reason: string): void {
    this.end(order, "canceled", ns, reason);
  }

  /** Changes an order that stands; its fields are checked already. */
  amend(order: Order, { volume, display, limit, trigger }: Changes, ns: bigint): void {
    order.amended = true;
    order.touched = ns;
    if (display !== undefined) order.display = display;
    if (trigger !== undefined && order.trigger) order.trigger.price = trigger;
    this.#reach = undefined;
    if (volume !== undefined && volume <= order.filled) {
      order.volume = order.filled;
      return this.end(order, "canceled", ns, REASONS.qty);
    }
    const listed = order.state === "open" && !isWaiting(order);
    const grows = volume !== undefined && volume > order.volume;
    const moves = limit !== undefined && limit !== order.limit;
    if (listed && (grows || moves)) this.#unlist(order);
    if (volume !== undefined) order.volume = volume;
    if (limit !== undefined) order.limit = limit;
    if (order.shown > remaining(order)) order.shown = remaining(order);
    this.#desk.changed(order);
    if (!listed || !(grows || moves)) return;
    order.seq = this.#turn();
    if (moves) this.#enter(order, ns);
    else this.#rest(order, ns);
  }

  /** Whether an order would take at a price. */
  wouldTake(order: Order, limit: number, ns: bigint): boolean {
    return crosses(this.plan({ ...order, limit }, ns));
  }

  /** Ends an order, wherever it stands. */
  end(order: Order, state: End, ns: bigint, reason?: string): void {
    if (order.state !== "open" && order.state !== "pending") return;
    this.#unlist(order);
    order.state = state;
    order.ended = ns;
    order.reason = reason;
    this.#desk.ended(order);
  }

  #begin(order: Order, ns: bigint, plan?: Plan): void {
    order.state = "open";
    if (order.expire > 0n) this.#at(order.expire, order);
    const { trigger } = order;
    if (!trigger) return this.#enter(order, ns, plan);
    if (trigger.trail) {
      trigger.peak = this.last(ns);
      trigger.price = away(trigger.trail, trigger.peak);
    }
    this.#tape ??= new Tape(this.market, ns);
    this.#reach = undefined;
    this.#waiting.add(order);
  }

  /** An order meets the market. */
  #enter(order: Order, ns: bigint, known?: Plan): void {
    const plan = known ?? this.plan(order, ns);
    if (order.postOnly && crosses(plan)) return this.cancel(order, ns, REASONS.post);
    const most = this.#desk.most(order);
    if (order.reduceOnly && most === 0n) return this.cancel(order, ns, REASONS.position);
    if (order.tif === "FOK" && plan.volume < remaining(order)) return this.cancel(order, ns, REASONS.fok);
    for (const other of plan.cancels) this.cancel(other, ns, REASONS.self);
    const filled = plan.parts.length === 0 ? 0n : this.#desk.filled(order, plan.parts, ns, false);
    this.#carryOut(plan, order, filled, ns);
    if (filled < plan.volume) return this.cancel(order, ns, REASONS.funds);
    if (plan.self) return this.cancel(order, ns, REASONS.self);
    if (order.inQuote ? filled > 0n : remaining(order) === 0n) return this.end(order, "closed", ns);
    if (order.reduceOnly && filled === most) return this.cancel(order, ns, REASONS.position);
    if (!isLimited(order.kind)) return this.cancel(order, ns, REASONS.protection);
    if (order.tif === "IOC" || order.tif === "FOK") return this.cancel(order, ns, REASONS.ioc);
    this.#rest(order, ns);
  }

  /** The other side of what an arriving order filled. */
  #carryOut(plan: Plan, order: Order, filled: bigint, ns: bigint): void {
    const side = order.side === "buy" ? "asks" : "bids";
    let left = filled;
    for (const { level, volume } of plan.levels) {
      this.#taken.add(side, level, smaller(volume, left));
      left -= smaller(volume, left);
    }
    for (const { order: maker, volume } of plan.makers) {
      this.#fill(maker, smaller(volume, left), ns);
      left -= smaller(volume, left);
    }
  }

  /** An order waits in the queue. */
  #rest(order: Order, ns: bigint): void {
    const scale = power(this.pair.lotDecimals - this.pair.volumeDecimals);
    order.shown = order.display === undefined ? remaining(order) : smaller(order.display, remaining(order));
    order.ahead = BigInt(volumeAt(this.market, ns, order.side, order.limit ?? 0)) * scale;
    this.#tape ??= new Tape(this.market, ns);
    this.#reach = undefined;
    (order.side === "buy" ? this.#buys : this.#sells).add(order);
  }

  /** A trade of the simulated market passes by. */
  #print({ price, volume, sold, ns }: TapeTrade): void {
    const whole = BigInt(volume) * power(this.pair.lotDecimals - this.pair.volumeDecimals);
    for (const queue of [this.#buys, this.#sells]) {
      for (let best = queue.best; best && queue.better(best.limit ?? 0, price); best = queue.best) {
        this.#fill(best, remaining(best), ns);
      }
      this.#printAt(queue, price, whole, sold === (queue.side === "buy"), ns);
    }
    for (const order of [...this.#waiting]) if (isFired(order, price)) this.#fire(order, ns);
  }

  /** A trade at a price: who stands there is served in turn. */
  #printAt(queue: Queue, price: number, volume: bigint, queued: boolean, ns: bigint): void {
    if (queue.best?.limit !== price) return;
    let [left, passed] = [volume, 0n];
    const there = queue.orders.filter(({ limit }) => limit === price).map((order) => ({ order, seq: order.seq }));
    for (const { order } of there) {
      if (queued && order.ahead > passed) {
        const before = smaller(left, order.ahead - passed);
        passed += before;
        left -= before;
      }
      if (left === 0n) break;
      const part = smaller(left, order.shown);
      this.#fill(order, part, ns);
      left -= part;
    }
    for (const { order, seq } of there) {
      // One with a new number is an iceberg that queued anew, behind what stands there now.
      if (order.seq === seq) order.ahead = order.ahead > passed ? order.ahead - passed : 0n;
    }
  }

  /** A resting order fills, at its own price. */
  #fill(order: Order, volume: bigint, ns: bigint): void {
    if (volume === 0n) return;
    const most = this.#desk.most(order);
    const wanted = smaller(volume, most);
    const parts: Part[] = [{ price: order.limit ?? 0, volume: wanted }];
    const filled = wanted === 0n ? 0n : this.#desk.filled(order, parts, ns, true);
    if (order.state !== "open") return; // the fill shrank a position, and that ended it
    if (remaining(order) === 0n) return this.end(order, "closed", ns);
    if (filled < wanted) return this.cancel(order, ns, REASONS.funds);
    if (wanted < volume) return this.cancel(order, ns, REASONS.position);
    order.shown = order.shown > filled ? order.shown - filled : 0n;
    if (order.shown > 0n) return;
    // The next slice of an iceberg goes to the back of the queue.
    this.#unlist(order);
    order.seq = this.#turn();
    this.#rest(order, ns);
  }

  #fire(order: Order, ns: bigint): void {
    const { trigger } = order;
    if (!trigger || order.state !== "open") return;
    trigger.fired = ns;
    this.#unlist(order);
    if (trigger.limit) order.limit = Math.max(1, away(trigger.limit, trigger.price));
    order.seq = this.#turn();
    this.#enter(order, ns);
  }

  #unlist(order: Order): void {
    this.#waiting.delete(order);
    (order.side === "buy" ? this.#buys : this.#sells).remove(order);
    this.#reach = undefined;
    if (this.#waiting.size + this.#buys.orders.length + this.#sells.orders.length === 0) this.#tape = undefined;
  }

  #at(ns: bigint, order: Order): void {
    const at = this.#timers.findIndex((each) => each.ns > ns);
    this.#timers.splice(at < 0 ? this.#timers.length : at, 0, { ns, order });
  }

  /** The next timer of an order that is not over. */
  #timer(): { readonly ns: bigint; readonly order: Order } | undefined {
    let timer = this.#timers[0];
    while (timer && timer.order.state !== "open" && timer.order.state !== "pending") {
      this.#timers.shift();
      timer = this.#timers[0];
    }
    return timer;
  }

  /** Which prices matter to the orders that stand. */
  #reached(): Reach {
    if (this.#reach) return this.#reach;
    let low = this.#buys.best?.limit ?? -Infinity;
    let high = this.#sells.best?.limit ?? Infinity;
    for (const { trigger } of this.#waiting) {
      if (trigger?.trail) low = Infinity; // every trade may move it
      else if (trigger?.rising) high = Math.min(high, trigger.price);
      else if (trigger) low = Math.max(low, trigger.price);
    }
    return this.#reach = { low, high };
  }
}

/** Whether a price fires an order; a trailing one follows it first. */
function isFired({ trigger }: Order, price: number): boolean {
  if (!trigger) return false;
  if (trigger.trail && trigger.peak !== undefined) {
    const better = trigger.rising ? price < trigger.peak : price > trigger.peak;
    if (better) {
      trigger.peak = price;
      trigger.price = away(trigger.trail, price);
    }
  }
  return trigger.rising ? price >= trigger.price : price <= trigger.price;
}
