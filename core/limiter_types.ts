/** What the rate budget takes and gives. */

import type { INSPECT, JUPYTER_DISPLAY, MediaBundle } from "./display.ts";
import type { Pool } from "./endpoint.ts";
import type { RateLimitError } from "./errors.ts";
import type { TradingAction } from "./limiter_trading.ts";

/** Verification level of the account. */
export type Tier = "starter" | "intermediate" | "pro";

/** What happens when a call does not fit: it waits its turn, is refused, or goes out all the same (still counted). */
export type LimiterMode = "wait" | "throw" | "none";

/** What a call costs, and where. */
export interface Charge {
  /** The counter it draws on. */
  readonly pool: Pool;
  /** Points. With an {@linkcode Charge.action} they are worked out instead. */
  readonly cost: number;
  /** Which of several counters: of `public` the endpoint and pair, of `trading` the pair; else not read. */
  readonly key?: string | undefined;
  /** What is done to orders, for the trading counters, whose cost depends on the age of the orders. */
  readonly action?: TradingAction | undefined;
  /** Ids of the orders an action touches; see {@linkcode Budget.noteOrder}. */
  readonly orders?: readonly string[] | undefined;
  /** How many orders a batch adds. @default {1} */
  readonly count?: number | undefined;
  /** Name for messages, e.g. the endpoint's. */
  readonly name?: string | undefined;
  /** Goes ahead of calls that wait: cancels and the dead man's switch must not stand behind a ledger. @default {false} */
  readonly urgent?: boolean | undefined;
}

/** Points taken for one call; hand it to {@linkcode Budget.refund} when the request never left. */
export interface Permit {
  /** The counter charged. */
  readonly pool: Pool;
  /** Which of several. */
  readonly key: string;
  /** Points taken. */
  readonly cost: number;
}

/** Options of {@linkcode Budget.acquire}. */
export interface AcquireOptions {
  /** Aborting leaves the queue, rejecting with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Waits; rejects or resolves when its signal aborts. @default {a timer} */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** What the server said about a counter. */
export interface Correction {
  /** Points in use by its own account (the `ratecounter` of the executions channel). */
  used?: number | undefined;
  /** Its maximum (`maxratecount`). */
  max?: number | undefined;
  /** Nothing more before then, Unix milliseconds. */
  pausedUntil?: number | undefined;
}

/** One counter as it stands. */
export interface CounterState {
  /** `"private"`, `"trading BTC/USD"` … */
  readonly name: string;
  /** Its pool. */
  readonly pool: Pool;
  /** Which of several; empty where there is one. */
  readonly key: string;
  /** Points in use. */
  readonly used: number;
  /** Most points at a time. */
  readonly max: number;
  /** Points that come free in a second. */
  readonly decayPerSecond: number;
  /** Milliseconds until nothing is in use. */
  readonly freeInMs: number;
  /** Calls waiting for it. */
  readonly waiting: number;
  /** Milliseconds the server asked us to pause, from now. */
  readonly pausedForMs: number;
}

/** A job before it starts. */
export interface Plan {
  /** How many calls it takes. */
  readonly calls: number;
  /** How long the rate limits make it last at least, in milliseconds; the network's time comes on top. */
  readonly durationMs: number;
  /** Both in words: `"412 calls, at least 13 min 20 s"`. */
  readonly text: string;
}

/** The rate budget of one key (or of none, for public calls). Shared by all that use it, REST and WebSocket alike. */
export interface Budget {
  /** Verification level the figures are for. */
  readonly tier: Tier;
  /** What happens to a call that does not fit. */
  readonly limiter: LimiterMode;
  /**
   * Takes the points of a call, in turn: resolves when it may leave. First come, first served on each counter.
   *
   * @throws {RateLimitError} with `limiter: "throw"`, when it does not fit now; `retryAfterMs` says when.
   * @throws {RangeError} when it can never fit, or its cost is none.
   */
  acquire(charge: Charge, options?: AcquireOptions): Promise<Permit>;
  /** Gives back the points of a request that never left. Twice is as once. */
  refund(permit: Permit): void;
  /** Corrects the model: by an error of Kraken's about too many calls, or by the server's own figures. */
  learn(where: Pick<Charge, "pool" | "key" | "orders">, said: RateLimitError | Correction): void;
  /** Remembers that one order was made or amended now, under all ids given; young orders are dear to change. */
  noteOrder(ids: readonly string[], options?: { pair?: string | undefined; at?: number | undefined }): void;
  /** Forgets orders that are closed; one id of each will do. */
  noteClosed(ids: readonly string[]): void;
  /** All counters that are in use, and those every account has. */
  counters(): CounterState[];
  /** How many calls a job takes and how long at least. Jobs on different counters run side by side. */
  plan(jobs: PlannedCalls | readonly PlannedCalls[]): Plan;
  /** Bars, for a notebook. */
  [JUPYTER_DISPLAY](): MediaBundle;
  /** Bars, for a terminal. */
  [INSPECT](): string;
}

/** Calls of one kind that a job makes. */
export type PlannedCalls = Charge & { readonly calls: number };

/** Options of {@linkcode createBudget}. */
export interface BudgetOptions {
  /** Verification level, which sets the figures of `private` and `trading`. @default {"starter"} */
  tier?: Tier | undefined;
  /** What happens to a call that does not fit. @default {"wait"} */
  limiter?: LimiterMode | undefined;
  /** Unix milliseconds. @default {Date.now} */
  now?: (() => number) | undefined;
  /** One name for all spellings of a pair, so that they share a trading counter. @default {as it is written} */
  pairName?: ((pair: string) => string) | undefined;
}
