/** Recorded trades, tickers, candles and reference data of the v2 dialect, row by row. */

import { isObject, type Json, type JsonObject, writeJson } from "../ws/json.ts";
import { candlesBefore } from "../ws/topics/ohlc.ts";
import { numberOf, objectsOf, type TapedFrame } from "./recording.ts";
import { isSnapshot } from "./reels.ts";
import type { TapeState, Told } from "./state.ts";

/** Trades in a snapshot, as documented. */
const TRADES = 50;

/** Trades; one that the tape has twice is told once. */
export function tradeState(): TapeState {
  let rows: JsonObject[] = [];
  let last = -1;
  const message = (type: "snapshot" | "update", data: readonly JsonObject[]) =>
    writeJson({ channel: "trade", type, data });
  let begun = false;
  return {
    take({ message: frame, text }: TapedFrame): readonly Told[] {
      const data = objectsOf(frame["data"]);
      const fresh = data.filter((row) => numberOf(row["trade_id"]) > last);
      const ids = fresh.map((row) => numberOf(row["trade_id"]));
      last = Math.max(last, ...ids);
      rows = [...rows, ...fresh].slice(-TRADES);
      const isPast = isSnapshot(frame) && !begun;
      begun = true;
      if (fresh.length === 0 || isPast) return [];
      const isWhole = fresh.length === data.length && !isSnapshot(frame);
      return [{ text: isWhole ? text : message("update", fresh), ids }];
    },
    snapshot: () => [message("snapshot", rows)],
  };
}

/** The newest ticker. */
export function tickerState(): TapeState {
  let newest: JsonObject = {};
  return {
    take({ message, text }: TapedFrame): readonly Told[] {
      const known = newest;
      newest = message;
      if (!isSnapshot(message)) return [{ text }];
      const isNews = known["data"] !== undefined && writeJson(known["data"]) !== writeJson(message["data"] ?? null);
      return isNews ? [{ text: writeJson({ ...message, type: "update" }) }] : [];
    },
    snapshot: () => [writeJson({ ...newest, type: "snapshot" })],
  };
}

/** The newest candles: as many as the recording began with, or as our own snapshots have. */
export function candleState(minutes: number): TapeState {
  const rows = new Map<Json | undefined, JsonObject>();
  let most = candlesBefore(minutes) + 1;
  let marks: JsonObject = {};
  let begun = false;
  return {
    take({ message, text }: TapedFrame): readonly Told[] {
      const { data, ...rest } = message;
      marks = rest;
      const given = objectsOf(data);
      const news = given.filter((row) => writeJson(rows.get(row["interval_begin"]) ?? null) !== writeJson(row));
      for (const row of given) rows.set(row["interval_begin"], row);
      if (isSnapshot(message)) most = Math.max(most, given.length);
      const surplus = [...rows.keys()].slice(0, Math.max(0, rows.size - most));
      for (const begin of surplus) rows.delete(begin);
      const isPast = isSnapshot(message) && !begun;
      begun = true;
      if (!isSnapshot(message)) return [{ text }];
      return isPast || news.length === 0 ? [] : [{ text: writeJson({ ...marks, type: "update", data: news }) }];
    },
    snapshot: () => [writeJson({ ...marks, type: "snapshot", data: [...rows.values()] })],
  };
}

/** Assets and pairs. */
export function instrumentState(): TapeState {
  const assets = new Map<Json | undefined, JsonObject>();
  const pairs = new Map<Json | undefined, JsonObject>();
  let begun = false;
  return {
    take({ message, text }: TapedFrame): readonly Told[] {
      const { data } = message;
      if (!isObject(data)) return [];
      for (const row of objectsOf(data["assets"])) assets.set(row["id"], row);
      for (const row of objectsOf(data["pairs"])) pairs.set(row["symbol"], row);
      const isPast = isSnapshot(message) && !begun;
      begun = true;
      if (isPast) return [];
      return [{ text: isSnapshot(message) ? writeJson({ ...message, type: "update" }) : text }];
    },
    snapshot: () => [
      writeJson({
        channel: "instrument",
        type: "snapshot",
        data: { assets: [...assets.values()], pairs: [...pairs.values()] },
      }),
    ],
  };
}
