/** Earn: funds that work, and what they earn. Moves take a few seconds, rewards come every week. */

import type { EarnStrategy } from "../../spot/earn/strategies.ts";
import { Refusal } from "../rest/refusal.ts";
import type { Account } from "./account.ts";
import type { House } from "./house.ts";
import { assetDecimals, divided, power } from "./money.ts";
import { Sequence } from "./sequence.ts";
import { WORTH, worthOf } from "./worth.ts";

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
const WEEK = 7n * DAY;

/** How long a move is under way. */
const MOVE = 3n * SECOND;

/** A strategy; `rate` is what it earns a year, in ten-thousandths of a percent. */
export interface Strategy {
  readonly id: string;
  readonly asset: string;
  readonly rate: bigint;
  /** Time until funds are back, in days; 0 for at once. */
  readonly unbondingDays: number;
  readonly source: "staking" | "off_chain";
}

// Ids are the same on every exchange, whatever its seed.
const ids = new Sequence("earn strategies");
const strategy = (asset: string, percent: number, unbondingDays: number, source: Strategy["source"]): Strategy => ({
  id: ids.headed("ES"),
  asset,
  rate: BigInt(Math.round(percent * 10_000)),
  unbondingDays,
  source,
});

/** All strategies. */
export const STRATEGIES: readonly Strategy[] = [
  strategy("XXBT", 0.1, 0, "off_chain"),
  strategy("XETH", 2.5, 0, "staking"),
  strategy("XETH", 3.5, 9, "staking"),
  strategy("SOL", 5, 0, "staking"),
  strategy("SOL", 7, 3, "staking"),
  strategy("ADA", 2, 0, "staking"),
  strategy("USDC", 4, 0, "off_chain"),
  strategy("USDT", 3.5, 0, "off_chain"),
];

/** Least worth of a move, US dollars with eight decimals. */
const LEAST = power(WORTH - 2);

/** A move into or out of a strategy. */
interface Move {
  pending: boolean;
  readonly amount: bigint;
  readonly inwards: boolean;
  error: string | undefined;
}

/** Funds on their way out. */
export interface Unbonding {
  readonly amount: bigint;
  readonly begun: bigint;
  readonly ends: bigint;
}

/** Funds of one account in one strategy, in units of the asset. */
export interface Allocation {
  readonly strategy: Strategy;
  /** Fully at work. */
  amount: bigint;
  rewarded: bigint;
  since: bigint;
  unbonding: Unbonding[];
  /** The last move of each direction. */
  in: Move | undefined;
  out: Move | undefined;
  paying: boolean;
}

/** The book of Earn. */
export class EarnBook {
  readonly #house: House;
  readonly #allocations = new Map<Account, Map<Strategy, Allocation>>();

  constructor(house: House) {
    this.#house = house;
  }

  /** The strategy with an id. @throws {Refusal} */
  strategy(id: string): Strategy {
    const found = STRATEGIES.find((each) => each.id === id);
    if (!found) throw new Refusal("EGeneral:Invalid arguments:Invalid strategy ID");
    return found;
  }

  /** Funds of an account, one for each strategy it ever used. */
  allocations(account: Account): readonly Allocation[] {
    return [...this.#allocations.get(account)?.values() ?? []];
  }

  /** Funds of an account in one strategy. */
  allocation(account: Account, strategy: Strategy): Allocation {
    let all = this.#allocations.get(account);
    if (!all) this.#allocations.set(account, all = new Map());
    let found = all.get(strategy);
    if (!found) {
      found = {
        strategy,
        amount: 0n,
        rewarded: 0n,
        since: 0n,
        unbonding: [],
        in: undefined,
        out: undefined,
        paying: false,
      };
      all.set(strategy, found);
    }
    return found;
  }

  /** Begins a move; how it ends stands in {@linkcode status}. @throws {Refusal} */
  move(account: Account, strategy: Strategy, amount: bigint, inwards: boolean, ns: bigint): void {
    const allocation = this.allocation(account, strategy);
    const places = assetDecimals(strategy.asset);
    if (worthOf(this.#house.market, strategy.asset, amount, places, ns) < LEAST) {
      throw new Refusal("EEarnings:Below min:(De)allocation operation amount less than minimum");
    }
    if (allocation.in?.pending || allocation.out?.pending) {
      throw new Refusal("EEarnings:Busy:Another (de)allocation for the same strategy is in progress");
    }
    const move: Move = { pending: true, amount, inwards, error: undefined };
    allocation[inwards ? "in" : "out"] = move;
    this.#house.engine.alarm(ns + MOVE, (at) => {
      move.pending = false;
      if (inwards) this.#allocate(account, allocation, move, at);
      else this.#deallocate(account, allocation, move, at);
    });
  }

