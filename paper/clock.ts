/** The exchange's clock: real time, or any time one likes. */

/** Milliseconds since 1970. */
export interface Clock {
  /** The exchange's time. */
  now(): number;
  /** Moves the clock forward, which a market seen from a seed needs no computing for. @throws {RangeError} backward. */
  advance(ms: number): void;
}

/** A clock that follows `source` and can be put forward. */
export function createClock(source: () => number = Date.now): Clock {
  let ahead = 0;
  return {
    now: () => source() + ahead,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) {
        throw new RangeError(`Cannot advance as 'ms' must be zero or more: current value is ${ms}`);
      }
      ahead += ms;
    },
  };
}
