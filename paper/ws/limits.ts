/** Kraken's limits on connections and requests of the sockets, counted by exchange and address, by the machine's clock. */

import type { Room } from "./faults.ts";

/** Spot and Unified stand behind Cloudflare: about so many attempts in ten minutes, then ten minutes without an answer. */
const ATTEMPTS = 150;
const WINDOW_MS = 600_000;
/** Connections to Futures at the same time. Paper rule: they are counted by address, which is not documented. */
const CONCURRENT = 100;
/** Requests of a Futures connection in a second. Those of Spot depend on load and have no figure: a fault refuses them. */
const REQUESTS = 100;

/** Counts attempts to connect. */
export class ConnectionLimits {
  readonly #tick: () => number;
  readonly #attempts = new Map<string, number[]>();
  readonly #banned = new Map<string, number>();

  /** `tick` gives milliseconds. */
  constructor(tick: () => number) {
    this.#tick = tick;
  }

  /** Counts an attempt of an address that has so many connections of this kind. @returns why it is refused, or nothing. */
  take(caller: string, room: Room, open: number): string | undefined {
    if (room === "futures") return open < CONCURRENT ? undefined : `${CONCURRENT} connections are open already`;
    const now = this.#tick();
    if (now < (this.#banned.get(caller) ?? -Infinity)) return "the address is blocked for ten minutes";
    this.#banned.delete(caller);
    const recent = (this.#attempts.get(caller) ?? []).filter((at) => at > now - WINDOW_MS);
    this.#attempts.set(caller, recent);
    recent.push(now);
    if (recent.length <= ATTEMPTS) return undefined;
    this.#attempts.delete(caller);
    this.#banned.set(caller, now + WINDOW_MS);
    return `more than ${ATTEMPTS} connection attempts in ten minutes`;
  }
}

/** Counts the requests of one Futures connection, second by second. */
export class RequestPace {
  readonly #tick: () => number;
  #second = -1;
  #count = 0;

  /** `tick` gives milliseconds. */
  constructor(tick: () => number) {
    this.#tick = tick;
  }

  /** Counts a request. @returns whether it is one too many. */
  isOver(): boolean {
    const second = Math.floor(this.#tick() / 1000);
    if (second !== this.#second) this.#count = 0;
    this.#second = second;
    return ++this.#count > REQUESTS;
  }
}
