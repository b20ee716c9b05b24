/** Waiting with a limit: timers that hold any time, and waits that end at once when they are aborted. */

/** How long somebody waits. */
export interface Patience {
  /** Milliseconds; `Infinity` waits without a limit. */
  readonly timeoutMs: number;
  /** Aborting ends the wait with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

/** More milliseconds than a timer holds would fire at once. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;

/** Runs something after `ms`; what is further away than a timer holds (24.8 days), and so `Infinity`, never comes. */
export function after(ms: number, run: () => void): ReturnType<typeof setTimeout> | undefined {
  return ms <= LONGEST_TIMER_MS ? setTimeout(run, ms) : undefined;
}

/**
 * The outcome of a promise, waited for no longer than one likes; what is under way goes on for others.
 *
 * @throws what `late` makes when the time is over. The signal's own reason when it aborts. Else what the promise rejects with.
 */
export async function within<Value>(
  shared: PromiseLike<Value>,
  late: () => unknown,
  { timeoutMs, signal }: Patience,
): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const abort = () => reject(signal?.reason);
  const timer = after(timeoutMs, () => reject(late()));
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  shared.then(resolve, reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}
