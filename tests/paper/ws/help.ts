/** What the tests of the exchange's sockets share. */

import { House } from "../../../paper/accounts/house.ts";
import type { PaperKey } from "../../../paper/accounts/keys.ts";
import { type Clock, createClock } from "../../../paper/clock.ts";
import { Market } from "../../../paper/market/market.ts";
import { createHandler } from "../../../paper/rest/handler.ts";
import { serve } from "../../../paper/rest/serve.ts";
import type { ExchangeStatus } from "../../../paper/status.ts";
import type { SocketFaultRule } from "../../../paper/ws/faults.ts";
import { PaperSockets, type SocketServer } from "../../../paper/ws/sockets.ts";
import { NOW } from "../help.ts";

/** What a test wants. */
export interface HallOptions {
  faults?: readonly SocketFaultRule[];
  /** @default a clock that stands still at NOW */
  now?: () => number;
  balances?: Record<string, number | string>;
  tier?: "starter" | "intermediate" | "pro";
  limits?: boolean;
  /** The machine's time. @default performance.now */
  tick?: () => number;
  seed?: number;
}

/** An exchange with its sockets, served on loopback. */
export class Hall implements AsyncDisposable {
  readonly clock: Clock;
  readonly market: Market;
  readonly house: House;
  readonly sockets: PaperSockets;
  readonly server: SocketServer;
  readonly key: PaperKey;
  readonly status: ExchangeStatus = { mode: "online", maintenance: [], emergency: [] };
  readonly fetch: (path: string) => Promise<Response>;

  constructor(
    { faults, now = () => NOW, balances = { USD: 1_000_000, BTC: 10 }, tier, limits = true, seed = 7, tick }:
      HallOptions = {},
  ) {
    const clock = createClock(now);
    const { status } = this;
    const market = this.market = new Market(seed);
    const rules = { limits, postOnlyRefused: false };
    this.house = new House({ market, now: clock.now, status, rules });
    const account = this.house.createAccount({ balances, ...(tier ? { tier } : {}) });
    this.key = this.house.createKey({ account });
    const sockets = this.sockets = new PaperSockets({ seed, clock, status, house: this.house, faults, tick });
    // As the exchange does: what is followed moves with the clock.
    this.clock = { now: clock.now, advance: (ms) => (clock.advance(ms), sockets.advance()) };
    const handler = createHandler({ floor: { market, now: clock.now, status } });
    this.fetch = (path) => handler(new Request(`https://api.kraken.com${path}`), "test");
    const never = new AbortController().signal;
    this.server = sockets.beside(
      serve(
        (request, caller) => {
          const upgraded = sockets.upgrade(request);
          return upgraded ? Promise.resolve(upgraded) : handler(request, caller);
        },
        false,
        never,
      ),
    );
  }

  /** A fresh token, as GetWebSocketsToken gives it. */
  token = (key: PaperKey = this.key): Promise<string> => {
    const token = this.house.ids.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 40);
    this.house.tokens.set(token, { key, expires: this.clock.now() + 900_000 });
    return Promise.resolve(token);
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sockets.close();
    await this.server.close();
  }
}

// deno-lint-ignore no-explicit-any
export type Message = any;

/** A client that shows exactly what comes. */
export class Raw implements AsyncDisposable {
  readonly texts: string[] = [];
  readonly socket: WebSocket;
  closed: { code: number; reason: string } | undefined;
  #at = 0;
  #wake = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.onmessage = ({ data }) => {
      this.texts.push(String(data));
      this.#stir();
    };
    this.socket.onerror = (event) => event.preventDefault();
    this.socket.onclose = ({ code, reason }) => {
      this.closed = { code, reason };
      this.#gone.resolve();
      this.#stir();
    };
  }

  /** Connects and reads the greeting. */
  static async open(url: string): Promise<{ client: Raw; greeting: Message }> {
    const client = new Raw(url);
    return { client, greeting: await client.next() };
  }

  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  #stir(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  send(message: object | string): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** The next frame's text. */
  async text(): Promise<string> {
    while (this.#at >= this.texts.length) {
      if (this.closed) throw new Error(`The connection is closed (${this.closed.code}) and nothing is left to read`);
      await this.#wake.promise;
    }
    return this.texts[this.#at++]!;
  }

  /** The next frame that is no heartbeat. */
  async next(): Promise<Message> {
    for (;;) {
      const message = JSON.parse(await this.text());
      if (message.channel !== "heartbeat") return message;
    }
  }

  /** The next so many frames that are no heartbeats. */
  async take(count: number): Promise<Message[]> {
    const found: Message[] = [];
    while (found.length < count) found.push(await this.next());
    return found;
  }

  /** The next frame that fits. */
  async find(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const message = await this.next();
      if (fits(message)) return message;
    }
  }

  /** Asks and gives the first answer. */
  async ask(method: string, params?: object, req_id = 1): Promise<Message> {
    this.send(params === undefined ? { method, req_id } : { method, params, req_id });
    return await this.find((message) => message.method !== undefined);
  }

  /** Waits until everything sent so far is here: a pong comes after it. */
  async settled(): Promise<void> {
    const id = 1_000_000 + this.texts.length;
    this.send({ method: "ping", req_id: id });
    await this.find((message) => message.req_id === id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.close();
    if (this.socket.readyState !== WebSocket.CLOSED) await this.#gone.promise;
  }
}

/** Waits until `condition` holds; fails loudly instead of hanging for ever. */
export async function until(condition: () => boolean, what = "the condition"): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${what} never came true`);
}
