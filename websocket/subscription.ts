/** What a subscriber holds: an async iterable that unsubscribes when it is left. */

import type { ApiError, KrakenError } from "../core/errors.ts";
import { type Overflow, Queue } from "./queue.ts";

/** Something that happened to a stream, in its place among the messages, for readers who ask with `events: true`. */
export interface StreamEvent {
  /**
   * `down`: the connection is lost, what follows has a hole. `reconnect`: it is back, fresh snapshots come. `gap`: messages are
   * missing. `resync`: one symbol is subscribed anew. `refused`: Kraken will not serve a symbol any more.
   */
  readonly type: "down" | "reconnect" | "gap" | "resync" | "refused";
  /** When, Unix milliseconds of this machine. */
  readonly time: number;
  /** The channel. */
  readonly channel: string;
  /** Symbols concerned; empty where the channel has none. */
  readonly symbols: readonly string[];
  /** What exactly, in one sentence. */
  readonly detail: string;
  /** The error behind it, where there is one: Kraken's refusal of a symbol. */
  readonly error?: KrakenError | undefined;
}

const isEvent = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "detail" in message && "symbols" in message;

/** Options of a subscription. */
export interface SubscribeOptions {
  /** Whether {@linkcode StreamEvent}s come in-band among the messages. @default {false} */
  events?: boolean | undefined;
  /** Whether numbers come as the exact text that stood on the wire. Costs a slower parse. @default {false} */
  digits?: boolean | undefined;
  /** Most unread messages. @default {10_000, or 100_000 where none may be missing} */
  capacity?: number | undefined;
  /** Aborting ends the stream with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Limit of the acknowledgement. @default {10_000} */
  timeoutMs?: number | undefined;
  /** Parameters Kraken has and we do not declare; sent as they are. */
  extra?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Most unread messages unless said otherwise. */
export const CAPACITY: Readonly<Record<Overflow, number>> = { drop: 10_000, fail: 100_000 };

/** A running subscription: read it with `for await`; leaving the loop unsubscribes. */
export class Subscription<Message> implements AsyncIterableIterator<Message, undefined>, AsyncDisposable {
  /** The channel's or feed's name. */
  readonly channel: string;
  /** Symbols that Kraken serves; empty where the channel has none. */
  readonly symbols: ReadonlySet<string>;
  /** Symbols that Kraken refused, and why. The others go on. */
  readonly refused: ReadonlyMap<string, ApiError>;
  /** Kraken's warnings about the subscription, such as deprecated fields. */
  readonly warnings: readonly string[];
  /** When Kraken received the subscription, by its own clock, RFC 3339; `undefined` where it does not say. Reconnects leave it. */
  readonly since: string | undefined;
  readonly #queue: Queue<Message>;

  /** Made by a socket's `subscribe`. */
  constructor(
    { channel, symbols, refused, warnings, since, queue }: {
      channel: string;
      symbols: ReadonlySet<string>;
      refused: ReadonlyMap<string, ApiError>;
      warnings: readonly string[];
      since?: string | undefined;
      queue: Queue<Message>;
    },
  ) {
    this.channel = channel;
    this.symbols = symbols;
    this.refused = refused;
    this.warnings = warnings;
    this.since = since;
    this.#queue = queue;
    // However slow the reader is, it must hear that the connection was lost.
    queue.keep(isEvent);
  }

  /** From now on messages that are forgotten leave a {@linkcode StreamEvent} `gap` in their place; for readers who asked for events. */
  tellDrops(): void {
    const { channel } = this;
    const gap = (count: number): StreamEvent => ({
      type: "gap",
      time: Date.now(),
      channel,
      symbols: [...this.symbols].filter(Boolean),
      detail: `${count} message${count === 1 ? " was" : "s were"} dropped since the reader was too slow`,
    });
    this.#queue.keep(isEvent, gap as (count: number) => Message);
  }

  /** Messages that wait to be read. */
  get lag(): number {
    return this.#queue.size;
  }

  /** Messages forgotten since the reader was too slow. */
  get dropped(): number {
    return this.#queue.dropped;
  }

  /** The next message; rejects once with what ended the stream. */
  next(): Promise<IteratorResult<Message, undefined>> {
    return this.#queue.next();
  }

  /** Unsubscribes; what is unread is forgotten. */
  return(): Promise<IteratorResult<Message, undefined>> {
    return this.#queue.return();
  }

  /** A subscription is its own iterator. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Unsubscribes. Disposing twice is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.return();
  }

  /** One line: channel, symbols and counters. */
  toString(): string {
    const names = [...this.symbols].filter(Boolean);
    const shown = names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
    const refused = this.refused.size === 0 ? "" : `, refused ${[...this.refused.keys()].join(", ")}`;
    return `Subscription ${this.channel}${shown && ` ${shown}`}, ${this.lag} unread, ${this.dropped} dropped${refused}`;
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
