/** `k.stream`: streams whose code and sockets are loaded when the first one is read. */

import { plain } from "../core/decimal.ts";
import { pages } from "../core/pages.ts";
import { type Clock, systemClock } from "../core/retry.ts";
import type { FuturesClient } from "../futures/client.ts";
import type { SpotClient } from "../spot/client.ts";
import type { TradesRow } from "../spot/market/trades.ts";
import { onlyPair } from "../spot/market/_rows.ts";
import { tradesHistoryPages } from "../spot/pages.ts";
import { resolveLost } from "../trading/lookup.ts";
import type { ConnectionOptions } from "../websocket/connection_types.ts";
import type { StreamedFuturesTrade } from "../websocket/every_futures_trade.ts";
import type { HistoryFill } from "../websocket/every_fill.ts";
import type { MissingTrades } from "../websocket/every_trade.ts";
import { LiveStream } from "../websocket/live_stream.ts";
import { showing } from "../websocket/showing.ts";
import type { Streams, StreamsOptions } from "../websocket/streams.ts";
import type { TradeData } from "../websocket/v2/data.ts";
import { classOf } from "../history/candles.ts";
import type { Lookup } from "./lookup.ts";
import { lostRequest } from "./lost_call.ts";

/** Where sockets connect to, by what, and how patiently. */
export type SocketAddresses = Pick<StreamsOptions, "urls" | "futuresUrl" | Exclude<keyof ConnectionOptions, "signal">>;

