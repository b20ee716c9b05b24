/** The topics of a recording: the frames of one channel, symbol and set of options, in their order. */

import type { JsonObject } from "../ws/json.ts";
import type { KeptFrame } from "./recording.ts";

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
export const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  ticker: ["event_trigger"],
  book: ["depth"],
  level3: ["depth"],
  ohlc: ["interval", "tick_type"],
  trade: [],
  instrument: [],
};

/** `spot book BTC/USD`. */
export function reelKey(dialect: Dialect, channel: string, symbol: string): string {
  return `${dialect} ${channel} ${symbol}`;
}

/** `depth=25`. */
export function optionsKey(dialect: Dialect, channel: string, options: ReelOptions): string {
  if (dialect === "futures") return "";
  return (OPTIONS[channel] ?? []).map((name) => `${name}=${options[name]}`).join(" ");
}

/** Whether a frame is a first state. */
export function isSnapshot({ type, feed }: JsonObject): boolean {
  return type === "snapshot" || (typeof feed === "string" && feed.endsWith("_snapshot"));
}
