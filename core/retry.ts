/** Waiting between attempts: full jitter, abortable, by a clock that tests replace. */

/** Time as the library sees it. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** The longest pause Kraken may ask for that is waited out; a longer one is raised, so that no program stands still unasked. */
export const LONGEST_PAUSE_MS = 60_000;

/** Full jitter: anywhere from 0 to `baseMs · 2^attempt`, at most `capMs`. `attempt` counts from 0. */
export function backoff(
  attempt: number,
  { baseMs = 750, capMs = 60_000, random = Math.random }: { baseMs?: number; capMs?: number; random?: () => number } =
    {},
): number {
  return random() * Math.min(capMs, baseMs * 2 ** attempt);
}

/** The same promise, which rejects with the signal's own reason when that aborts first; what was under way goes on for others. */
export function orAbort<Value>(shared: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return shared;
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
