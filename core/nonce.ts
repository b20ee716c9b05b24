/** Nonces and the lane of a key: strictly increasing numbers, one request of a key on its way at a time. */

/** Where the next number comes from and what is held while its request is on the way. */
export interface NonceSource {
  /**
   * Runs `task` with a nonce larger than every one before; nobody else with this key signs until it has ended, which is when the request is
   * answered. What its answer holds is read after that.
   */
  run<Result>(task: (nonce: string) => Promise<Result>): Promise<Result>;
}

/** `max(last + 1, now)` in microseconds: two calls in one millisecond differ, and a number still fits a double. */
export function nextNonce(last: number, now: number = Date.now()): number {
  return Math.max(last + 1, Math.floor(now * 1000));
}

/** One at a time, in order of asking. A failed task does not stop those behind it. */
export function lane(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let tail: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = tail.then(task, task);
    tail = turn.catch(() => {});
    return turn;
  };
}

/** Nonces of one process. */
export function memoryNonce(now: () => number = Date.now): NonceSource {
  const turn = lane();
  let last = 0;
  return {
    run: (task) =>
      turn(() => {
        last = nextNonce(last, now());
        return task(String(last));
      }),
  };
}

/**
 * Nonces shared by every process that names the same file: it is locked until a request is answered and keeps the highest
 * number used. Needs `--allow-read` and `--allow-write` for the file. The file holds a number, nothing of the key.
 */
export function fileNonce(path: string | URL, now: () => number = Date.now): NonceSource {
  const turn = lane();
  return {
    run: (task) =>
      turn(async () => {
        using file = await Deno.open(path, { read: true, write: true, create: true });
        await file.lock(true);
        try {
          const buffer = new Uint8Array(32);
          const length = await file.read(buffer) ?? 0;
          const text = new TextDecoder().decode(buffer.subarray(0, length)).trim();
          if (!/^\d*$/.test(text)) {
            throw new RangeError(
              `Cannot use ${path} for nonces as it holds something else than a number: name another file`,
            );
          }
          // Above this, adding one gives the same number.
          if (Number(text) >= Number.MAX_SAFE_INTEGER) {
            throw new RangeError(
              `Cannot use ${path} for nonces as it holds ${text}, more than microseconds ever are: another program ` +
                "seems to write larger units into it. A key that has been used with them needs a new key, else name another file",
            );
          }
          const nonce = nextNonce(Number(text), now());
          await file.seek(0, Deno.SeekMode.Start);
          await file.truncate();
          await file.write(new TextEncoder().encode(String(nonce)));
          return await task(String(nonce));
        } finally {
          await file.unlock();
        }
      }),
  };
}

/**
 * Nonces that rise without holding anybody up: for Futures, where Kraken bears with a short disorder on arrival, so that
 * calls of one key may overtake each other.
 */
export function risingNonce(now: () => number = Date.now): NonceSource {
  let last = 0;
  return {
    run(task) {
      last = nextNonce(last, now());
      return task(String(last));
    },
  };
}

/** No nonce at all: for Futures, where it may be left out, say because other programs use the key with larger ones. */
export const NO_NONCE: NonceSource = { run: (task) => task("") };

const lanes = new Map<string, NonceSource>();
const rising = new Map<string, NonceSource>();

/** The one lane of a key in this process, whichever client asks. */
export function nonceOf(key: string): NonceSource {
  let source = lanes.get(key);
  if (!source) lanes.set(key, source = memoryNonce());
  return source;
}

/** The rising nonces of a Futures key in this process, whichever client asks. */
export function risingNonceOf(key: string): NonceSource {
  let source = rising.get(key);
  if (!source) rising.set(key, source = risingNonce());
  return source;
}
