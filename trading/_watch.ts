/** Waiting between two looks at an order, cut short by what is told of it meanwhile. */

import { type OrderWatcher, pause, type TradingSource } from "./source.ts";

/** While events come, this is how long an order is left alone at most: a net below the stream, not its replacement. */
const WATCHED_MS = 60_000;

/** One order that is followed. */
export class Watch implements OrderWatcher, AsyncDisposable {
  readonly #source: TradingSource;
  readonly #txid: string;
  readonly #signal: AbortSignal | undefined;
  readonly #changes: boolean;
  readonly #onNote: (why: string | undefined) => void;
  #stream: AsyncDisposable | undefined;
  #live = false;
  #ended = false;
  // What the next look is waiting for: nothing, its own time, or a while so that a burst of fills costs one look.
  #due: "no" | "soon" | "now" = "no";
  #wake: (() => void) | undefined;

  /** `changes` says whether fills before the last one matter, `onNote` is told why an order is only polled. */
  constructor(
    source: TradingSource,
    txid: string,
    { signal, changes, onNote }: {
      signal: AbortSignal | undefined;
      changes: boolean;
      onNote: (why: string | undefined) => void;
    },
  ) {
    this.#source = source;
    this.#txid = txid;
    this.#signal = signal;
    this.#changes = changes;
    this.#onNote = onNote;
  }

  /** Starts watching, once, where the source can. */
  begin(): void {
    this.#stream ??= this.#source.watch?.(this.#txid, this);
  }

  /** Something happened to the order; `ended` when it is over. */
  told(ended: boolean): void {
    if (!ended && !this.#changes) return;
    this.#ended ||= ended;
    this.#look(ended ? "now" : "soon");
  }

  /** Events come from now on, or no longer; what happened before is only seen by looking. */
  turned(live: boolean, why?: string): void {
    const look = live || this.#live;
    this.#live = live;
    this.#onNote(live ? undefined : why);
    if (look) this.#look("now");
  }

  #look(due: "soon" | "now"): void {
    if (this.#due !== "now") this.#due = due;
    this.#wake?.();
  }

  /**
   * Waits for the next look: `ms`, or much longer while events come; until one does. Between those that do not end the order there are
   * `leastMs`. True when an event has said that the order is over: then the answer can only be late by a moment.
   */
  async pause(ms: number, leastMs: number): Promise<boolean> {
    await this.#sleep(this.#live && !this.#ended ? Math.max(ms, WATCHED_MS) : ms, () => this.#due !== "no");
    if (this.#due === "soon") await this.#sleep(leastMs, () => this.#due === "now");
    const over = this.#due === "now" && this.#ended;
    this.#due = "no";
    return over;
  }

  async #sleep(ms: number, over: () => boolean): Promise<void> {
    if (over()) return;
    const woken = new AbortController();
    this.#wake = () => over() && woken.abort();
    const signal = this.#signal ? AbortSignal.any([this.#signal, woken.signal]) : woken.signal;
    try {
      await pause(this.#source, ms, signal);
    } catch (error) {
      if (!woken.signal.aborted || this.#signal?.aborted) throw error;
    } finally {
      this.#wake = undefined;
    }
  }

  /** Watches no longer; what was opened for it is closed when it resolves. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stream?.[Symbol.asyncDispose]();
  }
}
