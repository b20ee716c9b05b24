/** PreTrade, PostTrade. */

import type { Instrument } from "../../../spot/market/_transparency.ts";
import type { PostTradeRecord, PostTradeResult } from "../../../spot/market/post_trade.ts";
import type { PreTradeLevel, PreTradeResult } from "../../../spot/market/pre_trade.ts";
import { bookAt, type Level } from "../../market/book.ts";
import type { PaperTrade } from "../../market/market.ts";
import { assetById, findPair } from "../../market/names.ts";
import type { PaperPair } from "../../market/pairs.ts";
import { priceText, volumeText } from "../../market/text.ts";
import { iso } from "../../market/time.ts";
import { tradeTxid } from "../../ids.ts";
import { type Floor, nowNs } from "../method.ts";
import { isoTime, needed, optional, wholeNumber } from "../query.ts";
import { unknownPair } from "../refusal.ts";

/** Market identifier code of Kraken's venue. */
const VENUE = "PGSL";

/** `GET /0/public/PreTrade`: the top ten levels. */
export function preTrade(query: URLSearchParams, floor: Floor): PreTradeResult {
  const pair = symbol(needed(query, "symbol"));
  const now = nowNs(floor);
  const { asks, bids } = bookAt(floor.market.of(pair), now, 10);
  const level = (side: "BUY" | "SELL") => ({ price, volume, orders, time }: Level): PreTradeLevel => ({
    side,
    price: priceText(pair, price),
    qty: volumeText(pair, volume),
    count: orders,
    submission_ts: iso(time, 6),
    publication_ts: iso(now, 6),
  });
  return {
    ...instrument(pair),
    venue: VENUE,
    system: "CLOB",
    bids: bids.map(level("BUY")),
    asks: asks.map(level("SELL")),
  };
}

/** `GET /0/public/PostTrade`: trades after `from_ts`, or the newest, oldest first. */
export function postTrade(query: URLSearchParams, floor: Floor): PostTradeResult {
  const name = optional(query, "symbol");
  const pairs = name === undefined ? floor.market.pairs : [symbol(name)];
  const count = wholeNumber(query, "count", 1000, 1, 1000);
  const from = isoTime(query, "from_ts");
  const now = nowNs(floor);
  const asked = isoTime(query, "to_ts") ?? now;
  const to = asked < now ? asked : now;
  const found = pairs.flatMap((pair) => {
    const trades = from === undefined
      ? floor.market.lastTrades(pair, to, count)
      : floor.market.tradesAfter(pair, from, to, count);
    return trades.map((trade) => ({ pair, trade }));
  }).sort((a, b) => a.trade.time < b.trade.time ? -1 : a.trade.time > b.trade.time ? 1 : 0);
  // Several pairs may trade in one nanosecond; a page never ends between them, or the next would begin after both.
  let end = from === undefined ? found.length : Math.min(count, found.length);
  while (end > 0 && end < found.length && found[end]?.trade.time === found[end - 1]?.trade.time) end++;
  const page = from === undefined ? found.slice(-count) : found.slice(0, end);
  return {
    last_ts: iso(page.at(-1)?.trade.time ?? from ?? to, 9),
    count: page.length,
    trades: page.map(({ pair, trade }) => record(pair, trade)),
  };
}

function symbol(name: string): PaperPair {
  const pair = findPair(name);
  if (!pair) throw unknownPair();
  return pair;
}

function instrument(pair: PaperPair): Instrument {
  const [base, quote] = [assetById(pair.base), assetById(pair.quote)];
  return {
    symbol: pair.symbol,
    description: `${base.title} / ${quote.title}`,
    base_asset: base.name,
    base_notation: "UNIT",
    quote_asset: quote.name,
    quote_notation: "MONE",
  };
}

function record(pair: PaperPair, { id, time, price, volume }: PaperTrade): PostTradeRecord {
  return {
    trade_id: tradeTxid(pair, id),
    price,
    quantity: volume,
    ...instrument(pair),
    trade_venue: VENUE,
    trade_ts: iso(time, 9),
    publication_venue: VENUE,
    publication_ts: iso(time + 1_000_000n, 9),
  };
}
