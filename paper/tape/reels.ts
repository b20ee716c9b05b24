/** A recording cut into topics: the frames of one channel, symbol and set of options, in their order. */

import { isObject, type JsonObject, writeJson } from "../ws/json.ts";
import { type KeptFrame, numberOf, objectsOf, type TapedFrame } from "./recording.ts";

/** Which protocol a frame belongs to. Unified is told from Spot by its symbols, as both have the same words. */
export type Dialect = "spot" | "unified" | "futures";

/** Effective options of a subscription. */
export type ReelOptions = Readonly<Record<string, unknown>>;

/** The frames of a topic. */
export interface Reel {
  /** Channel or feed. */
  readonly channel: string;
  /** Symbol or product; empty where the channel has none. */
  readonly symbol: string;
  /** Levels of a book, 0 for all. */
  readonly depth: number;
  /** Its frames; the first one says how it stands. They are kept as text, which takes a fraction of the room. */
  readonly frames: readonly KeptFrame[];
}

/** Topics by dialect, channel and symbol, then by options. */
export type Reels = Map<string, Map<string, Reel>>;

/** Options that make different streams of a channel. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  ticker: ["event_trigger"],
  book: ["depth"],
  level3: ["depth"],
  ohlc: ["interval", "tick_type"],
  trade: [],
  instrument: [],
};
const FEEDS = ["book", "trade", "ticker", "ticker_lite"];
/** What cannot begin with an update, since it says only what has changed. */
const NEEDS_SNAPSHOT = new Set(["book", "level3", "instrument"]);

/** `spot book BTC/USD`. */
export function reelKey(dialect: Dialect, channel: string, symbol: string): string {
  return `${dialect} ${channel} ${symbol}`;
}

/** `depth=25`. */
export function optionsKey(dialect: Dialect, channel: string, options: ReelOptions): string {
  if (dialect === "futures") return "";
  return (OPTIONS[channel] ?? []).map((name) => `${name}=${options[name]}`).join(" ");
}

/**
 * Cuts a recording; a topic that is there already stays as it is, so that of several files the first one counts.
 *
 * @throws {RangeError} for streams of one symbol side by side that their frames do not tell apart, as two depths of a book.
 */
export function cut(frames: Iterable<TapedFrame>, reels: Reels, name: string): void {
  const cutter = new Cutter(name);
  for (const frame of frames) cutter.take(frame);
  for (const [key, found] of cutter.reels) {
    const known = reels.get(key) ?? new Map<string, Reel>();
    reels.set(key, known);
    for (const [options, reel] of found) if (!known.has(options)) known.set(options, reel);
  }
}

interface OpenReel extends Reel {
  readonly frames: KeptFrame[];
}

class Cutter {
  readonly reels = new Map<string, Map<string, OpenReel>>();
  readonly #name: string;
  /** Options acknowledged and not ended since. */
  readonly #open = new Map<string, Map<string, ReelOptions>>();
  readonly #last = new Map<string, ReelOptions>();

  constructor(name: string) {
    this.#name = name;
  }

  take(frame: TapedFrame): void {
    const { message } = frame;
    const { method, channel, feed, event, product_id } = message;
    if (typeof method === "string") return this.#answer(method, message);
    if (typeof feed === "string" && event === undefined) {
      const name = feed.replace(/_snapshot$/, "");
      if (FEEDS.includes(name) && typeof product_id === "string") this.#put("futures", name, product_id, frame, 0, {});
      return;
    }
    if (typeof channel !== "string" || !OPTIONS[channel]) return;
    if (channel === "instrument") {
      const { data } = message;
      const [pair] = isObject(data) ? objectsOf(data["pairs"]) : [];
      return this.#v2(String(pair?.["symbol"] ?? "").includes("_") ? "unified" : "spot", channel, "", frame);
    }
    const rows = objectsOf(message["data"]);
    const symbols = new Set(rows.map(({ symbol }) => symbol).filter((symbol) => typeof symbol === "string"));
    for (const symbol of symbols) {
      const own = symbols.size === 1 ? frame : only(frame, rows, symbol);
      this.#v2(symbol.includes("_") ? "unified" : "spot", channel, symbol, own);
    }
  }

