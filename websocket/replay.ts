/** Recordings played through the same code as a live connection: a transport that needs no network. */

import { systemClock } from "../core/retry.ts";
import { isObject } from "./book/source.ts";
import { readRecording, type RecordedFrame } from "./record.ts";
import type { OpenTransport, TransportHandlers } from "./transport.ts";

/** Options of {@linkcode replay}. */
export interface ReplayOptions {
  /** How much faster than it happened; `Infinity` is as fast as readers keep up. @default {1} */
  speed?: number | undefined;
  /** Aborting stops the playing; {@linkcode Replay.play} rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
}

interface Player {
  readonly host: string;
  readonly handlers: TransportHandlers;
}

/** Which address of a socket a URL is. */
const hostOf = (url: string) => /l3/.test(url) ? "l3" : /auth|private/.test(url) ? "auth" : "public";

/** Frames in a row at full speed before readers get their turn. */
const BURST = 512;

/**
 * A recording as a transport. Give {@linkcode Replay.transport} to a connect function, subscribe, then {@linkcode Replay.play}.
 *
 * Requests are answered as Kraken would accept them, since the recorded answers belong to other requests; everything else comes as it was.
 */
export class Replay {
  readonly #frames: readonly RecordedFrame[];
  readonly #options: ReplayOptions;
  readonly #players: Set<Player> = new Set();

  /** Made by {@linkcode replay}. */
  constructor(frames: readonly RecordedFrame[], options: ReplayOptions) {
    const { speed = 1 } = options;
    if (!(speed > 0)) throw new RangeError(`'speed' must be above zero: current value is ${speed}`);
    this.#frames = frames;
    this.#options = options;
  }

  /** How many frames there are. */
  get frames(): number {
    return this.#frames.length;
  }

  /** The transport; bound, so that it can be handed over as an option. */
  readonly transport: OpenTransport = (url, handlers) => {
    const player: Player = { host: hostOf(url), handlers };
    this.#players.add(player);
    const stop = () => this.#players.delete(player);
    return Promise.resolve({
      kind: "replay",
      bufferedAmount: 0,
      // A turn later, as a network would.
      send: (text) => void queueMicrotask(() => this.#players.has(player) && answer(text, handlers)),
      ping: () => {
        queueMicrotask(() => this.#players.has(player) && handlers.pong());
        return true;
      },
      close: (code = 1000, reason = "") => void queueMicrotask(() => stop() && handlers.close(code, reason)),
      terminate: stop,
    });
  };

  /** Plays everything, in the recorded pace divided by `speed`. Resolves after the last frame; the connection stays open. */
  async play(): Promise<void> {
    const { speed = 1, signal } = this.#options;
    const began = performance.now();
    const [first] = this.#frames;
    for (const [index, { time, host, text }] of this.#frames.entries()) {
      const due = Number.isFinite(speed) && first && Number.isFinite(time) ? (time - first.time) / speed : 0;
      const wait = due - (performance.now() - began);
      if (wait > 0 || index % BURST === BURST - 1) await systemClock.sleep(Math.max(0, wait), signal);
      signal?.throwIfAborted();
      if (isAnswer(text)) continue;
      for (const player of this.#players) if (host === undefined || host === player.host) player.handlers.message(text);
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
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
      return send({ method, req_id, success: false, error: "EService:Unavailable (this is a recording)" });
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
