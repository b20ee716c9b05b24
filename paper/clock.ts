/** The exchange's clock: real time, or any time one likes. */

/** Milliseconds since 1970. */
export interface Clock {
  /** The exchange's time. */
  now(): number;
  /**
   * Moves the clock forward, at most 366 days at once. A market seen from a seed needs no computing for it; what somebody
   * follows on the sockets is told on the way, in at most 600 looks.
   *
   * @throws {RangeError} backward, or for more than 366 days.
   */
  advance(ms: number): void;
}

/** 366 days. What is followed over more would be millions of trades in a message. */
const LONGEST_MS = 366 * 86_400_000;

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
      if (!(ms >= 0 && ms <= LONGEST_MS)) {
        throw new RangeError(
          `Cannot advance as 'ms' must be from 0 to ${LONGEST_MS}, which is 366 days: current value is ${ms}`,
        );
      }
      ahead += ms;
    },
  };
}
