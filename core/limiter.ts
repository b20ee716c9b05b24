/** The rate budget: a model of Kraken's counters that is charged before each call, waited for, shown and corrected. */

import { shown } from "./codecs.ts";
import { duration, INSPECT, JUPYTER_DISPLAY } from "./display.ts";
import type { Pool } from "./endpoint.ts";
import { RateLimitError } from "./errors.ts";
import { type Counter, drainingCounter, windowCounter } from "./limiter_counters.ts";
import { Lane, steadyClock, type Weight } from "./limiter_lane.ts";
import { budgetHtml, budgetText, figure, nameOf } from "./limiter_show.ts";
import { ageCost, fixedCost, orderAges } from "./limiter_trading.ts";
import type {
  AcquireOptions,
  Budget,
  BudgetOptions,
  Charge,
  Correction,
  CounterState,
  Permit,
  Plan,
  PlannedCalls,
  Tier,
} from "./limiter_types.ts";
import { knownOptions, namesOf } from "./options.ts";
import { LONGEST_PAUSE_MS, systemClock } from "./retry.ts";

export { INSPECT, JUPYTER_DISPLAY, type MediaBundle } from "./display.ts";
export type { Pool } from "./endpoint.ts";
export { tradingCharge } from "./limiter_trading.ts";
export type { TradingAction, TradingCharge } from "./limiter_trading.ts";
export type * from "./limiter_types.ts";

type Figures = readonly [max: number, decayPerSecond: number];

// https://docs.kraken.com/api/docs/guides/spot-rest-ratelimits and …/spot-ratelimits, autumn 2026.
const TIERS: Readonly<Record<Tier, { readonly private: Figures; readonly trading: Figures }>> = {
  starter: { private: [15, 0.33], trading: [60, 1] },
  intermediate: { private: [20, 0.5], trading: [125, 2.34] },
  pro: { private: [20, 1], trading: [180, 3.75] },
};
// Kraken publishes no figures for public calls. One a second and pair is the customary pace; three at once is ours.
const PUBLIC: Figures = [3, 1];
const DERIVATIVES = [500, 10_000] as const;
const HISTORY: Figures = [100, 100 / 600];
const OPTIONS = namesOf<BudgetOptions>({ tier: true, limiter: true, now: true, pairName: true });
const MODES = ["wait", "throw", "none"] as const;
const POOLS: readonly Pool[] = ["public", "private", "trading", "derivatives", "history", "none"];
// "Going on while limited prolongs it": what Kraken refused is not tried again at once, whatever the model says.
const PAUSE_MS = 5_000;
const MAX_IDLE_LANES = 500;

type Where = Parameters<Budget["learn"]>[0];

/**
 * A rate budget. `k.budget` is one; show it to see its counters as bars.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createBudget } from "./limiter.ts";
 *
 * const budget = createBudget({ tier: "pro" });
 * await budget.acquire({ pool: "private", cost: 2, name: "Ledgers" });
 * assertEquals(budget.plan({ pool: "private", cost: 2, calls: 9 }).text, "9 calls, at once");
 * ```
 *
 * @throws {RangeError} for an unknown tier or limiter.
 * @throws {TypeError} for an option that does not exist.
 */
