/** Recordings played through the same code as a live connection: a transport that needs no network. */

import { systemClock } from "../core/retry.ts";
import { isObject } from "./book/source.ts";
import { readRecording, type RecordedFrame } from "./record.ts";
import { FUTURES_HOST, hostOfFrame, keptOf, RecordedConnections, routeOf, wantedOf } from "./replay_routes.ts";
import type { OpenTransport, TransportHandlers } from "./transport.ts";

/** Options of {@linkcode replay}. */
export interface ReplayOptions {
  /** How much faster than it happened; `Infinity` is as fast as readers keep up. @default {1} */
  speed?: number | undefined;
  /** Aborting stops the playing; {@linkcode Replay.play} rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
}

/** The place of a connection, which has it again when it comes back. */
interface Seat {
  host: string;
  /** Counted per host in the order of opening, as recordings count. */
  number: number;
  /** Whether the host is known; an address on this machine does not tell Futures from Spot before the first request. */
  sure: boolean;
  /** The recorded connection of each subscription, by {@linkcode routeOf}. */
  readonly routes: Map<string, number>;
  /** Aborts when the connection is over for good. */
  readonly over: AbortSignal | undefined;
  /** Missing while the connection is away. */
  handlers: TransportHandlers | undefined;
}

/** Whether a connection is away and coming back. */
const isAway = ({ handlers, over }: Seat) => !handlers && over !== undefined && !over.aborted;

/** Which address of a socket a URL is. */
const hostOf = (url: string) =>
  /l3/.test(url)
    ? "l3"
    : /auth|private/.test(url)
    ? "auth"
    : /futures\.kraken\.com|\/ws\/v1/.test(url)
    ? FUTURES_HOST
    : "public";

/** The recorded connection a seat hears as a whole: that of its subscriptions, else the one with its number. */
const homeOf = ({ routes, number }: Seat): number => routes.values().next().value ?? number;

/** How often a connection that is away is looked for. */
const LOOK_MS = 5;

/** Frames in a row at full speed before readers get their turn. */
const BURST = 512;

/**
 * A recording as a transport. Give {@linkcode Replay.transport} to a connect function, subscribe, then {@linkcode Replay.play}.
 *
 * Requests are answered as Kraken would accept them, since the recorded answers belong to other requests; everything else comes as it was.
 * Private channels want credentials here too, and any will do: `token: () => Promise.resolve("replay")` for Spot, for Futures
 * `key: "replay", secret: btoa("replay")`.
 *
 * Where several connections were recorded, a subscription is played from the connection on which the same was asked for: that of the same
 * place in the order of opening, else the first that has it. All else of a connection comes with it. Frames without a number (older recordings,
 * plain captures) go to all. A frame that is broken breaks the connection as it would live: the playing waits until it is back.
 */
export class Replay {
  readonly #frames: readonly RecordedFrame[];
  readonly #options: ReplayOptions;
  readonly #recorded: RecordedConnections;
  #seats: Seat[] = [];
  #unheard = 0;

  /** Made by {@linkcode replay}. */
  constructor(frames: readonly RecordedFrame[], options: ReplayOptions) {
    const { speed = 1 } = options;
    if (!(speed > 0)) throw new RangeError(`'speed' must be above zero: current value is ${speed}`);
    this.#frames = frames;
    this.#options = options;
    this.#recorded = new RecordedConnections(frames);
  }

  /** How many frames there are. */
  get frames(): number {
    return this.#frames.length;
  }

  /** Frames played to nobody: no connection to their address, or not so many, was open. */
  get unheard(): number {
    return this.#unheard;
  }

  /** The transport; bound, so that it can be handed over as an option. */
  readonly transport: OpenTransport = (url, handlers, { signal }) => {
    const seat = this.#seat(url, signal);
    seat.handlers = handlers;
    const isOpen = () => seat.handlers === handlers;
    const stop = () => {
      if (isOpen()) seat.handlers = undefined;
    };
    return Promise.resolve({
      kind: "replay",
      bufferedAmount: 0,
      // A turn later, as a network would.
      send: (text) => {
        this.#heed(seat, text);
        queueMicrotask(() => isOpen() && answer(text, handlers));
      },
      ping: () => {
        queueMicrotask(() => isOpen() && handlers.pong());
        return true;
      },
      close: (code = 1000, reason = "") =>
        queueMicrotask(() => {
          if (!isOpen()) return;
          stop();
          handlers.close(code, reason);
        }),
      terminate: stop,
    });
  };

  /** The seat a connection had before, else the lowest that is free at its host. */
  #seat(url: string, over: AbortSignal | undefined): Seat {
    const before = over && this.#seats.find((seat) => seat.over === over);
    if (before) return before;
    this.#seats = this.#seats.filter((seat) => seat.handlers || isAway(seat));
    const host = hostOf(url);
    const sure = host !== "public" || /kraken\.com|\/v2/.test(url);
    const seat: Seat = { host, number: this.#free(host), sure, routes: new Map(), over, handlers: undefined };
    this.#seats.push(seat);
    return seat;
  }

