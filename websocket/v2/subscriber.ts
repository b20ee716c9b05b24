/** Subscribing and unsubscribing so that the one does not overtake the other, and nothing is served to nobody. */

import { isObject } from "../book/source.ts";
import type { Patience } from "../patience.ts";
import type { Asker } from "./asker.ts";
import type { AnyChannel, Fields } from "./reader.ts";
import type { V2Response } from "./types.ts";

/** What is asked for in one request. */
export interface Group {
  /** The channel. */
  readonly channel: AnyChannel;
  /** What subscribing sends. */
  readonly params: Fields;
  /** What unsubscribing sends. */
  readonly key: Fields;
  /** Symbols. */
  readonly symbols: readonly string[];
}

/** Kraken serves a symbol already, with these parameters or with others; the sentence names none of them. */
export const ALREADY: RegExp = /^already subscribed/i;

/** For whom it is asked. */
export interface Concern {
  /** Whether whoever asks still wants a symbol. */
  still(symbol: string): boolean;
  /** Told before symbols that Kraken serves already are taken back and subscribed anew, in which time their messages are missing. */
  retake?(symbols: readonly string[]): void;
}

/** What came of asking. */
export interface Answers {
  /** By symbol; those that came are here, even when not all did. */
  readonly answers: Map<string, V2Response>;
  /** Why some did not come. */
  readonly failure?: unknown;
}

interface Listener {
  readonly name: string;
  readonly symbols: ReadonlySet<string>;
  readonly heard: Map<string, V2Response>;
}

/** Limit of the answer when something is taken back for which nobody waits. */
const RELEASE_MS = 10_000;

/** Subscribes on one connection. */
export class Subscriber {
  readonly #asker: Asker;
  readonly #notice: (detail: string) => void;
  readonly #isRead: (name: string, symbol: string) => boolean;
  readonly #leaving: Map<string, Promise<unknown>> = new Map();
  // What nobody reads and may be served still, with what unsubscribing it takes.
  readonly #strays: Map<string, Fields> = new Map();
  readonly #listeners: Set<Listener> = new Set();

  /** `notice` is told of what goes wrong with unsubscribing, which concerns no reader; `isRead` says whether a symbol has one. */
  constructor(asker: Asker, notice: (detail: string) => void, isRead: (name: string, symbol: string) => boolean) {
    this.#asker = asker;
    this.#notice = notice;
    this.#isRead = isRead;
  }

  /** Resolves when none of the symbols is being unsubscribed. */
  async left(name: string, symbols: Iterable<string>): Promise<void> {
    await Promise.all([...symbols].map((symbol) => this.#leaving.get(`${name} ${symbol}`)));
  }

  /** Every answer is shown here: acknowledgements count, even when others of the same request never come. */
  hear(response: V2Response): void {
    if (response.method !== "subscribe" || response.success !== true || !isObject(response.result)) return;
    const { channel, symbol = "" } = response.result;
    for (const { name, symbols, heard } of this.#listeners) {
      if (name === channel && symbols.has(String(symbol))) heard.set(String(symbol), response);
    }
  }

  /**
   * Subscribes what is still wanted when its turn comes. What is served to nobody any more is taken back first, where Kraken says that it
   * is: the options may be others. What is acknowledged and not wanted any more is released. Never rejects.
   */
  async subscribe(group: Group, patience: Patience, { still, retake }: Concern): Promise<Answers> {
    const { channel, params, key, symbols } = group;
    const id = (symbol: string) => `${channel.name} ${symbol}`;
    const listener: Listener = { name: channel.name, symbols: new Set(symbols), heard: new Map() };
    const answers = new Map<string, V2Response>();
    const ask = async (some: readonly string[]) => {
      for (const part of portions(group, some)) {
        const wanted = part.filter(still);
        if (wanted.length === 0) continue;
        const found = await this.#asker.subscriptions("subscribe", channel, params, wanted, patience);
        for (const [symbol, answer] of found) answers.set(symbol, answer);
      }
    };
    this.#listeners.add(listener);
    try {
      await ask(symbols);
      // What has a reader of its own by now is left alone.
      const again = [...answers].filter(([symbol, answer]) => isThere(answer) && still(symbol)).map(([symbol]) =>
        symbol
      );
      const strays = Map.groupBy(again, (symbol) => this.#strays.get(id(symbol)) ?? key);
      for (const symbol of answers.keys()) if (still(symbol)) this.#strays.delete(id(symbol));
      if (again.length === 0) return { answers };
      retake?.(again);
      for (const [old, some] of strays) await this.#asker.subscriptions("unsubscribe", channel, old, some, patience);
      await ask(again);
      return { answers };
    } catch (failure) {
      for (const [symbol, answer] of listener.heard) answers.set(symbol, answer);
      return { answers, failure };
    } finally {
      this.#listeners.delete(listener);
      void this.#tidy(group, answers, still);
    }
  }

  /** Takes back what was acknowledged for whoever has left meanwhile; what they sent themselves may have come before it was served. */
  async #tidy({ channel, key }: Group, answers: Map<string, V2Response>, still: Concern["still"]): Promise<void> {
    const { name } = channel;
    const idle: string[] = [];
    for (const [symbol, answer] of answers) {
      const id = `${name} ${symbol}`;
      const isOurs = answer.success === true || (isThere(answer) && !this.#isRead(name, symbol));
      if (still(symbol) || !isOurs) continue;
      if (answer.success === true || !this.#strays.has(id)) this.#strays.set(id, key);
      idle.push(symbol);
    }
    await this.left(name, idle);
    const gone = Map.groupBy(
      idle.filter((symbol) => !this.#isRead(name, symbol)),
      (symbol) => this.#strays.get(`${name} ${symbol}`),
    );
    for (const [old, symbols] of gone) if (old) void this.release({ channel, key: old, symbols }, RELEASE_MS);
  }

  /** Unsubscribes what nobody reads any more. Never rejects: a lost connection has unsubscribed it as well, the rest is worth a notice. */
  async release({ channel, key, symbols }: Omit<Group, "params">, timeoutMs: number): Promise<void> {
    const { name } = channel;
    const ids = symbols.map((symbol) => `${name} ${symbol}`);
    const leaving = this.#asker.subscriptions("unsubscribe", channel, key, symbols, { timeoutMs });
    const quiet = leaving.catch(() => undefined);
    for (const id of ids) {
      this.#leaving.set(id, quiet);
      this.#strays.set(id, key);
    }
    try {
      for (const [symbol, { success, error }] of await leaving) {
        if (success) this.#strays.delete(`${name} ${symbol}`);
        else this.#notice(`unsubscribe ${name} ${symbol}: ${error}`);
      }
    } catch (error) {
      this.#notice(`unsubscribe ${name}: ${error instanceof Error ? error.message : error}`);
    } finally {
      for (const id of ids) if (this.#leaving.get(id) === quiet) this.#leaving.delete(id);
    }
  }

  /** The connection is gone, and with it all that was served. */
  down(): void {
    this.#strays.clear();
  }
}

const isThere = ({ success, error }: V2Response) => success !== true && ALREADY.test(error ?? "");

/** Where Kraken counts points a request waits long enough for readers to leave, so each is looked at by itself. */
function portions({ channel, params }: Group, symbols: readonly string[]): (readonly string[])[] {
  const budget = channel.budget?.(params);
  if (!budget) return [symbols];
  const size = Math.max(1, Math.floor(budget.perSecond / budget.each));
  return Array.from({ length: Math.ceil(symbols.length / size) }, (_, at) => symbols.slice(at * size, (at + 1) * size));
}
