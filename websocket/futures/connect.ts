import { Credentials } from "../../core/credentials.ts";
import { checkedTimeout } from "../../core/exchange.ts";
import { knownOptions, namesOf } from "../../core/options.ts";
import { FuturesBook, type FuturesBookDelta, type FuturesBookSnapshot } from "../book/mod.ts";
import { type BookHooks, type BooksOptions, type BookStream, openBooks } from "../book_stream.ts";
import type { ConnectionEvent, ConnectionOptions, ConnectionStats } from "../connection.ts";
import { CONNECTION_OPTIONS } from "../connection_options.ts";
import { Queue } from "../queue.ts";
import { CAPACITY, type StreamEvent, type SubscribeOptions, Subscription } from "../subscription.ts";
import { book } from "./book.ts";
import { type Feed, type FeedParams, productsOf } from "./feed.ts";
import { type ChallengeSigner, type FeedReader, FuturesSession, type ReaderCounters } from "./session.ts";

/** Kraken's address. */
export const FUTURES_SOCKET_URL = "wss://futures.kraken.com/ws/v1";

/** Options of {@linkcode connectFutures}. */
export interface ConnectFuturesOptions extends ConnectionOptions {
  /** Another address, e.g. of an exchange of one's own on loopback. */
  url?: string | undefined;
  /** Public key of a Futures key, for private feeds. */
  key?: string | undefined;
  /** Its secret; it is kept where nothing shows it. */
  secret?: string | undefined;
  /**
   * Takes every text frame as it came, with its arrival time and the number of the connection it came over, from 0; credentials are
   * blanked out. What it throws ends that connection, and its readers get it. See `record`.
   */
  onFrame?: ((text: string, time: number, host: undefined, connection: number) => void) | undefined;
}

/** Options of a feed's subscription. */
export type FeedOptions = Omit<SubscribeOptions, "digits" | "extra">;

const CONNECT_OPTIONS = [
  ...CONNECTION_OPTIONS,
  ...namesOf<Omit<ConnectFuturesOptions, keyof ConnectionOptions>>({
    url: true,
    key: true,
    secret: true,
    onFrame: true,
  }),
];
const FEED_OPTIONS = namesOf<FeedOptions>({ events: true, capacity: true, signal: true, timeoutMs: true });
const BOOKS_OPTIONS = namesOf<Omit<BooksOptions, "extra">>({
  signal: true,
  timeoutMs: true,
  maxResyncs: true,
  snapshotMs: true,
});

interface FeedHooks extends Pick<FeedReader, "event" | "end" | "counters"> {
  deliver(message: object, product: string, leave: () => Promise<void>): void;
}

const TIMEOUT_MS = 10_000;

/** A socket to Kraken's Futures WebSocket v1, which ends on 1 March 2027. */
export class FuturesSocket implements AsyncDisposable {
  readonly #url: string;
  readonly #options: ConnectionOptions & Pick<ConnectFuturesOptions, "onFrame">;
  readonly #signer: ChallengeSigner | undefined;
  readonly #listeners: Set<Queue<ConnectionEvent>> = new Set();
  #sessions: FuturesSession[] = [];
  #closed = false;

  /** Opens nothing; {@linkcode connectFutures} does. */
  constructor(given: ConnectFuturesOptions = {}) {
    knownOptions("connectFutures", given, CONNECT_OPTIONS);
    const { url = FUTURES_SOCKET_URL, key, secret, ...options } = given;
    this.#url = url;
    this.#options = options;
    if ((key === undefined) !== (secret === undefined)) {
      throw new TypeError("Private feeds need both 'key' and 'secret': one of them is missing");
    }
    if (key === undefined || secret === undefined) return;
    const credentials = new Credentials({ key, secret });
    this.#signer = { key: credentials.key, sign: (challenge) => credentials.signChallenge(challenge) };
  }

  /** Opens the first connection. */
  async open(): Promise<this> {
    await this.#session(() => true).ready();
    return this;
  }

