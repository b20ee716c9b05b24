/** A connection that is watched, comes back by itself, and says what happens to it. */

import { KrakenError, TransportError } from "../core/errors.ts";
import { backoff, systemClock } from "../core/retry.ts";
import { itsTurn } from "./attempts.ts";
import { checkConnectionOptions } from "./connection_options.ts";
import type {
  ConnectionEvent,
  ConnectionOptions,
  ConnectionState,
  ConnectionStats,
  Protocol,
} from "./connection_types.ts";
import { type Patience, within } from "./patience.ts";
import { Pulse } from "./pulse.ts";
import { Queue } from "./queue.ts";
import { opened, type OpenTransport, socketUrl, type Transport, transportOf } from "./transport.ts";

export type {
  ConnectionEvent,
  ConnectionOptions,
  ConnectionState,
  ConnectionStats,
  Protocol,
} from "./connection_types.ts";

/** A stable connection resets the back-off. */
const STABLE_MS = 30_000;
/** Kraken asks for no more than one attempt in 5 s after maintenance. */
const MAINTENANCE_MS = 5_000;
/** However patient one is with pings, a close has an end. */
const LONGEST_FAREWELL_MS = 10_000;

interface Waiter {
  open(): void;
  closed(cause?: unknown): void;
}

/** One WebSocket to Kraken. Made by `connectSpot` and its kind; shared by many subscriptions. */
export class Connection implements AsyncDisposable {
  /** The address. */
  readonly url: string;
  readonly #options: ConnectionOptions;
  readonly #protocol: Protocol;
  readonly #open: OpenTransport;
  readonly #random: () => number;
  readonly #pulse: Pulse;
  readonly #stop: AbortController = new AbortController();
  readonly #listeners: Set<Queue<ConnectionEvent>> = new Set();
  readonly #waiters: Set<Waiter> = new Set();
  readonly #over: PromiseWithResolvers<void> = Promise.withResolvers();
  #transport: Transport | undefined;
  #state: ConnectionState = "connecting";
  #openedAt = 0;
  #wasOpen = false;
  #failure: unknown;
  #messages = 0;
  #reconnects = 0;
  // Failures in a row, which end in giving up, and steps of the back-off, which a socket that falls over at once keeps.
  #failures = 0;
  #backoff = 0;
  #maintenance = false;
  #farewell: (() => void) | undefined;

