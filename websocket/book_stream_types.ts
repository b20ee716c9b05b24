/** What a stream of live books gives, takes and is attached to. */

import type { ApiError } from "../core/errors.ts";
import type { Applied, BookView } from "./book/mod.ts";
import type { ReaderCounters } from "./reader_counters.ts";
import type { StreamEvent, SubscribeOptions } from "./subscription.ts";

/** What a book has to do here. */
export interface LiveBook<Input> extends BookView {
  /** Applies a message; throws a BookError when it does not fit. */
  update(message: Input): Applied;
  /** Forgets everything. */
  reset(): void;
}

/** Something new in one book. */
export interface BookChange<Book> {
  /** `snapshot` after a start or a mend, `update` otherwise. */
  readonly type: "snapshot" | "update";
  /** The symbol. */
  readonly symbol: string;
  /** The live book itself, not a copy: it shows its state at the moment it is asked. */
  readonly book: Book;
}

/** Options of {@linkcode BookStream.verified}. */
export interface VerifiedOptions extends Pick<SubscribeOptions, "signal"> {
  /** How long it may take. @default {10_000} */
  timeoutMs?: number | undefined;
}

/** What a stream of books tells the socket it is attached to. */
export interface BookHooks<Input> {
  /** Takes a message of a symbol. */
  take(message: Input, symbol: string): void;
  /** Takes an event. */
  event(event: Omit<StreamEvent, "time" | "channel">): void;
  /** The stream is over. */
  end(error?: unknown): void;
  /** Changes not read yet, and events that nobody read in time. */
  counters(): ReaderCounters;
}

/** What a stream of books wants from its socket. */
export interface Attachment {
  /** Symbols refused. */
  readonly refused: ReadonlyMap<string, ApiError>;
  /** Subscribes symbols anew. */
  resubscribe(symbols: readonly string[]): Promise<void>;
  /** Whether the connections of symbols are there; else they are subscribed anew when theirs come back. */
  isOpen(symbols?: readonly string[]): boolean;
  /** Unsubscribes some symbols; the others stay. */
  drop(symbols: readonly string[]): Promise<void>;
  /** Unsubscribes. */
  leave(): Promise<void>;
}

/** Options of live books. */
export interface BooksOptions extends Pick<SubscribeOptions, "signal" | "timeoutMs" | "extra"> {
  /**
   * Mends of one symbol in a row before it is given up: it drops out with a `gap` event, and the last one ends the stream with the
   * {@linkcode BookError}. @default {5}
   */
  maxResyncs?: number | undefined;
  /**
   * How long snapshots may take once they were asked for, milliseconds. A symbol is mended when neither its own nor any other has
   * come for so long. @default {5_000}
   */
  snapshotMs?: number | undefined;
}
