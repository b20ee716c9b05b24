/** Who reads what on one connection: every message goes to the readers of its symbols. */

import { isObject } from "../book/source.ts";
import type { AnyChannel, Reader } from "./reader.ts";

/** A message of a channel, as it came. */
export interface Dispatched {
  readonly channel: string;
  readonly type?: unknown;
  readonly data?: unknown;
  readonly sequence?: unknown;
}

const RAW = ["book", "level3"] as const;

/** One reader per channel and symbol. */
export class Routes {
  readonly #channels: Map<string, Map<string, Reader>> = new Map();
  readonly #first: (reader: Reader, message: Dispatched) => void;
  #unrouted = 0;

  /** `first` sees a message of a channel without symbols before its reader does. */
  constructor(first: (reader: Reader, message: Dispatched) => void) {
    this.#first = first;
  }

  /** Messages nobody had asked for any more. */
  get unrouted(): number {
    return this.#unrouted;
  }

  /** Channels that are read. */
  get size(): number {
    return this.#channels.size;
  }

  /** All readers, each once. */
  get readers(): Set<Reader> {
    return new Set([...this.#channels.values()].flatMap((bySymbol) => [...bySymbol.values()]));
  }

  /** The reader of a symbol. */
  of(channel: string, symbol: string): Reader | undefined {
    return this.#channels.get(channel)?.get(symbol);
  }

  /** Whether there is place for a reader of these symbols, Kraken's limit kept. */
  hasPlace({ name, maxSymbols = Infinity }: AnyChannel, symbols: readonly string[]): boolean {
    const taken = this.#channels.get(name);
    if (!taken) return symbols.length <= maxSymbols;
    return taken.size + symbols.length <= maxSymbols && !symbols.some((symbol) => taken.has(symbol));
  }

  /** Enters a reader for all its symbols. */
  add(reader: Reader): void {
    const { name } = reader.channel;
    const bySymbol = this.#channels.get(name) ?? new Map<string, Reader>();
    this.#channels.set(name, bySymbol);
    for (const symbol of reader.symbols) bySymbol.set(symbol, reader);
  }

  /** Takes a reader out, or some of its symbols. */
  remove(reader: Reader, symbols?: readonly string[]): void {
    const { name } = reader.channel;
    const bySymbol = this.#channels.get(name);
    if (!bySymbol) return;
    for (const [symbol, other] of bySymbol) {
      if (other === reader && (!symbols || symbols.includes(symbol))) bySymbol.delete(symbol);
    }
    if (bySymbol.size === 0) this.#channels.delete(name);
  }

  /** Takes all out. */
  clear(): void {
    this.#channels.clear();
  }

  /** Hands text to a reader that wants it before anything is parsed. Books do, and most frames are theirs. */
  raw(text: string): boolean {
    for (const name of RAW) {
      const bySymbol = this.#channels.get(name);
      if (!bySymbol || !text.startsWith(name, 12)) continue;
      const symbol = symbolIn(text);
      const reader = symbol === undefined ? undefined : bySymbol.get(symbol);
      if (!reader?.raw) continue;
      reader.raw(text, symbol as string);
      return true;
    }
    return false;
  }

  /** Hands a parsed message to whoever asked for it. */
  dispatch(message: Dispatched, text: string): void {
    const bySymbol = this.#channels.get(message.channel);
    if (!bySymbol) return void this.#unrouted++;
    const whole = bySymbol.get("");
    if (whole) {
      this.#first(whole, message);
      return whole.deliver(message, text);
    }
    const rows = message.data;
    if (!Array.isArray(rows)) return void this.#unrouted++;
    const symbols = new Set(rows.map((row: unknown) => isObject(row) ? row.symbol : undefined));
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
}

/** The first symbol in a text frame, where it stands plainly. */
function symbolIn(text: string): string | undefined {
  const start = text.indexOf('"symbol":"') + 10;
  if (start < 10) return undefined;
  const end = text.indexOf('"', start);
  return end < 0 ? undefined : text.slice(start, end);
}
