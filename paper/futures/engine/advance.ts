/**
 * Time passes: hour by hour what the simulated market does to resting orders, triggers and positions. Hours in which
 * nothing can happen are known from their highest and lowest prices, and their trades are never made.
 */

import type { Underlying } from "../contracts/table.ts";
import type { PairMarket, TradePlace } from "../../market/pair_market.ts";
import { HOUR_NS } from "../../market/time.ts";
import { lifted } from "../market/premium.ts";
import { indexOf } from "../market/futures_market.ts";
import { book, bookFunding } from "./booking.ts";
import type { Desk } from "./desk.ts";
import { cancel } from "./ending.ts";
import type { Engine } from "./engine.ts";
import { fill } from "./fill.ts";
import { supervise } from "./liquidation.ts";
import { coinState, flexState, type Prices } from "./margin.ts";
import type { FuturesAccount } from "../account.ts";
import { fillable, type FuturesOrder, isWithin, remaining } from "./order.ts";
import { cancelAll } from "./orders.ts";
import { fires, fireTriggers, follow, trailed, watchedBy } from "./triggers.ts";

const HOUR = BigInt(HOUR_NS);

/** Lets everything happen up to a moment (nanoseconds). */
export function advance(engine: Engine, until: bigint): void {
  while (engine.ns < until) {
    if (isIdle(engine)) {
      engine.ns = until;
      return;
    }
    const hour = (engine.ns / HOUR + 1n) * HOUR;
    const deadline = firstDeadline(engine);
    let end = hour < until ? hour : until;
    if (deadline !== undefined && deadline < end) end = deadline > engine.ns ? deadline : engine.ns;
    passTrades(engine, end);
    engine.ns = end;
    switchDeadMen(engine);
    if (end === hour) turnHour(engine);
  }
}

function isIdle(engine: Engine): boolean {
  return engine.accounts.every((account) =>
    account.positions.size + account.orders.size === 0 && account.deadline === undefined
  );
}

function firstDeadline(engine: Engine): bigint | undefined {
  const times = engine.accounts.flatMap(({ deadline }) => deadline === undefined ? [] : [deadline]);
  return times.length === 0 ? undefined : BigInt(Math.min(...times)) * 1_000_000n;
}

function switchDeadMen(engine: Engine): void {
  for (const account of engine.accounts) {
    if (account.deadline === undefined || account.deadline > engine.ms) continue;
    account.deadline = undefined;
    cancelAll(engine, account, "dead_man_switch");
  }
}

/** A full hour: funding is booked, dated contracts settle, and the new premium may fire or liquidate. */
function turnHour(engine: Engine): void {
  const ms = engine.ms;
  for (const account of engine.accounts) {
    for (const position of [...account.positions.values()]) {
      if (position.contract.perpetual) bookFunding(engine, account, position, ms);
    }
  }
  for (const desk of engine.desks.values()) if (desk.contract.expiry <= ms) settle(engine, desk);
  for (const desk of engine.desks.values()) fireTriggers(engine, desk);
  for (const account of engine.accounts) {
    if (account.positions.size + account.orders.size > 0) supervise(engine, account);
  }
}

/** End of a dated contract: orders are cancelled, positions closed at the settlement price for the taker's fee. */
function settle(engine: Engine, desk: Desk): void {
  const { contract } = desk;
  for (const order of [...desk.buy, ...desk.sell, ...desk.waiting]) {
    cancel(engine, order, "contract_expired", engine.ms);
  }
  const price = engine.market.settlement(contract);
  for (const account of engine.accounts) {
    const position = account.positions.get(contract.symbol);
    if (!position) continue;
    const [size, ms] = [-position.size, engine.ms];
    book(engine, account, {
      contract,
      size,
      price,
      ms,
      execution: undefined,
      fee: "taker",
      info: "settlement",
      trade: undefined,
    });
  }
}

