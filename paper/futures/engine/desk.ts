/** The orders on one contract: what rests, what waits for its trigger, and what an incoming order would meet. */

import type { FuturesAccount } from "../account.ts";
import type { Contract } from "../contracts/contracts.ts";
import { type ContractLevel, levelsOf } from "../market/book.ts";
import type { ContractMarket } from "../market/contract_market.ts";
import { fillable, type FuturesOrder, isWaiting, isWithin, opposite, type Side, sign } from "./order.ts";

/** A part of what an order meets, at one price. */
export interface Part {
  /** Ticks. */
  readonly price: number;
  /** Steps. */
  readonly size: bigint;
  /** The order it meets; none for the simulated market. */
  readonly maker: FuturesOrder | undefined;
  /** The simulated level it is taken from. */
  readonly level: ContractLevel | undefined;
}

/** The orders of one contract. */
export class Desk {
  /** The contract. */
  readonly contract: Contract;
  /** Its simulated market. */
  readonly market: ContractMarket;
  /** Resting orders, best price first, then who came first. */
  readonly buy: FuturesOrder[] = [];
  readonly sell: FuturesOrder[] = [];
  /** Waiting triggers, oldest first. */
  readonly waiting: FuturesOrder[] = [];
  // What was taken from simulated levels, until they change.
  readonly #taken = new Map<number, number>();

  /** One for each contract that somebody trades. */
  constructor(market: ContractMarket) {
    this.market = market;
    this.contract = market.contract;
  }

  /** Whether nothing here can happen. */
  get idle(): boolean {
    return this.buy.length + this.sell.length + this.waiting.length === 0;
  }

  /** Puts an order in its place. */
  add(order: FuturesOrder): void {
    if (isWaiting(order)) {
      this.waiting.push(order);
      return;
    }
    const queue = this[order.side];
    const at = queue.findIndex((other) => isBefore(order, other));
    queue.splice(at < 0 ? queue.length : at, 0, order);
  }

  /** Takes an order out; harmless when it is not there. */
  remove(order: FuturesOrder): void {
    for (const queue of [this.buy, this.sell, this.waiting]) {
      const at = queue.indexOf(order);
      if (at >= 0) queue.splice(at, 1);
    }
  }

  /** Levels of the simulated market on one side, less what was taken, and none that a resting order would have met. */
  *levels(ns: bigint, side: Side): Generator<ContractLevel> {
    const facing = this[opposite(side)][0]?.limit;
    for (const level of levelsOf(this.market, ns, side)) {
      if (facing !== undefined && isWithin(opposite(side), level.price, facing)) continue;
      const size = level.size - (this.#taken.get(level.key) ?? 0);
      if (size > 0) yield { ...level, size };
    }
  }

  /** Best price of a side, resting orders included; nothing on an empty side. */
  best(ns: bigint, side: Side): number | undefined {
    const level = this.levels(ns, side).next().value?.price;
    const order = this[side][0]?.limit;
    if (level === undefined || order === undefined) return level ?? order;
    return isWithin(opposite(side), order, level) ? order : level;
  }

  /**
   * What an order of `side` would meet up to `limit`; at one price the simulated market comes first. Resting orders that
   * `skips` names are passed over. Reduce-only ones give no more than what is left of their position after the parts
   * before, which may be nothing.
   */
  *plan(
    ns: bigint,
    side: Side,
    limit: number,
    size: bigint,
    skips: (maker: FuturesOrder) => boolean = () => false,
  ): Generator<Part> {
    const facing = opposite(side);
    const levels = this.levels(ns, facing);
    const orders = this[facing].values();
    let level = levels.next();
    let order = orders.next();
    const positions = new Map<FuturesAccount, bigint>();
    const heldBy = (account: FuturesAccount) =>
      positions.get(account) ?? account.positions.get(this.contract.symbol)?.size ?? 0n;
    let left = size;
    while (left > 0n) {
      const fromLevel = level.done ? undefined : level.value.price;
      const fromOrder = order.done ? undefined : order.value.limit;
      const useLevel = fromLevel !== undefined && (fromOrder === undefined || isWithin(side, fromLevel, fromOrder));
      const price = useLevel ? fromLevel : fromOrder;
      if (price === undefined || !isWithin(side, price, limit)) return;
      if (useLevel) {
        const offered = BigInt(level.value?.size ?? 0);
        const part = offered < left ? offered : left;
        left -= part;
        yield { price, size: part, maker: undefined, level: level.value ?? undefined };
        level = levels.next();
        continue;
      }
      const maker = order.value;
      order = orders.next();
      if (maker === undefined || skips(maker)) continue;
      const held = heldBy(maker.account);
      const offered = fillable(maker, held);
      if (offered === 0n) continue;
      const part = offered < left ? offered : left;
      left -= part;
      positions.set(maker.account, held + sign(maker.side) * part);
      yield { price, size: part, maker, level: undefined };
    }
  }

  /** Remembers what was taken from a simulated level. */
  take({ key }: ContractLevel, size: bigint): void {
    if (this.#taken.size > 5000) this.#taken.clear();
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + Number(size));
  }
}

/** Whether an order is served before another of the same side. */
function isBefore(a: FuturesOrder, b: FuturesOrder): boolean {
  const [left, right] = [a.limit ?? 0, b.limit ?? 0];
  if (left !== right) return a.side === "buy" ? left > right : left < right;
  return a.seq < b.seq;
}
