/** Options of v2 sockets and their calls, and their names: a misspelt one is refused. */

import { namesOf } from "../../core/options.ts";
import type { BooksOptions } from "../book_stream.ts";
import type { ConnectionOptions } from "../connection.ts";
import type { SubscribeOptions } from "../subscription.ts";
import type { LostLookup, SentCall } from "./reader.ts";
import type { V2Host } from "./types.ts";

/** Options of a socket. */
export interface V2SocketOptions extends ConnectionOptions {
  /** Gives a WebSocket token; needed for private channels, `level3` and orders. Called once per connection. */
  token?: (() => Promise<string>) | undefined;
  /**
   * Takes every text frame as it came, with its arrival time, where from, and which of the connections to there, from 0. What it throws
   * ends that connection, and its readers get it. See `record`.
   */
  onFrame?: ((text: string, time: number, host: V2Host, connection: number) => void) | undefined;
  /** Looks up what became of a method whose answer was lost; `OutcomeUnknownError.resolve()` calls it. */
  lookup?: LostLookup | undefined;
}

/** Options of a call. */
export interface V2CallOptions {
  /** Aborting rejects with the signal's own reason. An order in flight may still be placed: see `onSent`. */
  signal?: AbortSignal | undefined;
  /** Limit of the answer; while the connection is away, the wait for it is limited by as much. @default {10_000} */
  timeoutMs?: number | undefined;
  /** Parameters Kraken has and we do not declare; sent as they are. */
  extra?: Readonly<Record<string, string | number | boolean>> | undefined;
  /**
   * Told just before a method leaves that must not be sent twice, so that an order can be found although its call was aborted. A promise
   * is waited for, so that the ids can be kept first; when it throws, nothing is sent. Without it an abort warns with the ids.
   */
  onSent?: ((sent: SentCall) => void | Promise<void>) | undefined;
}

/** Options of a reader of one's own. */
export type AttachOptions = Pick<SubscribeOptions, "signal" | "timeoutMs" | "extra">;

/** The names of {@linkcode V2SocketOptions} that are not those of every connection, for those who check theirs by name. */
export const V2_SOCKET_OPTIONS: readonly string[] = namesOf<Omit<V2SocketOptions, keyof ConnectionOptions>>({
  token: true,
  onFrame: true,
  lookup: true,
});
/** The names of {@linkcode V2CallOptions}. */
export const CALL_OPTIONS: readonly string[] = namesOf<V2CallOptions>({
  signal: true,
  timeoutMs: true,
  extra: true,
  onSent: true,
});
/** The names of {@linkcode AttachOptions}. */
export const ATTACH_OPTIONS: readonly string[] = namesOf<AttachOptions>({ signal: true, timeoutMs: true, extra: true });
/** The names of {@linkcode SubscribeOptions}. */
export const SUBSCRIBE_OPTIONS: readonly string[] = [
  ...ATTACH_OPTIONS,
  ...namesOf<Omit<SubscribeOptions, keyof AttachOptions>>({ events: true, digits: true, capacity: true }),
];
/** The names of {@linkcode BooksOptions}. */
export const BOOKS_OPTIONS: readonly string[] = [
  ...ATTACH_OPTIONS,
  ...namesOf<Omit<BooksOptions, keyof AttachOptions>>({ maxResyncs: true, snapshotMs: true }),
];
