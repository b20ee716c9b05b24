/** Symbols that Kraken refuses for now, as when there are too many requests: they are asked for again, ever more slowly. */

import type { ApiError } from "../../core/errors.ts";
import { RateLimitError } from "../../core/errors.ts";
import { backoff, LONGEST_PAUSE_MS } from "../../core/retry.ts";
import type { Reader } from "./reader.ts";
import type { Group } from "./subscriber.ts";

/** The least pause: whoever sends too much must not go on at once. */
const LEAST_MS = 100;

/** Which symbols of which readers; who asks takes out what was answered. */
export type Wanted = ReadonlyMap<Reader, Set<string>>;

/** Symbols of one connection that wait to be asked for again. */
export class Again {
  readonly #ask: (wanted: Wanted) => Promise<void>;
  readonly #isRead: (reader: Reader, symbol: string) => boolean;
  readonly #random: () => number;
  #waiting: Map<Reader, Set<string>> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pauses = 0;
  #rounds = 0;

  /**
   * `ask` subscribes; it takes out what was answered, and adds those anew that are refused for now once more. `isRead` says whether it is
   * this reader that a symbol has.
   */
  constructor(
    ask: (wanted: Wanted) => Promise<void>,
    isRead: (reader: Reader, symbol: string) => boolean,
    random: () => number,
  ) {
    this.#ask = ask;
    this.#isRead = isRead;
    this.#random = random;
  }

  /** A symbol was refused for now. */
  add(reader: Reader, symbol: string, refusal?: ApiError): void {
    const symbols = this.#waiting.get(reader) ?? new Set();
    this.#waiting.set(reader, symbols.add(symbol));
    if (this.#timer !== undefined) return;
    const asked = refusal instanceof RateLimitError ? refusal.retryAfterMs ?? 0 : 0;
    const pause = backoff(this.#pauses++, { baseMs: 1_000, capMs: 30_000, random: this.#random });
    this.#timer = setTimeout(() => void this.#go(), Math.max(LEAST_MS, Math.min(asked, LONGEST_PAUSE_MS), pause));
  }

  /** A symbol is not wanted any more, or is being asked for in another way. */
  remove(reader: Reader, symbols: Iterable<string>): void {
    const waiting = this.#waiting.get(reader);
    for (const symbol of symbols) waiting?.delete(symbol);
    if (waiting?.size === 0) this.#waiting.delete(reader);
  }

  /** The connection is gone: whoever brings it back asks for everything. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
    this.#pauses = 0;
    this.#rounds++;
  }

  async #go(): Promise<void> {
    this.#timer = undefined;
    const wanted = this.#waiting;
    const round = this.#rounds;
    this.#waiting = new Map();
    try {
      if (wanted.size > 0) await this.#ask(wanted);
    } catch {
      // No answer to some: those that have their reader still are asked for once more, unless the connection was lost.
      if (round !== this.#rounds) return;
      for (const [reader, symbols] of wanted) {
        for (const symbol of symbols) if (this.#isRead(reader, symbol)) this.add(reader, symbol);
      }
    }
    if (this.#waiting.size === 0) this.#pauses = 0;
  }
}

/** What has its reader still, in as few requests as possible. */
export function grouped(wanted: Wanted, isRead: (reader: Reader, symbol: string) => boolean): readonly Group[] {
  const groups = new Map<string, Group & { symbols: string[] }>();
  for (const [reader, symbols] of wanted) {
    const { channel, params, key } = reader;
    const mine = [...symbols].filter((symbol) => isRead(reader, symbol));
    if (mine.length === 0) continue;
    const id = `${channel.name} ${JSON.stringify(params)}`;
    const group = groups.get(id) ?? { channel, params, key, symbols: [] };
    group.symbols.push(...mine);
    groups.set(id, group);
  }
  return [...groups.values()];
}
