/** The socket people hold: it opens connections as they are needed, and shares them among subscriptions. */

import { KrakenError } from "../../core/errors.ts";
import type { Attachment, BookHooks } from "../book_stream.ts";
import { isObject, parseSource } from "../book/source.ts";
import type { ConnectionEvent, ConnectionOptions, ConnectionStats } from "../connection.ts";
import { Queue } from "../queue.ts";
import { encodeCall, encodeSubscription } from "./encode.ts";
import { type EngineStatus, type Reader, Session, type SessionOptions } from "./session.ts";
import { CAPACITY, type StreamEvent, type SubscribeOptions, Subscription } from "../subscription.ts";
import type { Channel, Method, V2Api, V2Host, WithDigits } from "./types.ts";

/** Options of a socket. */
export interface V2SocketOptions extends ConnectionOptions {
  /** Gives a WebSocket token; needed for private channels, `level3` and orders. Called once per connection. */
  token?: (() => Promise<string>) | undefined;
  /** Takes every text frame as it came, with its arrival time and where from; see `record`. */
  onFrame?: ((text: string, time: number, host: V2Host) => void) | undefined;
  /**
   * Looks orders up by their client order ids; `OutcomeUnknownError.resolve()` calls it with the time at which they were sent, Unix
   * milliseconds of this machine.
   */
  lookup?: ((clientOrderIds: readonly string[], sentAt: number) => Promise<unknown>) | undefined;
}

/** Options of a call. */
export interface V2CallOptions {
  /** Aborting rejects with the signal's own reason. An order in flight may still be placed. */
  signal?: AbortSignal | undefined;
  /** Limit of the answer; while the connection is away, the wait for it is limited by as much. @default {10_000} */
  timeoutMs?: number | undefined;
  /** Parameters Kraken has and we do not declare; sent as they are. */
  extra?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** What a reader gets, by the options given. */
export type Delivered<Message, Options> =
  | (Options extends { readonly digits: true } ? WithDigits<Message> : Message)
  | (Options extends { readonly events: true } ? StreamEvent : never);

/** What a reader is told about itself with each message. */
export interface AttachedReader {
  /** Symbols it is served. */
  readonly symbols: ReadonlySet<string>;
  /** Unsubscribes it. */
  leave(): Promise<void>;
}

/** What a reader of one's own does; see {@linkcode V2Socket.attach}. */
export interface SocketHooks extends Pick<Reader, "raw" | "end"> {
  /** Takes a parsed message, and its text for those who want the digits. */
  deliver(message: object, text: string, reader: AttachedReader): void;
  /** Takes an event. */
  event(event: Omit<StreamEvent, "time" | "channel">, reader: AttachedReader): void;
}

/** An event of one of a socket's connections. */
export interface SocketEvent extends ConnectionEvent {
  /** Which address. */
  readonly host: V2Host;
}

/** How long an acknowledgement may take. */
const TIMEOUT_MS = 10_000;

/** A socket of the v2 dialect: Spot's or the Unified one. Made by `connectSpot` or `connectUnified`. */
export class V2Socket<Api extends V2Api = V2Api> implements AsyncDisposable {
  /** Which tables of channels and methods it takes. */
  readonly api: Api;
  readonly #urls: Readonly<Partial<Record<V2Host, string>>>;
  readonly #options: V2SocketOptions;
  readonly #sessions: Map<V2Host, Session[]> = new Map();
  readonly #listeners: Set<Queue<SocketEvent>> = new Set();
  #closed = false;

  /** Opens nothing; the connect functions do. */
  constructor(api: Api, urls: Readonly<Partial<Record<V2Host, string>>>, options: V2SocketOptions = {}) {
    this.api = api;
    this.#urls = urls;
    this.#options = options;
  }

  /** Opens the first connection to a host, so that a wrong address shows at once. */
  async open(host: V2Host): Promise<this> {
    await this.#sessionFor(host).ready();
    return this;
  }

