/** Who reads on a v2 connection, and what the connection is given. */

import type { ApiError } from "../../core/errors.ts";
import type { ConnectionOptions } from "../connection_types.ts";
import type { StreamEvent } from "../subscription.ts";
import type { Channel } from "./types.ts";

/** A channel, whatever its parameters and messages. */
export type AnyChannel = Channel<never, unknown>;
/** Fields of a request, as they go out. */
export type Fields = Readonly<Record<string, unknown>>;

/** Who reads a channel: a subscription or a set of books. */
export interface Reader {
  /** The channel. */
  readonly channel: AnyChannel;
  /** What subscribing sends, symbols and token apart. */
  readonly params: Fields;
  /** What unsubscribing sends, symbols and token apart. */
  readonly key: Fields;
  /** Symbols served; `""` where the channel has none. */
  readonly symbols: Set<string>;
  /** Symbols refused. */
  readonly refused: Map<string, ApiError>;
  /** Kraken's warnings. */
  readonly warnings: string[];
  /** Sequence of the last message. */
  sequence: number | undefined;
  /** Takes a parsed message, and its text for those who want the digits. */
  deliver(message: object, text: string): void;
  /** Takes the text of a message before anything is parsed. */
  raw?(text: string, symbol: string): void;
  /** Takes an event. */
  event(event: Omit<StreamEvent, "time" | "channel">): void;
  /** The stream is over. */
  end(error?: unknown): void;
}

/** What a session is given. */
export interface SessionOptions extends ConnectionOptions {
  /** A token for private channels and methods, asked for once per connection and again when it is about to expire. */
  token?: (() => Promise<string>) | undefined;
  /** Takes every text frame as it came, for recordings. */
  onFrame?: ((text: string) => void) | undefined;
  /** Looks up orders whose answer was lost; `sentAt` is when they left, Unix milliseconds of this machine. */
  lookup?: ((clientOrderIds: readonly string[], sentAt: number) => Promise<unknown>) | undefined;
}

/** Kraken's own description of the engine. */
export interface EngineStatus {
  /** `online`, `post_only`, `cancel_only` or `maintenance`. */
  readonly system: "online" | "post_only" | "cancel_only" | "maintenance" | (string & Record<never, never>);
  /** `"v2"`. */
  readonly api_version?: string;
  /** Number of the connection as text, since it is larger than a double can hold. */
  readonly connection_id?: string;
  /** Version of the service. */
  readonly version?: string;
}
