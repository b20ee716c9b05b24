/** A hundred symbols at fifty thousand messages a second over loopback: nothing dropped, little delay, memory flat. */

import { connectSpot, type SpotSocket, spotSocket, type StreamEvent } from "../websocket/mod.ts";
import { type Bar, benchArguments, type BenchOptions, report } from "./_bar.ts";
import type { FanoutChannel, FanoutOrder, FanoutSent } from "./websocket_fanout_server.ts";

const SYMBOLS = Array.from({ length: 100 }, (_, i) => `S${i}/USD`);
/** Heap that three quarters of a run may keep; of 10 s these have 375,000 messages, so that 6 bytes of each would show. */
const MOST_GROWTH_MB = 2;

/** The load; see {@linkcode FanoutOrder}. */
export interface FanoutOptions extends Partial<Pick<FanoutOrder, "perSecond" | "seconds" | "leaveOut">> {
  /** How many symbols. @default {100} */
  symbols?: number;
  /** How long the last messages may take after the load, in milliseconds. @default {2_000} */
  patienceMs?: number;
}

/** What became of one channel's messages. */
export interface ChannelResult {
  /** Messages that were due. */
  readonly sent: number;
  /**
   * Of these, how many never came: for books, were not verified; for executions and trades, were not read. Below zero when some came
   * twice.
   */
  readonly lost: number;
  /** Delay from the server's send to the reader in milliseconds, 99th percentile. Of a book it is the age of the state that is read. */
  readonly p99: number;
}

/** What a run found. */
export interface FanoutResult extends Readonly<Record<FanoutChannel, ChannelResult>> {
  /** Messages a second from the first that was sent to the last that was read. */
  readonly perSecond: number;
  /** Changes of books that were merged into one that nobody had read yet. */
  readonly merged: number;
  /** Holes in the numbers of the executions, as their reader saw them. */
  readonly holes: number;
  /** What the streams told of gaps, resyncs and lost connections; empty when all is well. */
  readonly events: readonly string[];
  /**
   * Heap in megabytes that is kept at the end and was not after a quarter of the time; `undefined` where the collector cannot be called
   * (`--v8-flags=--expose-gc`).
   */
  readonly growth: number | undefined;
  /** The largest heap that was seen, in megabytes. */
  readonly peak: number;
  /** How late the sender itself was in milliseconds, 99th percentile: what the machine and its other work do to any thread. */
  readonly senderLate: number;
}

/** Delays and their number. */
class Delays {
  readonly #values: Float64Array;
  count = 0;
  /** When the last one came, by `performance.now()`. */
  last = 0;

  constructor(most: number) {
    this.#values = new Float64Array(most);
  }

  add(sentAt: string | undefined): void {
    this.last = performance.now();
    this.#values[this.count++] = performance.timeOrigin + this.last - Number(sentAt);
  }

  get p99(): number {
    return this.#values.slice(0, this.count).sort()[Math.floor(this.count * 0.99)] ?? NaN;
  }
}

/** Follows everything; `leave` ends the readers. */
async function follow(socket: SpotSocket, symbol: string[], most: number) {
  const books = await socket.books({ symbol });
  const trades = await socket.subscribe(spotSocket.trade, { symbol }, { events: true });
  const executions = await socket.subscribe(spotSocket.executions, {}, { events: true });
  await books.verified();
  const before = books.counters.messages;
  const delays = { book: new Delays(most), trade: new Delays(most), execution: new Delays(most) };
  const told: string[] = [];
  let [holes, last] = [0, 0];
  const tell = ({ channel, type, detail }: StreamEvent) => void told.push(`${channel} ${type}: ${detail}`);
  const readers = [
    (async () => {
      for await (const change of books) {
        if (!("book" in change)) tell(change);
        else if (change.type === "update") delays.book.add(change.book.timestamp);
      }
    })(),
    (async () => {
      for await (const message of trades) {
        if (!("data" in message)) tell(message);
        else for (const { timestamp } of message.data) delays.trade.add(timestamp);
      }
    })(),
    (async () => {
      for await (const message of executions) {
        if (!("data" in message)) {
          tell(message);
          continue;
        }
        if (last > 0 && message.sequence !== last + 1) holes++;
        last = message.sequence;
        if (message.type === "update") { for (const { timestamp } of message.data) delays.execution.add(timestamp); }
      }
    })(),
  ];
  return {
    delays,
    told,
    holes: () => holes,
    merged: () => books.counters.merged,
    // Changes of a book that nobody has read yet are merged, so that its messages are counted where they are verified.
    came: () => ({
      book: books.counters.messages - before,
      trade: delays.trade.count,
      execution: delays.execution.count,
    }),
    leave: async () => {
      await Promise.all([books.return(), trades.return(), executions.return()]);
      await Promise.all(readers);
    },
  };
}

const heapMB = () => Deno.memoryUsage().heapUsed / 2 ** 20;

/** Heap that is in use, without what only waits to be collected. */
function keptMB(): number | undefined {
  const gc = Reflect.get(globalThis, "gc");
  if (typeof gc !== "function") return undefined;
  gc();
  return heapMB();
}