export function createBudget(options: BudgetOptions = {}): Budget {
  knownOptions("createBudget", options, OPTIONS);
  const { tier = "starter", limiter = "wait", now = Date.now, pairName = (pair) => pair } = options;
  if (!Object.hasOwn(TIERS, tier)) mustBeOneOf("tier", Object.keys(TIERS), tier);
  if (!MODES.includes(limiter)) mustBeOneOf("limiter", MODES, limiter);
  const lanes = new Map<string, Lane>();
  const orders = orderAges();
  const open = new WeakSet<Permit>();
  const clock = steadyClock(now);

  function laneOf(pool: Pool, key: string): Lane {
    const name = `${pool} ${key}`;
    let lane = lanes.get(name);
    if (lane) return lane;
    if (lanes.size >= MAX_IDLE_LANES) dropIdle();
    // Limits on public calls count for the whole address, so a new lane joins the pause of the others.
    const paused = pool === "public"
      ? Math.max(-Infinity, ...publicLanes().map((each) => each.pausedUntil))
      : -Infinity;
    lane = new Lane(pool, key, counterOf(pool, tier), clock, paused);
    lanes.set(name, lane);
    return lane;
  }

  function publicLanes(): Lane[] {
    return [...lanes.values()].filter(({ pool }) => pool === "public");
  }

  function dropIdle(): void {
    for (const [name, { waiting, pausedUntil, used }] of lanes) {
      if (waiting === 0 && pausedUntil <= clock.now() && used === 0) lanes.delete(name);
    }
  }

  /** The counter's key; `undefined` when nothing can be charged, as the pair of an order is not known. */
  function keyOf({ pool, key, orders: ids = [] }: Where): string | undefined {
    if (pool === "public") return key ?? "";
    if (pool !== "trading") return "";
    const pair = key || ids.map(orders.pair).find((noted) => noted !== undefined);
    return pair && pairName(pair);
  }

  function weigh({ cost, action, orders: ids = [], count = 1 }: Charge): Weight {
    if (action === undefined) return { fits: cost, adds: cost };
    const at = clock.now();
    const fixed = fixedCost(action, count);
    // An order never noted is taken for an old one: whoever places orders through this budget has them noted.
    const young = ids.reduce((sum, id) => sum + ageCost(action, orders.age(id, at) ?? Infinity), 0);
    // The engine looks at its counter when a request comes, adds the age part after, and never refuses a batch cancel.
    return { fits: action === "batchCancel" ? -Infinity : fixed, adds: fixed + young };
  }

  async function acquire(charge: Charge, { signal, sleep = systemClock.sleep }: AcquireOptions = {}): Promise<Permit> {
    signal?.throwIfAborted();
    check(charge);
    const { pool, name } = charge;
    const key = keyOf(charge);
    if (pool === "none" || key === undefined || (charge.action === undefined && charge.cost === 0)) {
      return { pool, key: key ?? "", cost: 0 };
    }
    const lane = laneOf(pool, key);
    const weight = weigh(charge);
    if (limiter !== "none") mustFit(lane, weight, name);
    const waitMs = lane.waitFor(weight);
    const fits = waitMs <= 0 && (lane.waiting === 0 || weight.fits === -Infinity || charge.urgent === true);
    if (limiter === "throw" && !fits) throw refusal(lane, charge, waitMs);
    // Counters are waited for as long as they take, since they are foreseeable; a long pause of Kraken's is not.
    const refuse = () => {
      const pausedMs = lane.pausedUntil - clock.now();
      return pausedMs > LONGEST_PAUSE_MS ? refusal(lane, charge, pausedMs) : undefined;
    };
    const refused = limiter === "wait" && !fits ? refuse() : undefined;
    if (refused) throw refused;
    // Taken before anything is awaited, so that calls made side by side see each other.
    const cost = fits || limiter === "none"
      ? lane.take(weight)
      : await lane.wait(() => weigh(charge), { sleep, signal, refuse, urgent: charge.urgent === true });
    const permit: Permit = { pool, key, cost };
    open.add(permit);
    return permit;
  }

  function refusal(lane: Lane, charge: Charge, retryAfterMs: number): RateLimitError {
    const state = `${nameOf(lane)} stands at ${figure(lane.used)} of ${figure(lane.counter.max)}`;
    const reason = lane.pausedUntil > clock.now()
      ? `Kraken has asked for a pause on ${nameOf(lane)}`
      : `${state} and this call adds ${figure(weigh(charge).adds)}`;
    return new RateLimitError(charge.name ?? `A call on ${nameOf(lane)}`, [`not sent, as ${reason}`], {
      retryAfterMs,
      advice: limiter === "wait"
        ? `It is over in ${duration(retryAfterMs)}, longer than is waited for without asking: try again then`
        : `It fits in ${duration(retryAfterMs)}; with limiter: "wait" it waits by itself`,
    });
  }

  function refund(permit: Permit): void {
    if (open.delete(permit)) lanes.get(`${permit.pool} ${permit.key}`)?.giveBack(permit.cost);
  }

  function learn(where: Where, said: RateLimitError | Correction): void {
    if (!POOLS.includes(where.pool)) mustBeOneOf("pool", POOLS, where.pool);
    if (said instanceof RateLimitError) return learnFromError(where, said);
    const key = keyOf(where);
    if (where.pool === "none" || key === undefined) return;
    for (const field of ["used", "max", "pausedUntil"] as const) {
      const value = said[field];
      if (value !== undefined && !(value >= 0 && value < Infinity)) {
        throw new RangeError(`'${field}' must be zero or more: current value is ${shown(value)}`);
      }
    }
    const lane = laneOf(where.pool, key);
    if (said.max !== undefined) lane.counter.max = said.max;
    if (said.used !== undefined) lane.correct(said.used);
    if (said.pausedUntil !== undefined) lane.pause(said.pausedUntil);
    lane.changed();
  }

  function learnFromError({ pool, key, orders: ids }: Where, { errors, retryAfterMs }: RateLimitError): void {
    const has = (pattern: RegExp) => errors.some((error) => pattern.test(error));
    // An order call has a counter of its own, and yet the gateway's limits on all private calls can stop it.
    const stopped: Pool = pool === "trading" && !has(/^EOrder:/) ? "private" : pool;
    const name = keyOf({ pool: stopped, key, orders: ids });
    // Open-order and position limits are no counters.
    if (stopped === "none" || name === undefined || (stopped === "trading" && !has(/Rate limit exceeded/))) return;
    const lane = laneOf(stopped, name);
    const until = Math.max(
      -Infinity,
      ...errors.map((error) => 1000 * Number(/Throttled:\s*(\d+)/.exec(error)?.[1] ?? -Infinity)),
    );
    // Throttled means too many at a time, which says nothing about the counter.
    if (until === -Infinity) lane.correct(Math.max(lane.used, lane.counter.max));
    // Trading goes on as soon as the engine's counter has decayed below its threshold.
    const pauseMs = retryAfterMs ?? (stopped === "trading" || until > -Infinity ? 0 : PAUSE_MS);
    const affected = stopped === "public" ? publicLanes() : [lane];
    for (const each of affected) each.pause(Math.max(clock.now() + pauseMs, until));
  }

  function counters(): CounterState[] {
    for (const pool of ["private", "derivatives", "history"] as const) laneOf(pool, "");
    const at = clock.now();
    const states = [...lanes.values()].map(({ pool, key, counter, waiting, pausedUntil }): CounterState => ({
      name: nameOf({ pool, key }),
      pool,
      key,
      used: counter.used(at),
      max: counter.max,
      decayPerSecond: counter.decayPerSecond,
      freeInMs: counter.freeIn(at),
      waiting,
      pausedForMs: Math.max(0, pausedUntil - at),
    }));
    return states
      .filter(({ key, used, waiting, pausedForMs }) => key === "" || used > 0 || waiting > 0 || pausedForMs > 0)
      .sort((a, b) => POOLS.indexOf(a.pool) - POOLS.indexOf(b.pool));
  }

  function plan(jobs: PlannedCalls | readonly PlannedCalls[]): Plan {
    const sums = new Map<Lane, { points: number; calls: number }>();
    let calls = 0;
    for (const job of [jobs].flat() as PlannedCalls[]) {
      check(job);
      if (!Number.isSafeInteger(job.calls) || job.calls < 0) {
        throw new RangeError(`'calls' must be a whole number of at least 0: current value is ${shown(job.calls)}`);
      }
      calls += job.calls;
      const key = keyOf(job);
      if (job.pool === "none" || key === undefined) continue;
      const lane = laneOf(job.pool, key);
      mustFit(lane, weigh(job), job.name);
      const sum = sums.get(lane) ?? { points: 0, calls: 0 };
      sums.set(lane, { points: sum.points + job.calls * weigh(job).adds, calls: sum.calls + job.calls });
    }
    const times = [...sums].map(([{ counter, ahead, pausedUntil }, { points, calls }]) => {
      if (points === 0) return 0;
      const each = points / calls;
      return Math.max(pausedUntil - clock.now(), counter.eta(calls + Math.ceil(ahead / each), each, clock.now()));
    });
    const durationMs = limiter === "none" ? 0 : Math.max(0, ...times);
    const count = `${calls.toLocaleString("en-US")} ${calls === 1 ? "call" : "calls"}`;
    return {
      calls,
      durationMs,
      text: durationMs === 0 ? `${count}, at once` : `${count}, at least ${duration(durationMs)}`,
    };
  }

  const heading = `rate budget: ${tier}, limiter "${limiter}"`;
  return {
    tier,
    limiter,
    acquire,
    refund,
    learn,
    noteOrder: (ids, { pair, at = clock.now() } = {}) => orders.note(ids, pair, at),
    noteClosed: orders.forget,
    counters,
    plan,
    [INSPECT]: () => budgetText(heading, counters()),
    [JUPYTER_DISPLAY]: () => ({
      "text/plain": budgetText(heading, counters()),
      "text/html": budgetHtml(heading, counters()),
    }),
  };
}

function counterOf(pool: Pool, tier: Tier): Counter {
  if (pool === "derivatives") return windowCounter(...DERIVATIVES);
  if (pool === "history") return drainingCounter(...HISTORY);
  return drainingCounter(...(pool === "public" ? PUBLIC : TIERS[tier][pool === "trading" ? "trading" : "private"]));
}

function mustFit(lane: Lane, { fits }: Weight, name: string = "This call"): void {
  if (fits <= lane.counter.max) return;
  throw new RangeError(
    `${name} costs ${figure(fits)} points, which never fit: ${nameOf(lane)} holds ${figure(lane.counter.max)}`,
  );
}

function check({ pool, cost, name }: Charge): void {
  if (!POOLS.includes(pool)) mustBeOneOf("pool", POOLS, pool);
  if (!(cost >= 0 && cost < Infinity)) {
    throw new RangeError(
      `'cost'${name ? ` of ${name}` : ""} must be zero or more points: current value is ${shown(cost)}`,
    );
  }
}

function mustBeOneOf(name: string, values: readonly string[], value: unknown): never {
  throw new RangeError(`'${name}' must be one of ${values.join(", ")}: current value is ${shown(value)}`);
}
