/** One connection that speaks the v2 dialect: requests, subscriptions and what comes back. */

import { ApiError, TransportError } from "../../core/errors.ts";
import { isObject, parseSource } from "../book/source.ts";
import { Connection, type Protocol } from "../connection.ts";
import { type Patience, within } from "../patience.ts";
import { countersOf, type ReaderCounters } from "../reader_counters.ts";
import { Again, grouped, type Wanted } from "./again.ts";
import { Asker, type CallPlan } from "./asker.ts";
import type { AnyChannel, EngineStatus, Fields, Reader, SessionOptions } from "./reader.ts";
import { refusal } from "./requests.ts";
import { type Dispatched, Routes } from "./routes.ts";
import { Sequences, unmendable } from "./sequences.ts";
import { ALREADY, Subscriber } from "./subscriber.ts";
import type { V2Response } from "./types.ts";

export type { AnyChannel, EngineStatus, Fields, Reader, SessionOptions } from "./reader.ts";

/** Limit of answers that nobody in particular waits for. */
const ANSWER_MS = 10_000;

/** A v2 connection with what is subscribed on it. */
export class Session implements Protocol {
  /** The connection below. */
  readonly connection: Connection;
  readonly #options: SessionOptions;
  readonly #asker: Asker;
  readonly #routes: Routes = new Routes((reader, message) => this.#first(reader, message));
  readonly #subscriber: Subscriber;
  readonly #again: Again;
  readonly #sequences: Sequences;
  // Readers whose first subscription is under way: a reconnect leaves them to themselves.
  readonly #fresh: Set<Reader> = new Set();
  #ready: Promise<void> | undefined;
  #status: { readonly told: EngineStatus; readonly at: number } | undefined;
  #calls = 0;
  #losses = 0;

