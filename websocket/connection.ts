/** A connection that is watched, comes back by itself, and says what happens to it. */

import { KrakenError, TransportError } from "../core/errors.ts";
import { backoff, systemClock } from "../core/retry.ts";
import { budgetOf } from "./attempts.ts";
import type {
  ConnectionEvent,
  ConnectionOptions,
  ConnectionState,
  ConnectionStats,
  Protocol,
} from "./connection_types.ts";
import { Queue } from "./queue.ts";
import { type OpenTransport, socketUrl, type Transport, transportOf } from "./transport.ts";

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
  readonly #stop: AbortController = new AbortController();
  readonly #listeners: Set<Queue<ConnectionEvent>> = new Set();
  readonly #waiters: Set<Waiter> = new Set();
  readonly #over: PromiseWithResolvers<void> = Promise.withResolvers();
  #transport: Transport | undefined;
  #state: ConnectionState = "connecting";
  #openedAt = 0;
  #messages = 0;
  #reconnects = 0;
  // Failures in a row, which end in giving up, and steps of the back-off, which a socket that falls over at once keeps.
  #failures = 0;
  #backoff = 0;
  #maintenance = false;
  #pingMs = NaN;
  #pingedAt = 0;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #farewell: (() => void) | undefined;

  /** Nothing is opened before {@linkcode Connection.connect}. */
  constructor(url: string, protocol: Protocol, options: ConnectionOptions = {}) {
    this.url = socketUrl(url);
    this.#protocol = protocol;
    this.#options = options;
    this.#open = transportOf(options.transport);
    this.#random = options.random ?? Math.random;
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
      uptimeMs: this.#state === "open" ? Date.now() - this.#openedAt : 0,
      reconnects: this.#reconnects,
      messages: this.#messages,
      pingMs: this.#pingMs,
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
    signal?.throwIfAborted();
    signal?.addEventListener("abort", this.#abort, { once: true });
    try {
      await this.#attempt(false);
    } catch (error) {
      await this.#finish(error);
      throw error;
    }
  }

  /** Sends a text frame. */
  send(text: string): void {
    if (!this.#transport) {
      throw new TransportError(`Cannot send to ${this.url} as the connection is ${this.#state}: nothing was sent`);
    }
    this.#transport.send(text);
  }

  /**
   * Resolves when the socket is open and everything wanted is subscribed: at once, or when it has come back.
   *
   * @throws {TransportError} when that takes longer than `timeoutMs`, or the connection is over. The signal's own reason when it aborts.
   */
  async whenOpen(
    what: string,
    { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
  ): Promise<void> {
    signal?.throwIfAborted();
    if (this.#state === "open") return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = (why: string, category: string, cause?: unknown) =>
      reject(new TransportError(`${what}: ${this.url} ${why}: nothing was sent`, { category, cause }));
    const waiter: Waiter = { open: resolve, closed: (cause) => fail("is closed", "network", cause) };
    const abort = () => reject(signal?.reason);
    const timer = setTimeout(() => fail(`is still ${this.#state} after ${timeoutMs} ms`, "timeout"), timeoutMs);
    signal?.addEventListener("abort", abort, { once: true });
    this.#waiters.add(waiter);
    if (this.#state === "closed") waiter.closed();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
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

  async #attempt(again: boolean): Promise<void> {
    const { signal } = this.#stop;
    const waitMs = budgetOf(new URL(this.url).host).take();
    if (waitMs > 0) await systemClock.sleep(waitMs, signal);
    let gone: TransportError | undefined;
    const transport: Transport = await this.#open(this.url, {
      message: (text) => {
        this.#messages++;
        this.#protocol.message(text);
      },
      pong: () => this.#ponged(),
      close: (code, reason) => {
        gone = new TransportError(`${this.url}: closed by the other side (${code}${reason ? ` ${reason}` : ""})`);
        this.#farewell?.();
        if (this.#transport === transport) this.#lost(gone);
      },
    }, { ...this.#options, signal });
    if (signal.aborted) {
      transport.terminate();
      throw signal.reason;
    }
    this.#transport = transport;
    this.#openedAt = Date.now();
    this.#pingedAt = 0;
    this.#supervise(transport);
    this.tell({ type: "open", detail: `${this.url} is open (${transport.kind})` });
    try {
      await this.#protocol.open(again);
      if (this.#transport !== transport) throw gone ?? new TransportError(`${this.url}: lost while subscribing`);
    } catch (error) {
      if (this.#transport === transport) {
        this.#transport = undefined;
        clearTimeout(this.#watch);
        transport.terminate();
        this.#protocol.down(
          error instanceof TransportError ? error : new TransportError(`${this.url}: ${text(error)}`),
        );
      }
      throw error;
    }
    this.#state = "open";
    for (const { open } of this.#waiters) open();
    if (again) {
      this.#reconnects++;
      this.tell({ type: "reconnected", detail: "everything wanted is subscribed again" });
    }
  }

  /** Notices silence: any frame counts as life, then a ping must be answered, else the socket is half-open. */
  #supervise(transport: Transport): void {
    const { silenceMs = 3_000, idleMs = 20_000, pingTimeoutMs = 2_000 } = this.#options;
    const period = () => this.#protocol.heartbeats() ? silenceMs : idleMs;
    let seen = this.#messages;
    const again = (): void => {
      seen = this.#messages;
      this.#watch = setTimeout(check, period());
    };
    const check = (): void => {
      if (this.#transport !== transport) return;
      if (this.#messages !== seen) return again();
      const before = this.#pingedAt = performance.now();
      this.#ping(transport);
      this.#watch = setTimeout(() => {
        if (this.#transport !== transport) return;
        // A pong of the protocol's is no message, but clears the time of the ping.
        if (this.#pingedAt !== before || this.#messages !== seen) return again();
        transport.terminate();
        this.#lost(new TransportError(`${this.url}: no sign of life, not even an answer to a ping (half-open)`));
      }, pingTimeoutMs);
    };
    clearTimeout(this.#watch);
    this.#watch = setTimeout(check, period());
  }

  #ping(transport: Transport): void {
    const application = this.#protocol.ping(transport.kind === "ws");
    if (application === undefined) transport.ping();
    else transport.send(application);
  }

  /** Whether heartbeats are due has changed: watch by the new rule from now on. */
  rewatch(): void {
    if (this.#transport) this.#supervise(this.#transport);
  }

  /** The protocol saw an answer to its ping. */
  pong(): void {
    this.#ponged();
  }

  #ponged(): void {
    if (this.#pingedAt === 0) return;
    this.#pingMs = performance.now() - this.#pingedAt;
    this.#pingedAt = 0;
  }

  #lost(error: TransportError): void {
    this.#transport = undefined;
    clearTimeout(this.#watch);
    this.#protocol.down(error);
    this.tell({ type: "down", detail: error.message });
    if (Date.now() - this.#openedAt >= STABLE_MS) this.#backoff = 0;
    // While an attempt is still subscribing, it fails by itself and tries again.
    if (this.#state === "open") void this.#reconnect(error);
  }

  async #reconnect(first: TransportError): Promise<void> {
    const { maxAttempts = 12 } = this.#options;
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
      const waitMs = Math.max(least, this.#wait());
      this.#backoff++;
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

  #wait(): number {
    const { baseMs = 1_000, capMs = 30_000 } = this.#options.backoff ?? {};
    return backoff(this.#backoff, { baseMs, capMs, random: this.#random });
  }

  async #finish(error: unknown): Promise<void> {
    if (this.#state === "closed") return await this.#over.promise;
    this.#state = "closed";
    this.#options.signal?.removeEventListener("abort", this.#abort);
    clearTimeout(this.#watch);
    this.#stop.abort(error ?? new DOMException("The connection was closed", "AbortError"));
    const transport = this.#transport;
    this.#transport = undefined;
    if (transport) {
      this.#protocol.down(new TransportError(`${this.url}: the connection was closed`));
      await this.#bye(transport);
    }
    this.#protocol.closed(error);
    for (const { closed } of this.#waiters) closed(error);
    this.tell({ type: "closed", detail: error === undefined ? "closed on purpose" : text(error) });
    for (const queue of this.#listeners) queue.end();
    this.#listeners.clear();
    this.#over.resolve();
  }

  /** Closes with the handshake, but waits no longer for the other half of it than for a ping. */
  async #bye(transport: Transport): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#farewell = resolve;
    const timer = setTimeout(resolve, this.#options.pingTimeoutMs ?? 2_000);
    try {
      transport.close(1000, "");
      await promise;
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

const text = (error: unknown) => error instanceof Error ? error.message : String(error);
