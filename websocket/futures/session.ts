/** One connection that speaks the Futures WebSocket v1. It has no request numbers, so requests go one after another. */

import { ApiError, TransportError } from "../../core/errors.ts";
import { apiError } from "../../core/answer.ts";
import { isObject } from "../book/source.ts";
import { Connection, type Protocol } from "../connection.ts";
import { type Patience, within } from "../patience.ts";
import type { Feed } from "./feed.ts";
import { countersOf } from "../reader_counters.ts";
import { blanked, type FeedReader, type FuturesSessionOptions, type ReaderCounters } from "./reader.ts";

export type { ChallengeSigner, FeedReader, FuturesSessionOptions, ReaderCounters } from "./reader.ts";

interface Pending {
  readonly event: "subscribe" | "unsubscribe" | "challenge";
  readonly feed: string;
  readonly left: Set<string>;
  resolve(value: string): void;
  reject(error: unknown): void;
}

/** Limit of answers that nobody in particular waits for. */
const ANSWER_MS = 10_000;

/** A Futures v1 connection with what is subscribed on it. */
export class FuturesSession implements Protocol {
  /** The connection below. */
  readonly connection: Connection;
  /** Number among the connections of one socket. */
  readonly number: number;
  readonly #options: FuturesSessionOptions;
  readonly #routes: Map<string, Map<string, FeedReader>> = new Map();
  #pending: Pending | undefined;
  #lane: Promise<unknown> = Promise.resolve();
  #ready: Promise<void> | undefined;
  #challenge: Promise<string> | undefined;
  #unrouted = 0;
  // Readers whose first subscription is under way: a reconnect leaves them to themselves.
  readonly #fresh: Set<FeedReader> = new Set();

  /** Nothing is opened before {@linkcode FuturesSession.ready}. */
  constructor(url: string, options: FuturesSessionOptions) {
    this.#options = options;
    this.number = options.number ?? 0;
    this.connection = new Connection(url, this, { idleMs: 10_000, ...options });
  }

  /** Opens the connection once; later calls get the same promise. */
  ready(): Promise<void> {
    return this.#ready ??= this.connection.connect();
  }