  #sessionFor(host: V2Host, place: (session: Session) => boolean = () => true): Session {
    if (this.#closed) throw new TypeError("This socket is closed: connect a new one");
    const url = this.#urls[host];
    if (url === undefined) throw new RangeError(`The ${this.api} socket has no ${host} address`);
    const sessions = (this.#sessions.get(host) ?? []).filter(({ connection }) => connection.state !== "closed");
    const found = sessions.find(place);
    this.#sessions.set(host, sessions);
    if (found) return found;
    const { onFrame } = this.#options;
    const options: SessionOptions = {
      ...this.#options,
      onFrame: onFrame && ((text) => onFrame(text, Date.now(), host)),
    };
    const session = new Session(url, options);
    sessions.push(session);
    void this.#relay(host, session);
    return session;
  }

  async #relay(host: V2Host, { connection }: Session): Promise<void> {
    for await (const event of connection.events()) {
      for (const queue of this.#listeners) queue.push({ ...event, host });
    }
  }

  /**
   * Subscribes to a channel. Resolves on Kraken's acknowledgement of every symbol; symbols that it refuses stand in
   * {@linkcode Subscription.refused}, and the others go on.
   *
   * Leaving the `for await` loop unsubscribes. A reconnect subscribes again; readers with `events: true` see it in its place.
   *
   * @throws {TypeError | RangeError} before anything is sent, when a parameter is missing, misspelt or malformed.
   * @throws {ApiError} when Kraken refuses every symbol. {@linkcode TransportError} when the connection fails meanwhile.
   */
  async subscribe<Params, Message, const Options extends SubscribeOptions>(
    channel: Channel<Params, Message, Api>,
    params: Params,
    options?: Options,
  ): Promise<Subscription<Delivered<Message, Options>>> {
    type Value = Delivered<Message, Options>;
    const { digits = false, events = false, signal, timeoutMs = TIMEOUT_MS, extra }: SubscribeOptions = options ?? {};
    const { overflow, name, bySymbol } = channel;
    const queue: Queue<Value> = new Queue(`Subscription ${name}`, {
      capacity: options?.capacity ?? CAPACITY[overflow],
      overflow,
      onReturn: () => leave(),
    });
    const deliver: SocketHooks["deliver"] = (message, text, { symbols, leave }) => {
      const shown = digits ? parseSource(text) : message;
      queue.push((bySymbol ? only(shown, symbols) : shown) as Value);
      // Too slow a reader has ended its queue: nothing more is wanted from Kraken either.
      if (queue.ended) void leave();
    };
    const event: SocketHooks["event"] = (told, { leave }) => {
      if (events) queue.push({ ...told, time: Date.now(), channel: name } as Value);
      else if (told.type === "gap" && channel.sequence === "tell") {
        const advice = "Read the missing entries over REST; with the option 'events' such a hole comes in-band instead";
        queue.end(new KrakenError(`Subscription ${name}: ${told.detail}`, { category: "stream", advice }));
        void leave();
      }
    };
    const hooks: SocketHooks = { deliver, event, end: (error) => queue.end(error) };
    const { reader, leave } = await this.attach(channel, params, hooks, { signal, timeoutMs, extra });
    const { symbols, refused, warnings } = reader;
    return new Subscription({ channel: name, symbols, refused, warnings, queue });
  }

  /** Puts a reader of one's own on a channel: what {@linkcode V2Socket.subscribe} and the books are made of. */
  async attach<Params, Message>(
    channel: Channel<Params, Message, Api>,
    params: Params,
    hooks: SocketHooks,
    { signal, timeoutMs = TIMEOUT_MS, extra }: Pick<SubscribeOptions, "signal" | "timeoutMs" | "extra"> = {},
  ): Promise<{ reader: Reader; session: Session; leave: () => Promise<void> }> {
    this.#checkApi(channel);
    const encoded = encodeSubscription(channel, params, extra);
    const plain = channel as unknown as Channel<never, unknown>;
    const { maxSymbols = Infinity } = channel;
    if (encoded.symbols.length > maxSymbols) {
      throw new RangeError(
        `Cannot subscribe as 'symbol' must have at most ${maxSymbols} items, Kraken's limit of a connection: ` +
          `it has ${encoded.symbols.length}. Subscribe in parts, which get connections of their own`,
      );
    }
    signal?.throwIfAborted();
    const reader: Reader = {
      channel: plain,
      params: encoded.params,
      key: encoded.key,
      symbols: new Set(encoded.symbols),
      refused: new Map(),
      warnings: [],
      sequence: undefined,
      // Messages may come in the same breath as the acknowledgement, before whoever subscribes has anything in hand.
      deliver: (message, text) => hooks.deliver(message, text, { symbols: reader.symbols, leave }),
      event: (event) => hooks.event(event, { symbols: reader.symbols, leave }),
      ...(hooks.raw ? { raw: hooks.raw } : {}),
      end: (error) => {
        signal?.removeEventListener("abort", abort);
        hooks.end(error);
      },
    };
    const session = this.#sessionFor(channel.host, (one) => one.hasPlace(plain, encoded.symbols));
    let left: Promise<void> | undefined;
    const leave = () => left ??= this.#leave(channel.host, session, reader, timeoutMs);
    const abort = () => {
      reader.end(signal?.reason);
      void leave();
    };
    session.reserve(reader);
    await session.subscribe(reader, { timeoutMs, signal });
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    return { reader, session, leave };
  }

  /** Attaches live books to a channel whose messages they read as text. */
  protected async attachBooks<Params, Message>(
    channel: Channel<Params, Message, Api>,
    params: Params,
    { take, event, end }: BookHooks<string>,
    options: Pick<SubscribeOptions, "signal" | "timeoutMs" | "extra">,
  ): Promise<Attachment> {
    const hooks: SocketHooks = { deliver: () => undefined, raw: take, event, end };
    const { reader, session, leave } = await this.attach(channel, params, hooks, options);
    return {
      refused: reader.refused,
      resubscribe: (symbols) => session.resubscribe(reader, symbols, options.timeoutMs ?? TIMEOUT_MS),
      isOpen: () => session.connection.state === "open",
      drop: (symbols) => session.unsubscribe(reader, options.timeoutMs ?? TIMEOUT_MS, symbols),
      leave,
    };
  }

  async #leave(host: V2Host, session: Session, reader: Reader, timeoutMs: number): Promise<void> {
    reader.end();
    await session.unsubscribe(reader, timeoutMs);
    // The first connection stays for the next subscription; the others were only opened since there was no place.
    const sessions = this.#sessions.get(host) ?? [];
    if (session.readers.size > 0 || sessions[0] === session || !sessions.includes(session)) return;
    sessions.splice(sessions.indexOf(session), 1);
    await session.connection.close();
  }

