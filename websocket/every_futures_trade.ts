/** Futures trades once each, oldest first. They have no number without holes, so a hole shows where a fresh snapshot has nothing seen before. */

import type { ApiError } from "../core/errors.ts";
import type { FuturesTrade, FuturesTradeSnapshot } from "./futures/trade.ts";
import type { StreamEvent } from "./subscription.ts";

/** A trade of a Futures stream; one that was fetched over REST has no place in the socket's sequence. */
export type StreamedFuturesTrade = Omit<FuturesTrade, "seq"> & Partial<Pick<FuturesTrade, "seq">>;

/** Fetches a page of a product's trades: the newest ones up to and including a time in Unix milliseconds, newest first. */
export type FetchFuturesTrades = (product: string, until: number) => Promise<readonly StreamedFuturesTrade[]>;

/** Trade ids kept to tell duplicates; far more than a snapshot has. */
const REMEMBERED = 50_000;
/** Pages asked for one hole: a hundred thousand trades, more than a product has in a day. */
const MOST_PAGES = 1000;

/** What a stream that may be refused products is made of. */
type Source = AsyncIterable<FuturesTradeSnapshot | FuturesTrade | StreamEvent> & {
  /** Products that Kraken refused, and why. */
  readonly refused?: ReadonlyMap<string, ApiError>;
};

/**
 * Each trade of a subscription with events once: the recent ones of the first snapshot, then those that happen. When the snapshot after a
 * lost connection does not reach back to the last trade seen, those between are fetched; a `gap` event says when they can't be.
 */
export async function* everyFuturesTrade(
  stream: Source,
  fetchTrades?: FetchFuturesTrades,
): AsyncGenerator<StreamedFuturesTrade | StreamEvent, void, void> {
  const seen = new Set<string>();
  // Of each product the last trade, "" while there was none; and whether its connection was lost since its last snapshot.
  const last = new Map<string, string>();
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
      const uid = last.get(product);
      const [oldest] = trades;
      // Whoever had a snapshot without trades has all of them in the next one.
      if (uid === undefined || (uid !== "" && !trades.some((trade) => trade.uid === uid))) {
        const { found, why } = await between(product, uid, trades, fetchTrades);
        trades.unshift(...found);
        const detail = uid === undefined
          ? `the connection was lost before the first trades came: trades before ${oldest?.seq} may be missing`
          : `the trades after the reconnect do not reach back to the last one seen: some before ${oldest?.seq} are missing`;
        if (why !== undefined) {
          yield { type: "gap", time: Date.now(), channel: "trade", symbols: [product], detail: detail + why };
        }
      }
    }
    if (!last.has(product)) last.set(product, "");
    for (const trade of trades) {
      if (seen.has(trade.uid)) continue;
      seen.add(trade.uid);
      last.set(product, trade.uid);
      if (seen.size > REMEMBERED) seen.delete(seen.values().next().value as string);
      yield trade;
    }
  }
}

/** The trades between the last one seen and those of a snapshot, oldest first; or none of them, and why. */
async function between(
  product: string,
  uid: string | undefined,
  trades: readonly StreamedFuturesTrade[],
  fetchTrades: FetchFuturesTrades | undefined,
): Promise<{ readonly found: readonly StreamedFuturesTrade[]; readonly why?: string }> {
  const [oldest] = trades;
  if (!fetchTrades || uid === undefined || !oldest) return { found: [], why: "" };
  const known = new Set(trades.map((trade) => trade.uid));
  const found: StreamedFuturesTrade[] = [];
  let until = oldest.time;
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const before = known.size;
      for (const trade of await fetchTrades(product, until)) {
        if (trade.uid === uid) return { found: found.toReversed() };
        until = Math.min(until, trade.time);
        if (known.has(trade.uid)) continue;
        known.add(trade.uid);
        found.push(trade);
      }
      // The same trades once more: the history goes no further back.
      if (page > 0 && known.size === before) break;
    }
    return { found: [], why: ", and the history does not reach back to it either" };
  } catch (error) {
    return { found: [], why: `, and the history was not to be had: ${error instanceof Error ? error.message : error}` };
  }
}
