/** The socket people hold: it opens connections as they are needed, and shares them among subscriptions. */

import { KrakenError } from "../../core/errors.ts";
import { checkedTimeout } from "../../core/exchange.ts";
import { knownOptions } from "../../core/options.ts";
import type { Attachment, BookHooks } from "../book_stream.ts";
import { isObject, parseSource } from "../book/source.ts";
import type { ConnectionEvent, ConnectionStats } from "../connection.ts";
import { Queue } from "../queue.ts";
import type { ReaderCounters } from "../reader_counters.ts";
import { encodeCall, encodeSubscription } from "./encode.ts";
import { Parts } from "./parts.ts";
import { type EngineStatus, type Reader, Session, type SessionOptions } from "./session.ts";
import {
  ATTACH_OPTIONS,
  type AttachOptions,
  CALL_OPTIONS,
  SUBSCRIBE_OPTIONS,
  type V2CallOptions,
  type V2SocketOptions,
} from "./socket_options.ts";
import { CAPACITY, type StreamEvent, type SubscribeOptions, Subscription } from "../subscription.ts";
import type { Channel, Method, V2Api, V2Host, WithDigits } from "./types.ts";

export type { AttachOptions, V2CallOptions, V2SocketOptions } from "./socket_options.ts";

/** A reader of one's own that is subscribed. */
export interface Attached extends Attachment {
  /** Symbols served; it changes when some are refused or dropped. */
  readonly symbols: ReadonlySet<string>;
  /** Kraken's warnings. */
  readonly warnings: readonly string[];
  /** When Kraken received the subscription, by its own clock, RFC 3339. */
  readonly since: string | undefined;
  /** Whether the connections of these symbols are there. @default {all of them} */
  isOpen(symbols?: readonly string[]): boolean;
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
export interface SocketHooks extends Pick<Reader, "raw" | "end" | "counters"> {
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
  readonly #options: V2SocketOptions & Pick<SessionOptions, "budget">;
  readonly #sessions: Map<V2Host, Session[]> = new Map();
  readonly #numbers: WeakMap<Session, number> = new WeakMap();
  readonly #listeners: Set<Queue<SocketEvent>> = new Set();
  #closed = false;

