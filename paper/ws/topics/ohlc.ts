/** Channel `ohlc` of the v2 dialect. */

import { iso } from "../../market/time.ts";
import type { Topic } from "../hub.ts";
import type { Source } from "../source.ts";

/** Lengths in minutes. */
export const INTERVALS = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600] as const;

const MINUTE = 60_000_000_000n;

/** A candle's figures as text; nothing when there is none. */
export type Figures = (from: bigint, to: bigint) => Readonly<Record<string, string | number>> | undefined;

/** The figures of a market's trades. Nothing is sent for intervals without trades. */
export function tradeFigures(source: Source): Figures {
  const price = source.priceText;
  return (from, to) => {
    const { count, open, high, low, close, size, vwap } = source.sums(from, to);
    if (count === 0) return undefined;
    return {
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      trades: count,
      volume: source.sizeText(size),
      vwap,
    };
  };
}

/** The topic of a symbol and interval; it speaks with each trade. */
export function ohlcTopic(source: Source, minutes: number, begin: bigint, figures = tradeFigures(source)): Topic {
  const length = BigInt(minutes) * MINUTE;
  let reached = begin;
  const candle = (from: bigint): string | undefined => {
    const end = from + length;
    const found = figures(from, end <= reached ? end : reached + 1n);
    if (!found) return undefined;
    const fields = Object.entries(found).map(([name, value]) => `"${name}":${value}`).join(",");
    return `{"symbol":"${source.symbol}",${fields},"interval_begin":"${iso(from, 9)}","interval":${minutes},` +
      `"timestamp":"${iso(end, 6)}"}`;
  };
  const message = (type: "snapshot" | "update", begins: Iterable<bigint>) => {
    const rows = [...begins].map(candle).filter((row) => row !== undefined);
    return `{"channel":"ohlc","type":"${type}","timestamp":"${iso(reached, 9)}","data":[${rows.join(",")}]}`;
  };
  return {
    channel: "ohlc",
    symbol: source.symbol,
    snapshot: () => {
      const running = reached / length * length;
      const count = candlesBefore(minutes);
      return [message("snapshot", Array.from({ length: count + 1 }, (_, at) => running - BigInt(count - at) * length))];
    },
    step(to) {
      const prints = source.trades(reached, to);
      reached = to;
      const begins = new Set(prints.map(({ time }) => time / length * length));
      return begins.size === 0 ? [] : [message("update", begins)];
    },
  };
}

/** Finished candles in a snapshot. It is not documented: samples show an hour of 5-minute candles. */
export function candlesBefore(minutes: number): number {
  return Math.max(12, 60 / minutes);
}
