/** Cuts a recording into topics. */

import { isObject, type JsonObject, writeJson } from "../ws/json.ts";
import { type KeptFrame, nanoseconds, numberOf, objectsOf, type TapedFrame } from "./recording.ts";
import {
  type Dialect,
  isSnapshot,
  OPTIONS,
  optionsKey,
  type Reel,
  reelKey,
  type ReelOptions,
  type Reels,
} from "./reels.ts";

const FEEDS = ["book", "trade", "ticker", "ticker_lite"];
/** What cannot begin with an update, since it says only what has changed. */
const NEEDS_SNAPSHOT = new Set(["book", "level3", "instrument"]);

/**
 * Cuts a recording; a topic that is there already stays as it is, so that of several files the first one counts, and of
 * several connections the first one that has it, until it ends or is made anew.
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

/** One connection of a recording; without their numbers all to an address are one. */
interface Voice {
  /** What is subscribed, by topic: acknowledged and not ended since. */
  readonly open: Map<string, Subscribed[]>;
  /** What was subscribed last, for frames whose acknowledgement was not recorded. */
  readonly last: Map<string, Subscribed>;
  /** How often it was made anew. */
  cuts: number;
  /** When it last said anything. */
  heard: number;
}

interface Subscribed {
  /** As acknowledged, and what is meant where that leaves an option out. */
  readonly options: ReelOptions;
  /** Levels; `NaN` until a first state tells them, where the acknowledgement does not. */
  depth: number;
}

interface OpenReel extends Reel {
  readonly frames: KeptFrame[];
  /** The connection it is taken from. */
  by: Voice;
  /** How often that had been made anew. */
  cuts: number;
  /** Newest time in its frames, nanoseconds, and the frames of that time: known where connections have no numbers. */
  stamp: bigint;
  texts: Set<string>;
}

/** A connection is gone after so long a silence: heartbeats come every second. */
const SILENCE_MS = 10_000;

class Cutter {
  readonly reels = new Map<string, Map<string, OpenReel>>();
  readonly #name: string;
  readonly #voices = new Map<string, Voice>();

  constructor(name: string) {
    this.#name = name;
  }

  take(frame: TapedFrame): void {
    const { message } = frame;
    const { method, channel, feed, event, product_id } = message;
    const voice = this.#voice(frame);
    voice.heard = frame.at;
    if (typeof method === "string") return this.#answer(voice, method, message);
    // What greets a connection: nothing is subscribed on it, be it new or made anew.
    if (channel === "status" || event === "info") {
      voice.open.clear();
      voice.cuts++;
      return;
    }
    if (typeof feed === "string" && event === undefined) {
      const name = feed.replace(/_snapshot$/, "");
      if (!FEEDS.includes(name) || typeof product_id !== "string") return;
      return this.#put(voice, "futures", name, product_id, frame, 0, {});
    }
    if (typeof channel !== "string" || !OPTIONS[channel]) return;
    if (channel === "instrument") {
      const { data } = message;
      const [pair] = isObject(data) ? objectsOf(data["pairs"]) : [];
      return this.#v2(voice, String(pair?.["symbol"] ?? "").includes("_") ? "unified" : "spot", channel, "", frame);
    }
    const rows = objectsOf(message["data"]);
    const symbols = new Set(rows.map(({ symbol }) => symbol).filter((symbol) => typeof symbol === "string"));
    for (const symbol of symbols) {
      const own = symbols.size === 1 ? frame : only(frame, rows, symbol);
      this.#v2(voice, symbol.includes("_") ? "unified" : "spot", channel, symbol, own);
    }
  }

