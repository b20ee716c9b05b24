/** What a connection is given, what it tells, and what a protocol adds to it. */

import type { TransportError } from "../core/errors.ts";
import type { OpenTransport } from "./transport.ts";

/** State of a connection. */
export type ConnectionState = "connecting" | "open" | "reconnecting" | "closed";

/** Something that happened to a connection. */
export interface ConnectionEvent {
  /**
   * `open` of the socket and `down` when it is lost, `reconnected` when everything wanted is subscribed again, `retry` before an attempt,
   * `status` and `notice` of Kraken's, `refused` for a symbol that could not be subscribed again, `closed` at the end.
   */
  readonly type: "open" | "down" | "retry" | "reconnected" | "status" | "notice" | "refused" | "closed";
  /** When, Unix milliseconds of this machine. */
  readonly time: number;
  /** What exactly, in one sentence. */
  readonly detail: string;
  /** Engine status of a `status` event: `online`, `post_only`, `cancel_only`, `maintenance`. */
  readonly system?: string;
  /** How long a `retry` waits, in milliseconds. */
  readonly waitMs?: number;
}

/** Figures of a connection. */
export interface ConnectionStats {
  /** State at this moment. */
  readonly state: ConnectionState;
  /** Milliseconds since the socket opened, 0 when it is not open. */
  readonly uptimeMs: number;
  /** How often the connection came back. */
  readonly reconnects: number;
  /** Text frames received. */
  readonly messages: number;
  /** Round trip of the last ping in milliseconds; `NaN` before the first. */
  readonly pingMs: number;
  /** Bytes handed over and not yet sent. */
  readonly bufferedAmount: number;
}

/** Options of every connection. Times are above zero, and `Infinity` is no limit; anything else is refused before a socket opens. */
export interface ConnectionOptions {
  /**
   * `"ws"` (npm), `"platform"`, or a function of your own. The platform's sends no protocol-level pings and no headers, and takes messages
   * of any size. Attempts are limited to 120 in ten minutes per host, as Kraken blocks an address that makes more: a first connection rejects
   * when it would have to wait longer than for the handshake, a lost one waits and tells `retry`. With a function of your own, and on this
   * machine, nothing is counted. @default {ws where it can be loaded, else the platform's}
   */
  transport?: "ws" | "platform" | OpenTransport | undefined;
  /** Aborting closes the connection; readers get the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Limit of the opening handshake. @default {10_000} */
  handshakeTimeoutMs?: number | undefined;
  /** Largest message taken, in bytes. @default {67_108_864} */
  maxBytes?: number | undefined;
  /** Silence after which a ping is sent while heartbeats are due (Kraken sends one each second). @default {3_000} */
  silenceMs?: number | undefined;
  /** Silence after which a ping is sent while nothing is subscribed; Kraken closes after about 60 s. @default {20_000} */
  idleMs?: number | undefined;
  /** Time given to a ping before the socket counts as half-open. @default {2_000} */
  pingTimeoutMs?: number | undefined;
  /** Attempts that fail in a row before a lost connection is given up. 0 never reconnects. @default {12} */
  maxAttempts?: number | undefined;
  /** Base and limit of the waits between attempts, which are drawn at random below `baseMs · 2^n`. @default {1_000 and 30_000} */
  backoff?: { readonly baseMs?: number; readonly capMs?: number } | undefined;
  /** Random numbers from 0 to 1, for tests. @default {Math.random} */
  random?: (() => number) | undefined;
}

/** What a protocol adds to a connection. */
export interface Protocol {
  /** Takes a text frame. What it throws ends the connection. */
  message(text: string): void;
  /** The socket is open: subscribe to what is wanted. A failure counts as a failed attempt. */
  open(again: boolean): Promise<void>;
  /** The socket is gone, lost or closed; nothing that was asked for will be answered. */
  down(error: TransportError): void;
  /** The connection is over, before the socket is gone where there is one. Without an error it was closed on purpose. */
  closed(error: unknown): void;
  /** Text of an application-level ping; `undefined` where protocol-level pings do. */
  ping(protocolLevel: boolean): string | undefined;
  /** Whether a heartbeat is due each second. */
  heartbeats(): boolean;
}
