/** Every trade exactly once, across reconnects and slow readers: what the stream missed is fetched by number. */

import { type ApiError, KrakenError } from "../core/errors.ts";
import type { StreamEvent, SubscribeOptions } from "./subscription.ts";
import type { TradeData } from "./v2/data.ts";

/** Trades that are missing. */
export interface MissingTrades {
  /** `BTC/USD`. */
  readonly symbol: string;
  /** Number of the last trade before the hole; 0 where the hole is at the start of the stream, which only a time says. */
  readonly after: number;
  /** Number of the first trade after it. */
  readonly before: number;
  /** Time of the last trade before the hole, or of the start of the stream, RFC 3339. */
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
  & {
    /**
     * When the stream began, by Kraken's clock, RFC 3339; {@linkcode Subscription} has it. Without it nobody knows which trades were missed when
     * the connection is lost before the first snapshot, and a `gap` event says so.
     */
    readonly since?: string | undefined;
    /** Messages forgotten since the reader was too slow. */
    readonly dropped?: number | undefined;
    /** Symbols that Kraken refused, and why; {@linkcode Subscription} has them, and a `refused` event gets its error from here. */
    readonly refused?: ReadonlyMap<string, ApiError> | undefined;
  }
>;

/**
 * Every trade from now on exactly once and in order of its number, per symbol. After a reconnect the last 50 trades of the snapshot close most
 * holes; a larger one is closed by `fetchTrades`. What nobody has is told by a `gap` event that names the numbers. A symbol that Kraken does
 * not serve any more is told by a `refused` event.
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
  // Symbols whose connection was lost before their first trade: what they have next is not all past.
  const blind = new Set<string>();
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  await using stream = await subscribe({ ...options, events: true });
  try {
    for await (const message of stream) {
      if (!("data" in message)) {
        const { type, symbols } = message;
        if (type === "down" || type === "gap" || type === "resync") {
          for (const symbol of symbols) if (!last.has(symbol)) blind.add(symbol);
        }
        yield type === "refused"
          ? { ...message, error: message.error ?? stream.refused?.get(symbols[0] ?? "") }
          : message;
        continue;
      }
      const rows = message.data.toSorted((a, b) => a.trade_id - b.trade_id);
      for (const { symbol, trade_id: before } of rows) {
        // A slow reader may have lost the first snapshot as well.
        if (!blind.delete(symbol) && (last.has(symbol) || !stream.dropped)) continue;
        const start = Math.floor(Date.parse(stream.since ?? ""));
        const past = rows.findLast((row) => row.symbol === symbol && Date.parse(row.timestamp) < start);
        if (past) last.set(symbol, { id: past.trade_id, time: past.timestamp });
        else {
          const since = stream.since ?? "";
          yield* fill(
            { symbol, after: 0, before, since, signal },
            Number.isNaN(start) ? undefined : fetchTrades,
            start,
          );
          // Without a time of the start a snapshot can only be the past.
          if (!Number.isNaN(start)) last.set(symbol, { id: before - 1, time: since });
        }
      }
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

/** The trades of a hole as far as they are found, and a `gap` for the rest. Where the hole is at the start, `start` is its time in ms. */
async function* fill(
  missing: MissingTrades,
  fetchTrades: EveryTradeOptions["fetchTrades"],
  start?: number,
): AsyncGenerator<NumberedTrade | StreamEvent, void, void> {
  const { symbol, after, before } = missing;
  const found = new Map<number, TradeData>();
  let failure = fetchTrades ? undefined : "";
  if (fetchTrades) {
    try {
      for (const trade of await fetchTrades(missing)) {
        const { trade_id: id, timestamp } = trade;
        if (trade.symbol !== symbol || id <= after || id >= before) continue;
        if (start === undefined || Date.parse(timestamp) >= start) found.set(id, trade);
      }
    } catch (error) {
      if (missing.signal.aborted) throw error;
      // The stream is worth more than the hole, which is told with the reason.
      failure = `; fetching them failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  const gap = (detail: string): StreamEvent => ({
    type: "gap",
    time: Date.now(),
    channel: "trade",
    symbols: [symbol],
    detail: detail + (failure ?? ""),
  });
  if (start !== undefined && failure !== undefined) {
    yield gap(`trades from the start of the stream to ${before - 1} may be missing`);
    return;
  }
  const rows = [...found].sort(([a], [b]) => a - b);
  // Where the hole is at the start, the oldest trade that was found is the first one.
  let next = start === undefined ? after + 1 : rows[0]?.[0] ?? before;
  for (const [id, trade] of rows) {
    if (id > next) yield gap(`trades ${next} to ${id - 1} are missing`);
    yield { type: "trade", trade, source: "backfill" };
    next = id + 1;
  }
  if (next < before) yield gap(`trades ${next} to ${before - 1} are missing`);
}

/**
 * For those who would rather stop than go on with a hole: throws at the first `gap`, and when a symbol is `refused`, with Kraken's error
 * where the event has it.
 */
export async function* withoutGaps(
  trades: AsyncIterable<NumberedTrade | StreamEvent>,
): AsyncGenerator<TradeData, void, void> {
  for await (const event of trades) {
    if (event.type === "trade") yield event.trade;
    else throwAtGap(event);
  }
}

/** Throws when something is missing after this event. */
export function throwAtGap({ type, symbols, detail, error }: StreamEvent): void {
  if (type !== "gap" && type !== "refused") return;
  const where = symbols.join();
  throw error ?? new KrakenError(where && type === "gap" ? `${where}: ${detail}` : detail, { category: "stream" });
}
