/**
 * A soak: the real client follows books, orders and trades of the embedded exchange while things go wrong at random, and in
 * the end everything it holds must be the exchange's own. `deno run -A tests/paper/ws/soak.ts --minutes 10 --seed 1`
 */

import type { SocketFaultRule } from "../../../paper/ws/faults.ts";
import { connectFutures } from "../../../websocket/futures/mod.ts";
import { everyTrade, type MissingTrades } from "../../../websocket/every_trade.ts";
import { connectSpot, trade } from "../../../websocket/spot/mod.ts";
import type { StreamEvent } from "../../../websocket/subscription.ts";
import type { TradeData } from "../../../websocket/v2/data.ts";
import { NOW, numbers } from "../help.ts";
import { Hall } from "./help.ts";

/** Symbols whose whole visible depth the checksum proves, so that messages may be lost and swapped. */
const PROVED = ["BTC/USD", "ETH/USD", "SOL/USD", "XRP/USD", "DOGE/USD", "PEPE/USD"];
/** Deeper books: a checksum cannot see what is lost below ten levels, which is Kraken's design and no fault of a client's. */
const DEEP = { 100: ["ADA/EUR", "ETH/BTC"], 1000: ["EUR/USD"] } as const;
const ORDERS = ["BTC/USD", "SOL/USD"];
const PRODUCTS = ["PF_XBTUSD", "PI_ETHUSD"];
const PATIENCE = { maxResyncs: 1000, snapshotMs: 1000 };

/** How long, and with which luck. */
export interface SoakOptions {
  readonly ms: number;
  readonly seed: number;
  /** How much faster than the machine's the exchange's clock runs. */
  readonly speed: number;
  /** Milliseconds between faults that cost a connection. */
  readonly killMs: number;
  /** Told of the progress. */
  readonly log?: (line: string) => void;
}

