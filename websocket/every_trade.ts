/** Every trade exactly once, across reconnects and slow readers: what the stream missed is fetched by number. */

import { KrakenError } from "../core/errors.ts";
import type { StreamEvent, SubscribeOptions } from "./subscription.ts";
import type { TradeData } from "./v2/data.ts";

/** Trades that are missing. */
export interface MissingTrades {
  /** `BTC/USD`. */
  readonly symbol: string;
  /** Number of the last trade before the hole. */
  readonly after: number;
  /** Number of the first trade after it. */
  readonly before: number;
  /** Time of the last trade before the hole, RFC 3339. */
  readonly since: string;
  /** Aborted when the reader leaves. */
  readonly signal: AbortSignal;
}

/** A trade and where it came from. */
export interface NumberedTrade {
  /** `"trade"`. */
  readonly type: "trade";
  /** The trade. */
  readonly trade: TradeData;
  /** The stream itself, or what was fetched to fill a hole. */
  readonly source: "stream" | "backfill";
}

/** Options of {@linkcode everyTrade}. */
export interface EveryTradeOptions extends Pick<SubscribeOptions, "signal" | "timeoutMs" | "capacity"> {
  /**
   * Fetches missing trades, e.g. by REST `Trades` from `since` on; others than asked for are ignored. Without it a hole is told by a
   * `gap` event.
   */
  fetchTrades?: ((missing: MissingTrades) => Promise<readonly TradeData[]>) | undefined;
}

/** A function that subscribes to trades with a snapshot and events: `(options) => socket.subscribe(trade, { symbol, snapshot: true }, options)`. */
export type SubscribeTrades = (
  options: SubscribeOptions & { readonly events: true },
) => Promise<
  & AsyncIterableIterator<{ readonly type: "snapshot" | "update"; readonly data: readonly TradeData[] } | StreamEvent>
  & AsyncDisposable
>;

/**
 * Every trade from now on exactly once and in order of its number, per symbol. After a reconnect the last 50 trades of the snapshot close most
 * holes; a larger one is closed by `fetchTrades`. What nobody has is told by a `gap` event that names the numbers.
 *
 * @example
 * ```ts ignore
 * import { connectSpot, everyTrade, spotSocket } from "./mod.ts";
 *
 * await using socket = await connectSpot();
 * const trades = everyTrade((options) => socket.subscribe(spotSocket.trade, { symbol: "BTC/USD", snapshot: true }, options));
 * for await (const event of trades) if (event.type === "trade") console.log(event.trade.trade_id);
 * ```
 */
export async function* everyTrade(
  subscribe: SubscribeTrades,
  { fetchTrades, ...options }: EveryTradeOptions = {},
): AsyncGenerator<NumberedTrade | StreamEvent, void, void> {
  const last = new Map<string, { id: number; time: string }>();
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  await using stream = await subscribe({ ...options, events: true });
  try {
    for await (const message of stream) {
      if (!("data" in message)) {
        yield message;
        continue;
      }
      const rows = message.data.toSorted((a, b) => a.trade_id - b.trade_id);
      for (const trade of rows) {
        const { symbol, trade_id: id, timestamp: time } = trade;
        const before = last.get(symbol);
        if (before === undefined && message.type === "snapshot") continue;
        if (before !== undefined && id <= before.id) continue;
        if (before !== undefined && id > before.id + 1) {
          yield* fill({ symbol, after: before.id, before: id, since: before.time, signal }, fetchTrades);
        }
        last.set(symbol, { id, time });
        yield { type: "trade", trade, source: "stream" };
      }
      // The first snapshot of a symbol is the past: it only says where we begin.
      for (const { symbol, trade_id: id, timestamp: time } of rows) {
        if (id > (last.get(symbol)?.id ?? -1)) last.set(symbol, { id, time });
      }
    }
  } finally {
    stop.abort();
  }
}

async function* fill(
  missing: MissingTrades,
  fetchTrades: EveryTradeOptions["fetchTrades"],
): AsyncGenerator<NumberedTrade | StreamEvent, void, void> {
  const { symbol, after, before } = missing;
  const found = new Map<number, TradeData>();
  let failure = "";
  if (fetchTrades) {
    try {
      for (const trade of await fetchTrades(missing)) {
        if (trade.symbol === symbol && trade.trade_id > after && trade.trade_id < before) {
          found.set(trade.trade_id, trade);
        }
      }
    } catch (error) {
      if (missing.signal.aborted) throw error;
      // The stream is worth more than the hole, which is told with the reason.
      failure = `; fetching them failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  let next = after + 1;
  const gap = (to: number): StreamEvent => ({
    type: "gap",
    time: Date.now(),
    channel: "trade",
    symbols: [symbol],
    detail: `trades ${next} to ${to} are missing${failure}`,
  });
  for (const [id, trade] of [...found].sort(([a], [b]) => a - b)) {
    if (id > next) yield gap(id - 1);
    yield { type: "trade", trade, source: "backfill" };
    next = id + 1;
  }
  if (next < before) yield gap(before - 1);
}

/** For those who would rather stop than go on with a hole: throws at the first `gap`. */
export async function* withoutGaps(
  trades: AsyncIterable<NumberedTrade | StreamEvent>,
): AsyncGenerator<TradeData, void, void> {
  for await (const event of trades) {
    if (event.type === "trade") yield event.trade;
    else if (event.type === "gap") {
      throw new KrakenError(`${event.symbols.join()}: ${event.detail}`, { category: "stream" });
    }
  }
}