/** A trade of the Spot market that all contracts on a coin follow. */
interface Tick {
  readonly ns: bigint;
  readonly underlying: Underlying;
  readonly market: PairMarket;
  place: TradePlace;
}

/** What can happen in a stretch of time within one hour. */
interface Watch {
  readonly desks: readonly Desk[];
  readonly accounts: readonly FuturesAccount[];
}

function passTrades(engine: Engine, end: bigint): void {
  const begin = engine.ns;
  const watch = watchOf(engine, begin, end);
  if (watch.desks.length + watch.accounts.length === 0) return;
  const ticks = ticksOf(engine, watch, begin);
  for (;;) {
    let next: Tick | undefined;
    for (const tick of ticks) if (!next || tick.ns < next.ns) next = tick;
    if (!next || next.ns > end) return;
    engine.ns = next.ns;
    onTrade(engine, watch, next);
    ticks.splice(ticks.indexOf(next), 1, following(next));
  }
}

function following({ market, underlying, place }: Tick): Tick {
  const after = market.after(place);
  return { market, underlying, place: after, ns: market.timeOf(after) };
}

function ticksOf(engine: Engine, { desks, accounts }: Watch, begin: bigint): Tick[] {
  const underlyings = new Set(desks.map(({ contract }) => contract.underlying));
  for (const account of accounts) {
    for (const { contract } of account.positions.values()) underlyings.add(contract.underlying);
  }
  return [...underlyings].map((underlying) => {
    const market = engine.market.spot.of(underlying.pair);
    const place = market.nextPlace(begin);
    return { market, underlying, place, ns: market.timeOf(place) };
  });
}

/** Which desks and accounts have to be looked at trade by trade. */
function watchOf(engine: Engine, begin: bigint, end: bigint): Watch {
  const hour = Number(begin / HOUR);
  const ranges = new Map<Underlying, readonly [low: bigint, high: bigint]>();
  const range = (underlying: Underlying) => {
    let known = ranges.get(underlying);
    if (!known) {
      const market = engine.market.spot.of(underlying.pair);
      const value = engine.market.index(underlying, begin);
      const sums = market.summary(begin, end);
      const [low, high] = [indexOf(market, sums.low), indexOf(market, sums.high)];
      known = sums.count === 0 ? [value, value] : [low < value ? low : value, high > value ? high : value];
      ranges.set(underlying, known);
    }
    return known;
  };
  const desks = [...engine.desks.values()].filter((desk) => !desk.idle && isReached(engine, desk, begin, end, range));
  const accounts = engine.accounts.filter((account) => {
    if (account.positions.size + account.orders.size === 0) return false;
    return isEndangered(account, supposed(engine, end, hour, range));
  });
  return { desks, accounts };
}

type Range = (underlying: Underlying) => readonly [low: bigint, high: bigint];

/** Whether anything on a desk can be filled or fire; trailing stops that cannot are moved on. */
function isReached(engine: Engine, desk: Desk, begin: bigint, end: bigint, range: Range): boolean {
  const sums = desk.market.sums(begin, end);
  const { buy, sell, waiting, contract, market } = desk;
  if (sums.count > 0) {
    if (sums.low <= (buy[0]?.limit ?? -1) || sums.high >= (sell[0]?.limit ?? Infinity)) return true;
  }
  const [lowest, highest] = range(contract.underlying);
  const premium = market.premium(Number(begin / HOUR));
  for (const order of waiting) {
    const { trigger } = order;
    if (!trigger) continue;
    const now = watchedBy(engine, order, begin);
    let [low, high] = [lowest, highest];
    if (trigger.signal === "mark") [low, high] = [lifted(lowest, premium), lifted(highest, premium)];
    if (trigger.signal === "last") {
      const traded = sums.count > 0
        ? [BigInt(sums.low) * contract.tick, BigInt(sums.high) * contract.tick]
        : [now, now];
      [low = now, high = now] = traded;
    }
    // A trailing stop may first follow the best price and then fall back as far as the worst.
    const price = trigger.trail ? trailed(trigger.above, trigger.trail, trigger.above ? low : high) : trigger.price;
    const nearest = trigger.above
      ? price < trigger.price ? price : trigger.price
      : price > trigger.price
      ? price
      : trigger.price;
    if (fires({ ...trigger, price: nearest }, trigger.above ? high : low)) return true;
    follow(trigger, trigger.above ? low : high);
  }
  return false;
}

