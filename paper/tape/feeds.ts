/** Recorded feeds of Futures v1. */

import { type Json, type JsonObject, writeJson } from "../ws/json.ts";
import { levelTexts } from "./book.ts";
import { Levels, type TapedLevel, textOf } from "./levels.ts";
import { numberOf, objectsOf, type TapedFrame } from "./recording.ts";
import { isSnapshot } from "./reels.ts";
import type { TapeState, Told } from "./state.ts";

/** Trades in a snapshot. */
const TRADES = 100;

/** The whole book of a product, by its own numbers. */
export function futuresBookState(product: string): TapeState {
  let [bids, asks] = [new Levels<TapedLevel>(-1), new Levels<TapedLevel>(1)];
  let marks: JsonObject = {};
  let begun = false;
  const put = (levels: Levels<TapedLevel>, row: JsonObject) => {
    const level = { price: textOf(row, "price"), qty: textOf(row, "qty") };
    if (Number(level.qty) === 0) levels.remove(level.price);
    else levels.set(level);
  };
  return {
    take({ message, text }: TapedFrame): readonly Told[] {
      if (!isSnapshot(message)) {
        // The same change over a second connection.
        if (numberOf(message["seq"]) <= numberOf(marks["seq"])) return [];
        put(message["side"] === "buy" ? bids : asks, message);
        marks = { ...marks, timestamp: message["timestamp"], seq: message["seq"] };
        return [{ text }];
      }
      if (begun && numberOf(message["seq"]) === numberOf(marks["seq"])) return [];
      [bids, asks] = [new Levels(-1), new Levels(1)];
      for (const row of objectsOf(message["bids"])) put(bids, row);
      for (const row of objectsOf(message["asks"])) put(asks, row);
      const { timestamp, seq, tickSize = null } = message;
      marks = { timestamp, seq, tickSize };
      const isFirst = !begun;
      begun = true;
      // Where the recording lost its place the numbers have a hole, which only a new first state closes.
      return isFirst ? [] : [{ text }];
    },
    snapshot: () => {
      const { timestamp = null, seq = null, tickSize = null } = marks;
      const head = writeJson({ feed: "book_snapshot", product_id: product, timestamp, seq, tickSize });
      return [`${head.slice(0, -1)},"bids":[${levelTexts(bids.rows)}],"asks":[${levelTexts(asks.rows)}]}`];
    },
    book: () => ({ bids: bids.rows, asks: asks.rows, checksum: undefined }),
  };
}

/** Trades of a product, told once each. */
export function futuresTradeState(product: string): TapeState {
  const rows = new Map<Json | undefined, JsonObject>();
  let begun = false;
  const known = (row: JsonObject) => row["uid"] ?? row["seq"];
  const keep = (row: JsonObject) => {
    rows.set(known(row), row);
    // Twice as many as are served, so that those told already are known again.
    const [oldest] = rows.keys();
    if (rows.size > 2 * TRADES) rows.delete(oldest);
  };
  return {
    take({ message, text }: TapedFrame): readonly Told[] {
      const isPast = isSnapshot(message) && !begun;
      begun = true;
      const given = isSnapshot(message) ? objectsOf(message["trades"]).toReversed() : [message];
      const fresh = given.filter((row) => !rows.has(known(row)));
      for (const row of fresh) keep(row);
      if (isPast) return [];
      return fresh.map((row) => ({ text: row === message ? text : writeJson(row) }));
    },
    snapshot: () => [
      writeJson({
        feed: "trade_snapshot",
        product_id: product,
        trades: [...rows.values()].slice(-TRADES).reverse(),
      }),
    ],
  };
}

/** The newest message of a feed whose every message tells everything. */
export function futuresTickerState(): TapeState {
  let newest = "";
  return {
    take({ text }: TapedFrame): readonly Told[] {
      const isNews = text !== newest;
      newest = text;
      return isNews ? [{ text }] : [];
    },
    snapshot: () => [newest],
  };
}
