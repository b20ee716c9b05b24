import type { TickerInfo } from "../spot/market/ticker.ts";
import { numbers } from "./_build.ts";
import { ExactText } from "./exact.ts";
import { Frame, type FrameMeta } from "./frame.ts";

/** A row of a frame of tickers. Prices in the quote asset, volumes in the base asset; "today" begins at 00:00 UTC. */
export type TickerRow = {
  /** The name that keys the answer. */
  symbol: string;
  last: number;
  last_volume: number;
  bid: number;
  bid_volume: number;
  ask: number;
  ask_volume: number;
  /** First price of today. */
  open: number;
  high_today: number;
  high_24h: number;
  low_today: number;
  low_24h: number;
  vwap_today: number;
  vwap_24h: number;
  volume_today: number;
  volume_24h: number;
  trades_today: number;
  trades_24h: number;
};

const MONEY: Readonly<Record<string, (info: TickerInfo) => string>> = {
  last: ({ c }) => c[0],
  last_volume: ({ c }) => c[1],
  bid: ({ b }) => b[0],
  bid_volume: ({ b }) => b[2] ?? b[1],
  ask: ({ a }) => a[0],
  ask_volume: ({ a }) => a[2] ?? a[1],
  open: ({ o }) => o,
  high_today: ({ h }) => h[0],
  high_24h: ({ h }) => h[1],
  low_today: ({ l }) => l[0],
  low_24h: ({ l }) => l[1],
  vwap_today: ({ p }) => p[0],
  vwap_24h: ({ p }) => p[1],
  volume_today: ({ v }) => v[0],
  volume_24h: ({ v }) => v[1],
};

/**
 * Kraken's Ticker answer as a frame, one row a pair in the order of the answer: `symbol` (the key of the answer), last
 * trade, best bid and ask, and the day's statistics; prices and volumes with exact text.
 */
export function tickerFrame(result: Readonly<Record<string, TickerInfo>>, meta: FrameMeta = {}): Frame<TickerRow> {
  const infos = Object.values(result);
  const text = Object.fromEntries(
    Object.entries(MONEY).map(([name, pick]) => [name, ExactText.from(infos.map(pick))]),
  );
  return new Frame<TickerRow>({
    kind: "ticker",
    columns: {
      symbol: Object.keys(result),
      ...Object.fromEntries(Object.entries(text).map(([name, { values }]) => [name, values])),
      trades_today: numbers(infos, ({ t }) => t[0]),
      trades_24h: numbers(infos, ({ t }) => t[1]),
    },
    text,
    meta,
  });
}
