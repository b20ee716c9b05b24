/** How the readers of a connection keep up, whichever dialect it speaks. */

/** How readers keep up. */
export interface ReaderCounters {
  /** Messages not read yet. */
  readonly lag: number;
  /** Messages forgotten since the reader was too slow. */
  readonly dropped: number;
}

/** Those of several readers together. */
export function countersOf(readers: Iterable<{ counters?(): ReaderCounters }>): ReaderCounters {
  let [lag, dropped] = [0, 0];
  for (const reader of readers) {
    const counters = reader.counters?.();
    lag += counters?.lag ?? 0;
    dropped += counters?.dropped ?? 0;
  }
  return { lag, dropped };
}