  /** Opens nothing; the connect functions do. */
  constructor(
    api: Api,
    urls: Readonly<Partial<Record<V2Host, string>>>,
    options: V2SocketOptions & Pick<SessionOptions, "budget"> = {},
  ) {
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
    const placed = sessions.filter(place);
    // One that is there serves at once, while another may be on its way back.
    const found = placed.find(({ connection }) => connection.state === "open") ?? placed[0];
    this.#sessions.set(host, sessions);
    if (found) return found;
    const { onFrame } = this.#options;
    // The lowest that is free: played back, connections are numbered as they are opened.
    const taken = new Set(sessions.map((session) => this.#numbers.get(session)));
    let number = 0;
    while (taken.has(number)) number++;
    const options: SessionOptions = {
      ...this.#options,
      onFrame: onFrame && ((text) => onFrame(text, Date.now(), host, number)),
    };
    const session = new Session(url, options);
    this.#numbers.set(session, number);
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
   * {@linkcode Subscription.refused}, and the others go on. More symbols than a connection may have are spread over several.
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
    knownOptions(`subscribe ${channel.name}`, options, SUBSCRIBE_OPTIONS);
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
    const counters = () => ({ lag: queue.size, dropped: queue.dropped });
    const hooks: SocketHooks = { deliver, event, counters, end: (error) => queue.end(error) };
    const { leave, ...attached } = await this.attach(channel, params, hooks, { signal, timeoutMs, extra });
    return new Subscription({ channel: name, ...attached, queue });
  }

  /** Puts a reader of one's own on a channel: what {@linkcode V2Socket.subscribe} and the books are made of. */
  async attach<Params, Message>(
    channel: Channel<Params, Message, Api>,
    params: Params,
    hooks: SocketHooks,
    options: AttachOptions = {},
  ): Promise<Attached> {
    const { name, host } = channel;
    knownOptions(`subscribe ${name}`, options, ATTACH_OPTIONS);
    const { signal, timeoutMs = TIMEOUT_MS, extra } = options;
    checkedTimeout(`subscribe ${name}`, timeoutMs);
    this.#checkApi(channel);
    // Kraken tells how its counter stands to those who ask, and who counts wants to know.
    const counts = this.#options.budget !== undefined && "ratecounter" in channel.params;
    const encoded = encodeSubscription(channel, counts ? counting(params) : params, extra);
    const plain = channel as unknown as Channel<never, unknown>;
    signal?.throwIfAborted();
    let left: Promise<void> | undefined;
    const leave = () => {
      signal?.removeEventListener("abort", abort);
      return left ??= this.#leave(host, parts, hooks, timeoutMs);
    };
    const abort = () => {
      end(signal?.reason);
      void leave();
    };
    const end = (error?: unknown) => {
      signal?.removeEventListener("abort", abort);
      hooks.end(error);
      // One connection that is over for good ends the whole.
      if (parts.sessions.length > 1) void leave();
    };
    const parts = new Parts({ ...encoded, channel: plain }, {
      ...hooks,
      // Messages may come in the same breath as the acknowledgement, before whoever subscribes has anything in hand.
      deliver: (message, text, symbols) => hooks.deliver(message, text, { symbols, leave }),
      event: (event, symbols) => hooks.event(event, { symbols, leave }),
      end,
    }, (symbols) => this.#sessionFor(host, (one) => one.hasPlace(plain, symbols)));
    try {
      await parts.subscribe({ timeoutMs, signal });
    } catch (error) {
      for (const session of parts.sessions) void this.#retire(host, session);
      throw error;
    }
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    const { symbols, refused, warnings, since } = parts;
    return {
      symbols,
      refused,
      warnings,
      since,
      resubscribe: (some) => parts.resubscribe(some, timeoutMs),
      isOpen: (some) => parts.isOpen(some),
      drop: (some) => parts.drop(some, timeoutMs),
      leave,
    };
  }

  /** Attaches live books to a channel whose messages they read as text. */
  protected async attachBooks<Params, Message>(
    channel: Channel<Params, Message, Api>,
    params: Params,
    { take, ...hooks }: BookHooks<string>,
    { signal, timeoutMs, extra }: AttachOptions,
  ): Promise<Attachment> {
    const attached: SocketHooks = { deliver: () => undefined, raw: take, ...hooks };
    return await this.attach(channel, params, attached, { signal, timeoutMs, extra });
  }

  async #leave(host: V2Host, parts: Parts, { end }: SocketHooks, timeoutMs: number): Promise<void> {
    end();
    await parts.leave(timeoutMs);
    await Promise.all(parts.sessions.map((session) => this.#retire(host, session)));
  }

  /** The first connection stays for the next subscription; the others were only opened since there was no place. */
  async #retire(host: V2Host, session: Session): Promise<void> {
    const sessions = this.#sessions.get(host) ?? [];
    if (session.isUsed || sessions[0] === session || !sessions.includes(session)) return;
    sessions.splice(sessions.indexOf(session), 1);
    await session.connection.close();
  }

  /**
   * Sends a trading method and resolves with Kraken's result. While the connection is away it waits for it before it sends, and where the
   * socket has a rate budget for its turn there, which `timeoutMs` does not limit. An order without `cl_ord_id` and `order_userref` gets a
   * `cl_ord_id`, so that it can be looked up.
   *
   * @throws {TypeError | RangeError} before anything is sent, when a parameter or an option is missing, misspelt or malformed.
   * @throws {ApiError} when Kraken said no. {@linkcode OutcomeUnknownError} when it was sent, and no answer came or one that does not say
   * what became of it (`EService:Busy`): nothing is ever sent twice by us. {@linkcode TransportError} when nothing was sent.
   * {@linkcode RateLimitError} also when a budget that does not wait is full; nothing was sent then.
   */
  async call<Params, Result>(
    method: Method<Params, Result, Api>,
    params: Params,
    options: V2CallOptions = {},
  ): Promise<Result> {
    const { name } = method;
    knownOptions(name, options, CALL_OPTIONS);
    const { signal, timeoutMs = TIMEOUT_MS, extra, onSent } = options;
    checkedTimeout(name, timeoutMs);
    this.#checkApi(method);
    const { params: encoded, clientOrderIds } = encodeCall(method, params, extra);
    signal?.throwIfAborted();
    const session = this.#sessionFor("auth");
    try {
      const answers = await session.call(name, encoded, {
        expected: method.answers?.(encoded) ?? 1,
        more: method.more?.(encoded),
        // What is only checked places nothing, whatever becomes of the answer.
        idempotent: method.idempotent || encoded.validate === true,
        clientOrderIds,
        timeoutMs,
        signal,
        onSent,
      });
      return method.read ? method.read(answers) : answers[0]?.result as Result;
    } finally {
      void this.#retire("auth", session);
    }
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
    const told = [...this.#sessions.values()].flat().flatMap(({ status }) => status ?? []);
    return told.toSorted((a, b) => a.at - b.at).at(-1)?.told;
  }

  /** Figures of each connection, and how its readers keep up, all together. */
  get stats(): readonly (
    & ConnectionStats
    & ReaderCounters
    & { readonly host: V2Host; readonly subscriptions: number }
  )[] {
    return [...this.#sessions].flatMap(([host, sessions]) =>
      sessions.map(({ connection, readers, counters }) => ({
        host,
        subscriptions: readers.size,
        ...connection.stats,
        ...counters,
      }))
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
    const lines = this.stats.map((
      { host, state, uptimeMs, subscriptions, messages, reconnects, pingMs, lag, dropped },
    ) =>
      `  ${host}: ${state}, up ${
        Math.round(uptimeMs / 1000)
      } s, ${subscriptions} subscriptions, ${messages} messages, ` +
      `${reconnects} reconnects, ${lag} unread, ${dropped} dropped${
        Number.isNaN(pingMs) ? "" : `, ping ${pingMs.toFixed(1)} ms`
      }`
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

/** The parameters with `ratecounter`, unless they say otherwise; what is no object is for the check to complain of. */
function counting<Params>(params: Params): Params {
  if (params !== undefined && !isObject(params)) return params;
  return { ...params, ratecounter: (params as { ratecounter?: boolean } | undefined)?.ratecounter ?? true } as Params;
}

/** The message with only the rows of `symbols`; the same object when all are. */
function only(message: unknown, symbols: ReadonlySet<string>): unknown {
  if (!isObject(message) || !Array.isArray(message.data)) return message;
  const mine = (row: unknown) => isObject(row) && symbols.has(String(row.symbol));
  return message.data.every(mine) ? message : { ...message, data: message.data.filter(mine) };
}