  #answer(method: string, { success, result }: JsonObject): void {
    if (success !== true || !isObject(result) || typeof result["channel"] !== "string") return;
    const { channel, symbol = "" } = result;
    if (typeof symbol !== "string" || !OPTIONS[channel]) return;
    const dialect = symbol.includes("_") ? "unified" : "spot";
    const key = reelKey(dialect, channel, symbol);
    const options = Object.fromEntries(
      Object.entries(result).map(([name, value]) => [name, typeof value === "string" ? value : numberOf(value)]),
    );
    const open = this.#open.get(key) ?? new Map<string, ReelOptions>();
    this.#open.set(key, open);
    if (method === "unsubscribe") open.delete(optionsKey(dialect, channel, options));
    else if (method === "subscribe") {
      open.set(optionsKey(dialect, channel, options), options);
      this.#last.set(key, options);
    }
  }

  #v2(dialect: Dialect, channel: string, symbol: string, frame: TapedFrame): void {
    const key = reelKey(dialect, channel, symbol);
    const [first, second] = this.#open.get(key)?.values() ?? [];
    const row = objectsOf(frame.message["data"])[0] ?? {};
    if (channel === "ohlc") {
      const { tick_type } = first ?? this.#last.get(key) ?? {};
      const options = { interval: numberOf(row["interval"]), ...(dialect === "unified" ? { tick_type } : {}) };
      return this.#put(dialect, channel, symbol, frame, 0, options);
    }
    if (first && second) {
      const [one, other] = [first, second].map((options) => optionsKey(dialect, channel, options));
      throw new RangeError(
        `Cannot serve the tape ${this.#name} as its frames do not tell ${channel} of ${symbol} with ${one} from that ` +
          `with ${other}: record them one at a time`,
      );
    }
    const guess = { event_trigger: dialect === "spot" ? "trades" : undefined, depth: depthOf(channel, row) };
    const known = first ?? this.#last.get(key) ?? guess;
    if (!this.#last.has(key)) this.#last.set(key, known);
    this.#put(dialect, channel, symbol, frame, Number(known["depth"] ?? 0), known);
  }

  #put(
    dialect: Dialect,
    channel: string,
    symbol: string,
    frame: TapedFrame,
    depth: number,
    options: ReelOptions,
  ): void {
    const key = reelKey(dialect, channel, symbol);
    const found = this.reels.get(key) ?? new Map<string, OpenReel>();
    const name = optionsKey(dialect, channel, options);
    let reel = found.get(name);
    if (!reel) {
      if (NEEDS_SNAPSHOT.has(channel) && !isSnapshot(frame.message)) return;
      found.set(name, reel = { channel, symbol, depth, frames: [] });
      this.reels.set(key, found);
    }
    // The same message over a second connection, or sent twice.
    if (reel.frames.at(-1)?.text !== frame.text) reel.frames.push({ at: frame.at, text: frame.text });
  }
}

/** Whether a frame is a first state. */
export function isSnapshot({ type, feed }: JsonObject): boolean {
  return type === "snapshot" || (typeof feed === "string" && feed.endsWith("_snapshot"));
}

/** The part of a frame that is about a symbol. */
function only(frame: TapedFrame, rows: readonly JsonObject[], symbol: string): TapedFrame {
  const message = { ...frame.message, data: rows.filter((row) => row["symbol"] === symbol) };
  return { at: frame.at, text: writeJson(message), message };
}

/** The smallest depth that a snapshot fits in, where no acknowledgement says it. */
function depthOf(channel: string, { bids, asks }: JsonObject): number {
  const count = (side: readonly JsonObject[]) =>
    channel === "level3" ? new Set(side.map((order) => numberOf(order["limit_price"]))).size : side.length;
  const levels = Math.max(count(objectsOf(bids)), count(objectsOf(asks)));
  const depths = channel === "level3" ? [10, 100, 1000] : [10, 25, 100, 500, 1000];
  return depths.find((depth) => levels <= depth) ?? 1000;
}
