/** A short session of the simulated exchange, recorded by our own client, and served again as a tape. */

import { kraken } from "../../../mod.ts";
import { type PaperExchange, paperExchange, type SocketFaultRule } from "../../../paper/mod.ts";
import { connectSpot, type ConnectSpotOptions, type SpotSocket } from "../../../websocket/spot/mod.ts";
import { NOW } from "../help.ts";

/** Milliseconds between two frames of a test's tape. */
export const FRAME_MS = 10;

/** A recording on disk that goes away with its test. */
export class TapeFile implements AsyncDisposable {
  readonly path: string;
  /** The frames, in order. */
  readonly texts: readonly string[];

  constructor(path: string, texts: readonly string[]) {
    this.path = path;
    this.texts = texts;
  }

  /** Writes frames as `record` does, one every ten milliseconds. */
  static async of(texts: readonly string[], host = "public"): Promise<TapeFile> {
    const path = await Deno.makeTempFile({ suffix: ".jsonl" });
    const lines = texts.map((text, at) => JSON.stringify({ time: NOW + at * FRAME_MS, host, text }));
    await Deno.writeTextFile(path, lines.join("\n") + "\n");
    return new TapeFile(path, texts);
  }

  /** How long it plays. */
  get ms(): number {
    return this.texts.length * FRAME_MS;
  }

  /** Ids of the trades of a symbol that came as updates. */
  ids(symbol: string): number[] {
    return this.texts.map((text) => JSON.parse(text))
      .filter(({ channel, type }) => channel === "trade" && type === "update")
      .flatMap(({ data }) => data)
      .filter((row) => row.symbol === symbol)
      .map(({ trade_id }) => trade_id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path);
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Reads a stream without looking at it, until it ends. */
async function drained(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

/** Records a minute of two books, trades, tickers, candles, single orders and a contract. */
export async function session(seconds = 60): Promise<TapeFile> {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  const reading: Promise<void>[] = [];
  {
    await using k = await kraken.paper({ seed: 7, now: () => NOW });
    await using _ = await k.stream.record(path);
    const socket = await k.stream.socket();
    await k.stream.book("BTC/USD");
    await k.stream.books(["ETH/USD"], { depth: 100 });
    await k.stream.level3("BTC/USD");
    await k.stream.futures.book("PF_XBTUSD");
    const { trade, ticker, ohlc } = await import("../../../websocket/spot/mod.ts");
    reading.push(drained(await socket.subscribe(trade, { symbol: ["BTC/USD", "ETH/USD"], snapshot: true })));
    reading.push(drained(await socket.subscribe(ticker, { symbol: "BTC/USD" })));
    reading.push(drained(await socket.subscribe(ohlc, { symbol: "BTC/USD", interval: 1 })));
    reading.push(drained(k.stream.futures.trades("PF_XBTUSD")));
    reading.push(drained(k.stream.futures.ticker("PF_XBTUSD")));
    for (let turn = 0; turn < 2 * seconds; turn++) {
      k.exchange.clock.advance(500);
      await settled();
    }
  }
  await Promise.all(reading);
  const texts = (await Deno.readTextFile(path)).trimEnd().split("\n").map((line) => JSON.parse(line).text);
  await Deno.remove(path);
  return await TapeFile.of(texts);
}

/** An exchange that serves a tape, its clock standing still. */
export function serving(tape: TapeFile | string, socketFaults?: SocketFaultRule[], speed = 1): PaperExchange {
  const from = typeof tape === "string" ? tape : tape.path;
  return paperExchange({ seed: 7, now: () => NOW, limits: false, tape: { from, speed }, socketFaults });
}

/** Our client on an exchange, in this process. */
export async function joined(exchange: PaperExchange, options: ConnectSpotOptions = {}): Promise<SpotSocket> {
  const { transport } = exchange.sockets;
  return await connectSpot({ transport, backoff: { baseMs: 1, capMs: 20 }, ...options });
}

/** Plays a tape in small steps, letting clients read between them. */
export async function play(exchange: PaperExchange, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 20 * FRAME_MS) {
    exchange.clock.advance(Math.min(20 * FRAME_MS, ms - at));
    await settled();
  }
}
