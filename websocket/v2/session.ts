/** One connection that speaks the v2 dialect: requests, subscriptions and what comes back. */

import { ApiError, type TransportError } from "../../core/errors.ts";
import { isObject, parseSource } from "../book/source.ts";
import { Connection, type Protocol } from "../connection.ts";
import { Asker, type CallPlan } from "./asker.ts";
import type { AnyChannel, EngineStatus, Fields, Reader, SessionOptions } from "./reader.ts";
import { refusal } from "./requests.ts";
import type { V2Response } from "./types.ts";

export type { AnyChannel, EngineStatus, Fields, Reader, SessionOptions } from "./reader.ts";

const RAW = ["book", "level3"] as const;

/** A v2 connection with what is subscribed on it. */
export class Session implements Protocol {
  /** The connection below. */
  readonly connection: Connection;
  readonly #options: SessionOptions;
  readonly #asker: Asker;
  readonly #routes: Map<string, Map<string, Reader>> = new Map();
  readonly #leaving: Map<string, Promise<unknown>> = new Map();
  // Readers whose first subscription is under way: a reconnect leaves them to themselves.
  readonly #fresh: Set<Reader> = new Set();
  #ready: Promise<void> | undefined;
  #status: EngineStatus | undefined;
  #unrouted = 0;

  /** Nothing is opened before {@linkcode Session.ready}. */
  constructor(url: string, options: SessionOptions) {
    this.#options = options;
    this.connection = new Connection(url, this, options);
    const isPrivate = ({ channel, symbols }: Reader) => channel.token && symbols.size > 0;
    this.#asker = new Asker((text) => this.connection.send(text), options, () => [...this.readers].some(isPrivate));
  }

  /** Opens the connection once; later calls get the same promise. */
  ready(): Promise<void> {
    return this.#ready ??= this.connection.connect();
  }