  #voice({ host, connection }: TapedFrame): Voice {
    const name = `${host} ${connection}`;
    const known = this.#voices.get(name);
    if (known) return known;
    const made = { open: new Map(), last: new Map(), cuts: 0, heard: 0 };
    this.#voices.set(name, made);
    return made;
  }

  #answer(voice: Voice, method: string, { success, result }: JsonObject): void {
    if (success !== true || !isObject(result) || typeof result["channel"] !== "string") return;
    const { channel, symbol = "" } = result;
    if (typeof symbol !== "string" || !OPTIONS[channel]) return;
    const dialect = symbol.includes("_") ? "unified" : "spot";
    const key = reelKey(dialect, channel, symbol);
    const said = Object.fromEntries(
      Object.entries(result).map(([name, value]) => [name, typeof value === "string" ? value : numberOf(value)]),
    );
    const open = voice.open.get(key) ?? [];
    if (method === "unsubscribe") {
      // It may leave out what it ends, as that of level3 does.
      const isEnded = ({ options, depth }: Subscribed) =>
        (OPTIONS[channel] ?? []).every((name) => {
          const known = name === "depth" ? depth : options[name];
          return isUntold(said[name]) || isUntold(known) || said[name] === known;
        });
      voice.open.set(key, open.filter((each) => !isEnded(each)));
      for (const reel of this.reels.get(key)?.values() ?? []) if (reel.by === voice) reel.cuts = -1;
    } else if (method === "subscribe") {
      const options = meant(dialect, channel, said);
      const name = optionsKey(dialect, channel, options);
      const made = { options, depth: Number(options["depth"] ?? NaN) };
      voice.open.set(key, [...open.filter((each) => optionsKey(dialect, channel, each.options) !== name), made]);
      voice.last.set(key, made);
    }
  }

  #v2(voice: Voice, dialect: Dialect, channel: string, symbol: string, frame: TapedFrame): void {
    const key = reelKey(dialect, channel, symbol);
    const row = objectsOf(frame.message["data"])[0] ?? {};
    const interval = numberOf(row["interval"]);
    const open = (voice.open.get(key) ?? []).filter(({ options }) =>
      channel !== "ohlc" || isUntold(options["interval"]) || options["interval"] === interval
    );
    const [first, second] = open;
    if (first && second) {
      const [one, other] = open.map(({ options }) => optionsKey(dialect, channel, options));
      throw new RangeError(
        `Cannot serve the tape ${this.#name} as its frames do not tell ${channel} of ${symbol} with ${one} from that ` +
          `with ${other}: record them one at a time`,
      );
    }
    const known = first ?? voice.last.get(key) ?? { options: meant(dialect, channel, {}), depth: NaN };
    if (!voice.last.has(key)) voice.last.set(key, known);
    if (channel !== "book" && channel !== "level3") {
      const options = channel === "ohlc" ? { ...known.options, interval } : known.options;
      return this.#put(voice, dialect, channel, symbol, frame, 0, options);
    }
    if (isUntold(known.depth)) {
      if (!isSnapshot(frame.message)) return;
      known.depth = depthOf(channel, row);
    }
    this.#put(voice, dialect, channel, symbol, frame, known.depth, { ...known.options, depth: known.depth });
  }

  #put(
    voice: Voice,
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
    const begins = isSnapshot(frame.message) || !NEEDS_SNAPSHOT.has(channel);
    let reel = found.get(name);
    if (!reel) {
      if (!begins) return;
      reel = { channel, symbol, depth, frames: [], by: voice, cuts: voice.cuts, stamp: 0n, texts: new Set() };
      found.set(name, reel);
      this.reels.set(key, found);
    }
    // Trades are told apart by their numbers. All else would go back in time with a connection that is a little behind.
    if (channel !== "trade") {
      const isGone = reel.by.cuts !== reel.cuts || frame.at - reel.by.heard > SILENCE_MS;
      if (reel.by !== voice && !(isGone && begins)) return;
      [reel.by, reel.cuts] = [voice, voice.cuts];
    }
    if (channel === "book" && dialect !== "futures" && frame.connection === undefined && isBehind(reel, frame)) return;
    // The same message over a second connection, or sent twice.
    if (reel.frames.at(-1)?.text !== frame.text) reel.frames.push({ at: frame.at, text: frame.text });
  }
}

/** Whether a book has come further than a frame says, as it has when two connections were recorded as one. */
function isBehind(reel: OpenReel, { message, text }: TapedFrame): boolean {
  const stamp = nanoseconds(objectsOf(message["data"])[0] ?? {});
  if (stamp === 0n) return false;
  if (stamp < reel.stamp || (stamp === reel.stamp && reel.texts.has(text))) return true;
  if (stamp > reel.stamp) reel.texts.clear();
  reel.stamp = stamp;
  reel.texts.add(text);
  return false;
}

/** Whether an option was left out. */
function isUntold(value: unknown): boolean {
  return value === undefined || (typeof value === "number" && Number.isNaN(value));
}

/** The options that tell streams apart, with the standard where one is left out. Depths have none: a first state tells them. */
function meant(dialect: Dialect, channel: string, said: ReelOptions): ReelOptions {
  switch (channel) {
    case "ticker":
      return { event_trigger: dialect === "spot" ? said["event_trigger"] ?? "trades" : undefined };
    case "ohlc":
      return {
        interval: said["interval"],
        tick_type: dialect === "unified" ? said["tick_type"] ?? "trade" : undefined,
      };
    default:
      return { depth: said["depth"] };
  }
}

/** The part of a frame that is about a symbol. */
function only(frame: TapedFrame, rows: readonly JsonObject[], symbol: string): TapedFrame {
  const message = { ...frame.message, data: rows.filter((row) => row["symbol"] === symbol) };
  return { ...frame, text: writeJson(message), message };
}

/** The smallest depth that a snapshot fits in, where no acknowledgement says it. */
function depthOf(channel: string, { bids, asks }: JsonObject): number {
  const count = (side: readonly JsonObject[]) =>
    channel === "level3" ? new Set(side.map((order) => numberOf(order["limit_price"]))).size : side.length;
  const levels = Math.max(count(objectsOf(bids)), count(objectsOf(asks)));
  const depths = channel === "level3" ? [10, 100, 1000] : [10, 25, 100, 500, 1000];
  return depths.find((depth) => levels <= depth) ?? 1000;
}
