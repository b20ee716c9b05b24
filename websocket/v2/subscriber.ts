/** Subscribing and unsubscribing so that the one does not overtake the other, and nothing is served to nobody. */

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

/** Subscribes on one connection. */
export class Subscriber {
  readonly #asker: Asker;
  readonly #notice: (detail: string) => void;
  readonly #leaving: Map<string, Promise<unknown>> = new Map();
  // What could not be unsubscribed and may be served still, with what unsubscribing it takes.
  readonly #strays: Map<string, Fields> = new Map();

  /** `notice` is told of what goes wrong with unsubscribing, which concerns no reader. */
  constructor(asker: Asker, notice: (detail: string) => void) {
    this.#asker = asker;
    this.#notice = notice;
  }

  /** Resolves when none of the symbols is being unsubscribed. */
  async left(name: string, symbols: Iterable<string>): Promise<void> {
    await Promise.all([...symbols].map((symbol) => this.#leaving.get(`${name} ${symbol}`)));
  }

  /** Subscribes. What is served to nobody any more is taken back first, where Kraken says that it is: the options may be others. */
  async subscribe({ channel, params, key, symbols }: Group, patience: Patience): Promise<Map<string, V2Response>> {
    const id = (symbol: string) => `${channel.name} ${symbol}`;
    const answers = await this.#asker.subscriptions("subscribe", channel, params, symbols, patience);
    const there = [...answers].filter(([, { success, error }]) => success !== true && ALREADY.test(error ?? ""));
    const again = there.map(([symbol]) => symbol);
    const strays = Map.groupBy(again, (symbol) => this.#strays.get(id(symbol)) ?? key);
    for (const symbol of answers.keys()) this.#strays.delete(id(symbol));
    if (again.length === 0) return answers;
    for (const [old, some] of strays) await this.#asker.subscriptions("unsubscribe", channel, old, some, patience);
    return new Map([...answers, ...await this.#asker.subscriptions("subscribe", channel, params, again, patience)]);
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
