/**
 * All market places, moved through time together: what happens on one before something on another is done first, so ledgers
 * are in order whatever the clock jumps. Nothing runs by itself; whoever asks moves the engine to now.
 */

import type { Market } from "../market/market.ts";
import type { PaperPair } from "../market/pairs.ts";
import type { Desk } from "./desk.ts";
import { Venue } from "./venue.ts";

/** Something due at a time. */
export interface Alarm {
  readonly ns: bigint;
  readonly run: (ns: bigint) => void;
  /** Set when it is no longer wanted. */
  off: boolean;
}

/** The engine. */
export class Engine {
  readonly market: Market;
  readonly #desk: Desk;
  readonly #venues = new Map<string, Venue>();
  #alarms: Alarm[] = [];
  #later: ((ns: bigint) => void)[] = [];
  #now = 0n;
  #turns = 0;

  constructor(market: Market, desk: Desk) {
    this.market = market;
    this.#desk = desk;
  }

  /** The time it has been moved to, nanoseconds since 1970. */
  get now(): bigint {
    return this.#now;
  }

  /** The market place of a pair. */
  venue(pair: PaperPair): Venue {
    let venue = this.#venues.get(pair.id);
    if (!venue) {
      venue = new Venue(this.market.of(pair), this.#desk, () => ++this.#turns);
      this.#venues.set(pair.id, venue);
    }
    return venue;
  }

  /** Calls at a time; the alarm can be switched off. */
  alarm(ns: bigint, run: (ns: bigint) => void): Alarm {
    const alarm: Alarm = { ns, run, off: false };
    const at = this.#alarms.findIndex((each) => each.ns > ns);
    this.#alarms.splice(at < 0 ? this.#alarms.length : at, 0, alarm);
    return alarm;
  }

  /** Calls when what happens now is done: the engine must not be changed from within a fill. */
  later(run: (ns: bigint) => void): void {
    this.#later.push(run);
  }

  /** Does what was put off. */
  settle(): void {
    for (let run = this.#later.shift(); run; run = this.#later.shift()) run(this.#now);
  }

  /** Moves to a time, which gives back the time it is: never earlier than before. */
  advance(until: bigint): bigint {
    while (this.#step(until)) this.settle();
    if (until > this.#now) this.#now = until;
    return this.#now;
  }

  #step(until: bigint): boolean {
    let first: Venue | undefined;
    let when = until;
    for (const venue of this.#venues.values()) {
      const next = venue.next(when);
      if (next === undefined || (first && next === when)) continue;
      first = venue;
      when = next;
    }
    while (this.#alarms[0]?.off) this.#alarms.shift();
    const alarm = this.#alarms[0];
    if (alarm && alarm.ns <= when) {
      this.#alarms.shift();
      if (alarm.ns > this.#now) this.#now = alarm.ns;
      alarm.run(this.#now);
      return true;
    }
    if (!first) return false;
    if (when > this.#now) this.#now = when;
    first.step(when);
    return true;
  }
}