  #free(host: string): number {
    const taken = new Set(this.#seats.filter((seat) => seat.host === host).map(({ number }) => number));
    let number = 0;
    while (taken.has(number)) number++;
    return number;
  }

  /** Learns from a request what its connection is, and what it wants to hear. */
  #heed(seat: Seat, text: string): void {
    if (!seat.sure) {
      seat.sure = true;
      if (!/"method"\s*:/.test(text)) {
        // It took a number of Spot's, and those after it have theirs back.
        for (const other of this.#seats) if (other.host === seat.host && other.number > seat.number) other.number--;
        const number = this.#free(FUTURES_HOST);
        [seat.host, seat.number] = [FUTURES_HOST, number];
      }
    }
    const wanted = wantedOf(text);
    for (const symbol of wanted?.symbols ?? []) {
      const found = wanted && this.#recorded.find(seat.host, seat.number, wanted, symbol);
      if (wanted && found !== undefined) seat.routes.set(routeOf(wanted.channel, symbol), found);
    }
  }

  /** Those who hear a frame. */
  #hearers(frame: RecordedFrame): () => Seat[] {
    const { connection, text } = frame;
    const host = hostOfFrame(frame);
    const kept = connection !== undefined && this.#recorded.areMany(host ?? "") ? keptOf(text) : undefined;
    const source = (seat: Seat) =>
      (kept && (seat.routes.get(routeOf(kept.channel, kept.symbol)) ?? seat.routes.get(routeOf(kept.channel, "")))) ??
        homeOf(seat);
    return () =>
      this.#seats.filter((seat) =>
        (host === undefined || host === seat.host || (host === FUTURES_HOST && !seat.sure)) &&
        (connection === undefined || connection === source(seat))
      );
  }

  /** Plays everything, in the recorded pace divided by `speed`. Resolves after the last frame; the connection stays open. */
  async play(): Promise<void> {
    const { speed = 1, signal } = this.#options;
    const began = performance.now();
    const [first] = this.#frames;
    for (const [index, frame] of this.#frames.entries()) {
      const { time, text } = frame;
      const due = Number.isFinite(speed) && first && Number.isFinite(time) ? (time - first.time) / speed : 0;
      const wait = due - (performance.now() - began);
      if (wait > 0 || index % BURST === BURST - 1) await systemClock.sleep(Math.max(0, wait), signal);
      signal?.throwIfAborted();
      if (isAnswer(text)) continue;
      const theirs = this.#hearers(frame);
      if (theirs().some(isAway)) await this.#back(theirs);
      const heard = theirs().flatMap(({ handlers }) => handlers ?? []);
      if (heard.length === 0) this.#unheard++;
      for (const handlers of heard) handlers.message(text);
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** Waits for connections that are coming back, and a turn for what they ask first. */
  async #back(theirs: () => Seat[]): Promise<void> {
    while (theirs().some(isAway)) await systemClock.sleep(LOOK_MS, this.#options.signal);
    await systemClock.sleep(0, this.#options.signal);
  }
}

/** Opens a recording made by {@linkcode record}, or a plain capture with one frame a line. */
export async function replay(path: string | URL, options: ReplayOptions = {}): Promise<Replay> {
  return new Replay(await readRecording(path), options);
}

/** Answers belong to the requests of the session that was recorded. */
function isAnswer(text: string): boolean {
  if (!/"(method|event)"\s*:/.test(text)) return false;
  try {
    const message: unknown = JSON.parse(text);
    if (!isObject(message)) return false;
    return typeof message.method === "string" || /^(un)?subscribed|^challenge|^pong/.test(String(message.event));
  } catch {
    return false;
  }
}

function answer(text: string, { message }: TransportHandlers): void {
  const request: unknown = JSON.parse(text);
  if (!isObject(request)) return;
  const send = (value: object) => message(JSON.stringify(value));
  const { method, event, req_id } = request;
  if (method === "ping") return send({ method: "pong", ...(req_id === undefined ? {} : { req_id }) });
  if (typeof method === "string") {
    const { channel, symbol, ...rest } = (request.params ?? {}) as {
      channel?: string;
      symbol?: unknown;
      token?: string;
    };
    const { token: _token, ...options } = rest;
    if (method !== "subscribe" && method !== "unsubscribe") {
      // A plain no: after an unavailable service nobody would know whether an order was placed.
      return send({ method, req_id, success: false, error: "EGeneral:Permission denied (this is a recording)" });
    }
    for (const one of Array.isArray(symbol) ? symbol : [undefined]) {
      const result = { channel, ...(one === undefined ? {} : { symbol: one }), ...options };
      send({ method, req_id, success: true, result });
    }
    return;
  }
  if (event === "ping") return send({ event: "pong" });
  if (event === "challenge") return send({ event, message: "00000000-0000-0000-0000-000000000000" });
  const { feed, product_ids } = request;
  send({ event: `${event}d`, feed, ...(product_ids === undefined ? {} : { product_ids }) });
}
