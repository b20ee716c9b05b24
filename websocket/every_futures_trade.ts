/** Futures trades once each, oldest first. They have no number without holes, so a hole shows where a fresh snapshot has nothing seen before. */

import type { ApiError } from "../core/errors.ts";
import type { FuturesTrade, FuturesTradeSnapshot } from "./futures/trade.ts";
import { within } from "./patience.ts";
import type { StreamEvent } from "./subscription.ts";

/** A trade of a Futures stream; one that was fetched over REST has no place in the socket's sequence. */
export type StreamedFuturesTrade = Omit<FuturesTrade, "seq"> & Partial<Pick<FuturesTrade, "seq">>;

/**
 * Fetches a page of a product's trades: the newest ones up to and including a time in Unix milliseconds, newest first. The signal is the
 * reader's, which does not wait when it aborts.
 */
export type FetchFuturesTrades = (
  product: string,
  until: number,
  signal?: AbortSignal,
) => Promise<readonly StreamedFuturesTrade[]>;

/** Trade ids kept to tell duplicates; far more than a snapshot has. */
const REMEMBERED = 50_000;
/** Pages asked for one hole: ten thousand trades, while the reader waits. */
const MOST_PAGES = 100;

/** What a stream that may be refused products is made of. */
type Source = AsyncIterable<FuturesTradeSnapshot | FuturesTrade | StreamEvent> & {
  /** Products that Kraken refused, and why. */
  readonly refused?: ReadonlyMap<string, ApiError>;
};

/**
 * Each trade of a subscription with events once: the recent ones of the first snapshot, then those that happen. When the snapshot after a
 * lost connection does not reach back to the last trade seen, those between are fetched; a `gap` event says when some of them can't be.
 * Aborting the signal ends a fetch at once, and the stream with the signal's own reason.
 */
export async function* everyFuturesTrade(
  stream: Source,
  fetchTrades?: FetchFuturesTrades,
  signal?: AbortSignal,
): AsyncGenerator<StreamedFuturesTrade | StreamEvent, void, void> {
  const seen = new Set<string>();
  // Of each product the last trade, undefined while there was none; and whether its connection was lost since its last snapshot.
  const last = new Map<string, StreamedFuturesTrade | undefined>();
  const lost = new Set<string>();
  for await (const message of stream) {
    if (!("feed" in message)) {
      const { type, symbols } = message;
      if (type === "down" || type === "resync") { for (const product of symbols) lost.add(product); }
      yield type === "refused"
        ? { ...message, error: message.error ?? stream.refused?.get(symbols[0] ?? "") }
        : message;
      continue;
    }
    const { product_id: product } = message;
    const isSnapshot = message.feed === "trade_snapshot";
    const trades: StreamedFuturesTrade[] = isSnapshot ? message.trades.toReversed() : [message];
    if (isSnapshot && lost.delete(product)) {
      const before = last.get(product);
      const isBlind = !last.has(product);
      // Whoever had a snapshot without trades has all of them in the next one.
      if (isBlind || (before && !trades.some(({ uid }) => uid === before.uid))) {
        const { found, detail } = await between(product, before, trades, { fetchTrades, signal });
        trades.unshift(...found);
        if (detail !== undefined) {
          yield { type: "gap", time: Date.now(), channel: "trade", symbols: [product], detail };
        }
      }
    }
    if (!last.has(product)) last.set(product, undefined);
    for (const trade of trades) {
      if (seen.has(trade.uid)) continue;
      seen.add(trade.uid);
      last.set(product, trade);
      if (seen.size > REMEMBERED) seen.delete(seen.values().next().value as string);
      yield trade;
    }
  }
}

/** The trades between the last one seen and those of a snapshot, oldest first; and what to say where some of them may be missing. */
async function between(
  product: string,
  last: StreamedFuturesTrade | undefined,
  trades: readonly StreamedFuturesTrade[],
  { fetchTrades, signal }: { fetchTrades: FetchFuturesTrades | undefined; signal: AbortSignal | undefined },
): Promise<{ readonly found: readonly StreamedFuturesTrade[]; readonly detail?: string }> {
  const [oldest] = trades;
  if (!last) {
    const detail = `the connection was lost before the first trades came: trades before ${oldest?.seq} may be missing`;
    return { found: [], detail };
  }
  const known = new Set(trades.map((trade) => trade.uid));
  const found: StreamedFuturesTrade[] = [];
  // Without the last one in sight only later times are surely no repetition.
  const later = () => found.filter(({ time }) => time > last.time).reverse();
  const some = (why: string) => {
    const [first] = later();
    const place = first ? `those of ${new Date(first.time).toISOString()}` : oldest?.seq;
    const detail = "the trades after the reconnect do not reach back to the last one seen: " +
      `some before ${place} are missing${why}`;
    return { found: later(), detail };
  };
  if (!fetchTrades || !oldest) return some("");
  let until = oldest.time;
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const before = known.size;
      const asked = fetchTrades(product, until, signal);
      const rows = await within(asked, () => undefined, { timeoutMs: Infinity, signal });
      for (const trade of rows) {
        if (trade.uid === last.uid) return { found: found.toReversed() };
        until = Math.min(until, trade.time);
        if (known.has(trade.uid)) continue;
        known.add(trade.uid);
        found.push(trade);
      }
      if (rows.length > 0 && rows.every(({ time }) => time < last.time)) {
        const detail = "the history does not have the last trade seen before the connection was lost: " +
          "those after its time follow, and some may be missing";
        return { found: later(), detail };
      }
      // The same trades once more: the history goes no further back.
      if (page > 0 && known.size === before) return some(", and the history does not reach back to it either");
    }
    return some(`, and ${MOST_PAGES} pages of history do not reach back to it`);
  } catch (error) {
    signal?.throwIfAborted();
    return some(`, and the history was not to be had: ${error instanceof Error ? error.message : error}`);
  }
}