  /** How the last move of a direction is going; nothing without one. @throws {Refusal} when it failed. */
  status(account: Account, strategy: Strategy, inwards: boolean): { pending: boolean } | null {
    const move = this.allocation(account, strategy)[inwards ? "in" : "out"];
    if (!move) return null;
    if (move.error !== undefined) throw new Refusal(move.error);
    return { pending: move.pending };
  }

  #allocate(account: Account, allocation: Allocation, move: Move, ns: bigint): void {
    const { asset } = allocation.strategy;
    if (move.amount > account.available(asset)) return fail(move);
    this.#transfer(account, asset, `${asset}.B`, move.amount, ["spottostaking", "stakingfromspot"], ns);
    allocation.amount += move.amount;
    if (allocation.since === 0n) allocation.since = ns;
    if (allocation.paying) return;
    allocation.paying = true;
    this.#house.engine.alarm(ns + WEEK, (at) => this.#pay(account, allocation, at));
  }

  #deallocate(account: Account, allocation: Allocation, move: Move, ns: bigint): void {
    const { asset, unbondingDays } = allocation.strategy;
    if (move.amount > allocation.amount) return fail(move);
    allocation.amount -= move.amount;
    const back = (at: bigint) =>
      this.#transfer(account, `${asset}.B`, asset, move.amount, ["stakingtospot", "spotfromstaking"], at);
    if (unbondingDays === 0) return back(ns);
    const stage: Unbonding = { amount: move.amount, begun: ns, ends: ns + BigInt(unbondingDays) * DAY };
    allocation.unbonding.push(stage);
    this.#house.engine.alarm(stage.ends, (at) => {
      allocation.unbonding = allocation.unbonding.filter((each) => each !== stage);
      back(at);
    });
  }

  /** The reward of a week, which is put to work as well. */
  #pay(account: Account, allocation: Allocation, ns: bigint): void {
    const { strategy: { asset, rate } } = allocation;
    const reward = divided(allocation.amount * rate * 7n, 365n * 1_000_000n);
    if (reward > 0n) {
      const refid = this.#house.ids.headed("ST");
      account.post({ asset: `${asset}.B`, amount: reward, type: "staking", refid, ns });
      allocation.amount += reward;
      allocation.rewarded += reward;
    }
    allocation.paying = allocation.amount > 0n;
    if (allocation.paying) this.#house.engine.alarm(ns + WEEK, (at) => this.#pay(account, allocation, at));
  }

  #transfer(
    account: Account,
    from: string,
    to: string,
    amount: bigint,
    [out, into]: readonly [string, string],
    ns: bigint,
  ): void {
    const refid = this.#house.ids.headed("EL");
    account.post({ asset: from, amount: -amount, type: "transfer", subtype: out, refid, ns });
    account.post({ asset: to, amount, type: "transfer", subtype: into, refid, ns });
  }
}

function fail(move: Move): void {
  move.error = "EEarnings:Insufficient funds:Insufficient funds to complete the (de)allocation request";
}

/** A strategy as Earn/Strategies lists it; `name` is the asset's. */
export function strategyRow({ id, rate, unbondingDays, source }: Strategy, name: string): EarnStrategy {
  const percent = (Number(rate) / 10_000).toFixed(4);
  const week = Number(WEEK / SECOND);
  return {
    id,
    asset: name,
    asset_class: "currency",
    lock_type: unbondingDays === 0 ? { type: "instant", payout_frequency: week } : {
      type: "bonded",
      payout_frequency: week,
      bonding_period: 0,
      bonding_period_variable: false,
      bonding_rewards: false,
      unbonding_period: unbondingDays * 86_400,
      unbonding_period_variable: false,
      unbonding_rewards: false,
      exit_queue_period: 0,
    },
    apr_estimate: { low: percent, high: percent },
    user_min_allocation: "0.01",
    allocation_fee: "0.0000",
    deallocation_fee: "0.0000",
    auto_compound: { type: "enabled" },
    yield_source: { type: source },
    can_allocate: true,
    can_deallocate: true,
    allocation_restriction_info: [],
  };
}
