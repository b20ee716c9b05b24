/** Which recorded connection a subscription is played from: the one on which the same was asked for. */

import { isObject } from "./book/source.ts";
import type { RecordedFrame } from "./record.ts";

/** What a request or its answer subscribes to, and the options that tell it from others of the channel. */
export interface Wanted {
  /** Channel of Spot or feed of Futures. */
  readonly channel: string;
  /** Symbols or products; `""` for a channel without any. */
  readonly symbols: readonly string[];
  /** As `interval` and `depth`; what only says how it begins is left out. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Where a frame belongs; several connections may have carried the like. */
export interface Kept {
  /** Channel of Spot or feed of Futures. */
  readonly channel: string;
  /** Symbol or product of its first row; `""` where it has none. */
  readonly symbol: string;
}

/** The host of a Futures socket. */
export const FUTURES_HOST = "futures";

/** Name of a channel's symbol among routes. */
export const routeOf = (channel: string, symbol: string): string => `${channel} ${symbol}`;

/** Which address a frame came from. Lines of Futures had a number but no host before, and their frames speak another language. */
export function hostOfFrame({ host, text }: RecordedFrame): string | undefined {
  if (host !== undefined) return host;
  return /"(feed|event)"\s*:/.test(text) && !/"(channel|method)"\s*:/.test(text) ? FUTURES_HOST : undefined;
}

/** What a request asks for, or its answer acknowledges; nothing for any other message. */
export function wantedOf(text: string): Wanted | undefined {
  const message = objectOf(text);
  if (!message) return undefined;
  const { method, success, params, result, event, feed, product_ids } = message;
  if (/^subscribed?$/.test(String(event)) && typeof feed === "string") {
    return { channel: feed, symbols: listed(product_ids), options: {} };
  }
  const given = params ?? result;
  if (method !== "subscribe" || success === false || !isObject(given)) return undefined;
  const { channel, symbol, token: _token, ...all } = given;
  const options = Object.entries(all).filter(([name]) => !/^snap|^warnings$/.test(name));
  return { channel: String(channel), symbols: listed(symbol), options: Object.fromEntries(options) };
}

/** Where a frame belongs; nothing for a broken one, or one that is no object. */
export function keptOf(text: string): Kept | undefined {
  const message = objectOf(text);
  if (!message) return undefined;
  const { channel, feed, data, product_id } = message;
  const row: unknown = Array.isArray(data) ? data[0] : undefined;
  const symbol = isObject(row) ? row.symbol : product_id;
  return {
    channel: String(channel ?? feed).replace(/_snapshot$/, ""),
    symbol: typeof symbol === "string" ? symbol : "",
  };
}

/** What was subscribed on a connection: by {@linkcode routeOf} the values of each option, as far as something tells them. */
type Recorded = Map<string, Map<string, Set<unknown>>>;

/** The connections of a recording, by host and number, with what was subscribed on each. */
export class RecordedConnections {
  readonly #hosts: Map<string, Map<number, Recorded>> = new Map();

  /** Looks for the acknowledgements, and for candles, whose rows tell their interval. */
  constructor(frames: readonly RecordedFrame[]) {
    for (const frame of frames) {
      const { connection, text } = frame;
      if (connection === undefined) continue;
      const recorded = made(
        made(this.#hosts, hostOfFrame(frame) ?? "", () => new Map<number, Recorded>()),
        connection,
        (): Recorded => new Map(),
      );
      if (!/"(method|event)"\s*:\s*"subscribed?"|"channel"\s*:\s*"ohlc"/.test(text)) continue;
      const { channel, symbols, options } = wantedOf(text) ?? candleOf(text);
      for (const symbol of symbols) {
        const values = made(recorded, routeOf(channel, symbol), () => new Map<string, Set<unknown>>());
        for (const [name, value] of Object.entries(options)) made(values, name, () => new Set()).add(value);
      }
    }
  }

  /** Whether there is more than one to choose from. */
  areMany(host: string): boolean {
    return (this.#hosts.get(host)?.size ?? 0) > 1;
  }

  /** The connection on which the same was subscribed: `own` where it can be, else the first. Nothing where none has it. */
  find(host: string, own: number, { channel, options }: Wanted, symbol: string): number | undefined {
    const has = (recorded: Recorded | undefined) => {
      const values = recorded?.get(routeOf(channel, symbol));
      return values && Object.entries(options).every(([name, value]) => values.get(name)?.has(value) ?? true);
    };
    const numbers = this.#hosts.get(host) ?? new Map<number, Recorded>();
    if (has(numbers.get(own))) return own;
    return [...numbers].find(([, recorded]) => has(recorded))?.[0];
  }
}

/** What a map has under a key, made where there is nothing yet. */
function made<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** What a message of candles was subscribed as; nothing in it for any other message. */
function candleOf(text: string): Wanted {
  const { channel, data } = objectOf(text) ?? {};
  const row: unknown = Array.isArray(data) ? data[0] : undefined;
  if (channel !== "ohlc" || !isObject(row)) return { channel: "", symbols: [], options: {} };
  return { channel, symbols: [String(row.symbol)], options: { interval: row.interval } };
}

/** A message as an object; nothing where it is none, or broken. */
function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return isObject(message) ? message : undefined;
  } catch (error) {
    // What is broken belongs to a connection as a whole.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function listed(symbols: unknown): readonly string[] {
  return symbols === undefined ? [""] : [symbols].flat().map(String);
}
