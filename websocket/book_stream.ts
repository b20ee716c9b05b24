/** Live books of many symbols over one subscription: each is verified or not shown, and mends itself alone. */

import { type ApiError, BookError, TransportError } from "../core/errors.ts";
import { systemClock } from "../core/retry.ts";
import type {
  Attachment,
  BookChange,
  BookHooks,
  BooksOptions,
  LiveBook,
  VerifiedOptions,
} from "./book_stream_types.ts";
import type { Applied } from "./book/mod.ts";
import { Queue } from "./queue.ts";
import type { StreamEvent } from "./subscription.ts";

export type {
  Attachment,
  BookChange,
  BookHooks,
  BooksOptions,
  LiveBook,
  VerifiedOptions,
} from "./book_stream_types.ts";

/** Events kept for a reader; a stream that is never read drops those that follow. */
const UNREAD_EVENTS = 1000;

/** Stands in the queue, once at most, while books have changed. */
const CHANGES = Symbol("changes");

/**
 * Live books. Reading gives a {@linkcode BookChange} per changed book, and every event of the stream. Changes of a book that has
 * not been read yet are merged, since the book shows its newest state anyway; nothing is lost, and nothing piles up.
 */
export class BookStream<Book extends LiveBook<Input>, Input = string>
  implements AsyncIterableIterator<BookChange<Book> | StreamEvent, undefined>, AsyncDisposable {
  readonly #queue: Queue<typeof CHANGES | StreamEvent>;
  readonly #books: Map<string, Book>;
  // One change per book, in the order in which they came; a book that breaks takes its own away.
  readonly #pending: Map<string, { type: "snapshot" | "update"; symbol: string; book: Book }> = new Map();
  #marked = false;
  readonly #channel: string;
  readonly #stop: AbortController = new AbortController();
  readonly #maxResyncs: number;
  readonly #snapshotMs: number;
  // Symbols without their snapshot, when one last came for any symbol, and the look at both.
  readonly #awaited: Set<string> = new Set();
  #heard = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  readonly #resyncs: Map<string, number> = new Map();
  readonly #mending: Map<string, BookError | undefined> = new Map();
  readonly #lost: Map<string, BookError> = new Map();
  #ended: { readonly reason: unknown } | undefined;
  #merged = 0;
  #untold = 0;
  #total = 0;
  readonly #started: PromiseWithResolvers<void> = Promise.withResolvers();
  #attached: Attachment | undefined;

  /** Made by a socket's `books`. */
  constructor(channel: string, books: Map<string, Book>, { maxResyncs = 5, snapshotMs = 5_000 }: BooksOptions = {}) {
    for (const [name, value, least] of [["maxResyncs", maxResyncs, 0], ["snapshotMs", snapshotMs, 1]] as const) {
      if (value >= least) continue;
      throw new RangeError(
        `Cannot follow books as '${name}' must be a number of at least ${least}: current value is ${value}`,
      );
    }
    this.#channel = channel;
    this.#books = books;
    this.#maxResyncs = maxResyncs;
    // A timer that is asked for more fires at once.
    this.#snapshotMs = Math.min(snapshotMs, 2 ** 31 - 1);
    this.#queue = new Queue(`Books ${channel}`, {
      // The events and the mark: it can't overflow.
      capacity: UNREAD_EVENTS + 1,
      overflow: "fail",
      onReturn: async () => {
        this.#over();
        await this.#attached?.leave();
      },
    });
  }

  /** Attaches the books to a socket. */
  async start(attach: (hooks: BookHooks<Input>) => Promise<Attachment>): Promise<this> {
    this.#attached = await attach({
      take: (message, symbol) => this.#take(message, symbol),
      event: (event) => {
        // The books may be spread over several connections.
        const concerned = event.symbols.length > 0 ? event.symbols : [...this.#books.keys()];
        if (event.type === "down") {
          for (const symbol of concerned) {
            this.#pending.delete(symbol);
            this.#came(symbol);
            this.#books.get(symbol)?.reset();
          }
        }
        this.#tell(event);
        if (event.type === "reconnect") this.#await(concerned);
      },
      end: (error) => this.#end(error),
      counters: () => ({ lag: this.#pending.size, dropped: this.#untold }),
    });
    for (const [symbol, error] of this.#attached.refused) this.#remove(symbol, error);
    this.#started.resolve();
    this.#await(this.#books.keys());
    // What ended the stream meanwhile could not unsubscribe yet.
    if (this.#queue.ended) await this.#attached.leave();
    return this;
  }

  #take(message: Input, symbol: string): void {
    const book = this.#books.get(symbol);
    if (!book || this.#queue.ended) return;
    let applied: Applied;
    try {
      applied = book.update(message);
    } catch (error) {
      if (!(error instanceof BookError)) throw error;
      this.#pending.delete(symbol);
      void this.#mend([symbol], error);
      return;
    }
    if (applied === "ignored") return;
    if (applied === "snapshot") this.#came(symbol);
    this.#total++;
    // A whole minute of good messages would be a fairer pardon, but any verified update proves that the book has healed.
    if (applied === "update") this.#resyncs.delete(symbol);
    const waiting = this.#pending.get(symbol);
    if (waiting) {
      this.#merged++;
      if (applied === "snapshot") waiting.type = applied;
      return;
    }
    this.#pending.set(symbol, { type: applied, symbol, book });
    this.#mark();
  }

  #mark(): void {
    if (this.#marked) return;
    this.#marked = true;
    this.#queue.push(CHANGES);
  }

  /** Gives books some time for their snapshots: one that is lost would leave its book silent for ever. */
  #await(symbols: Iterable<string>): void {
    if (this.#queue.ended) return;
    for (const symbol of symbols) if (this.#books.get(symbol)?.verified === false) this.#awaited.add(symbol);
    this.#heard = performance.now();
    if (this.#awaited.size > 0) this.#patience ??= setTimeout(() => this.#late(), this.#snapshotMs);
  }

  #came(symbol: string): void {
    if (!this.#awaited.delete(symbol)) return;
    this.#heard = performance.now();
    if (this.#awaited.size > 0) return;
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #late(): void {
    // Many symbols are subscribed in pieces: while snapshots come, the others have their turn before them.
    const left = this.#heard + this.#snapshotMs - performance.now();
    if (left >= 1) {
      this.#patience = setTimeout(() => this.#late(), left);
      return;
    }
    this.#patience = undefined;
    const late = [...this.#awaited];
    this.#awaited.clear();
    void this.#mend(late, new BookError(`No snapshot came within ${this.#snapshotMs} ms`));
  }

  /** Subscribes symbols anew in one request, with growing pauses, while the others go on. */
  async #mend(broken: readonly string[], error: BookError): Promise<void> {
    const fresh = broken.filter((symbol) => !this.#mending.has(symbol));
    // The fresh snapshot may be wrong too, and come before its acknowledgement is dealt with.
    for (const symbol of broken) this.#mending.set(symbol, fresh.includes(symbol) ? undefined : error);
    if (fresh.length === 0) return;
    try {
      let mends = 0;
      const symbols: string[] = [];
      for (const symbol of fresh) {
        this.#came(symbol);
        const count = (this.#resyncs.get(symbol) ?? 0) + 1;
        this.#resyncs.set(symbol, count);
        if (count > this.#maxResyncs) await this.#giveUp(symbol, error);
        else symbols.push(symbol);
        mends = Math.max(mends, count);
      }
      if (symbols.length === 0) return;
      this.#tell({ type: "resync", symbols, detail: error.message });
      if (mends > 1) await systemClock.sleep(Math.min(30_000, 500 * 2 ** (mends - 1)), this.#stop.signal);
      // A first snapshot may come, and be wrong, before the other symbols are acknowledged.
      await this.#started.promise;
      // A reconnect may have healed some meanwhile.
      const still = symbols.filter((symbol) => this.#books.get(symbol)?.verified === false);
      if (still.length > 0) await this.#attached?.resubscribe(still);
    } catch (failure) {
      // A lost connection subscribes everything again by itself; a stream that was left needs no mending.
      if (this.#stop.signal.aborted) return;
      if (!(failure instanceof TransportError)) this.#end(failure);
      else if (this.#attached?.isOpen(fresh)) { for (const symbol of fresh) this.#mending.set(symbol, error); }
    } finally {
      const again = Map.groupBy(fresh, (symbol) => this.#mending.get(symbol));
      for (const symbol of fresh) this.#mending.delete(symbol);
      for (const [reason, symbols] of again) {
        if (reason) void this.#mend(symbols.filter((symbol) => this.#books.has(symbol)), reason);
        // A lost connection begins to wait when it is back.
        else if (this.#attached?.isOpen(symbols)) this.#await(symbols);
      }
    }
  }

  #tell(event: Omit<StreamEvent, "time" | "channel">): void {
    if (event.type === "refused") {
      for (const symbol of event.symbols) {
        this.#remove(symbol, this.#attached?.refused.get(symbol) ?? new BookError(event.detail));
      }
    }
    // Whoever only asks the books and never reads must not end the stream by it.
    if (this.#queue.size >= UNREAD_EVENTS + Number(this.#marked)) this.#untold++;
    else this.#queue.push({ ...event, time: Date.now(), channel: this.#channel });
    // While it is subscribed, whoever subscribes hears of refusals.
    if (event.type === "refused" && this.#attached && this.#books.size === 0) {
      this.#end([...this.#attached.refused.values()].at(-1) ?? new BookError(event.detail));
    }
  }

  /** One hopeless symbol leaves, and the others go on; the last one takes the stream with it. */
  async #giveUp(symbol: string, error: BookError): Promise<void> {
    await this.#started.promise;
    this.#lost.set(symbol, error);
    this.#mending.set(symbol, undefined);
    if (this.#books.size <= 1) return this.#end(error);
    this.#remove(symbol, error);
    const detail = `${symbol} is given up after ${this.#maxResyncs} mends in a row: ${error.message}`;
    this.#tell({ type: "gap", symbols: [symbol], detail });
    await this.#attached?.drop([symbol]);
  }

  /** Takes a book out of the stream; whoever still holds it hears why. */
  #remove(symbol: string, cause: unknown): void {
    const book = this.#books.get(symbol);
    this.#books.delete(symbol);
    this.#pending.delete(symbol);
    this.#came(symbol);
    book?.reset();
    book?.abandon(cause);
  }

  #end(error?: unknown): void {
    if (this.#queue.ended) return;
    this.#queue.end(error);
    this.#over(error);
    void this.#attached?.leave();
  }

  /** Nothing comes from here on: a book that went on showing its last state would show a frozen market as the live one. */
  #over(reason?: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#stop.abort();
    this.#pending.clear();
    for (const [symbol, book] of this.#books) {
      this.#came(symbol);
      book.reset();
      book.abandon(reason);
    }
  }

  /** The books by symbol. */
  get books(): ReadonlyMap<string, Book> {
    return this.#books;
  }

  /** Symbols that Kraken refused, and why. */
  get refused(): ReadonlyMap<string, ApiError> {
    return this.#attached?.refused ?? new Map();
  }

  /**
   * The book of a symbol.
   *
   * @throws {RangeError} when it was not asked for. {@linkcode ApiError} when it was refused, {@linkcode BookError} when it was given up.
   */
  book(symbol: string): Book {
    const found = this.#books.get(symbol);
    if (found) return found;
    throw this.refused.get(symbol) ?? this.#lost.get(symbol) ??
      new RangeError(`'symbol' must be one of ${[...this.#books.keys()].join(", ")}: current value is "${symbol}"`);
  }

  /** Messages verified, how many of them were merged into a change that had not been read, and events nobody read in time. */
  get counters(): { readonly messages: number; readonly merged: number; readonly untold: number } {
    return { messages: this.#total, merged: this.#merged, untold: this.#untold };
  }

  /**
   * Resolves when every book is verified. The stream goes on when this rejects.
   *
   * @throws {BookError} when that takes longer than `timeoutMs`, or the stream was left. What ended the stream, as it is. The signal's own
   * reason when it aborts.
   */
  async verified(limits: number | VerifiedOptions = {}): Promise<this> {
    const { timeoutMs = 10_000, signal } = typeof limits === "number" ? { timeoutMs: limits } : limits;
    const end = Date.now() + timeoutMs;
    while (this.#ended || ![...this.#books.values()].every(({ verified }) => verified)) {
      signal?.throwIfAborted();
      if (this.#ended) {
        throw this.#ended.reason ?? new BookError("The stream of books was left before all were verified");
      }
      if (Date.now() > end) {
        const missing = [...this.#books.values()].filter(({ verified }) => !verified).map(({ symbol }) => symbol);
        throw new BookError(`No verified book within ${timeoutMs} ms: ${missing.join(", ")}`);
      }
      await systemClock.sleep(5, signal);
    }
    return this;
  }

  /** The next event, or change of a book when no event waits; rejects once with what ended the stream. */
  async next(): Promise<IteratorResult<BookChange<Book> | StreamEvent, undefined>> {
    while (true) {
      const result = await this.#queue.next();
      if (result.done) return result;
      if (result.value !== CHANGES) return { value: result.value, done: false };
      this.#marked = false;
      // What waits behind the mark may say why a book broke: the reader hears of it before the book is whole again.
      if (this.#queue.size > 0) {
        this.#mark();
        continue;
      }
      const [change] = this.#pending.values();
      if (!change) continue;
      this.#pending.delete(change.symbol);
      if (this.#pending.size > 0) this.#mark();
      if (change.book.verified) return { value: change, done: false };
    }
  }

  /** Unsubscribes. */
  async return(): Promise<IteratorResult<BookChange<Book> | StreamEvent, undefined>> {
    await this.#queue.return();
    return { value: undefined, done: true };
  }

  /** A stream is its own iterator. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Unsubscribes. Disposing twice is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.return();
  }

  /** The books, one a line. */
  toString(): string {
    return [`Books ${this.#channel}, ${this.#total} messages`, ...this.#books.values()].join("\n  ");
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

/** Opens live books; `make` makes an empty one. */
export async function openBooks<Book extends LiveBook<Input>, Input>(
  name: string,
  symbol: string | readonly string[],
  make: (symbol: string) => Book,
  attach: (hooks: BookHooks<Input>) => Promise<Attachment>,
  options: BooksOptions = {},
): Promise<BookStream<Book, Input>> {
  // What is wrong with the symbols is said by the subscription, before anything is sent.
  const symbols = typeof symbol === "string" ? [symbol] : Array.isArray(symbol) ? symbol as readonly string[] : [];
  const books = new Map(symbols.map((each) => [each, make(each)]));
  return await new BookStream<Book, Input>(name, books, options).start(attach);
}
