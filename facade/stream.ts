/** `k.stream`: streams whose code and sockets are loaded when the first one is read. */

import { pages } from "../core/pages.ts";
import { systemClock } from "../core/retry.ts";
import type { SpotClient } from "../spot/client.ts";
import type { TradesRow } from "../spot/market/trades.ts";
import { onlyPair } from "../spot/market/_rows.ts";
import { tradesHistoryPages } from "../spot/pages.ts";
import { addOrder } from "../spot/trading/add_order.ts";
import { resolveLost } from "../trading/lookup.ts";
import type { HistoryFill } from "../websocket/every_fill.ts";
import type { MissingTrades } from "../websocket/every_trade.ts";
import type { Streams, StreamsOptions } from "../websocket/streams.ts";
import type { TradeData } from "../websocket/v2/data.ts";
import { classOf } from "../history/candles.ts";
import type { Lookup } from "./lookup.ts";

/** Where sockets connect to, and by what. */
export type SocketAddresses = Pick<StreamsOptions, "urls" | "futuresUrl" | "transport">;

/** What streams need. */
export interface StreamParts {
  /** For tokens, and for trades and fills that were missed. */
  readonly spot: SpotClient;
  /** For spellings. */
  readonly lookup: Lookup;
  /** Makes a futures product of any spelling. */
  readonly product: (text: string) => Promise<string>;
  /** The Futures key. */
  readonly futures: { readonly key: string; readonly secret: string } | undefined;
  /** Asked when the first socket opens. */
  readonly addresses: () => SocketAddresses | Promise<SocketAddresses>;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** Trades of a hole over REST: pages from just before the last trade seen until the first one after the hole. */
async function fetchTrades({ spot, lookup }: StreamParts, missing: MissingTrades): Promise<TradeData[]> {
  const { pair, assetClass } = await lookup.spot(missing.symbol);
  const found: TradeData[] = [];
  let since = String(BigInt(Date.parse(missing.since)) * 1_000_000n - 1n);
  for (;;) {
    const result = await spot.market.trades({ pair, since, ...classOf(assetClass) }, { signal: missing.signal });
    const rows = onlyPair<TradesRow[]>(result).value;
    for (const row of rows) {
      const id = row[6] ?? 0;
      if (id > missing.after && id < missing.before) found.push(tradeOf(missing.symbol, row));
    }
    if (rows.length === 0 || result.last === since || (rows.at(-1)?.[6] ?? 0) >= missing.before - 1) return found;
    since = result.last;
  }
}

function tradeOf(symbol: string, [price, volume, time, side, ordertype, , trade_id = 0]: TradesRow): TradeData {
  const micros = String(Math.round((time % 1) * 1e6) % 1e6).padStart(6, "0");
  return {
    symbol,
    side: side === "b" ? "buy" : "sell",
    price: Number(price),
    qty: Number(volume),
    ord_type: ordertype === "m" ? "market" : "limit",
    trade_id,
    timestamp: `${new Date(Math.floor(time) * 1000).toISOString().slice(0, 19)}.${micros}Z`,
  };
}

/** The slack of a window's end, so that a clock of ours that is slow does not hide the newest fills. */
const END_SLACK_MS = 60_000;

/** Fills over REST from `since` on, oldest first. */
async function fetchFills({ spot: { account }, now }: StreamParts, since: string): Promise<HistoryFill[]> {
  // `start` is exclusive and in seconds; what was seen already is told apart by its id.
  const start = Math.floor(Date.parse(since) / 1000) - 1;
  // Consolidated rows have ids and amounts of their own, which the stream's fills can't be told apart from.
  const params = { start, consolidate_taker: false };
  const clock = { now: () => now() + END_SLACK_MS };
  const rows = await pages(account.tradesHistory, params, tradesHistoryPages, clock).all({ oldestFirst: true });
  return rows.map(([exec_id, fill]) => ({ ...fill, exec_id }));
}

const GENERATORS = ["ticker", "trades", "candles", "executions", "fills", "balances", "instruments"] as const;
const CALLS = ["book", "books", "level3", "call", "record", "socket", "futuresSocket"] as const;

/** Streams over one client. */
export function lazyStreams(parts: StreamParts): Streams {
  const { spot, lookup, product, futures, addresses, now } = parts;
  let loaded: Promise<Streams> | undefined;
  const open = async (): Promise<Streams> => {
    const { createStreams } = await import("../websocket/streams.ts");
    return createStreams({
      ...await addresses(),
      futures,
      token: async () => (await spot.trading.getWebSocketsToken()).token,
      resolve: async (text) => (await lookup.spot(text)).symbol,
      resolveFutures: product,
      fetchTrades: (missing) => fetchTrades(parts, missing),
      fetchFills: (since) => fetchFills(parts, since),
      lookup: (ids, sentAt) =>
        Promise.all(ids.map((id) =>
          resolveLost({ ...spot, now, sleep: systemClock.sleep })({
            endpoint: addOrder as never,
            params: { cl_ord_id: id },
            clientOrderIds: [id],
            sentAt,
          })
        )),
    });
  };
  const streams = (): Promise<Streams> =>
    loaded ??= open().catch((error) => {
      loaded = undefined; // a failed attempt must not be the last one
      throw error;
    });

  type Method = (...given: unknown[]) => unknown;
  const method = async (name: string, inFutures: boolean): Promise<Method> => {
    const all = await streams();
    const owner = inFutures ? all.futures : all;
    return (owner as unknown as Record<string, Method>)[name]?.bind(owner) as Method;
  };
  const generator = (name: string, inFutures = false) =>
    async function* (...given: unknown[]): AsyncGenerator<unknown, void, void> {
      yield* (await method(name, inFutures))(...given) as AsyncIterable<unknown>;
    };
  const call = (name: string, inFutures = false) => async (...given: unknown[]) =>
    await (await method(name, inFutures))(...given);

  const close = async (): Promise<void> => {
    const closing = loaded;
    loaded = undefined;
    await (await closing)?.close();
  };
  const lazy = {
    ...Object.fromEntries(GENERATORS.map((name) => [name, generator(name)])),
    ...Object.fromEntries(CALLS.map((name) => [name, call(name)])),
    futures: {
      ticker: generator("ticker", true),
      trades: generator("trades", true),
      feed: generator("feed", true),
      book: call("book", true),
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return lazy as unknown as Streams;
}