  #session(place: (session: FuturesSession) => boolean): FuturesSession {
    if (this.#closed) throw new TypeError("This socket is closed: connect a new one");
    this.#sessions = this.#sessions.filter(({ connection }) => connection.state !== "closed");
    const found = this.#sessions.find(place);
    if (found) return found;
    const { onFrame, ...options } = this.#options;
    // The lowest that is free: played back, connections are numbered as they are opened.
    const taken = new Set(this.#sessions.map(({ number }) => number));
    let number = 0;
    while (taken.has(number)) number++;
    const session = new FuturesSession(this.#url, {
      ...options,
      number,
      signer: this.#signer,
      onFrame: onFrame && ((text) => onFrame(text, Date.now(), undefined, number)),
    });
    this.#sessions.push(session);
    void this.#relay(session);
    return session;
  }

  async #relay({ connection }: FuturesSession): Promise<void> {
    for await (const event of connection.events()) for (const queue of this.#listeners) queue.push(event);
  }

  /**
   * Subscribes to a feed. Resolves on Kraken's acknowledgement; products that it refuses stand in `refused`, and the others go on.
   * Leaving the `for await` loop unsubscribes. A reconnect subscribes again; readers with `events: true` see it in its place.
   *
   * @throws {TypeError | RangeError} before anything is sent, when `product_ids` is missing, malformed or not taken by the feed, or an
   * option is misspelt or can't be meant.
   * @throws {ApiError} when Kraken refuses every product. {@linkcode TransportError} when the connection fails meanwhile.
   */
  async subscribe<Message, const Options extends FeedOptions>(
    feed: Feed<Message>,
    params: FeedParams = {},
    options?: Options,
  ): Promise<Subscription<Message | (Options extends { readonly events: true } ? StreamEvent : never)>> {
    type Value = Message | (Options extends { readonly events: true } ? StreamEvent : never);
    const { name, overflow } = feed;
    knownOptions(`subscribe ${name}`, options, FEED_OPTIONS);
    const { events = false, signal, timeoutMs, capacity }: FeedOptions = options ?? {};
    const queue: Queue<Value> = new Queue(`Subscription ${name}`, {
      capacity: capacity ?? CAPACITY[overflow],
      overflow,
      onReturn: () => leave(),
    });
    const deliver: FeedHooks["deliver"] = (message, _product, leave) => {
      queue.push(message as Value);
      if (queue.ended) void leave();
    };
    const event = (told: Omit<StreamEvent, "time" | "channel">) => {
      if (events) queue.push({ ...told, time: Date.now(), channel: name } as Value);
    };
    const counters = () => ({ lag: queue.size, dropped: queue.dropped });
    const hooks = { deliver, event, counters, end: (error?: unknown) => queue.end(error) };
    const { reader, leave } = await this.#attach(feed, params, hooks, { signal, timeoutMs });
    return new Subscription({ channel: name, symbols: reader.products, refused: reader.refused, warnings: [], queue });
  }