  async #opened(what: string, options: { timeoutMs: number; signal?: AbortSignal | undefined }): Promise<void> {
    await this.ready();
    await this.connection.whenOpen(what, options);
  }

  /** Kraken's last word about its engine. */
  get status(): EngineStatus | undefined {
    return this.#status;
  }

  /** Messages nobody had asked for any more. */
  get unrouted(): number {
    return this.#unrouted;
  }

  /** All readers, each once. */
  get readers(): Set<Reader> {
    return new Set([...this.#routes.values()].flatMap((bySymbol) => [...bySymbol.values()]));
  }

  /** Whether a reader of these symbols has place here: one reader per channel and symbol, and Kraken's limit kept. */
  hasPlace({ name, maxSymbols = Infinity }: AnyChannel, symbols: readonly string[]): boolean {
    if (this.connection.state === "closed") return false;
    const taken = this.#routes.get(name);
    if (!taken) return symbols.length <= maxSymbols;
    return taken.size + symbols.length <= maxSymbols && !symbols.some((symbol) => taken.has(symbol));
  }

  /** Takes a reader's place at once, before anything is sent, so that nothing that comes is missed. */
  reserve(reader: Reader): void {
    const { name } = reader.channel;
    const bySymbol = this.#routes.get(name) ?? new Map<string, Reader>();
    this.#routes.set(name, bySymbol);
    for (const symbol of reader.symbols) bySymbol.set(symbol, reader);
  }

  /**
   * Subscribes a reader that has its place. Resolves when each symbol is acknowledged or refused.
   *
   * @throws {ApiError} when Kraken refused every symbol.
   */
  async subscribe(reader: Reader, options: { timeoutMs: number; signal?: AbortSignal | undefined }): Promise<void> {
    this.#fresh.add(reader);
    try {
      const { name } = reader.channel;
      await this.#opened(`subscribe ${name}`, options);
      await Promise.all([...reader.symbols].map((symbol) => this.#leaving.get(`${name} ${symbol}`)));
      const wasQuiet = this.readers.size === 1;
      this.#settle(
        await this.#asker.subscriptions("subscribe", reader.channel, reader.params, [...reader.symbols], options),
        name,
      );
      if (wasQuiet) this.connection.rewatch();
      const [first] = reader.refused.values();
      if (reader.symbols.size === 0 && first) throw first;
    } catch (error) {
      // Aborted or out of patience: Kraken may have subscribed all the same, and would send for nobody.
      if (error instanceof ApiError) this.#forget(reader);
      else void this.unsubscribe(reader, options.timeoutMs);
      throw error;
    } finally {
      this.#fresh.delete(reader);
    }
  }

  /** Enters acknowledgements and refusals into the readers concerned. */
  #settle(answers: Map<string, V2Response>, name: string): void {
    const bySymbol = this.#routes.get(name);
    for (const [symbol, { success, error = "refused without a reason", result }] of answers) {
      const reader = bySymbol?.get(symbol);
      if (!reader) continue;
      if (success) {
        const { warnings } = isObject(result) ? result : {};
        if (Array.isArray(warnings)) reader.warnings.push(...warnings.map(String));
        continue;
      }
      const failure = refusal(`subscribe ${name}${symbol && ` ${symbol}`}`, error);
      reader.refused.set(symbol, failure);
      reader.symbols.delete(symbol);
      bySymbol?.delete(symbol);
      reader.event({ type: "refused", symbols: symbol ? [symbol] : [], detail: failure.message });
      this.connection.tell({ type: "refused", detail: failure.message });
    }
  }

  #forget(reader: Reader, symbols?: readonly string[]): void {
    const bySymbol = this.#routes.get(reader.channel.name);
    if (!bySymbol) return;
    for (const [symbol, other] of bySymbol) {
      if (other === reader && (!symbols || symbols.includes(symbol))) bySymbol.delete(symbol);
    }
    if (bySymbol.size === 0) this.#routes.delete(reader.channel.name);
  }

  /** Unsubscribes a reader, or some of its symbols; resolves on the acknowledgement, or at once when there is no connection. */
  async unsubscribe(reader: Reader, timeoutMs: number, some?: readonly string[]): Promise<void> {
    const symbols = some ?? [...reader.symbols];
    const { name } = reader.channel;
    this.#forget(reader, some);
    for (const symbol of some ?? []) reader.symbols.delete(symbol);
    if (this.connection.state !== "open" || symbols.length === 0) return;
    const leaving = this.#asker.subscriptions("unsubscribe", reader.channel, reader.key, symbols, { timeoutMs });
    const quiet = leaving.catch(() => undefined);
    for (const symbol of symbols) this.#leaving.set(`${name} ${symbol}`, quiet);
    try {
      for (const [symbol, { success, error }] of await leaving) {
        if (!success) this.connection.tell({ type: "notice", detail: `unsubscribe ${name} ${symbol}: ${error}` });
      }
    } catch (error) {
      // The reader has gone; a lost connection has unsubscribed it as well, and a missing answer is worth a notice only.
      this.connection.tell({
        type: "notice",
        detail: `unsubscribe ${name}: ${error instanceof Error ? error.message : error}`,
      });
    } finally {
      for (const symbol of symbols) this.#leaving.delete(`${name} ${symbol}`);
    }
  }

  /** Subscribes symbols of a reader anew, for fresh snapshots. Rejects when Kraken refuses or the connection is lost. */
  async resubscribe(reader: Reader, symbols: readonly string[], timeoutMs: number): Promise<void> {
    const { channel, key, params } = reader;
    const options = { timeoutMs };
    await this.#asker.subscriptions("unsubscribe", channel, key, symbols, options);
    reader.sequence = undefined;
    const still = symbols.filter((symbol) => this.#routes.get(channel.name)?.get(symbol) === reader);
    if (still.length === 0) return;
    this.#settle(await this.#asker.subscriptions("subscribe", channel, params, still, options), channel.name);
  }

  /**
   * Sends a method and returns its answers.
   *
   * @throws {ApiError} when Kraken refused all of it. {@linkcode OutcomeUnknownError} when it left and no answer came.
   */
  async call(name: string, params: Fields, how: CallPlan): Promise<readonly V2Response[]> {
    await this.#opened(name, how);
    return await this.#asker.call(name, params, how);
  }

  /** Takes a text frame. */
  message(text: string): void {
    this.#options.onFrame?.(text);
    // Books read the text themselves, and most frames are theirs: no parse before they have had their look.
    for (const name of RAW) {
      const bySymbol = this.#routes.get(name);
      if (!bySymbol || !text.startsWith(name, 12)) continue;
      const symbol = symbolIn(text);
      const reader = symbol === undefined ? undefined : bySymbol.get(symbol);
      if (reader?.raw) return reader.raw(text, symbol as string);
    }
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
    else if (typeof message.channel === "string") this.#dispatch(message as { channel: string }, text);
    else this.connection.tell({ type: "notice", detail: text });
  }

  #answer(response: V2Response, text: string): void {
    if (response.method === "pong") this.connection.pong();
    if (this.#asker.answer(response) || response.method === "pong") return;
    this.connection.tell({ type: "notice", detail: `an answer nobody waits for: ${text}` });
  }

  #dispatch(message: { channel: string; type?: unknown; data?: unknown; sequence?: unknown }, text: string): void {
    if (message.channel === "heartbeat") return;
    if (message.channel === "status") return this.#takeStatus(text);
    const bySymbol = this.#routes.get(message.channel);
    if (!bySymbol) return void this.#unrouted++;
    const whole = bySymbol.get("");
    if (whole) {
      if (whole.channel.sequence) this.#follow(whole, message);
      return whole.deliver(message, text);
    }
    const rows = message.data;
    if (!Array.isArray(rows)) return void this.#unrouted++;
    const symbols = new Set(rows.map((row) => (row as { symbol?: unknown } | null)?.symbol));
    const mixed = new Set<Reader>();
    for (const symbol of symbols) {
      const reader = typeof symbol === "string" ? bySymbol.get(symbol) : undefined;
      if (!reader) {
        this.#unrouted++;
        continue;
      }
      if (reader.raw) return reader.raw(text, symbol as string);
      if (symbols.size === 1) return reader.deliver(message, text);
      mixed.add(reader);
    }
    // Readers take out what they asked for.
    for (const reader of mixed) reader.deliver(message, text);
  }

  /** Numbered messages must follow one another; a hole is told, and mended by a snapshot where there is one. */
  #follow(reader: Reader, { type, sequence }: { type?: unknown; sequence?: unknown }): void {
    if (typeof sequence !== "number") return;
    const last = reader.sequence;
    reader.sequence = sequence;
    if (last === undefined || type === "snapshot" || sequence === last + 1) return;
    const detail = `sequence ${last + 1} expected, ${sequence} found`;
    reader.event({ type: "gap", symbols: [], detail });
    if (reader.channel.sequence === "tell") return;
    reader.event({ type: "resync", symbols: [], detail });
    this.resubscribe(reader, [""], 10_000).catch((error) => this.connection.restart(String(error)));
  }

  #takeStatus(text: string): void {
    const message = parseSource(text);
    const [status] = isObject(message) && Array.isArray(message.data) ? message.data as unknown[] : [];
    if (!isObject(status) || typeof status.system !== "string") return;
    this.#status = status as unknown as EngineStatus;
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
    const groups = new Map<string, { channel: AnyChannel; params: Fields; symbols: string[] }>();
    for (const reader of readers) {
      reader.sequence = undefined;
      const { channel, params, symbols } = reader;
      reader.event({ type: "reconnect", symbols: named(symbols), detail: "the connection is back" });
      const id = `${channel.name} ${JSON.stringify(params)}`;
      const group = groups.get(id) ?? { channel, params, symbols: [] };
      group.symbols.push(...symbols);
      groups.set(id, group);
    }
    await Promise.all([...groups.values()].map(async ({ channel, params, symbols }) => {
      this.#settle(
        await this.#asker.subscriptions("subscribe", channel, params, symbols, { timeoutMs: 10_000 }),
        channel.name,
      );
    }));
    for (const reader of readers) {
      const [first] = reader.refused.values();
      if (reader.symbols.size === 0 && first) {
        this.#forget(reader);
        reader.end(first);
      }
    }
  }

  /** The socket is gone. */
  down(error: TransportError): void {
    this.#asker.down(error);
    for (const reader of this.#settled()) {
      reader.sequence = undefined;
      reader.event({ type: "down", symbols: named(reader.symbols), detail: error.message });
    }
  }

  /** The connection is over. */
  closed(error: unknown): void {
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

/** The first symbol in a text frame, where it stands plainly. */
function symbolIn(text: string): string | undefined {
  const start = text.indexOf('"symbol":"') + 10;
  if (start < 10) return undefined;
  const end = text.indexOf('"', start);
  return end < 0 ? undefined : text.slice(start, end);
}

const named = (symbols: Iterable<string>) => [...symbols].filter(Boolean);
