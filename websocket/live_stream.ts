/** What a reader of a stream holds: it begins when it is first read, and can be left at any moment. */

/** What a stream reads from once it has begun, such as a subscription. */
export interface LiveSource {
  /** Messages that wait to be read. */
  readonly lag: number;
  /** Messages forgotten since the reader was too slow. */
  readonly dropped: number;
  /** Leaves it. */
  return(): Promise<unknown>;
}

/** What the beginning of a stream is given. */
export interface Beginning {
  /** Aborted by the reader's own signal with its own reason, and when the reader leaves. */
  readonly signal: AbortSignal;
  /** Names what the stream reads from: its counters are shown, and it is left with the stream. */
  reads<Source extends LiveSource>(source: Source): Source;
}

/** Options of a {@linkcode LiveStream}. */
export interface LiveStreamOptions {
  /** Aborting ends the stream with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Aborted when everything is closed: a stream that has not begun to read by then is over, without an error. */
  closing?: AbortSignal | undefined;
}

/**
 * A stream for `for await`: it begins with the first `next()`, leaving the loop ends it. `return()` and `await using` end it at once, also while
 * a `next()` waits, which is then done.
 */
export class LiveStream<Item> implements AsyncIterableIterator<Item, undefined>, AsyncDisposable {
  /** What it is: `"ticker"`. */
  readonly name: string;
  readonly #begin: (beginning: Beginning) => AsyncIterator<Item, unknown> | Promise<AsyncIterator<Item, unknown>>;
  readonly #options: LiveStreamOptions;
  readonly #waiting: Set<PromiseWithResolvers<IteratorResult<Item, undefined>>> = new Set();
  readonly #left: AbortController = new AbortController();
  // Over once the stream reads: from then on its source hears the signal, after what is unread.
  readonly #begun: AbortController = new AbortController();
  #iterator: AsyncIterator<Item, unknown> | undefined;
  #starting: Promise<AsyncIterator<Item, unknown>> | undefined;
  #source: LiveSource | undefined;
  #leaving: Promise<unknown> | undefined;
  #over = false;

  /** `begin` makes the iterator, whose `next()` may be called several times at once, as that of a generator may. */
  constructor(
    name: string,
    begin: (beginning: Beginning) => AsyncIterator<Item, unknown> | Promise<AsyncIterator<Item, unknown>>,
    options: LiveStreamOptions = {},
  ) {
    this.name = name;
    this.#begin = begin;
    // What is made after closing is told so by its beginning.
    this.#options = options.closing?.aborted ? { ...options, closing: undefined } : options;
  }

  /** Messages that wait to be read; 0 before the stream has begun. */
  get lag(): number {
    return this.#over ? 0 : this.#source?.lag ?? 0;
  }

  /** Messages forgotten since the reader was too slow. */
  get dropped(): number {
    return this.#source?.dropped ?? 0;
  }

  /** The next item; the first call begins the stream. Rejects once with what ended it. */
  next(): Promise<IteratorResult<Item, undefined>> {
    // A signal that is aborted already tells nobody who listens only now.
    if (!this.#starting && this.#options.closing?.aborted) this.#end();
    if (this.#over) return Promise.resolve({ value: undefined, done: true });
    const waiting = Promise.withResolvers<IteratorResult<Item, undefined>>();
    this.#waiting.add(waiting);
    this.#pull().then(
      (result) => {
        // Whoever has left is not answered twice.
        if (!this.#waiting.delete(waiting)) return;
        if (!result.done) return waiting.resolve(result);
        this.#end();
        waiting.resolve({ value: undefined, done: true });
      },
      (error) => {
        if (this.#waiting.delete(waiting)) this.#fail(error, waiting);
      },
    );
    return waiting.promise;
  }

  #pull(): Promise<IteratorResult<Item, unknown>> {
    if (this.#iterator) return this.#iterator.next();
    this.#starting ??= this.#start();
    return this.#starting.then((iterator) => iterator.next());
  }

  async #start(): Promise<AsyncIterator<Item, unknown>> {
    const { signal, closing } = this.#options;
    signal?.throwIfAborted();
    const once = { once: true, signal: this.#begun.signal };
    // Nobody waits for a slow handshake who has aborted.
    signal?.addEventListener("abort", () => {
      this.#fail(signal.reason);
      void this.#leave();
    }, once);
    closing?.addEventListener("abort", () => void this.return(), once);
    const left = this.#left.signal;
    return this.#iterator = await this.#begin({
      signal: signal ? AbortSignal.any([signal, left]) : left,
      reads: (source) => {
        this.#source = source;
        this.#begun.abort();
        if (this.#over) {
          // It has begun too late for a reader who has left.
          void source.return();
          left.throwIfAborted();
        }
        return source;
      },
    });
  }

  /** The stream is over with an error, which one of those who wait is told. */
  #fail(error: unknown, told?: PromiseWithResolvers<IteratorResult<Item, undefined>>): void {
    const [first] = this.#waiting;
    const waiting = told ?? first;
    if (waiting) {
      this.#waiting.delete(waiting);
      waiting.reject(error);
    }
    this.#end();
  }

  #end(): void {
    this.#over = true;
    this.#begun.abort();
    for (const { resolve } of this.#waiting) resolve({ value: undefined, done: true });
    this.#waiting.clear();
  }

  #leave(): Promise<unknown> {
    // A generator that waits for a message can only be left by ending what it reads from.
    this.#leaving ??= this.#source?.return() ?? Promise.resolve();
    this.#left.abort(new DOMException("The reader has left", "AbortError"));
    // What it still has to say, nobody hears.
    this.#iterator?.return?.()?.catch(() => undefined);
    return this.#leaving;
  }

  /** Leaves the stream and unsubscribes; what is unread is forgotten. */
  async return(): Promise<IteratorResult<Item, undefined>> {
    this.#end();
    await this.#leave();
    return { value: undefined, done: true };
  }

  /** A stream is its own iterator. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** As {@linkcode LiveStream.return}. Disposing twice is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** One line: name, state and counters. */
  toString(): string {
    const state = this.#over ? "over" : this.#source ? "reading" : this.#starting ? "starting" : "not read yet";
    return `Stream ${this.name}: ${state}, ${this.lag} unread, ${this.dropped} dropped`;
  }

  /** Shown by `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** Shown by Jupyter. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toString() };
  }
}