  /**
   * Sends a trading method and resolves with Kraken's result. While the connection is away it waits for it before it sends. An order without `cl_ord_id` and `order_userref` gets a
   * `cl_ord_id`, so that it can be looked up.
   *
   * @throws {TypeError | RangeError} before anything is sent, when a parameter is missing, misspelt or malformed.
   * @throws {ApiError} when Kraken said no. {@linkcode OutcomeUnknownError} when it was sent and no answer came: nothing is ever
   * sent twice by us. {@linkcode TransportError} when nothing was sent.
   */
  async call<Params, Result>(
    method: Method<Params, Result, Api>,
    params: Params,
    { signal, timeoutMs = TIMEOUT_MS, extra }: V2CallOptions = {},
  ): Promise<Result> {
    this.#checkApi(method);
    const { params: encoded, clientOrderIds } = encodeCall(method, params, extra);
    const session = this.#sessionFor("auth");
    const answers = await session.call(method.name, encoded, {
      expected: method.answers?.(encoded) ?? 1,
      idempotent: method.idempotent,
      clientOrderIds,
      timeoutMs,
      signal,
    });
    return method.read ? method.read(answers) : answers[0]?.result as Result;
  }

  #checkApi({ api, name }: { api: string; name: string }): void {
    if (api !== this.api) {
      throw new RangeError(
        `'${name}' here is one of the ${api} socket: this is the ${this.api} socket, which has its own`,
      );
    }
  }

  /** What happens to the connections from now on; each call is a reader of its own. */
  events(): AsyncIterableIterator<SocketEvent, undefined> & AsyncDisposable {
    const queue: Queue<SocketEvent> = new Queue("Socket events", {
      capacity: 1000,
      overflow: "drop",
      onReturn: () => void this.#listeners.delete(queue),
    });
    if (this.#closed) queue.end();
    else this.#listeners.add(queue);
    return queue;
  }

  /** Kraken's last word about its engine, from whichever connection said it. */
  get status(): EngineStatus | undefined {
    return [...this.#sessions.values()].flat().findLast(({ status }) => status)?.status;
  }

  /** Figures of each connection. */
  get stats(): readonly (ConnectionStats & { readonly host: V2Host; readonly subscriptions: number })[] {
    return [...this.#sessions].flatMap(([host, sessions]) =>
      sessions.map(({ connection, readers }) => ({ host, subscriptions: readers.size, ...connection.stats }))
    );
  }

  /** Closes every connection; readers end after what they have not read. Closing twice is fine. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#sessions.values()].flat().map(({ connection }) => connection.close()));
    for (const queue of this.#listeners) queue.end();
    this.#listeners.clear();
  }

  /** As {@linkcode V2Socket.close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** One line per connection. */
  toString(): string {
    const lines = this.stats.map(({ host, state, uptimeMs, subscriptions, messages, reconnects, pingMs }) =>
      `  ${host}: ${state}, up ${
        Math.round(uptimeMs / 1000)
      } s, ${subscriptions} subscriptions, ${messages} messages, ` +
      `${reconnects} reconnects${Number.isNaN(pingMs) ? "" : `, ping ${pingMs.toFixed(1)} ms`}`
    );
    const status = this.status ? `, engine ${this.status.system}` : "";
    return [`Kraken ${this.api} socket${this.#closed ? " (closed)" : ""}${status}`, ...lines].join("\n");
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

/** The message with only the rows of `symbols`; the same object when all are. */
function only(message: unknown, symbols: ReadonlySet<string>): unknown {
  if (!isObject(message) || !Array.isArray(message.data)) return message;
  const mine = (row: unknown) => isObject(row) && symbols.has(String(row.symbol));
  return message.data.every(mine) ? message : { ...message, data: message.data.filter(mine) };
}
