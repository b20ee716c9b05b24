/** Trades, Spread. */

import type { SpreadResult, SpreadRow } from "../../../spot/market/spread.ts";
import type { TradesResult, TradesRow } from "../../../spot/market/trades.ts";
import type { PaperTrade } from "../../market/market.ts";
import { quoteChanges } from "../../market/quotes.ts";
import { priceText } from "../../market/text.ts";
import { type Floor, nowNs } from "../method.ts";
import { keyOf, onePair, since, wholeNumber } from "../query.ts";

const SECOND = 1_000_000_000n;

/** `GET /0/public/Trades`: those after `since`, or the newest. */
export function trades(query: URLSearchParams, floor: Floor): TradesResult {
  const pair = onePair(query);
  const count = wholeNumber(query, "count", 1000, 1, 1000);
  const after = since(query);
  const now = nowNs(floor);
  const found = after === undefined
    ? floor.market.lastTrades(pair, now, count)
    : floor.market.tradesAfter(pair, after, now, count);
  return { [keyOf(query, pair)]: found.map(row), last: String(found.at(-1)?.time ?? after ?? now) };
}

function row({ id, time, price, volume, side, type }: PaperTrade): TradesRow {
  const seconds = time / SECOND;
  // One rounding to a double, as in Kraken's own answers: some 0.2 µs are left of the nanoseconds.
  const shown = Number(`${seconds}.${String(time - seconds * SECOND).padStart(9, "0")}`);
  return [price, volume, shown, side === "buy" ? "b" : "s", type === "market" ? "m" : "l", "", id];
}

/** `GET /0/public/Spread`: about the last 200 changes. */
export function spread(query: URLSearchParams, floor: Floor): SpreadResult {
  const pair = onePair(query);
  const from = since(query) ?? 0n;
  const now = nowNs(floor);
  const changes = quoteChanges(floor.market.of(pair), now, 200)
    .map(({ since: time, bid, ask }): SpreadRow => [
      Number(time / SECOND),
      priceText(pair, bid),
      priceText(pair, ask),
    ]);
  const last = changes.at(-1)?.[0] ?? Number(now / SECOND);
  const begin = Number(from / SECOND);
  return { [keyOf(query, pair)]: changes.filter(([time]) => time >= begin), last };
}
