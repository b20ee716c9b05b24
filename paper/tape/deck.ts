/** Plays recordings of sockets: what the exchange's clock says decides how far each topic of the tape has come. */

import type { Topic } from "../ws/hub.ts";
import type { PaperBookState, PaperLevel } from "../ws/topics/book.ts";
import { checksum, type Priced } from "../ws/checksum.ts";
import { isObject, type JsonObject, readJson } from "../ws/json.ts";
import { bookState } from "./book.ts";
import { futuresBookState, futuresTickerState, futuresTradeState } from "./feeds.ts";
import { level3State } from "./level3.ts";
import { type KeptFrame, numberOf, objectsOf, type TapedFrame } from "./recording.ts";
import { type Dialect, isSnapshot, optionsKey, type Reel, reelKey, type ReelOptions, type Reels } from "./reels.ts";
import { candleState, instrumentState, tickerState, tradeState } from "./rows.ts";
import type { TapeState, Told } from "./state.ts";

/** Told the ids of trades as they are sent. */
export type Sent = (symbol: string, ids: readonly number[]) => void;

/** The topics of a tape on their way through it. */
export class Deck {
  readonly #reels: Reels;
  readonly #speed: number;
  readonly #players = new Map<string, Player>();
  #begin: bigint | undefined;

  /** `speed` is how much faster than the exchange's clock the tape runs. */
  constructor(reels: Reels, speed: number) {
    this.#reels = reels;
    this.#speed = speed;
  }

  /** Whether the tape speaks a protocol. */
  has(dialect: Dialect): boolean {
    return [...this.#reels.keys()].some((key) => key.startsWith(`${dialect} `));
  }

  /** Topics of a channel and symbol, by their options; nothing when the tape has none. */
  find(dialect: Dialect, channel: string, symbol: string): ReadonlyMap<string, Reel> | undefined {
    return this.#reels.get(reelKey(dialect, channel, symbol));
  }

  /** What makes the stream of a topic; nothing when the tape does not have it with these options. */
  topic(
    dialect: Dialect,
    channel: string,
    symbol: string,
    options: ReelOptions,
    sent: Sent,
  ): ((ns: bigint) => Topic) | undefined {
    const reel = this.find(dialect, channel, symbol)?.get(optionsKey(dialect, channel, options));
    return reel && ((ns) => {
      // The tape begins to run when somebody listens, else its beginning would be lost while clients connect.
      this.#begin ??= ns;
      const player = this.#player(dialect, reel, options);
      player.run(this.#at(ns));
      return {
        channel,
        symbol: symbol === "" ? undefined : symbol,
        snapshot: () => player.state.snapshot(),
        step: (to) =>
          player.run(this.#at(to)).map(({ text, ids }) => {
            if (ids) sent(symbol, ids);
            return text;
          }),
      };
    });
  }

  /** The book of a symbol that followers have at a time. @throws {RangeError} when the tape has none to that depth. */
  book(symbol: string, depth: number, ns: bigint): PaperBookState {
    const dialect = symbol.includes("/") ? "spot" : "unified";
    for (const one of [dialect, "futures"] as const) {
      const options = { depth };
      const reel = this.find(one, "book", symbol)?.get(optionsKey(one, "book", options));
      if (!reel) continue;
      const player = this.#player(one, reel, options);
      player.run(this.#at(ns));
      const state = player.state.book?.();
      if (!state) continue;
      const [bids, asks] = [state.bids.slice(0, depth), state.asks.slice(0, depth)];
      const sum = state.checksum ?? checksum(asks.map(priced), bids.map(priced));
      return { symbol, bids, asks, checksum: sum, time: ns };
    }
    throw new RangeError(`The tape has no book of "${symbol}" to a depth of ${depth}`);
  }

  /** Trades of a symbol up to a time, in their order, each once; nothing when the tape has none of it. */
  trades(symbol: string, ns: bigint): readonly JsonObject[] | undefined {
    const [reel] = this.find("spot", "trade", symbol)?.values() ?? [];
    if (!reel) return undefined;
    const at = this.#at(ns);
    const rows = new Map<number, JsonObject>();
    for (const [index, frame] of reel.frames.entries()) {
      const { message } = parsed(frame);
      // A first state is the past, whenever it was told.
      if (frame.at > at && !(index === 0 && isSnapshot(message))) break;
      for (const row of objectsOf(message["data"])) rows.set(numberOf(row["trade_id"]), row);
    }
    return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  }

  /** Milliseconds of the tape at a time of the exchange. */
  #at(ns: bigint): number {
    return this.#begin === undefined ? 0 : Number(ns - this.#begin) / 1e6 * this.#speed;
  }

  #player(dialect: Dialect, reel: Reel, options: ReelOptions): Player {
    const { channel, symbol } = reel;
    // With and without tokenized assets are two streams of the exchange, and one of the tape.
    const key = `${reelKey(dialect, channel, symbol)} ${optionsKey(dialect, channel, options)} ${
      String(options["include_tokenized_assets"])
    }`;
    const known = this.#players.get(key);
    if (known) return known;
    const made = new Player(reel, stateOf(dialect, reel, options));
    this.#players.set(key, made);
    return made;
  }
}

/** Plays one topic; what is behind it does not come again. */
class Player {
  readonly state: TapeState;
  readonly #reel: Reel;
  #next = 0;

  constructor(reel: Reel, state: TapeState) {
    this.state = state;
    this.#reel = reel;
    // Before its first frame a topic stands as that frame says. Of trades only a first state is the past.
    const [first] = reel.frames;
    if (!first) return;
    const frame = parsed(first);
    if (reel.channel === "trade" && !isSnapshot(frame.message)) return;
    state.take(frame);
    this.#next = 1;
  }

  /** Brings it to a moment of the tape. */
  run(at: number): readonly Told[] {
    const told: Told[] = [];
    for (let frame = this.#reel.frames[this.#next]; frame && frame.at <= at;) {
      told.push(...this.state.take(parsed(frame)));
      frame = this.#reel.frames[++this.#next];
    }
    return told;
  }
}

/** A frame with what it says, which was an object when the tape was cut. */
function parsed(frame: KeptFrame): TapedFrame {
  const message = readJson(frame.text);
  return { ...frame, message: isObject(message) ? message : {} };
}

const priced = ({ price, qty }: PaperLevel): Priced => ({ price, sizes: [qty] });

function stateOf(dialect: Dialect, { channel, symbol, depth }: Reel, options: ReelOptions): TapeState {
  if (dialect === "futures") {
    if (channel === "book") return futuresBookState(symbol);
    return channel === "trade" ? futuresTradeState(symbol) : futuresTickerState();
  }
  switch (channel) {
    case "book":
      return bookState(symbol, depth);
    case "level3":
      return level3State(symbol, depth);
    case "trade":
      return tradeState();
    case "ohlc":
      return candleState(Number(options["interval"]));
    case "instrument":
      return instrumentState();
    default:
      return tickerState();
  }
}
