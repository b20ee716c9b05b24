/** A hundred symbols at fifty thousand messages a second over loopback: nothing dropped, little delay, memory flat. */

import { connectSpot, spotSocket } from "../websocket/mod.ts";
import type { FanoutOrder } from "./websocket_fanout_server.ts";
import type { Bar } from "./websocket_bench.ts";

const SYMBOLS = Array.from({ length: 100 }, (_, i) => `S${i}/USD`);

/** What a run found. */
export interface FanoutResult {
  /** Messages per second that were sent. */
  readonly perSecond: number;
  /** Book messages sent and not verified by the client. */
  readonly lostBooks: number;
  /** Trades sent and not read. */
  readonly lostTrades: number;
  /** Delay from the server's send to the reader, 99th percentile in milliseconds. */
  readonly p99: number;
  /** Growth of the heap in megabytes between the second quarter and the end. */
  readonly growth: number;
  /** Messages sent. */
  readonly sent: number;
}

/** Runs the load; bounded in time by `seconds` and a few more to drain. */
export async function fanout({ perSecond = 50_000, seconds = 10 } = {}): Promise<FanoutResult> {
  const worker = new Worker(new URL("./websocket_fanout_server.ts", import.meta.url), { type: "module" });
  const said = <Message>() =>
    new Promise<Message>((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
  const { port } = await said<{ port: number }>();
  const socket = await connectSpot({ urls: { public: `ws://127.0.0.1:${port}` } });
  try {
    const books = await socket.books({ symbol: SYMBOLS });
    const trades = await socket.subscribe(spotSocket.trade, { symbol: SYMBOLS });
    await books.verified();
    const atStart = books.counters.messages;
    const delays = new Float64Array(perSecond * seconds);
    let read = 0;
    const reading = (async () => {
      for await (const { data } of trades) {
        for (const { timestamp } of data) {
          delays[read++] = performance.timeOrigin + performance.now() - Number(timestamp);
        }
      }
    })();
    const watching = (async () => {
      for await (const change of books) if (!("book" in change)) throw new Error(`${change.type}: ${change.detail}`);
    })();
    const heap = [] as number[];
    const sampling = setInterval(() => heap.push(Deno.memoryUsage().heapUsed / 2 ** 20), 250);
    const done = said<{ books: number; trades: number; took: number }>();
    worker.postMessage({ symbols: SYMBOLS, perSecond, seconds } satisfies FanoutOrder);
    const sent = await done;
    const missing = () => [sent.books - (books.counters.messages - atStart), sent.trades - read];
    for (let turn = 0; turn < 100 && missing().some((count) => count > 0); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    clearInterval(sampling);
    const [lostBooks = 0, lostTrades = 0] = missing();
    const sorted = delays.slice(0, read).sort();
    // The heap breathes with collections: what counts is whether its floor rises.
    const floor = (from: number, to: number) =>
      Math.min(...heap.slice(Math.floor(heap.length * from), Math.ceil(heap.length * to)));
    await trades.return();
    await books.return();
    await Promise.all([reading, watching]);
    return {
      perSecond: (sent.books + sent.trades) / sent.took,
      lostBooks,
      lostTrades,
      p99: sorted[Math.floor(read * 0.99)] ?? NaN,
      growth: floor(0.75, 1) - floor(0.25, 0.5),
      sent: sent.books + sent.trades,
    };
  } finally {
    await socket.close();
    worker.terminate();
  }
}

/** Ten seconds of it, after two that warm the compiler up. */
export async function run(): Promise<Bar[]> {
  await fanout({ perSecond: 20_000, seconds: 2 });
  const { perSecond, lostBooks, lostTrades, p99, growth, sent } = await fanout();
  const detail =
    `${sent} messages at ${Math.round(perSecond / 1000)}k/s, ${lostBooks} books and ${lostTrades} trades lost, ` +
    `p99 ${p99.toFixed(1)} ms, heap floor ${growth >= 0 ? "+" : ""}${growth.toFixed(1)} MB`;
  return [
    { name: "fan-out of 100 symbols: messages lost", ratio: lostBooks + lostTrades, bar: 0, better: "lower", detail },
    {
      name: "fan-out of 100 symbols: p99 from socket to reader, of 20 ms",
      ratio: p99 / 20,
      bar: 1,
      better: "lower",
      detail,
    },
  ];
}

if (import.meta.main) {
  for (const { name, ratio, bar, detail } of await run()) {
    console.log(`${ratio <= bar ? "ok  " : "HIGH"} ${ratio.toFixed(2)} (bar ${bar})  ${name}\n       ${detail}`);
  }
}
