/** Points that subscriptions cost, which all of one connection share. */

import { orAbort, systemClock } from "../../core/retry.ts";

/** Points are free again so long after they were spent. */
const WINDOW_MS = 1_000;

/** Points that were spent. */
export interface Spent {
  /** When, by `performance.now()`; whoever hears later that the request has arrived moves it there. */
  at: number;
  /** How many. */
  readonly cost: number;
}

/** The points of a connection. Who asks first is served first. */
export class Points {
  #spent: Spent[] = [];
  #lane: Promise<unknown> = Promise.resolve();

  /**
   * Resolves when there are points for a request, and spends them. One that costs more than there are in a second has a second of its own.
   *
   * @throws the signal's own reason when it aborts; nothing is spent then.
   */
  take(cost: number, perSecond: number, signal?: AbortSignal): Promise<Spent> {
    const turn = this.#lane.then(() => this.#wait(cost, perSecond, signal));
    this.#lane = turn.catch(() => undefined);
    return orAbort(turn, signal);
  }

  async #wait(cost: number, perSecond: number, signal: AbortSignal | undefined): Promise<Spent> {
    for (;;) {
      signal?.throwIfAborted();
      const now = performance.now();
      this.#spent = this.#spent.filter(({ at }) => at > now - WINDOW_MS);
      const sum = this.#spent.reduce((all, spent) => all + spent.cost, 0);
      if (sum === 0 || sum + cost <= perSecond) break;
      const oldest = Math.min(...this.#spent.map(({ at }) => at));
      await systemClock.sleep(oldest + WINDOW_MS - now, signal);
    }
    const spent = { at: performance.now(), cost };
    this.#spent.push(spent);
    return spent;
  }
}