/** Prices as bad as they can be for each position in a stretch of time. */
function supposed(engine: Engine, end: bigint, hour: number, range: Range): Prices {
  const prices = engine.prices(end - 1n);
  return {
    ...prices,
    mark(contract, size) {
      const [low, high] = range(contract.underlying);
      return lifted(size > 0n ? low : high, engine.market.of(contract).premium(hour));
    },
    usd(currency) {
      const coin = engine.market.underlying(currency);
      return coin ? range(coin)[0] : prices.usd(currency);
    },
    rate: (contract) => engine.market.rate(contract, hour),
  };
}

/** Whether an account could come below its margins. */
function isEndangered(account: FuturesAccount, prices: Prices): boolean {
  const flex = flexState(account, prices);
  if (flex.equity < flex.initialWithOrders && account.orders.size > 0) return true;
  if (flex.cross.equity < flex.cross.maintenance) return true;
  if (flex.isolated.some(({ equity, maintenance }) => equity < maintenance)) return true;
  for (const wallet of account.wallets.keys()) {
    if (!wallet.startsWith("fi_")) continue;
    const { equity, initialWithOrders, maintenance } = coinState(account, wallet, prices);
    if (equity < maintenance || (equity < initialWithOrders && account.orders.size > 0)) return true;
  }
  return false;
}

function onTrade(engine: Engine, { desks, accounts }: Watch, { underlying, place, market }: Tick): void {
  const { sold, price: spotPrices } = market.tradesOf(place.hour);
  const isSold = sold[place.index] === 1;
  for (const desk of desks) {
    if (desk.contract.underlying !== underlying || place.hour < desk.market.firstHour) continue;
    const price = desk.market.ticks(spotPrices[place.index] ?? 1, place.hour);
    const size = desk.market.tradesOf(place.hour).size[place.index] ?? 0;
    for (const side of ["buy", "sell"] as const) touchResting(engine, desk, side, price, size, isSold);
    fireTriggers(engine, desk);
  }
  for (const account of accounts) supervise(engine, account);
}

/** A trade of the simulated market meets resting orders: those past its price are filled, those at it in their turn. */
function touchResting(
  engine: Engine,
  desk: Desk,
  side: "buy" | "sell",
  price: number,
  size: number,
  sold: boolean,
): void {
  let volume = size;
  for (const order of [...desk[side]]) {
    if (order.state !== "open") continue;
    const limit = order.limit ?? 0;
    if (!isWithin(side, price, limit)) return;
    if (price !== limit) {
      fillResting(engine, order, remaining(order));
    } else if (sold === (side === "buy")) {
      // At its own price an order waits until what stood before it is gone.
      const served = Math.min(volume, order.ahead);
      order.ahead -= served;
      volume -= served;
      if (volume <= 0) return;
      const part = BigInt(volume) < remaining(order) ? BigInt(volume) : remaining(order);
      volume -= Number(part);
      fillResting(engine, order, part);
    }
  }
}

function fillResting(engine: Engine, order: FuturesOrder, wanted: bigint): void {
  const most = fillable(order);
  const size = wanted < most ? wanted : most;
  if (size <= 0n) return;
  fill(engine, order, {
    price: order.limit ?? 0,
    size,
    ms: engine.ms,
    execution: engine.uuid(),
    type: "maker",
    makerDone: size === remaining(order),
  });
}
