/** One counter with the calls that wait for it, first come, first served. */

import type { Pool } from "./endpoint.ts";
import type { Counter } from "./limiter_counters.ts";
import type { AcquireOptions } from "./limiter_types.ts";

/** Points of a call: what must fit, and what is added. They differ on the trading counters alone. */
export interface Weight {
  /** Points that must fit for the call to leave; −∞ when it may always. */
  readonly fits: number;
  /** Points the call adds. */
  readonly adds: number;
}

/** Time that never goes back. */
export interface SteadyClock {
  /** Unix milliseconds. */
  now(): number;
  /** Says that this moment has come, since we slept until then. */
  reached(ms: number): void;
}

/** A clock set back must not freeze the counters, and a wait that is over counts whatever the clock says. */
export function steadyClock(now: () => number): SteadyClock {
  let latest = -Infinity;
  return {
    now: () => latest = Math.max(latest, now()),
    reached: (ms) => void (latest = Math.max(latest, ms)),
  };
}

interface Waiter {
  /** Stands before all that are not. */
  readonly urgent: boolean;
  /** Worked out when it leaves, since orders grow older while it waits. */
  readonly weigh: () => Weight;
  readonly sleep: NonNullable<AcquireOptions["sleep"]>;
  /** Why it is not to wait any longer, asked whenever figures have changed. */
  readonly refuse: () => unknown;
  readonly go: (points: number) => void;
  readonly fail: (reason: unknown) => void;
}

/** A counter and its queue. */
export class Lane {
  /** The pool it belongs to. */
  readonly pool: Pool;
  /** Which counter of the pool. */
  readonly key: string;
  /** The points. */
  readonly counter: Counter;
  readonly #clock: SteadyClock;
  readonly #queue: Waiter[] = [];
  #pausedUntil: number;
  #wake: (() => void) | undefined;
  #pumping = false;

  /** `pausedUntil` is a pause that already holds, Unix milliseconds. */
  constructor(pool: Pool, key: string, counter: Counter, clock: SteadyClock, pausedUntil: number) {
    this.pool = pool;
    this.key = key;
    this.counter = counter;
    this.#clock = clock;
    this.#pausedUntil = pausedUntil;
  }

  /** How many calls wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Nothing leaves before then, Unix milliseconds. */
  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  /** Points of all waiting calls. */
  get ahead(): number {
    return this.#queue.reduce((sum, { weigh }) => sum + weigh().adds, 0);
  }

  /** Points in use now. */
  get used(): number {
    return this.counter.used(this.#clock.now());
  }

  /** Milliseconds until a call of this weight fits, those in the queue aside. */
  waitFor({ fits }: Weight): number {
    const at = this.#clock.now();
    return Math.max(0, this.#pausedUntil - at, this.counter.waitFor(fits, at));
  }

  /** Adds the points of a call that leaves now. */
  take({ adds }: Weight): number {
    this.counter.add(adds, this.#clock.now());
    return adds;
  }

  /** Takes points back. */
  giveBack(points: number): void {
    this.counter.remove(points, this.#clock.now());
    this.changed();
  }

  /** Sets the points in use to what the server says. */
  correct(used: number): void {
    const at = this.#clock.now();
    const difference = used - this.counter.used(at);
    if (difference > 0) this.counter.add(difference, at);
    else this.counter.remove(-difference, at);
    this.changed();
  }

  /** Lets nothing leave until then; a longer pause stays. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.changed();
  }

  /** Lets the first in the queue look again, since figures have changed. */
  changed(): void {
    this.#wake?.();
  }

  /** Joins the queue; resolves to the points taken when the call may leave, rejects with what `refuse` gives. */
  wait(
    weigh: () => Weight,
    { sleep, signal, urgent = false, refuse = () => undefined }:
      & Pick<Waiter, "sleep">
      & Partial<Pick<Waiter, "refuse" | "urgent">>
      & {
        readonly signal?: AbortSignal | undefined;
      },
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        this.changed();
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        urgent,
        weigh,
        sleep,
        refuse,
        go: (points) => {
          signal?.removeEventListener("abort", leave);
          resolve(points);
        },
        fail: (reason) => {
          signal?.removeEventListener("abort", leave);
          reject(reason);
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      const behind = urgent ? this.#queue.findIndex((other) => !other.urgent) : -1;
      this.#queue.splice(behind < 0 ? this.#queue.length : behind, 0, waiter);
      if (!this.#pumping) this.#pump();
      else if (behind === 0) this.changed();
    });
  }

  // One sleep at a time, for the first in the queue: no timer is left when the queue is empty.
  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let head = this.#queue[0]; head; head = this.#queue[0]) {
      const weight = head.weigh();
      const waitMs = this.waitFor(weight);
      const reason = waitMs > 0 ? head.refuse() : undefined;
      if (reason !== undefined) {
        this.#queue.shift();
        head.fail(reason);
      } else if (waitMs > 0) await this.#rest(head, waitMs);
      else {
        this.#queue.shift();
        head.go(this.take(weight));
      }
    }
    this.#pumping = false;
  }

  async #rest(head: Waiter, waitMs: number): Promise<void> {
    const until = this.#clock.now() + waitMs;
    const changed = new AbortController();
    const woken = new Promise<void>((resolve) => changed.signal.addEventListener("abort", () => resolve()));
    this.#wake = () => changed.abort();
    // In a function of its own, so that a sleep that throws at once is treated as one that rejects.
    const sleep = async () => {
      await head.sleep(waitMs, changed.signal);
      if (!changed.signal.aborted) this.#clock.reached(until);
    };
    try {
      await Promise.race([sleep(), woken]);
    } catch (error) {
      // A sleep that fails for reasons of its own fails the call that brought it, not those behind.
      const at = this.#queue.indexOf(head);
      if (!changed.signal.aborted && at >= 0) {
        this.#queue.splice(at, 1);
        head.fail(error);
      }
    } finally {
      this.#wake = undefined;
    }
  }
}