  /** Nothing is opened before {@linkcode Session.ready}. */
  constructor(url: string, options: SessionOptions) {
    this.#options = options;
    this.connection = new Connection(url, this, options);
    const isPrivate = ({ channel, symbols }: Reader) => channel.token && symbols.size > 0;
    const { random = Math.random } = options;
    const isRead = (reader: Reader, symbol: string) => this.#routes.of(reader.channel.name, symbol) === reader;
    this.#again = new Again((wanted) => this.#restore(wanted), isRead, random);
    this.#sequences = new Sequences(async (reader) => {
      await this.resubscribe(reader, [""], ANSWER_MS).catch((error) => this.connection.restart(String(error)));
    }, random);
    this.#asker = new Asker((text) => this.connection.send(text), options, () => [...this.readers].some(isPrivate));
    const notice = (detail: string) => this.connection.tell({ type: "notice", detail });
    this.#subscriber = new Subscriber(this.#asker, notice, (name, symbol) => !!this.#routes.of(name, symbol));
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

  /** Kraken's last word about its engine, and when it came, by `performance.now()`. */
  get status(): { readonly told: EngineStatus; readonly at: number } | undefined {
    return this.#status;
  }

  /** Whether anybody reads here or waits for the answer to a method. */
  get isUsed(): boolean {
    return this.#calls > 0 || this.#routes.size > 0;
  }

  /** How the readers keep up, all together. */
  get counters(): ReaderCounters {
    return countersOf(this.readers);
  }

  /** Messages nobody had asked for any more. */
  get unrouted(): number {
    return this.#routes.unrouted;
  }

  /** All readers, each once. */
  get readers(): Set<Reader> {
    return this.#routes.readers;
  }

  /** Whether a reader of these symbols has place here: one reader per channel and symbol, and Kraken's limit kept. */
  hasPlace(channel: AnyChannel, symbols: readonly string[]): boolean {
    return this.connection.state !== "closed" && this.#routes.hasPlace(channel, symbols);
  }

  /** Takes a reader's place at once, before anything is sent, so that nothing that comes is missed. */
  reserve(reader: Reader): void {
    this.#routes.add(reader);
  }

  /**
   * Subscribes a reader that has its place. Resolves when each symbol is acknowledged or refused. When the connection is lost before that
   * it asks again on the next one, as long as `timeoutMs` is not over: subscribing twice has the effect of once.
   *
   * @throws {ApiError} when Kraken refused every symbol.
   */
  async subscribe(reader: Reader, options: Patience): Promise<void> {
    this.#fresh.add(reader);
    try {
      const { name } = reader.channel;
      const still = (symbol: string) => this.#routes.of(name, symbol) === reader;
      const answers = await this.#insist(`subscribe ${name}`, options, async (left) => {
        const late = () =>
          new TransportError(`subscribe ${name}: it is still being unsubscribed`, { category: "timeout" });
        // It may have been left already, as when its queue was full before the acknowledgement.
        const symbols = [...reader.symbols].filter(still);
        await within(this.#subscriber.left(name, symbols), late, left);
        const { answers, failure } = await this.#subscriber.subscribe({ ...reader, symbols }, left, { still });
        if (failure !== undefined) throw failure;
        return answers;
      });
      const wasQuiet = this.readers.size === 1;
      this.#settle(answers, name, new Set([reader]));
      reader.since = [...answers.values()].find(({ time_in }) => time_in !== undefined)?.time_in;
      if (wasQuiet) this.connection.rewatch();
      const [first] = reader.refused.values();
      if (reader.symbols.size === 0 && first) throw first;
    } catch (error) {
      // Aborted or out of patience: Kraken may have subscribed all the same, and would send for nobody.
      if (error instanceof ApiError) this.#routes.remove(reader);
      else void this.unsubscribe(reader, options.timeoutMs);
      throw error;
    } finally {
      this.#fresh.delete(reader);
    }
  }

  /** Asks on a connection that is open, and on the next one when that is lost meanwhile; only what may be asked twice. */
  async #insist<Answer>(
    what: string,
    { timeoutMs, signal }: Patience,
    ask: (left: Patience) => Promise<Answer>,
  ): Promise<Answer> {
    const until = performance.now() + timeoutMs;
    let lost: unknown;
    for (let left = timeoutMs;; left = Math.ceil(until - performance.now())) {
      if (left <= 0) throw lost;
      const losses = this.#losses;
      try {
        await this.#opened(what, { timeoutMs: left, signal });
      } catch (error) {
        // What ended the first attempt says more than that the next one could not begin.
        throw signal?.aborted ? signal.reason : lost ?? error;
      }
      try {
        return await ask({ timeoutMs: left, signal });
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (this.#losses === losses) throw error;
        lost = error;
      }
    }
  }

  /**
   * Enters acknowledgements and refusals into those of the readers that have their symbol still. Where they were served `before`, what is
   * refused for now only is asked for again.
   */
  #settle(
    answers: Map<string, V2Response>,
    name: string,
    readers: { has(reader: Reader): boolean },
    before: boolean = false,
  ): void {
    for (const [symbol, { success, error = "refused without a reason", result }] of answers) {
      const reader = this.#routes.of(name, symbol);
      if (!reader || !readers.has(reader)) continue;
      if (success) {
        const { warnings, maxratecount } = isObject(result) ? result : {};
        this.#asker.meter?.limit(maxratecount);
        if (Array.isArray(warnings)) {
          for (const each of warnings.map(String)) if (!reader.warnings.includes(each)) reader.warnings.push(each);
        }
        continue;
      }
      const failure = refusal(`subscribe ${name}${symbol && ` ${symbol}`}`, error);
      if (before && (failure.retryable || ALREADY.test(error))) {
        const detail = `refused for now and asked for again: ${failure.message}`;
        this.#again.add(reader, symbol, failure);
        reader.event({ type: "resync", symbols: symbol ? [symbol] : [], detail });
        this.connection.tell({ type: "notice", detail });
        continue;
      }
      reader.refused.set(symbol, failure);
      reader.symbols.delete(symbol);
      this.#routes.remove(reader, [symbol]);
      reader.event({ type: "refused", symbols: symbol ? [symbol] : [], detail: failure.message });
      this.connection.tell({ type: "refused", detail: failure.message });
    }
  }

  /** Unsubscribes a reader, or some of its symbols; resolves on the acknowledgement, or at once when there is no connection. */
  async unsubscribe(reader: Reader, timeoutMs: number, some?: readonly string[]): Promise<void> {
    const symbols = some ?? [...reader.symbols];
    this.#routes.remove(reader, some);
    this.#again.remove(reader, symbols);
    if (!some) this.#sequences.forget(reader);
    for (const symbol of some ?? []) reader.symbols.delete(symbol);
    // What is being subscribed again at this moment is taken back once it is.
    if (this.connection.state !== "open" || symbols.length === 0) return;
    await this.#subscriber.release({ ...reader, symbols }, timeoutMs);
  }

  /**
   * Subscribes symbols of a reader anew, for fresh snapshots. Those that are refused for now are asked for again by and by. Rejects when
   * the connection is lost.
   */
  async resubscribe(reader: Reader, symbols: readonly string[], timeoutMs: number): Promise<void> {
    const { channel, key } = reader;
    const { name } = channel;
    const options = { timeoutMs };
    const still = (symbol: string) => this.#routes.of(name, symbol) === reader;
    const mine = symbols.filter(still);
    if (mine.length === 0) return;
    this.#again.remove(reader, mine);
    await this.#asker.subscriptions("unsubscribe", channel, key, mine, options);
    reader.sequence = undefined;
    const { answers, failure } = await this.#subscriber.subscribe({ ...reader, symbols: mine }, options, { still });
    this.#settle(answers, name, new Set([reader]), true);
    this.#endEmpty([reader]);
    if (failure !== undefined) throw failure;
  }

  /** Subscribes what was subscribed before and has its reader still, in as few requests as possible; takes out what was answered. */
  async #restore(wanted: Wanted): Promise<void> {
    const groups = grouped(wanted, (reader, symbol) => this.#routes.of(reader.channel.name, symbol) === reader);
    const results = await Promise.all(groups.map(async (group) => {
      const { name } = group.channel;
      const readerOf = (symbol: string) => this.#routes.of(name, symbol);
      const still = (symbol: string) => {
        const reader = readerOf(symbol);
        return reader !== undefined && wanted.get(reader)?.has(symbol) === true;
      };
      const retake = (symbols: readonly string[]) => {
        const detail = "its acknowledgement was lost, so that it is subscribed anew: messages may be missing";
        for (const [reader, some] of Map.groupBy(symbols, readerOf)) {
          reader?.event({ type: "resync", symbols: named(some), detail });
        }
      };
      const patience = { timeoutMs: ANSWER_MS };
      const { answers, failure } = await this.#subscriber.subscribe(group, patience, { still, retake });
      this.#settle(answers, name, wanted, true);
      for (const [reader, symbols] of wanted) {
        if (reader.channel.name === name) { for (const symbol of answers.keys()) symbols.delete(symbol); }
      }
      return failure;
    }));
    this.#endEmpty(wanted.keys());
    const failure = results.find((result) => result !== undefined);
    if (failure !== undefined) throw failure;
  }

  /** A reader of which every symbol was refused for good is over. */
  #endEmpty(readers: Iterable<Reader>): void {
    for (const reader of readers) {
      const [first] = reader.refused.values();
      if (reader.symbols.size > 0 || !first) continue;
      this.#routes.remove(reader);
      this.#sequences.forget(reader);
      reader.end(first);
    }
  }

  /**
   * Sends a method and returns its answers.
   *
   * @throws {ApiError} when Kraken refused all of it. {@linkcode OutcomeUnknownError} when it left and no answer came.
   * {@linkcode RateLimitError} when it does not fit the budget; nothing was sent.
   */
  async call(name: string, params: Fields, how: CallPlan): Promise<readonly V2Response[]> {
    const opened = () => this.#opened(name, how);
    this.#calls++;
    try {
      await opened();
      return await this.#asker.call(name, params, how, opened);
    } finally {
      this.#calls--;
    }
  }

  /** Takes a text frame. */
  message(text: string): void {
    this.#options.onFrame?.(text);
    if (this.#routes.raw(text)) return;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      const shown = text.length > 80 ? `${text.slice(0, 77)}…` : text;
      this.connection.tell({ type: "notice", detail: `text that is no JSON: ${shown}` });
      // A plain sentence is a notice (a proxy restarting); broken JSON was data, and nobody knows whose.
      if (text.trimStart().startsWith("{")) this.connection.restart("a message came broken, so something is missing");
      return;
    }
    if (!isObject(message)) return this.connection.tell({ type: "notice", detail: `unexpected message: ${text}` });
    if (typeof message.method === "string") this.#answer(message as unknown as V2Response, text);
    else if (message.channel === "status") this.#takeStatus(text);
    else if (typeof message.channel !== "string") this.connection.tell({ type: "notice", detail: text });
    else if (message.channel !== "heartbeat") this.#routes.dispatch(message as unknown as Dispatched, text);
  }

  #answer(response: V2Response, text: string): void {
    if (response.method === "pong") this.connection.pong();
    this.#subscriber.hear(response);
    if (this.#asker.answer(response) || response.method === "pong") return;
    this.connection.tell({ type: "notice", detail: `an answer nobody waits for: ${text}` });
  }

  #first(reader: Reader, message: Dispatched): void {
    const { name, sequence } = reader.channel;
    if (sequence) this.#follow(reader, message);
    if (name === "executions") this.#asker.meter?.tell(message);
  }

  /** Numbered messages must follow one another; a hole is told, and mended by a snapshot where there is one. */
  #follow(reader: Reader, { type, sequence }: Dispatched): void {
    if (typeof sequence !== "number") return;
    const last = reader.sequence;
    reader.sequence = sequence;
    if (last === undefined || type === "snapshot" || sequence === last + 1) return;
    const detail = `sequence ${last + 1} expected, ${sequence} found`;
    reader.event({ type: "gap", symbols: [], detail });
    if (reader.channel.sequence === "tell") return;
    const remedy = this.#sequences.hole(reader);
    if (remedy === "begun") reader.event({ type: "resync", symbols: [], detail });
    if (remedy !== "given up") return;
    void this.unsubscribe(reader, ANSWER_MS);
    reader.end(unmendable(reader, detail));
  }

  #takeStatus(text: string): void {
    const message = parseSource(text);
    const [status] = isObject(message) && Array.isArray(message.data) ? message.data as unknown[] : [];
    if (!isObject(status) || typeof status.system !== "string") return;
    this.#status = { told: status as unknown as EngineStatus, at: performance.now() };
    this.connection.tell({ type: "status", detail: `engine is ${status.system}`, system: status.system });
  }

  #settled(): Set<Reader> {
    return this.readers.difference(this.#fresh);
  }

  /** The socket is open; after a loss everything is subscribed anew, in as few requests as possible. */
  async open(again: boolean): Promise<void> {
    this.#asker.forgetToken();
    if (!again) return;
    const readers = this.#settled();
    for (const reader of readers) {
      reader.sequence = undefined;
      reader.event({ type: "reconnect", symbols: named(reader.symbols), detail: "the connection is back" });
    }
    await this.#restore(new Map([...readers].map((reader) => [reader, new Set(reader.symbols)])));
  }

  /** The socket is gone. */
  down(error: TransportError): void {
    this.#losses++;
    this.#again.clear();
    this.#sequences.clear();
    this.#subscriber.down();
    this.#asker.down(error);
    for (const reader of this.#settled()) {
      reader.sequence = undefined;
      reader.event({ type: "down", symbols: named(reader.symbols), detail: error.message });
    }
  }

  /** The connection is over. */
  closed(error: unknown): void {
    this.#again.clear();
    this.#sequences.clear();
    for (const reader of this.readers) reader.end(error);
    this.#routes.clear();
  }

  /** Kraken's own ping, since it also proves that the service behind the proxy is alive. */
  ping(): string {
    return '{"method":"ping"}';
  }

  /** Kraken sends heartbeats once something is subscribed. */
  heartbeats(): boolean {
    return this.#routes.size > 0;
  }
}

const named = (symbols: Iterable<string>) => [...symbols].filter(Boolean);