  async #attach<Message>(
    feed: Feed<Message>,
    params: FeedParams,
    hooks: FeedHooks,
    { signal, timeoutMs = TIMEOUT_MS }: Pick<SubscribeOptions, "signal" | "timeoutMs">,
  ): Promise<{ reader: FeedReader; session: FuturesSession; leave: () => Promise<void> }> {
    const plain = feed as unknown as Feed<never>;
    const products = productsOf(plain, params);
    checkedTimeout(`subscribe ${feed.name}`, timeoutMs);
    signal?.throwIfAborted();
    const reader: FeedReader = {
      feed: plain,
      products: new Set(products),
      refused: new Map(),
      // Messages may come in the same breath as the acknowledgement, before whoever subscribes has anything in hand.
      deliver: (message, product) => hooks.deliver(message, product, leave),
      event: hooks.event,
      ...(hooks.counters && { counters: hooks.counters }),
      end: (error) => {
        signal?.removeEventListener("abort", abort);
        hooks.end(error);
      },
    };
    const session = this.#session((one) => one.hasPlace(plain, products));
    let left: Promise<void> | undefined;
    const leave = () => left ??= this.#leave(session, reader, timeoutMs);
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

  async #leave(session: FuturesSession, reader: FeedReader, timeoutMs: number): Promise<void> {
    reader.end();
    await session.unsubscribe(reader, timeoutMs);
    // The first connection stays for the next subscription; the others were only opened since there was no place.
    if (session.readers.size > 0 || this.#sessions[0] === session || !this.#sessions.includes(session)) return;
    this.#sessions = this.#sessions.filter((other) => other !== session);
    await session.connection.close();
  }

  /**
   * Live books of whole depth, each verified by its sequence or not shown. A gap mends that product only.
   *
   * @throws {TypeError | RangeError} before anything is sent, as {@linkcode FuturesSocket.subscribe} does.
   */
  async books(
    params: FeedParams,
    options: Omit<BooksOptions, "extra"> = {},
  ): Promise<BookStream<FuturesBook, FuturesBookSnapshot | FuturesBookDelta>> {
    type Input = FuturesBookSnapshot | FuturesBookDelta;
    knownOptions("books", options, BOOKS_OPTIONS);
    const products = productsOf(book as Feed<unknown>, params);
    const attach = async ({ take, ...hooks }: BookHooks<Input>) => {
      const deliver = (message: object, product: string) => take(message as Input, product);
      const { reader, session, leave } = await this.#attach(book, params, { deliver, ...hooks }, options);
      return {
        refused: reader.refused,
        resubscribe: (ids: readonly string[]) => session.resubscribe(reader, ids, options.timeoutMs ?? TIMEOUT_MS),
        isOpen: () => session.connection.state === "open",
        drop: (ids: readonly string[]) => session.unsubscribe(reader, options.timeoutMs ?? TIMEOUT_MS, ids),
        leave,
      };
    };
    return await openBooks("book", products, (product) => new FuturesBook(product), attach, options);
  }

  /** What happens to the connections from now on; each call is a reader of its own. */
  events(): AsyncIterableIterator<ConnectionEvent, undefined> & AsyncDisposable {
    const queue: Queue<ConnectionEvent> = new Queue("Socket events", {
      capacity: 1000,
      overflow: "drop",
      onReturn: () => void this.#listeners.delete(queue),
    });
    if (this.#closed) queue.end();
    else this.#listeners.add(queue);
    return queue;
  }

  /** Figures of each connection, and how its readers keep up, all together. */
  get stats(): readonly (ConnectionStats & ReaderCounters & { readonly subscriptions: number })[] {
    return this.#sessions.map(({ connection, readers, counters }) => ({
      subscriptions: readers.size,
      ...connection.stats,
      ...counters,
    }));
  }

  /** Closes every connection; readers end after what they have not read. Closing twice is fine. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#sessions.map(({ connection }) => connection.close()));
    for (const queue of this.#listeners) queue.end();
    this.#listeners.clear();
  }

  /** As {@linkcode FuturesSocket.close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** One line per connection. */
  toString(): string {
    const lines = this.stats.map(({ state, uptimeMs, subscriptions, messages, reconnects, lag, dropped }) =>
      `  ${state}, up ${Math.round(uptimeMs / 1000)} s, ${subscriptions} subscriptions, ${messages} messages, ` +
      `${reconnects} reconnects, ${lag} unread, ${dropped} dropped`
    );
    return [`Kraken futures socket v1${this.#closed ? " (closed)" : ""}`, ...lines].join("\n");
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

/**
 * Connects to Kraken's Futures WebSocket v1. It has public and private feeds and takes no orders. Kraken ends it on 1 March 2027; the Unified
 * WebSocket (`connectUnified`) replaces it.
 *
 * @throws {TypeError | RangeError} before anything is opened, for an option that there is not or that can't be meant.
 * @throws {TransportError} when the first connection fails; later losses are mended by themselves.
 */
export async function connectFutures(options: ConnectFuturesOptions = {}): Promise<FuturesSocket> {
  return await new FuturesSocket(options).open();
}
