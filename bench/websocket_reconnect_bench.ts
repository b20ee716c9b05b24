/** A connection with a hundred subscriptions is cut: how many rounds of acknowledgements until all of them are right again. */

import { connectSpot, type OpenTransport, type SpotSocket, spotSocket, wsTransport } from "../websocket/mod.ts";
import { type Bar, median, report } from "./_bar.ts";
import type { ReconnectOrder, ReconnectReport } from "./websocket_reconnect_server.ts";

/** A channel of the bench. */
export type ReconnectChannel = "book" | "ticker" | "trade";

/** What is subscribed, and how often the connection is cut. */
export interface ReconnectPlan {
  /** Each of these, for each symbol, is a subscription of its own. */
  channels: readonly ReconnectChannel[];
  /** How many symbols. */
  symbols: number;
  /** Cuts whose requests are answered at once, for the times; as many again are not timed. @default {15} */
  times?: number;
  /** How long a subscription may take to come back, in milliseconds. @default {10_000} */
  patienceMs?: number;
}

/** What came of it. */
export interface ReconnectResult {
  /** How many were subscribed. */
  readonly subscriptions: number;
  /** The fewest of them that showed the state of after a cut in time. */
  readonly back: number;
  /** The most request frames after a cut. */
  readonly frames: number;
  /** The most rounds of acknowledgements after a cut, a round being what is sent before the first answer comes. */
  readonly rounds: number;
  /** From the open socket to the last subscription that is right again, in milliseconds, median. */
  readonly ms: number;
  /** The same request frames and as many answers over a bare socket, in milliseconds, median. */
  readonly bareMs: number;
  /** Median of `ms / bareMs`, each measured one after the other. */
  readonly ratio: number;
}

/** Cuts whose requests are held back to count the rounds. */
const HELD = 3;