  /** Opens the connection, or waits until it is back, no longer than one likes; opening goes on for others. */
  async #opened(what: string, patience: Patience): Promise<void> {
    patience.signal?.throwIfAborted();
    await Promise.all([this.ready(), this.connection.whenOpen(what, patience)]);
  }

  /** How the readers keep up, all together. */
  get counters(): ReaderCounters {
    return countersOf(this.readers);
  }

  /** Messages nobody had asked for any more. */
  get unrouted(): number {
    return this.#unrouted;
  }

  /** All readers, each once. */
  get readers(): Set<FeedReader> {
    return new Set([...this.#routes.values()].flatMap((byProduct) => [...byProduct.values()]));
  }

  /** Whether a reader has place here: one per feed and product. */
  hasPlace({ name }: Feed<never>, products: readonly string[]): boolean {
    if (this.connection.state === "closed") return false;
    const taken = this.#routes.get(name);
    // A filter and the whole feed would get each other's messages.
    return !taken || !(products.includes("") || taken.has("") || products.some((product) => taken.has(product)));
  }

  /** Takes a reader's place at once, so that nothing that comes is missed. */
  reserve(reader: FeedReader): void {
    const byProduct = this.#routes.get(reader.feed.name) ?? new Map<string, FeedReader>();
    this.#routes.set(reader.feed.name, byProduct);
    for (const product of reader.products) byProduct.set(product, reader);
  }

  /** Subscribes a reader that has its place. */
  async subscribe(reader: FeedReader, patience: Patience): Promise<void> {
    this.#fresh.add(reader);
    try {
      await this.#opened(`subscribe ${reader.feed.name}`, patience);
      await this.#settle(reader.feed, [...reader.products], patience);
      const [first] = reader.refused.values();
      if (reader.products.size === 0 && first) throw first;
    } catch (error) {
      // Aborted or out of patience: Kraken may have subscribed all the same, and would send for nobody.
      if (error instanceof ApiError || error instanceof TypeError) this.#forget(reader);
      else void this.unsubscribe(reader, patience.timeoutMs);
      throw error;
    } finally {
      this.#fresh.delete(reader);
    }
  }

  /** Subscribes products and enters refusals into the readers concerned. Returns the products that are served. */
  async #settle(feed: Feed<never>, products: readonly string[], patience: Patience): Promise<string[]> {
    const byProduct = this.#routes.get(feed.name);
    const refused = await this.#askEach("subscribe", feed, products, patience);
    for (const [product, error] of refused) {
      const reader = byProduct?.get(product);
      if (!reader) continue;
      reader.refused.set(product, error);
      reader.products.delete(product);
      byProduct?.delete(product);
      reader.event({ type: "refused", symbols: product ? [product] : [], detail: error.message });
      this.connection.tell({ type: "refused", detail: error.message });
    }
    return products.filter((product) => !refused.has(product));
  }

  /** Products that were refused, each with Kraken's words. An error names no product, so those left are asked one by one. */
  async #askEach(
    event: "subscribe" | "unsubscribe",
    feed: Feed<never>,
    products: readonly string[],
    patience: Patience,
  ): Promise<Map<string, ApiError>> {
    const { signal } = patience;
    const refused = new Map<string, ApiError>();
    const credentials = feed.isPrivate ? await this.#credentials(patience) : {};
    const left = new Set(products);
    const ask = (some: Set<string>) =>
      this.#ask(
        event,
        feed.name,
        some,
        {
          ...(some.has("") ? {} : { product_ids: [...some] }),
          ...credentials,
        },
        patience,
      );
    try {
      await ask(left);
    } catch (error) {
      if (error instanceof TransportError || signal?.aborted) throw error;
      for (const product of [...left]) {
        if (left.size > 1 || products.length > 1) {
          try {
            await ask(new Set([product]));
            continue;
          } catch (failure) {
            if (failure instanceof TransportError || signal?.aborted) throw failure;
            refused.set(product, this.#refusal(event, feed.name, product, failure));
          }
        } else refused.set(product, this.#refusal(event, feed.name, product, error));
      }
    }
    return refused;
  }

  #refusal(event: string, feed: string, product: string, error: unknown): ApiError {
    const words = error instanceof Error ? error.message : String(error);
    return apiError({ api: "futures", name: `${event} ${feed}${product && ` ${product}`}` }, [words]);
  }

  /** Sends one request when those before it are answered. Waiting for its turn counts, and hears an abort, as the answer does. */
  async #ask(
    event: Pending["event"],
    feed: string,
    left: Set<string>,
    fields: object,
    { timeoutMs, signal }: Patience,
  ): Promise<string> {
    const late = (why: string) => () =>
      new TransportError(`${event}${feed && ` ${feed}`}: ${why} within ${timeoutMs} ms`, { category: "timeout" });
    const until = performance.now() + timeoutMs;
    const { promise: over, resolve: done } = Promise.withResolvers<void>();
    const before = this.#lane;
    this.#lane = before.then(() => over);
    try {
      await within(before, late("nothing was sent, since an earlier request was not answered"), { timeoutMs, signal });
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      this.#pending = { event, feed, left, resolve, reject };
      try {
        this.connection.send(JSON.stringify({ event, ...(feed ? { feed } : {}), ...fields }));
        return await within(promise, late("no answer"), { timeoutMs: until - performance.now(), signal });
      } finally {
        this.#pending = undefined;
      }
    } finally {
      done();
    }
  }

  /** The signed challenge of this connection; one serves all feeds until it is lost. */
  async #credentials(patience: Patience): Promise<object> {
    const { signer } = this.#options;
    if (!signer) {
      throw new TypeError("Private feeds need a key: pass 'key' and 'secret' of a Futures key with read access");
    }
    // Asked for all who need one, so nobody's impatience ends it.
    const asking = () => this.#ask("challenge", "", new Set(), { api_key: signer.key }, { timeoutMs: ANSWER_MS });
    const asked = this.#challenge ??= asking();
    const failed = () => void (this.#challenge === asked && (this.#challenge = undefined));
    asked.catch(failed);
    try {
      const late = () =>
        new TransportError(`challenge: no answer within ${patience.timeoutMs} ms`, { category: "timeout" });
      const challenge = await within(asked, late, patience);
      return { api_key: signer.key, original_challenge: challenge, signed_challenge: signer.sign(challenge) };
    } catch (error) {
      if (error instanceof TransportError || patience.signal?.aborted) throw error;
      throw this.#refusal("challenge", "", "", error);
    }
  }

  #settled(): Set<FeedReader> {
    return this.readers.difference(this.#fresh);
  }

  #forget(reader: FeedReader, products?: readonly string[]): void {
    const byProduct = this.#routes.get(reader.feed.name);
    if (!byProduct) return;
    for (const [product, other] of byProduct) {
      if (other === reader && (!products || products.includes(product))) byProduct.delete(product);
    }
    if (byProduct.size === 0) this.#routes.delete(reader.feed.name);
  }

  /** Unsubscribes a reader, or some of its products; resolves on the acknowledgement, or at once when there is no connection. */
  async unsubscribe(reader: FeedReader, timeoutMs: number, some?: readonly string[]): Promise<void> {
    const products = some ?? [...reader.products];
    this.#forget(reader, some);
    for (const product of some ?? []) reader.products.delete(product);
    if (this.connection.state !== "open" || products.length === 0) return;
    try {
      for (const error of (await this.#askEach("unsubscribe", reader.feed, products, { timeoutMs })).values()) {
        this.connection.tell({ type: "notice", detail: error.message });
      }
    } catch (error) {
      // The reader has gone; a lost connection has unsubscribed it as well, and a missing answer is worth a notice only.
      const words = error instanceof Error ? error.message : String(error);
      this.connection.tell({ type: "notice", detail: `unsubscribe ${reader.feed.name}: ${words}` });
    }
  }

  /** Subscribes products of a reader anew, for fresh snapshots. */
  async resubscribe(reader: FeedReader, products: readonly string[], timeoutMs: number): Promise<void> {
    await this.#askEach("unsubscribe", reader.feed, products, { timeoutMs });
    const still = products.filter((product) => this.#routes.get(reader.feed.name)?.get(product) === reader);
    if (still.length > 0) await this.#settle(reader.feed, still, { timeoutMs });
  }

  /** Takes a text frame. */
  message(text: string): void {
    this.#options.onFrame?.(blanked(text));
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      this.connection.tell({ type: "notice", detail: `text that is no JSON: ${blanked(text).slice(0, 80)}` });
      if (text.trimStart().startsWith("{")) this.connection.restart("a message came broken, so something is missing");
      return;
    }
    if (!isObject(message)) return this.connection.tell({ type: "notice", detail: `unexpected message: ${text}` });
    // The documentation has "subscribed " with a space here and there.
    if (typeof message.event === "string") this.#control(message.event.trim(), message);
    else if (typeof message.feed === "string") this.#dispatch(message.feed, message);
    else this.connection.tell({ type: "notice", detail: text });
  }

  #control(event: string, message: Record<string, unknown>): void {
    const words = typeof message.message === "string" ? message.message : event;
    const pending = this.#pending;
    if (event === "pong") return this.connection.pong();
    if (event === "info") {
      return this.connection.tell({ type: "status", detail: "the service greets", system: "online" });
    }
    if (event === "challenge" && pending?.event === "challenge") return pending.resolve(words);
    const mine = pending !== undefined && (message.feed === undefined || message.feed === pending.feed);
    if (mine && event === `${pending.event}d` && pending.event !== "challenge") {
      const products = Array.isArray(message.product_ids)
        ? message.product_ids.map((id) => String(id).toUpperCase())
        : [];
      for (const product of products) pending.left.delete(product);
      if (products.length === 0) pending.left.clear();
      if (pending.left.size === 0) pending.resolve("");
      return;
    }
    if (mine && /^(error|alert|subscribed_failed|unsubscribed_failed)$/.test(event)) {
      // Not an error class of ours yet: the asker knows which product it was.
      return pending.reject(new Error(words));
    }
    this.connection.tell({ type: "notice", detail: `${event}: ${words}` });
  }

  #dispatch(name: string, message: Record<string, unknown>): void {
    const byProduct = this.#routes.get(name) ?? this.#routes.get(name.replace(/_snapshot$/, ""));
    if (!byProduct) return void this.#unrouted++;
    const product = typeof message.product_id === "string" ? message.product_id : "";
    const reader = byProduct.get(product);
    if (reader) return reader.deliver(message, product);
    // A filtered feed whose messages name no product.
    if (product !== "") return void this.#unrouted++;
    for (const each of new Set(byProduct.values())) each.deliver(message, product);
  }

  /** The socket is open; after a loss there is a new challenge, and everything is subscribed anew. */
  async open(again: boolean): Promise<void> {
    this.#challenge = undefined;
    if (!again) return;
    const feeds = new Map<Feed<never>, string[]>();
    const readers = this.#settled();
    for (const reader of readers) {
      const { feed, products } = reader;
      reader.event({ type: "reconnect", symbols: named(products), detail: "the connection is back" });
      feeds.set(feed, [...feeds.get(feed) ?? [], ...products]);
    }
    const patience = { timeoutMs: ANSWER_MS };
    for (const [feed, products] of feeds) feeds.set(feed, await this.#settle(feed, products, patience));
    for (const [feed, products] of feeds) {
      // Whoever left meanwhile could not unsubscribe, and Kraken would send for nobody.
      const left = products.filter((product) => !this.#routes.get(feed.name)?.has(product));
      if (left.length > 0) await this.#askEach("unsubscribe", feed, left, patience);
    }
    for (const reader of readers) {
      const [first] = reader.refused.values();
      if (reader.products.size === 0 && first) {
        this.#forget(reader);
        reader.end(first);
      }
    }
  }

  /** The socket is gone. */
  down(error: TransportError): void {
    this.#challenge = undefined;
    this.#pending?.reject(error);
    for (const reader of this.#settled()) {
      reader.event({ type: "down", symbols: named(reader.products), detail: error.message });
    }
  }

  /** The connection is over. */
  closed(error: unknown): void {
    for (const reader of this.readers) reader.end(error);
    this.#routes.clear();
  }

  /** Protocol-level pings do; without them Kraken answers an event. */
  ping(protocolLevel: boolean): string | undefined {
    return protocolLevel ? undefined : '{"event":"ping"}';
  }

  /** No heartbeat is due unless the feed of that name is subscribed, and its period is not documented. */
  heartbeats(): boolean {
    return false;
  }
}

const named = (products: Iterable<string>) => [...products].filter(Boolean);
