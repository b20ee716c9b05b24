/** A bounded queue between a socket that does not wait and a reader who may. */

import { KrakenError } from "../core/errors.ts";

/** What happens when the reader is too slow: forget the oldest and count it, or end the stream with an error. */
export type Overflow = "drop" | "fail";

/** Raised to a reader whose queue overflowed where a hole would make the data wrong. */
export class QueueOverflowError extends KrakenError {
  static {
    this.prototype.name = "QueueOverflowError";
  }
}

/** Stands where values were forgotten, until it is read. */
class Hole {
  count = 1;
}

/** A bounded queue with one reader. Unread values come before the error that ended it. */
export class Queue<Value> implements AsyncIterableIterator<Value, undefined> {
  readonly #name: string;
  readonly #capacity: number;
  readonly #overflow: Overflow;
  readonly #onReturn: (() => Promise<void> | void) | undefined;
  // A ring would save the slices, but readers nearly always keep up and then both halves are tiny.
  #values: (Value | Hole)[] = [];
  #keeps: (value: Value) => boolean = () => false;
  #gap: ((count: number) => Value) | undefined;
  #head = 0;
  #waiting:
    | { resolve: (result: IteratorResult<Value, undefined>) => void; reject: (reason: unknown) => void }
    | undefined;
  #ended: { error?: unknown } | undefined;
  #dropped = 0;
  #highest = 0;

  /** `onReturn` runs when the reader leaves its loop. */
  constructor(
    name: string,
    { capacity, overflow, onReturn }: {
      capacity: number;
      overflow: Overflow;
      onReturn?: (() => Promise<void> | void) | undefined;
    },
  ) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) {
      throw new RangeError(`'capacity' must be a whole number of at least 1: current value is ${capacity}`);
    }
    this.#name = name;
    this.#capacity = capacity;
    this.#overflow = overflow;
    this.#onReturn = onReturn;
  }

  /** Values not read yet. */
  get size(): number {
    return this.#values.length - this.#head;
  }

  /** Values forgotten since the reader was too slow. */
  get dropped(): number {
    return this.#dropped;
  }

  /** The most values that ever waited. */
  get highest(): number {
    return this.#highest;
  }

  /** Whether nothing more will come in. */
  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /** Adds a value; ignored after the end. */
  push(value: Value): void {
    if (this.#ended) return;
    if (this.#waiting) {
      const { resolve } = this.#waiting;
      this.#waiting = undefined;
      resolve({ value, done: false });
      return;
    }
    if (this.size >= this.#capacity) {
      if (this.#overflow === "fail") {
        this.end(
          new QueueOverflowError(
            `${this.#name}: ${this.#capacity} messages wait and the reader is too slow, so what follows would have a hole`,
            { category: "stream", advice: "Read faster, raise 'capacity', or subscribe to less" },
          ),
        );
        return;
      }
      this.#forget();
    }
    this.#values.push(value);
    if (this.size > this.#highest) this.#highest = this.size;
  }

  /** Ends the queue; with an error the reader gets it after what is unread. The first end counts. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = error === undefined ? {} : { error };
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (!waiting) return;
    if (error === undefined) waiting.resolve({ value: undefined, done: true });
    else {
      this.#ended = {};
      waiting.reject(error);
    }
  }

  /**
   * From now on values of which `keeps` says so are never forgotten; they must be few, since they wait in the place of others. What else is
   * forgotten leaves `gap(count)` in its place, where that is given.
   */
  keep(keeps: (value: Value) => boolean, gap?: (count: number) => Value): void {
    this.#keeps = keeps;
    this.#gap = gap;
  }

  /** Forgets the oldest value that may be forgotten. */
  #forget(): void {
    const values = this.#values;
    const isKept = (value: Value | Hole) => value instanceof Hole || this.#keeps(value);
    let at = this.#head;
    while (at < values.length && isKept(values[at] as Value | Hole)) at++;
    if (at === values.length) return;
    this.#dropped++;
    const before = at > this.#head ? values[at - 1] : undefined;
    if (before instanceof Hole) before.count++;
    else if (this.#gap) {
      values[at] = new Hole();
      return;
    }
    // The few before it move up, which is cheaper than moving the many behind it.
    for (; at > this.#head; at--) values[at] = values[at - 1] as Value | Hole;
    this.#advance();
  }

  #shift(): Value {
    const value = this.#values[this.#head] as Value | Hole;
    this.#advance();
    return value instanceof Hole ? this.#gap?.(value.count) as Value : value;
  }

  #advance(): void {
    this.#values[this.#head++] = undefined as Value;
    if (this.#head > 1024 && this.#head * 2 > this.#values.length) {
      this.#values = this.#values.slice(this.#head);
      this.#head = 0;
    } else if (this.#head === this.#values.length) {
      this.#values.length = this.#head = 0;
    }
  }

  /** The next value. Only one call may wait at a time. */
  next(): Promise<IteratorResult<Value, undefined>> {
    if (this.size > 0) return Promise.resolve({ value: this.#shift(), done: false });
    if (this.#ended) {
      const { error } = this.#ended;
      // An error is told once; afterwards the queue is simply over.
      this.#ended = {};
      return error === undefined ? Promise.resolve({ value: undefined, done: true }) : Promise.reject(error);
    }
    if (this.#waiting) {
      return Promise.reject(
        new TypeError(`${this.#name} has a reader already; subscribe a second time to read in two places`),
      );
    }
    return new Promise((resolve, reject) => this.#waiting = { resolve, reject });
  }

  /** The reader leaves. */
  async return(): Promise<IteratorResult<Value, undefined>> {
    this.#values = [];
    this.#head = 0;
    this.end();
    this.#ended = {};
    await this.#onReturn?.();
    return { value: undefined, done: true };
  }

  /** The queue is its own iterator. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** As {@linkcode Queue.return}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
