/** The exchange's clock: real time, or any time one likes. */

/** Milliseconds since 1970. */
export interface Clock {
  /** The exchange's time. */
  now(): number;
  /** Moves the clock forward, which a market seen from a seed needs no computing for. @throws {RangeError} backward. */
  advance(ms: number): void;
}

/** A clock that follows `source`, `speed` times as fast from now on, and can be put forward. @throws {RangeError} for no speed. */
export function createClock(source: () => number = Date.now, speed: number = 1): Clock {
  if (!(speed > 0 && speed <= 10_000)) {
    throw new RangeError(`Cannot run a clock as 'speed' must be above 0 and at most 10000: current value is ${speed}`);
  }
  const began = speed === 1 ? 0 : source();
  let ahead = 0;
  return {
    // Whole milliseconds, as machines have them.
    now: () => (speed === 1 ? source() : began + Math.floor((source() - began) * speed)) + ahead,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) {
        throw new RangeError(`Cannot advance as 'ms' must be zero or more: current value is ${ms}`);
      }
      ahead += ms;
    },
  };
}
