/** REST's trades of a recording of sockets, so that whoever missed some over the socket finds them there. */

import { findPair } from "../market/names.ts";
import { optional, since } from "../rest/query.ts";
import type { JsonObject } from "../ws/json.ts";
import { type Answer, paged } from "./answers.ts";
import type { Deck } from "./deck.ts";
import { textOf } from "./levels.ts";
import { nanoseconds, numberOf } from "./recording.ts";

/** The answer of `Trades` at a time, nanoseconds since 1970; nothing when the tape has no trades of the pair. */
export function tapedTrades(deck: Deck, query: URLSearchParams, ns: bigint): string | undefined {
  const name = optional(query, "pair");
  const pair = name === undefined ? undefined : findPair(name);
  const rows = pair && deck.trades(pair.symbol, ns);
  if (!pair || !rows) return undefined;
  const newest = rows.at(-1);
  // None has happened yet: whoever asks goes on from where they are.
  if (!newest) return JSON.stringify({ error: [], result: { [pair.id]: [], last: String(since(query) ?? 0n) } });
  const result = { [pair.id]: rows.map(rowOf), last: String(nanoseconds(newest)) };
  const answer: Answer = { text: `{"error":[],"result":${JSON.stringify(result)}}`, result };
  return paged("Trades", [answer], query);
}

/** Price, volume, time, side, kind of order, nothing, number. */
function rowOf(row: JsonObject): unknown[] {
  return [
    textOf(row, "price"),
    textOf(row, "qty"),
    Number(nanoseconds(row)) / 1e9,
    row["side"] === "buy" ? "b" : "s",
    row["ord_type"] === "market" ? "m" : "l",
    "",
    numberOf(row["trade_id"]),
  ];
}
