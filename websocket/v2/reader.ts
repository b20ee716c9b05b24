/** Who reads on a v2 connection, and what the connection is given. */

import type { ApiError } from "../../core/errors.ts";
import type { Budget } from "../../core/limiter.ts";
import type { ConnectionOptions } from "../connection_types.ts";
import type { ReaderCounters } from "../reader_counters.ts";
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
  /** When Kraken received the request that was acknowledged first, by its own clock, RFC 3339. */
  since?: string | undefined;
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
  /** What it has not read yet, and what was forgotten since it was too slow. */
  counters?(): ReaderCounters;
}

/** What a session is given. */
export interface SessionOptions extends ConnectionOptions {
  /** A token for private channels and methods, asked for once per connection and again when it is about to expire. */
  token?: (() => Promise<string>) | undefined;
  /** Takes every text frame as it came, for recordings. */
  onFrame?: ((text: string) => void) | undefined;
  /** Looks up what became of a request whose answer was lost. */
  lookup?: LostLookup | undefined;
  /** Orders are charged to its trading counters, and the `executions` channel corrects them. */
  budget?: Budget | undefined;
}

/** A method that was sent and not answered. */
export interface LostCall {
  /** Kraken's name: `"add_order"`. */
  readonly method: string;
  /** Its parameters as they went out, client order ids set by us included, the token not. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** A method that is about to leave: what it is found by, whatever becomes of the answer. */
export interface SentCall extends LostCall {
  /** Client order ids of the orders it places, those set by us included; none for orders with an `order_userref`, and for changes. */
  readonly clientOrderIds: readonly string[];
  /** Looks up what became of it, where the socket has a `lookup`; may be called again. */
  readonly resolve: (() => Promise<unknown>) | undefined;
}

/**
 * Looks up what became of a method whose answer was lost: by the client order ids of the orders it was to place (none for orders with
 * an `order_userref`, and for changes), the time at which it was sent (Unix milliseconds of this machine), and the request itself.
 */
export type LostLookup = (clientOrderIds: readonly string[], sentAt: number, lost: LostCall) => Promise<unknown>;

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
