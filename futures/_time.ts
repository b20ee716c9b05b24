/** Times in the form that both Kraken and a saved state carry: `JSON.stringify` would turn a `Date` into text. */

/** Unix milliseconds. */
export function savedMs(time: Date | number): number {
  if (!(time instanceof Date)) return time;
  // The codec takes small numbers for seconds; Kraken Futures has nothing from before 1973, so 0 means the same.
  return time.getTime() < 1e11 ? 0 : time.getTime();
}

/** Whole Unix seconds. */
export function savedSeconds(time: Date | number): number {
  return time instanceof Date ? Math.floor(time.getTime() / 1000) : time;
}

/** ISO 8601 text. */
export function savedIso(time: Date | string): string {
  return time instanceof Date ? time.toISOString() : time;
}