/** What streams need. */
export interface StreamParts {
  /** For tokens, and for trades and fills that were missed. */
  readonly spot: SpotClient;
  /** For spellings. */
  readonly lookup: Lookup;
  /** Makes a futures product of any spelling. */
  readonly product: (text: string) => Promise<string>;
  /** For Futures trades that were missed. */
  readonly futuresMarket: FuturesClient["market"];
  /** The Futures key. */
  readonly futures: { readonly key: string; readonly secret: string } | undefined;
  /** Asked when the first socket opens. */
  readonly addresses: () => SocketAddresses | Promise<SocketAddresses>;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Waits between two looks at what became of an order. @default {the machine's clock} */
  readonly sleep?: Clock["sleep"] | undefined;
}

/** Trades of a hole over REST: pages from just before the last trade seen until the first one after the hole. */
async function fetchTrades({ spot, lookup }: StreamParts, missing: MissingTrades): Promise<TradeData[]> {
  const { pair, assetClass } = await lookup.spot(missing.symbol);
  const found: TradeData[] = [];
  let since = String(BigInt(Date.parse(missing.since)) * 1_000_000n - 1n);
  for (;;) {
    const result = await spot.market.trades({ pair, since, ...classOf(assetClass) }, { signal: missing.signal });
    const rows = onlyPair<TradesRow[]>(result, "Trades").value;
    for (const row of rows) {
      const id = row[6] ?? 0;
      if (id > missing.after && id < missing.before) found.push(tradeOf(missing.symbol, row));
    }
    if (rows.length === 0 || result.last === since || (rows.at(-1)?.[6] ?? 0) >= missing.before - 1) return found;
    since = result.last;
  }
}

function tradeOf(symbol: string, [price, volume, time, side, ordertype, , trade_id = 0]: TradesRow): TradeData {
  return {
    symbol,
    side: side === "b" ? "buy" : "sell",
    price: Number(price),
    qty: Number(volume),
    ord_type: ordertype === "m" ? "market" : "limit",
    trade_id,
    timestamp: microseconds(time),
  };
}

/** RFC 3339 with microseconds of Unix seconds, from their digits: a fraction of a float may round up to a whole second. */
function microseconds(time: number): string {
  const [whole, fraction = ""] = plain(time).split(".");
  const half = (fraction[6] ?? "0") >= "5" ? 1n : 0n;
  const micros = BigInt(whole + fraction.slice(0, 6).padEnd(6, "0")) + half;
  const second = new Date(Number(micros / 1_000n)).toISOString().slice(0, 19);
  return `${second}.${String(micros % 1_000_000n).padStart(6, "0")}Z`;
}

/** A page of Futures trades over REST. Rows without an id could not be told from those seen. */
async function fetchFuturesTrades(
  { futuresMarket }: StreamParts,
  product: string,
  until: number,
  signal?: AbortSignal,
): Promise<StreamedFuturesTrade[]> {
  // `lastTime` is exclusive, and trades of one moment may be cut in two.
  const params = { symbol: product, lastTime: new Date(until + 1) };
  const { history } = await futuresMarket.history(params, { signal });
  return history.flatMap(({ uid, time, price, size, side = "", type = "fill" }) =>
    uid === undefined
      ? []
      : [{ feed: "trade", product_id: product, uid, side, type, time: Date.parse(time), qty: Number(size), price }]
  );
}

/** The slack of a window's end, so that a clock of ours that is slow does not hide the newest fills. */
const END_SLACK_MS = 60_000;

/** Fills over REST from `since` on, oldest first. */
async function fetchFills(
  { spot: { account }, now }: StreamParts,
  since: string,
  signal?: AbortSignal,
): Promise<HistoryFill[]> {
  // `start` is exclusive and in seconds; what was seen already is told apart by its id.
  const start = Math.floor(Date.parse(since) / 1000) - 1;
  // Consolidated rows have ids and amounts of their own, which the stream's fills can't be told apart from.
  const params = { start, consolidate_taker: false };
  const how = { now: () => now() + END_SLACK_MS, signal };
  const rows = await pages(account.tradesHistory, params, tradesHistoryPages, how).all({ oldestFirst: true });
  return rows.map(([exec_id, fill]) => ({ ...fill, exec_id }));
}

const STREAMS = ["ticker", "trades", "candles", "executions", "fills", "balances", "instruments"] as const;
const CALLS = ["book", "books", "level3", "call", "record", "socket", "futuresSocket"] as const;

/** Streams over one client, with sockets of their own; the signal ends them. */
export async function openStreams(parts: StreamParts, signal?: AbortSignal): Promise<Streams> {
  const { spot, lookup, product, futures, addresses, now, sleep = systemClock.sleep } = parts;
  const { createStreams } = await import("../websocket/streams.ts");
  return createStreams({
    ...await addresses(),
    signal,
    futures,
    budget: spot.budget,
    token: async () => (await spot.trading.getWebSocketsToken({}, { signal })).token,
    resolve: async (text) => (await lookup.spot(text)).symbol,
    resolveFutures: product,
    fetchTrades: (missing) => fetchTrades(parts, missing),
    fetchFuturesTrades: (product, until, signal) => fetchFuturesTrades(parts, product, until, signal),
    fetchFills: (since, signal) => fetchFills(parts, since, signal),
    // By the terms too, as those of REST are: they tell orders with a userref, and changes.
    lookup: async (ids, sentAt, lost) => {
      const request = lostRequest(lost, ids, sentAt);
      return request && await resolveLost({ ...spot, now, sleep })(request);
    },
  });
}

/** Streams over one client. */
export function lazyStreams(parts: StreamParts): Streams {
  let loaded: Promise<Streams> | undefined;
  let opened: Streams | undefined;
  let closing = new AbortController();
  const streams = (): Promise<Streams> => {
    if (loaded) return loaded;
    const loading: Promise<Streams> = openStreams(parts).then((made) => {
      if (loaded === loading) opened = made;
      return made;
    }, (error) => {
      if (loaded === loading) loaded = undefined; // a failed attempt must not be the last one
      throw error;
    });
    return loaded = loading;
  };

  type Method = (...given: unknown[]) => unknown;
  const method = async (name: string, inFutures: boolean): Promise<Method> => {
    const all = await streams();
    const owner = inFutures ? all.futures : all;
    return (owner as unknown as Record<string, Method>)[name]?.bind(owner) as Method;
  };
  const stream = (name: string, inFutures = false) => (...given: unknown[]) =>
    new LiveStream(
      inFutures ? `futures.${name}` : name,
      async ({ reads }) => reads((await method(name, inFutures))(...given) as LiveStream<unknown>),
      { closing: closing.signal },
    );
  const call = (name: string, inFutures = false) => async (...given: unknown[]) =>
    await (await method(name, inFutures))(...given);

  const close = async (): Promise<void> => {
    const last = loaded;
    loaded = opened = undefined;
    closing.abort();
    closing = new AbortController();
    await (await last)?.close();
  };
  const lazy = {
    ...Object.fromEntries(STREAMS.map((name) => [name, stream(name)])),
    ...Object.fromEntries(CALLS.map((name) => [name, call(name)])),
    futures: {
      ticker: stream("ticker", true),
      trades: stream("trades", true),
      feed: stream("feed", true),
      book: call("book", true),
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  showing(lazy, () => opened?.toString() ?? "Streams: no socket is open yet");
  return lazy as unknown as Streams;
}
