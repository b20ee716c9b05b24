/** One reader whose symbols are more than a connection may have: it is served by several. */

import { ApiError } from "../../core/errors.ts";
import type { ReaderCounters } from "../reader_counters.ts";
import type { AnyChannel, Fields, Reader } from "./reader.ts";
import type { Session } from "./session.ts";

/** Symbols of one connection; what leaves them leaves the whole as well. */
class PartOf extends Set<string> {
  readonly #whole: Set<string>;

  constructor(symbols: readonly string[], whole: Set<string>) {
    super(symbols);
    this.#whole = whole;
  }

  override delete(symbol: string): boolean {
    this.#whole.delete(symbol);
    return super.delete(symbol);
  }
}

/** What a reader of several connections does with what it gets; `part` are the symbols of the connection it came from. */
export interface PartsHooks extends Pick<Reader, "raw" | "end"> {
  /** Takes a parsed message, and its text. */
  deliver(message: object, text: string, part: ReadonlySet<string>): void;
  /** Takes an event. */
  event(event: Parameters<Reader["event"]>[0], part: ReadonlySet<string>): void;
  /** See {@linkcode Reader.counters}. */
  counters?(): ReaderCounters;
}

/** What is subscribed. */
export interface PartsRequest {
  /** The channel. */
  readonly channel: AnyChannel;
  /** What subscribing sends. */
  readonly params: Fields;
  /** What unsubscribing sends. */
  readonly key: Fields;
  /** Symbols. */
  readonly symbols: readonly string[];
}

interface Part {
  readonly reader: Reader;
  readonly session: Session;
}

/** A reader on as many connections as its symbols need; nearly always on one. */
export class Parts {
  /** Symbols served. */
  readonly symbols: ReadonlySet<string>;
  /** Symbols refused. */
  readonly refused: Map<string, ApiError> = new Map();
  /** Kraken's warnings. */
  readonly warnings: string[] = [];
  readonly #parts: readonly Part[];

  /** Takes its places: `place` gives the connection for some of the symbols, on which they are reserved at once. */
  constructor(
    { channel, params, key, symbols }: PartsRequest,
    hooks: PartsHooks,
    place: (symbols: readonly string[]) => Session,
  ) {
    const { maxSymbols = symbols.length } = channel;
    const whole = new Set(symbols);
    this.symbols = whole;
    const make = (some: readonly string[]): Part => {
      const part = new PartOf(some, whole);
      const reader: Reader = {
        channel,
        params,
        key,
        symbols: part,
        refused: this.refused,
        warnings: this.warnings,
        sequence: undefined,
        deliver: (message, text) => hooks.deliver(message, text, part),
        event: (event) => hooks.event(event, part),
        ...(hooks.raw ? { raw: hooks.raw } : {}),
        // The whole is counted once.
        ...(hooks.counters && some[0] === symbols[0] ? { counters: hooks.counters } : {}),
        // A connection whose symbols were all refused ends nothing while there are others.
        end: (error) => {
          if (part.size > 0 || whole.size === 0) hooks.end(error);
        },
      };
      const session = place(some);
      session.reserve(reader);
      return { reader, session };
    };
    const parts: Part[] = [];
    for (let at = 0; at < symbols.length; at += maxSymbols) parts.push(make(symbols.slice(at, at + maxSymbols)));
    this.#parts = parts;
  }

  /** The connections. */
  get sessions(): readonly Session[] {
    return this.#parts.map(({ session }) => session);
  }

  /** When Kraken received the first of the requests, RFC 3339. */
  get since(): string | undefined {
    return this.#parts.flatMap(({ reader }) => reader.since ?? []).sort()[0];
  }

  /**
   * Subscribes all of it.
   *
   * @throws {ApiError} when Kraken refused every symbol. What else made one of the connections fail; the others are left again.
   */
  async subscribe(patience: { timeoutMs: number; signal?: AbortSignal | undefined }): Promise<void> {
    const results = await Promise.allSettled(
      this.#parts.map(({ reader, session }) => session.subscribe(reader, patience)),
    );
    const failures = results.flatMap((result, index) => {
      if (result.status === "fulfilled") return [];
      const isRefused = result.reason instanceof ApiError && this.#parts[index]?.reader.symbols.size === 0;
      return isRefused && this.symbols.size > 0 ? [] : [result.reason];
    });
    if (failures.length === 0) return;
    const others = this.#parts.filter((_, index) => results[index]?.status === "fulfilled");
    await Promise.all(others.map(({ reader, session }) => session.unsubscribe(reader, patience.timeoutMs)));
    throw failures[0];
  }

  /** Subscribes symbols anew, for fresh snapshots. Rejects when Kraken refuses or a connection is lost. */
  async resubscribe(symbols: readonly string[], timeoutMs: number): Promise<void> {
    await this.#each(symbols, ({ reader, session }, mine) => session.resubscribe(reader, mine, timeoutMs));
  }

  /** Unsubscribes some symbols; the others stay. */
  async drop(symbols: readonly string[], timeoutMs: number): Promise<void> {
    await this.#each(symbols, ({ reader, session }, mine) => session.unsubscribe(reader, timeoutMs, mine));
  }

  /** Whether the connections of these symbols are there. @default {all of them} */
  isOpen(symbols: readonly string[] = [...this.symbols]): boolean {
    return this.#parts.every(({ reader, session }) =>
      session.connection.state === "open" || !symbols.some((symbol) => reader.symbols.has(symbol))
    );
  }

  /** Unsubscribes all of it. */
  async leave(timeoutMs: number): Promise<void> {
    await Promise.all(this.#parts.map(({ reader, session }) => session.unsubscribe(reader, timeoutMs)));
  }

  async #each(symbols: readonly string[], act: (part: Part, mine: readonly string[]) => Promise<void>): Promise<void> {
    await Promise.all(this.#parts.map(async (part) => {
      const mine = symbols.filter((symbol) => part.reader.symbols.has(symbol));
      if (mine.length > 0) await act(part, mine);
    }));
  }
}