/** What it came to. */
export interface SoakReport {
  readonly faults: Record<string, number>;
  readonly events: Record<string, number>;
  readonly messages: { readonly books: number; readonly level3: number; readonly futures: number };
  /** Books compared with the exchange, and those that differ. */
  readonly books: number;
  readonly wrong: string[];
  readonly trades: { readonly seen: number; readonly fetched: number; readonly wrong: string[] };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs it. */
export async function soak({ ms, seed, speed, killMs, log }: SoakOptions): Promise<SoakReport> {
  const below = numbers(seed);
  const began = performance.now();
  const clock: { stopped?: number } = {};
  await using hall = new Hall({
    faults: [],
    seed,
    limits: false,
    now: () => NOW + (clock.stopped ?? Math.floor(performance.now() - began)) * speed,
  });
  const connection = {
    backoff: { baseMs: 20, capMs: 300 },
    // It never holds for the half minute that would pardon earlier attempts.
    maxAttempts: 10_000,
    silenceMs: 1000,
    pingTimeoutMs: 1000,
  };
  const options = { ...connection, urls: hall.server.sockets.spot, token: hall.token };
  await using socket = await connectSpot(options);
  await using other = await connectSpot(options);
  await using futures = await connectFutures({ ...connection, url: hall.server.sockets.futures, idleMs: 1000 });
  const books = [
    { depth: 10, stream: await socket.books({ symbol: PROVED }, PATIENCE) },
    { depth: 100, stream: await socket.books({ symbol: DEEP[100], depth: 100 }, PATIENCE) },
    { depth: 1000, stream: await socket.books({ symbol: DEEP[1000], depth: 1000 }, PATIENCE) },
  ];
  const level3 = await socket.level3Books({ symbol: ORDERS }, PATIENCE);
  const products = await futures.books({ product_ids: PRODUCTS }, PATIENCE);

  const events: Record<string, number> = {};
  const note = ({ type }: StreamEvent) => void (events[type] = (events[type] ?? 0) + 1);
  const readers: Promise<void>[] = [];
  for (const stream of [...books.map(({ stream }) => stream), level3]) {
    readers.push((async () => {
      for await (const change of stream) if (!("book" in change)) note(change);
    })());
  }
  readers.push((async () => {
    for await (const change of products) if (!("book" in change)) note(change);
  })());

  // Trades of all pairs, each on a stream of its own, over a connection of their own.
  const symbols = [...PROVED, ...DEEP[100], ...DEEP[1000]];
  const stop = new AbortController();
  const seen = new Map<string, TradeData[]>(symbols.map((symbol) => [symbol, []]));
  const firsts = new Map<string, number>();
  let fetched = 0;
  const fetchTrades = async (missing: MissingTrades) => {
    const rows = await missed(hall, missing);
    fetched += rows.length;
    return rows;
  };
  const lastId = (symbol: string) =>
    hall.market.lastTrades(symbol, BigInt(Math.floor(hall.clock.now())) * 1_000_000n, 1)[0]?.id ?? 0;
  for (const symbol of symbols) {
    firsts.set(symbol, lastId(symbol) + 1);
    const started = Promise.withResolvers<void>();
    readers.push((async () => {
      const stream = everyTrade(async (how) => {
        const subscription = await other.subscribe(trade, { symbol, snapshot: true }, how);
        started.resolve();
        return subscription;
      }, { fetchTrades, signal: stop.signal });
      try {
        for await (const event of stream) {
          if (event.type === "trade") seen.get(symbol)?.push(event.trade);
          else note(event);
        }
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
    })());
    await started.promise;
  }
  await Promise.all([...books.map(({ stream }) => stream.verified()), level3.verified(), products.verified()]);

  const faults: Record<string, number> = {};
  const added: SocketFaultRule[] = [];
  const harvest = () => {
    hall.sockets.faults.counts.forEach((count, at) => {
      const { kind } = added[at]!;
      if (count > 0) faults[kind] = (faults[kind] ?? 0) + count;
    });
    hall.sockets.faults.clear();
    added.length = 0;
  };
  const add = (rule: SocketFaultRule) => {
    hall.sockets.faults.add(rule);
    added.push(rule);
  };
  let kill = killMs;
  let told = 0;
  for (let at = 0; at < ms; at = performance.now() - began) {
    if (at > kill) {
      kill = at + killMs;
      add(killing(below));
    }
    add(harmless(below));
    await sleep(100 + below(150));
    if (added.length > 40) harvest();
    if (at - told > 60_000) {
      told = at;
      log?.(`${Math.round(at / 1000)} s: faults ${JSON.stringify(faults)}, events ${JSON.stringify(events)}`);
    }
  }
  harvest();

  // Fair weather: whatever is broken shows with the next message, whatever is missing with the next trade.
  for (let round = 0; round < 12; round++) {
    hall.clock.advance(30_000);
    await sleep(150);
  }
  clock.stopped = Math.floor(performance.now() - began);
  hall.sockets.advance();
  const wrong = await compared(hall, books, level3, products);
  const until = BigInt(Math.floor(hall.clock.now())) * 1_000_000n;
  const wrongTrades: string[] = [];
  for (const [symbol, trades] of seen) {
    const first = firsts.get(symbol) ?? 0;
    const last = lastId(symbol);
    for (let wait = 0; wait < 100 && trades.at(-1)?.trade_id !== last; wait++) await sleep(50);
    wrongTrades.push(...proved(hall, symbol, first, until, trades));
  }
  stop.abort();
  for (const { stream } of books) await stream.return();
  await level3.return();
  await products.return();
  await Promise.all(readers);
  const sum = (streams: readonly { counters: { messages: number } }[]) =>
    streams.reduce((total, { counters }) => total + counters.messages, 0);
  return {
    faults,
    events,
    messages: {
      books: sum(books.map(({ stream }) => stream)),
      level3: sum([level3]),
      futures: sum([products]),
    },
    books: symbols.length + ORDERS.length + PRODUCTS.length,
    wrong,
    trades: { seen: [...seen.values()].reduce((total, { length }) => total + length, 0), fetched, wrong: wrongTrades },
  };
}

/** A fault that costs a connection. */
function killing(below: (count: number) => number): SocketFaultRule {
  const room = (["spot", "spot", "spot-l3", "futures"] as const)[below(4)]!;
  switch (below(5)) {
    case 0:
      return { kind: "half-open", room, count: 1 };
    case 1:
      return { kind: "restart", count: 1 };
    case 2:
      return { kind: "corrupt", chars: 20, room, count: 1 };
    default:
      return { kind: "drop", room, count: 1 };
  }
}

/** A fault that does not. */
function harmless(below: (count: number) => number): SocketFaultRule {
  const proved = PROVED[below(PROVED.length)]!;
  const any = [...PROVED, ...DEEP[100], ...DEEP[1000]][below(9)]!;
  const [channel, symbol] = ([
    ["book", proved],
    ["trade", any],
    ["level3", ORDERS[below(ORDERS.length)]!],
    ["book", PRODUCTS[below(PRODUCTS.length)]!],
  ] as const)[below(4)]!;
  const where = { channel, symbol, count: 1 };
  switch (below(8)) {
    case 0:
      return { kind: "delay", ms: 1 + below(80), ...where };
    case 1:
      return { kind: "duplicate", ...where };
    case 2:
      return { kind: "reorder", ...where };
    case 3:
      return { kind: "lose", ...where };
    case 4:
      return { kind: "corrupt", channel: "book", symbol: any, count: 1 };
    case 5:
      return { kind: "checksum", channel: "book", symbol: any, count: 1 };
    case 6:
      return { kind: "checksum", channel: "level3", count: 1 };
    default:
      return { kind: "split", pieces: 2 + below(9), ...where };
  }
}

/** Trades that a stream missed, from REST. */
async function missed(hall: Hall, { symbol, before, since }: MissingTrades): Promise<TradeData[]> {
  const { altname, id } = hall.market.pair(symbol);
  const found: TradeData[] = [];
  for (let from = String(Date.parse(since) / 1000 - 1);;) {
    const { result } = await (await hall.fetch(`/0/public/Trades?pair=${altname}&since=${from}`)).json();
    const rows = result[id] as [string, string, number, string, string, string, number][];
    for (const [price, volume, time, side, type, , trade_id] of rows) {
      found.push({
        symbol,
        trade_id,
        price: Number(price),
        qty: Number(volume),
        side: side === "b" ? "buy" : "sell",
        ord_type: type === "m" ? "market" : "limit",
        timestamp: new Date(time * 1000).toISOString(),
      });
    }
    if (rows.length === 0 || (found.at(-1)?.trade_id ?? 0) >= before) return found;
    from = result.last;
  }
}

/** Trades that are not the exchange's, each once and in order. */
function proved(hall: Hall, symbol: string, first: number, until: bigint, trades: readonly TradeData[]): string[] {
  const [begin] = hall.market.lastTrades(symbol, BigInt(NOW) * 1_000_000n, 1);
  const truth = hall.market.tradesAfter(symbol, begin?.time ?? 0n, until, 10_000_000).filter(({ id }) => id >= first);
  // A trade between asking for the last one and subscribing came with the snapshot: the stream begins behind it.
  const skip = Math.max(0, (trades[0]?.trade_id ?? 0) - first);
  const wrong: string[] = [];
  if (skip > 3) wrong.push(`${symbol} begins ${skip} trades late`);
  const wanted = truth.slice(skip);
  if (wanted.length !== trades.length) {
    wrong.push(`${symbol}: ${trades.length} trades seen, ${wanted.length} were made`);
  }
  wanted.forEach(({ id, price, volume, side }, at) => {
    const { trade_id, price: got, qty, side: taker } = trades[at] ?? {};
    if (trade_id === id && got === Number(price) && qty === Number(volume) && taker === side) return;
    if (wrong.length < 20) wrong.push(`${symbol}: trade ${id} expected, ${trade_id} found`);
  });
  return wrong;
}

type Side = readonly { readonly price: string; readonly qty: string }[];
interface Follower {
  readonly verified: boolean;
  bids(): Side;
  asks(): Side;
}

/** Books that are not the exchange's, after some time to settle. */
async function compared(
  hall: Hall,
  books: readonly { depth: number; stream: { books: ReadonlyMap<string, Follower> } }[],
  level3: { books: ReadonlyMap<string, Follower> },
  products: { books: ReadonlyMap<string, Follower> },
): Promise<string[]> {
  const wrong: string[] = [];
  const all = [...books, { depth: 10, stream: level3 }, { depth: Infinity, stream: products }];
  for (const { depth, stream } of all) {
    for (const [symbol, book] of stream.books) {
      const { bids, asks } = hall.sockets.book(symbol, depth);
      const bare = (side: Side) => JSON.stringify(side.map(({ price, qty }) => [Number(price), Number(qty)]));
      const truth = bare(bids) + bare(asks);
      const same = () => book.verified && bare(book.bids()) + bare(book.asks()) === truth;
      for (let wait = 0; wait < 100 && !same(); wait++) await sleep(50);
      if (!same()) wrong.push(`${symbol} to depth ${depth}${book.verified ? "" : " (not verified)"}`);
    }
  }
  return wrong;
}

if (import.meta.main) {
  const option = (name: string, standard: number) => {
    const at = Deno.args.indexOf(`--${name}`);
    return at < 0 ? standard : Number(Deno.args[at + 1]);
  };
  const minutes = option("minutes", 10);
  const seed = option("seed", 1);
  console.log(`Soaking for ${minutes} minutes, seed ${seed}`);
  const report = await soak({ ms: minutes * 60_000, seed, speed: 5, killMs: 12_000, log: console.log });
  console.log(JSON.stringify(report, null, 2));
  const isRight = report.wrong.length + report.trades.wrong.length === 0;
  console.log(isRight ? "All books and trades are the exchange's own." : "NOT the exchange's own.");
  if (!isRight) Deno.exit(1);
}
