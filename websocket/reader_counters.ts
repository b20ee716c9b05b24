/** How the readers of a connection keep up, whichever dialect it speaks. */

/** How readers keep up. */
export interface ReaderCounters {
  /** Messages not read yet. */
  readonly lag: number;
  /** Messages forgotten since the reader was too slow. */
  readonly dropped: number;
}
