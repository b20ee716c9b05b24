/** The private feeds of all futures connections, told of what happens on their accounts. */

/** A private feed of a connection. */
export interface FuturesFeed {
  /** First message. */
  snapshot(): string[];
  /** What has happened since the last look. */
  look(): string[];
  /** Nobody listens any more. */
  close?(): void;
}

/** A feed and who gets it. */
export interface FuturesListener {
  readonly name: string;
  readonly feed: FuturesFeed;
  send(texts: readonly string[]): void;
}

/** All of them. */
export class FuturesDesks {
  readonly #listeners = new Set<FuturesListener>();
  readonly #advance: () => void;

  /** `advance` moves the accounts to now. */
  constructor(advance: () => void) {
    this.#advance = advance;
  }

  /** A listener comes. */
  join(listener: FuturesListener): void {
    this.look();
    this.#advance();
    this.#listeners.add(listener);
  }

  /** A listener leaves. */
  leave(listener: FuturesListener): void {
    if (this.#listeners.delete(listener)) listener.feed.close?.();
  }

  /** Tells everybody what has happened since the last look. */
  look(): void {
    if (this.#listeners.size === 0) return;
    this.#advance();
    for (const listener of [...this.#listeners]) listener.send(listener.feed.look());
  }
}