/** Runs the load; bounded in time by `seconds`, and `patienceMs` for what is under way then. */
export async function fanout(
  { perSecond = 50_000, seconds = 10, symbols: count = 100, patienceMs = 2_000, leaveOut }: FanoutOptions = {},
): Promise<FanoutResult> {
  const symbols = SYMBOLS.slice(0, count);
  const worker = new Worker(new URL("./websocket_fanout_server.ts", import.meta.url), { type: "module" });
  const said = <Message>() =>
    new Promise<Message>((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
  const { port } = await said<{ port: number }>();
  const urls = { public: `ws://127.0.0.1:${port}/public`, auth: `ws://127.0.0.1:${port}/auth` };
  const socket = await connectSpot({ urls, token: () => Promise.resolve("token of the bench") });
  let peak = 0;
  let atQuarter: number | undefined;
  let sampling: ReturnType<typeof setInterval> | undefined;
  let quarter: ReturnType<typeof setTimeout> | undefined;
  try {
    const { delays, told, holes, merged, came, leave } = await follow(socket, symbols, Math.ceil(perSecond * seconds));
    sampling = setInterval(() => peak = Math.max(peak, heapMB()), 100);
    quarter = setTimeout(() => atQuarter = keptMB(), seconds * 250);
    const start = performance.now();
    const done = said<FanoutSent>();
    worker.postMessage({ symbols, perSecond, seconds, leaveOut } satisfies FanoutOrder);
    const { late, ...sent } = await done;
    const missing = () => {
      const { book, trade, execution } = came();
      return { book: sent.book - book, trade: sent.trade - trade, execution: sent.execution - execution };
    };
    const isWhole = () => Object.values(missing()).every((lost) => lost <= 0);
    for (const end = performance.now() + patienceMs; !isWhole() && performance.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const lost = missing();
    const atEnd = keptMB();
    await leave();
    const result = (channel: FanoutChannel): ChannelResult => ({
      sent: sent[channel],
      lost: lost[channel],
      p99: delays[channel].p99,
    });
    const took = (Math.max(...Object.values(delays).map(({ last }) => last)) - start) / 1000;
    const read = Object.values(came()).reduce((sum, each) => sum + each, 0);
    return {
      book: result("book"),
      trade: result("trade"),
      execution: result("execution"),
      perSecond: read / took,
      merged: merged(),
      holes: holes(),
      events: told,
      growth: atQuarter === undefined || atEnd === undefined ? undefined : atEnd - atQuarter,
      peak,
      senderLate: late,
    };
  } finally {
    clearInterval(sampling);
    clearTimeout(quarter);
    await socket.close();
    worker.terminate();
  }
}

const whole = (count: number) => Math.round(count).toLocaleString("en-US");

/** Ten seconds of it (or `seconds`), after two that warm the compiler up. */
export async function run({ seconds = 10 }: BenchOptions = {}): Promise<Bar[]> {
  await fanout({ perSecond: 20_000, seconds: 2 });
  const result = await fanout({ seconds });
  const { book, trade, execution, perSecond, merged, holes, events, growth, peak, senderLate } = result;
  const name = `fan-out of 100 symbols, ${seconds} s`;
  const channels = `p99 of books ${book.p99.toFixed(1)}, executions ${execution.p99.toFixed(1)}, ` +
    `trades ${trade.p99.toFixed(1)} ms; the sender itself was late by ${senderLate.toFixed(1)} ms`;
  const none = { bar: 0, better: "lower", unit: "messages" } as const;
  const told = events.length === 0 ? "no event of any stream" : `${events.length} events, first ${events[0]}`;
  const bars: Bar[] = [
    {
      name: `${name}: read`,
      ratio: perSecond,
      // The last messages are due when the time is up, and have to be read after it.
      bar: 49_500,
      better: "higher",
      unit: "messages/s",
      detail: `${whole(book.sent)} books, ${whole(execution.sent)} executions, ${whole(trade.sent)} trades; ${told}`,
    },
    {
      name: `${name}: books lost`,
      ratio: Math.abs(book.lost),
      ...none,
      detail: `of ${whole(book.sent)}, each verified, ${whole(merged)} merged with the next before they were read`,
    },
    {
      name: `${name}: executions lost, or holes in their numbers`,
      ratio: Math.abs(execution.lost) + holes,
      ...none,
      detail: `of ${whole(execution.sent)}: ${execution.lost} lost, ${holes} holes`,
    },
    { name: `${name}: trades lost`, ratio: Math.abs(trade.lost), ...none, detail: `of ${whole(trade.sent)}` },
    {
      name: `${name}: p99 from socket to reader, worst channel`,
      ratio: Math.max(book.p99, trade.p99, execution.p99),
      bar: 20,
      better: "lower",
      unit: "ms",
      detail: channels,
    },
  ];
  if (growth !== undefined) {
    bars.push({
      name: `${name}: heap kept at the end and not after a quarter`,
      ratio: growth,
      bar: MOST_GROWTH_MB,
      better: "lower",
      unit: "MB",
      detail: `${whole(book.sent * 15 / 16)} messages apart, both after a collection; at most ${
        peak.toFixed(0)
      } MB were in use`,
    });
  }
  return bars;
}

if (import.meta.main) report(await run(benchArguments(Deno.args)));