  /**
   * Nothing is opened before {@linkcode Connection.connect}.
   *
   * @throws {TypeError | RangeError} for an address or an option that can't be meant.
   */
  constructor(url: string, protocol: Protocol, options: ConnectionOptions = {}) {
    checkConnectionOptions(options);
    this.url = socketUrl(url);
    this.#protocol = protocol;
    this.#options = options;
    this.#open = transportOf(options.transport);
    this.#random = options.random ?? Math.random;
    const { silenceMs, idleMs, pingTimeoutMs } = options;
    this.#pulse = new Pulse({
      silenceMs,
      idleMs,
      pingTimeoutMs,
      protocol,
      messages: () => this.#messages,
      lost: (transport, what, cause) => {
        transport.terminate();
        this.#lost(new TransportError(`${this.url}: ${what}`, { cause }));
      },
    });
  }

  /** State at this moment. */
  get state(): ConnectionState {
    return this.#state;
  }

  /** Which implementation is in use, `undefined` while there is no socket. */
  get transport(): string | undefined {
    return this.#transport?.kind;
  }

  /** Figures at this moment. */
  get stats(): ConnectionStats {
    return {
      state: this.#state,
      uptimeMs: this.#state === "open" ? performance.now() - this.#openedAt : 0,
      reconnects: this.#reconnects,
      messages: this.#messages,
      pingMs: this.#pulse.pingMs,
      bufferedAmount: this.#transport?.bufferedAmount ?? 0,
    };
  }

  /** What happens from now on; each call is a reader of its own, and a slow one loses the oldest events. */
  events(): AsyncIterableIterator<ConnectionEvent, undefined> & AsyncDisposable {
    const queue: Queue<ConnectionEvent> = new Queue("Connection events", {
      capacity: 1000,
      overflow: "drop",
      onReturn: () => void this.#listeners.delete(queue),
    });
    if (this.#state === "closed") queue.end();
    else this.#listeners.add(queue);
    return queue;
  }

  /** Tells the readers of {@linkcode Connection.events}. */
  tell(event: Omit<ConnectionEvent, "time">): void {
    if (event.type === "status") this.#maintenance = event.system === "maintenance";
    for (const queue of this.#listeners) queue.push({ ...event, time: Date.now() });
  }

  /** Opens the socket and subscribes. Rejects when that fails: only what was once up is brought back. */
  async connect(): Promise<void> {
    const { signal } = this.#options;
    if (signal?.aborted) {
      await this.#finish(signal.reason);
      throw signal.reason;
    }
    signal?.addEventListener("abort", this.#abort, { once: true });
    try {
      await this.#attempt(false);
    } catch (error) {
      await this.#finish(error);
      throw error;
    }
  }

  /**
   * Sends a text frame.
   *
   * @throws {TransportError} when there is no socket, or it takes nothing any more: nothing was sent.
   */
  send(text: string): void {
    if (!this.#transport) {
      throw new TransportError(`Cannot send to ${this.url} as the connection is ${this.#state}: nothing was sent`);
    }
    try {
      this.#transport.send(text);
    } catch (cause) {
      throw new TransportError(`Cannot send to ${this.url}: ${words(cause)}: nothing was sent`, { cause });
    }
  }

  /**
   * Resolves when the socket is open and everything wanted is subscribed: at once, or when it has come back.
   *
   * @throws {TransportError} when that takes longer than `timeoutMs`, or the connection is over; when it never was open, what it failed
   * with. The signal's own reason when it aborts.
   */
  async whenOpen(what: string, patience: Patience): Promise<void> {
    patience.signal?.throwIfAborted();
    if (this.#state === "open") return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const failed = (why: string, category: string, cause?: unknown) =>
      new TransportError(`${what}: ${this.url} ${why}: nothing was sent`, { category, cause });
    const closed = (cause: unknown) =>
      reject(cause instanceof Error && !this.#wasOpen ? cause : failed("is closed", "network", cause));
    const waiter: Waiter = { open: resolve, closed };
    this.#waiters.add(waiter);
    if (this.#state === "closed") closed(this.#failure);
    try {
      const late = () => failed(`is still ${this.#state} after ${patience.timeoutMs} ms`, "timeout");
      await within(promise, late, patience);
    } finally {
      this.#waiters.delete(waiter);
    }
  }

  /** Drops the socket as if it had failed, and reconnects. */
  restart(reason: string): void {
    const transport = this.#transport;
    if (!transport) return;
    transport.terminate();
    this.#lost(new TransportError(`${this.url}: ${reason}`));
  }

  /** Closes for good; readers end after what they have not read. Closing twice is fine. */
  async close(): Promise<void> {
    await this.#finish(undefined);
  }

  /** As {@linkcode Connection.close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  readonly #abort = (): void => {
    void this.#finish(this.#options.signal?.reason);
  };

  /** Handlers run inside the socket's events, where an exception would end the process: whoever reads gets it instead. */
  #guarded(run: () => void): void {
    try {
      run();
    } catch (cause) {
      const what = `${this.url}: a message could not be dealt with: ${words(cause)}`;
      void this.#finish(new KrakenError(what, { cause, category: "stream" }));
    }
  }

  async #attempt(again: boolean): Promise<void> {
    const { signal } = this.#stop;
    signal.throwIfAborted();
    const told = (detail: string, waitMs: number) => this.tell({ type: "retry", detail, waitMs });
    await itsTurn(this.url, { ...this.#options, signal, isPatient: again }, told);
    let gone: TransportError | undefined;
    // A transport may close before it is in hand.
    const mine: { transport?: Transport } = {};
    const transport = mine.transport = await opened(this.#open, this.url, {
      message: (text) =>
        this.#guarded(() => {
          // The closing handshake takes its time, and nobody reads any more.
          if (this.#state === "closed") return;
          this.#messages++;
          this.#protocol.message(text);
        }),
      pong: () => this.#pulse.pong(),
      close: (code, reason) =>
        this.#guarded(() => {
          gone = new TransportError(`${this.url}: closed by the other side (${code}${reason ? ` ${reason}` : ""})`);
          this.#farewell?.();
          if (mine.transport && this.#transport === mine.transport) this.#lost(gone);
        }),
    }, { ...this.#options, signal });
    // And a handler may have ended the connection.
    if (gone || signal.aborted) {
      transport.terminate();
      throw gone ?? signal.reason;
    }
    this.#transport = transport;
    this.#openedAt = performance.now();
    this.#pulse.watch(transport);
    this.tell({ type: "open", detail: `${this.url} is open (${transport.kind})` });
    try {
      await this.#protocol.open(again);
      if (this.#transport !== transport) {
        throw gone ?? signal.reason ?? new TransportError(`${this.url}: lost while subscribing`);
      }
    } catch (error) {
      if (this.#transport === transport) {
        this.#transport = undefined;
        this.#pulse.stop();
        transport.terminate();
        this.#protocol.down(
          error instanceof TransportError
            ? error
            : new TransportError(`${this.url}: ${words(error)}`, { cause: error }),
        );
      }
      throw error;
    }
    this.#state = "open";
    this.#wasOpen = true;
    for (const { open } of this.#waiters) open();
    if (again) {
      this.#reconnects++;
      this.tell({ type: "reconnected", detail: "everything wanted is subscribed again" });
    }
  }

  /** Whether heartbeats are due has changed: watch by the new rule from now on. */
  rewatch(): void {
    if (this.#transport) this.#pulse.watch(this.#transport);
  }

  /** The protocol saw an answer to its ping. */
  pong(): void {
    this.#pulse.pong();
  }

  #lost(error: TransportError): void {
    this.#transport = undefined;
    this.#pulse.stop();
    this.#protocol.down(error);
    this.tell({ type: "down", detail: error.message });
    if (performance.now() - this.#openedAt >= STABLE_MS) this.#backoff = 0;
    // While an attempt is still subscribing, it fails by itself and tries again.
    if (this.#state === "open") void this.#reconnect(error);
  }

  async #reconnect(first: TransportError): Promise<void> {
    const { maxAttempts = 12, backoff: { baseMs = 1_000, capMs = 30_000 } = {} } = this.#options;
    const { signal } = this.#stop;
    this.#state = "reconnecting";
    let last: unknown = first;
    while (!signal.aborted) {
      if (this.#failures >= maxAttempts) {
        await this.#finish(
          maxAttempts === 0
            ? first
            : new TransportError(`${this.url}: gave up after ${maxAttempts} attempts in a row`, {
              cause: last,
              advice: "Check the network and Kraken's status page",
            }),
        );
        return;
      }
      const least = this.#maintenance ? MAINTENANCE_MS : 0;
      const waitMs = Math.max(least, backoff(this.#backoff++, { baseMs, capMs, random: this.#random }));
      this.#failures++;
      this.tell({ type: "retry", detail: `attempt ${this.#failures} in ${Math.round(waitMs)} ms`, waitMs });
      try {
        await systemClock.sleep(waitMs, signal);
        await this.#attempt(true);
        this.#failures = 0;
        return;
      } catch (error) {
        last = error;
        if (error instanceof KrakenError && !error.retryable) {
          await this.#finish(error);
          return;
        }
      }
    }
  }

  async #finish(error: unknown): Promise<void> {
    if (this.#state === "closed") return await this.#over.promise;
    this.#state = "closed";
    this.#failure = error;
    this.#options.signal?.removeEventListener("abort", this.#abort);
    this.#pulse.stop();
    this.#stop.abort(error ?? new DOMException("The connection was closed", "AbortError"));
    const transport = this.#transport;
    this.#transport = undefined;
    try {
      // Readers first: an end is no loss, and those who have ended are told of none.
      this.#protocol.closed(error);
      for (const { closed } of this.#waiters) closed(error);
      if (!transport) return;
      const why = error === undefined ? "" : `: ${words(error)}`;
      this.#protocol.down(new TransportError(`${this.url}: the connection was closed${why}`, { cause: error }));
      await this.#bye(transport);
    } finally {
      this.tell({ type: "closed", detail: error === undefined ? "closed on purpose" : words(error) });
      for (const queue of this.#listeners) queue.end();
      this.#listeners.clear();
      this.#over.resolve();
    }
  }

  /** Closes with the handshake, but waits no longer for the other half of it than for a ping. */
  async #bye(transport: Transport): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#farewell = resolve;
    const timer = setTimeout(resolve, Math.min(this.#options.pingTimeoutMs ?? 2_000, LONGEST_FAREWELL_MS));
    try {
      transport.close(1000, "");
      await promise;
    } catch (error) {
      this.tell({ type: "notice", detail: `closing ${this.url}: ${words(error)}` });
    } finally {
      clearTimeout(timer);
      transport.terminate();
    }
  }

  /** One line: address, state and figures. */
  toString(): string {
    const { uptimeMs, reconnects, messages, pingMs } = this.stats;
    return `Connection ${this.url} ${this.#state}, up ${Math.round(uptimeMs / 1000)} s, ${messages} messages, ` +
      `${reconnects} reconnects${Number.isNaN(pingMs) ? "" : `, ping ${pingMs.toFixed(1)} ms`}`;
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

const words = (error: unknown) => error instanceof Error ? error.message : String(error);
