/** One connection of Futures v1. */

import type { FuturesKey } from "../../futures/keys.ts";
import type { Connection, Dialect } from "../connection.ts";
import type { Topic } from "../hub.ts";
import { isObject, type JsonObject, readJson } from "../json.ts";
import { challengeFits } from "./challenge.ts";
import type { FuturesListener } from "./desks.ts";
import { bookFeed, tickerFeed, tradeFeed } from "./feeds.ts";
import type { FuturesHall } from "./hall.ts";
import { PRIVATE_FEEDS } from "./private_feeds.ts";

const PUBLIC = new Set(["ticker", "ticker_lite", "trade", "book"]);
const BEAT_MS = 1000;

/** A connection. */
export class FuturesSession implements Dialect {
  readonly #connection: Connection;
  readonly #hall: FuturesHall;
  readonly #topics = new Map<string, string>();
  readonly #listeners = new Map<string, FuturesListener>();
  #challenge = "";
  #beat: number | undefined;

  constructor(connection: Connection, hall: FuturesHall) {
    this.#connection = connection;
    this.#hall = hall;
  }

  /** Heartbeats are a feed here. */
  get beats(): boolean {
    return false;
  }

  /** Pings of the protocol keep it alive, and a server does not see them. */
  get idles(): boolean {
    return false;
  }

  heartbeat(): string {
    return "";
  }

  open(): void {
    this.#tell({ event: "info", version: 1 });
  }

  mode(): void {
    // Its status is not told on this socket.
  }