/** Who waits for all subscriptions to show a state. */
class Arrivals {
  readonly #all: number;
  readonly #seen: Set<string> = new Set();
  #state = 0;
  #done: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(all: number) {
    this.#all = all;
  }

  get count(): number {
    return this.#seen.size;
  }

  expect(state: number): Promise<void> {
    this.#state = state;
    this.#seen.clear();
    this.#done = Promise.withResolvers();
    return this.#done.promise;
  }

  take(subscription: string, state: number): void {
    if (state !== this.#state) return;
    this.#seen.add(subscription);
    if (this.#seen.size === this.#all) this.#done.resolve();
  }
}

/** Subscribes; gives the states that its messages show, until the socket is closed. */
async function subscribe(
  socket: SpotSocket,
  channel: ReconnectChannel,
  symbol: string,
): Promise<() => AsyncGenerator<number, void, void>> {
  if (channel === "book") {
    const books = await socket.books({ symbol });
    return async function* () {
      // A book is only shown while it is verified; its events show no state.
      for await (const change of books) if ("book" in change) yield Number(change.book.best().bid?.qty);
    };
  }
  if (channel === "ticker") {
    const tickers = await socket.subscribe(spotSocket.ticker, { symbol });
    return async function* () {
      for await (const { data } of tickers) for (const { volume } of data) yield volume;
    };
  }
  const trades = await socket.subscribe(spotSocket.trade, { symbol });
  return async function* () {
    for await (const { data } of trades) for (const { trade_id } of data) yield trade_id;
  };
}

/** Resolves with whether `promise` did in time. */
async function inTime(promise: Promise<void>, ms: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, ms, false);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds that the same requests and as many answers take over a socket that does nothing with them. */
async function bare(url: string, { requests, answers }: ReconnectReport, patienceMs: number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let came = 0;
  const message = () => void (++came === answers && resolve());
  const transport = await wsTransport(url, { message, pong: () => undefined, close: () => undefined }, {});
  const opened = performance.now();
  for (const text of requests) transport.send(text);
  const whole = await inTime(promise, patienceMs);
  const took = performance.now() - opened;
  transport.terminate();
  if (!whole) throw new Error(`A bare socket got ${came} of ${answers} answers within ${patienceMs} ms`);
  return took;
}

/** Subscribes, cuts and measures; bounded in time by `patienceMs` for each cut. */
export async function reconnects(
  { channels, symbols, times = 15, patienceMs = 10_000 }: ReconnectPlan,
): Promise<ReconnectResult> {
  const worker = new Worker(new URL("./websocket_reconnect_server.ts", import.meta.url), { type: "module" });
  const said = <Message>() =>
    new Promise<Message>((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
  const { port } = await said<{ port: number }>();
  const order = (what: ReconnectOrder) => {
    const answer = said<ReconnectReport>();
    worker.postMessage(what);
    return answer;
  };
  let opened = NaN;
  const transport: OpenTransport = async (url, handlers, options) => {
    const open = await wsTransport(url, handlers, options);
    opened = performance.now();
    return open;
  };
  const all = Array.from({ length: symbols }, (_, i) => channels.map((channel) => [channel, `S${i}/USD`] as const))
    .flat();
  const arrivals = new Arrivals(all.length);
  const urls = { public: `ws://127.0.0.1:${port}/public` };
  // Waits between attempts are drawn at random from zero on: they are not what is measured, so that zero is always drawn.
  const socket = await connectSpot({ urls, transport, random: () => 0 });
  let reading: Promise<void>[] = [];
  try {
    const subscribed = arrivals.expect(1);
    const streams = await Promise.all(all.map(async ([channel, symbol]) => {
      const states = await subscribe(socket, channel, symbol);
      return { name: `${channel} ${symbol}`, states };
    }));
    reading = streams.map(async ({ name, states }) => {
      for await (const shown of states()) arrivals.take(name, shown);
    });
    if (!await inTime(subscribed, patienceMs)) {
      throw new Error(`Only ${arrivals.count} of ${all.length} subscriptions began`);
    }
    let [state, back, frames, rounds] = [1, all.length, 0, 0];
    /** Cuts and waits; gives the time since the new socket opened, and what the server saw. */
    const cut = async (hold: boolean) => {
      const consistent = arrivals.expect(++state);
      await order({ cut: true, state, hold });
      await inTime(consistent, patienceMs);
      const took = performance.now() - opened;
      back = Math.min(back, arrivals.count);
      const seen = await order({});
      frames = Math.max(frames, seen.requests.length);
      return { took, seen };
    };
    for (let turn = 0; turn < HELD && back === all.length; turn++) {
      rounds = Math.max(rounds, (await cut(true)).seen.rounds);
    }
    const measured: { took: number; alone: number }[] = [];
    for (let turn = -times; turn < times && back === all.length; turn++) {
      const { took, seen } = await cut(false);
      const alone = await bare(`ws://127.0.0.1:${port}/bare`, seen, patienceMs);
      if (turn >= 0) measured.push({ took, alone });
    }
    return {
      subscriptions: all.length,
      back,
      frames,
      rounds,
      ms: median(measured.map(({ took }) => took)),
      bareMs: median(measured.map(({ alone }) => alone)),
      ratio: median(measured.map(({ took, alone }) => took / alone)),
    };
  } finally {
    await socket.close();
    await Promise.all(reading);
    worker.terminate();
  }
}

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

function bars(name: string, result: ReconnectResult): Bar[] {
  const { subscriptions, back, frames, rounds, ms, bareMs, ratio } = result;
  return [
    {
      name: `${name}: consistent again after every cut`,
      ratio: back,
      bar: subscriptions,
      better: "higher",
      unit: "subscriptions",
      detail: "each shows what changed while it was away; books verified by their checksum",
    },
    {
      name: `${name}: rounds of acknowledgements`,
      // Rounds of a cut after which something stayed away say nothing.
      ratio: back === subscriptions ? rounds : NaN,
      bar: 1,
      better: "lower",
      unit: rounds === 1 ? "round" : "rounds",
      // On loopback a round trip is all computing, so that the ratio tells what the client adds, not how many rounds there were.
      detail: `${plural(frames, "request frame")}; from open socket to last one consistent ${ms.toFixed(2)} ms, ` +
        `${ratio.toFixed(2)} × the bare round trip of the same frames (${bareMs.toFixed(2)} ms)`,
    },
  ];
}

/** A hundred books, and three channels of 34 symbols. */
export async function run(): Promise<Bar[]> {
  const books = await reconnects({ channels: ["book"], symbols: 100 });
  const mixed = await reconnects({ channels: ["book", "ticker", "trade"], symbols: 34 });
  return [
    ...bars("reconnect with 100 subscriptions, each a book", books),
    ...bars("reconnect with 102 subscriptions: books, tickers, trades", mixed),
  ];
}

if (import.meta.main) report(await run());