  closed(): void {
    for (const key of this.#topics.values()) this.#hall.hub.leave(key, this.#connection);
    for (const listener of this.#listeners.values()) this.#hall.desks.leave(listener);
    this.#topics.clear();
    this.#listeners.clear();
  }

  step(): void {
    if (this.#beat === undefined || this.#hall.tick() - this.#beat < BEAT_MS) return;
    this.#beat = this.#hall.tick();
    const time = Number(this.#hall.hub.reached / 1_000_000n);
    this.#connection.send({ channel: "heartbeat", text: JSON.stringify({ feed: "heartbeat", time }) });
  }

  message(frame: string): void {
    const message = readJson(frame);
    if (!isObject(message) || typeof message["event"] !== "string") {
      return this.#tell({ event: "error", message: "Json Error" });
    }
    this.#hall.now();
    const { event, feed } = message;
    const name = typeof feed === "string" ? feed : "";
    const fault = this.#hall.faults.ofRequest("futures", { method: event, channel: name || undefined });
    if (fault?.kind === "rate-limit") {
      return this.#tell({ event: "alert", message: "Request limit exceeded" }, event, name);
    }
    switch (event) {
      case "ping":
        return this.#tell({ event: "pong" }, event);
      case "challenge":
        return this.#give(message);
      case "subscribe":
      case "unsubscribe":
        return this.#change(event, name, message);
      default:
        return this.#tell({ event: "error", message: "Invalid event" }, event);
    }
  }

  #tell(message: Readonly<Record<string, unknown>>, method?: string, channel?: string, symbol?: string): void {
    this.#connection.send({ method, channel, symbol, text: JSON.stringify(message) });
  }

  #give(message: JsonObject): void {
    if (typeof message["api_key"] !== "string") {
      return this.#tell({ event: "error", message: "Json Error" }, "challenge");
    }
    this.#challenge = this.#hall.engine.ids.uuid();
    this.#tell({ event: "challenge", message: this.#challenge }, "challenge");
  }

  #change(event: "subscribe" | "unsubscribe", feed: string, message: JsonObject): void {
    const done = `${event}d`;
    if (feed === "heartbeat") {
      this.#beat = event === "subscribe" ? this.#hall.tick() - BEAT_MS : undefined;
      return this.#tell({ event: done, feed }, event, feed);
    }
    const make = PRIVATE_FEEDS.get(feed);
    if (make) return this.#changePrivate(event, feed, message);
    if (!PUBLIC.has(feed)) return this.#tell({ event: "error", message: "Invalid feed" }, event, feed);
    const products = message["product_ids"];
    if (!Array.isArray(products) || products.length === 0) {
      return this.#tell({ event: "error", message: "Invalid product id" }, event, feed);
    }
    for (const each of new Set(products.map((product) => String(product).toUpperCase()))) {
      const fault = this.#hall.faults.ofRequest("futures", { channel: feed, symbol: each });
      const served = this.#hall.recorded ? this.#hall.recorded(feed, each) : this.#hall.contract(each);
      if (fault?.kind === "refuse" || !served) {
        const error = fault?.kind === "refuse" ? fault.error : undefined;
        this.#tell({ event: "error", message: error ?? "Invalid product id" }, event, feed, each);
        continue;
      }
      this.#tell({ event: done, feed, product_ids: [each] }, event, feed, each);
      const place = `${feed} ${each}`;
      const key = `futures ${place}`;
      if (event === "subscribe") {
        const topic = this.#hall.hub.join(key, (ns) => this.#make(feed, each, ns), this.#connection);
        this.#topics.set(place, key);
        for (const text of topic.snapshot()) this.#connection.send({ channel: feed, symbol: each, text });
      } else {
        this.#topics.delete(place);
        this.#hall.hub.leave(key, this.#connection);
      }
    }
  }

  #make(feed: string, symbol: string, ns: bigint): Topic {
    const recorded = this.#hall.recorded?.(feed, symbol);
    if (recorded) return recorded(ns);
    const { engine, seq } = this.#hall;
    const [contract, source] = [this.#hall.contract(symbol), this.#hall.source(symbol)];
    if (!contract || !source) throw new TypeError(`There is no contract ${symbol}`);
    if (feed === "trade") return tradeFeed(source, contract, engine, ns);
    if (feed === "book") return bookFeed(source, ns, () => seq.next(symbol), () => seq.last(symbol));
    return tickerFeed(contract, engine, feed === "ticker_lite", ns);
  }

  #changePrivate(event: "subscribe" | "unsubscribe", feed: string, message: JsonObject): void {
    const key = this.#holder(message);
    if (!key) return this.#tell({ event: "alert", message: "Failed to subscribe to authenticated feed" }, event, feed);
    const { api_key, original_challenge, signed_challenge, product_ids } = message;
    // The reply to `balances` leaves the credentials out.
    const papers = feed === "balances" ? {} : { api_key, original_challenge, signed_challenge };
    this.#tell(
      { event: `${event}d`, feed, ...(feed === "fills" && product_ids ? { product_ids } : {}), ...papers },
      event,
      feed,
    );
    const there = this.#listeners.get(feed);
    if (event === "unsubscribe" || there) {
      if (there) this.#hall.desks.leave(there);
      this.#listeners.delete(feed);
      if (event === "unsubscribe") return;
    }
    const products = Array.isArray(product_ids)
      ? new Set(product_ids.map((each) => String(each).toUpperCase()))
      : undefined;
    const { engine, status } = this.#hall;
    const made = PRIVATE_FEEDS.get(feed)?.({ engine, account: key.account, status, products });
    if (!made) return;
    const send = (texts: readonly string[]) => {
      for (const text of texts) this.#connection.send({ channel: feed, text });
    };
    const listener: FuturesListener = { name: feed, feed: made, send };
    this.#hall.desks.join(listener);
    this.#listeners.set(feed, listener);
    send(made.snapshot());
  }

  /** The key that signed the challenge of this connection, when it may read. */
  #holder({ api_key, original_challenge, signed_challenge }: JsonObject): FuturesKey | undefined {
    if (typeof api_key !== "string" || typeof signed_challenge !== "string") return undefined;
    const key = this.#hall.key(api_key);
    if (!key || key.revoked || key.general === "none") return undefined;
    if (this.#challenge === "" || original_challenge !== this.#challenge) return undefined;
    return challengeFits(key.secret, this.#challenge, signed_challenge) ? key : undefined;
  }
}
