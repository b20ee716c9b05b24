/** Small tables in the shape charts are made of; made here, not recorded. */

import type { Plottable } from "../../plots/mod.ts";

/** A table from its columns. */
export function table(
  kind: string,
  columns: Record<string, Float64Array | readonly string[]>,
  meta: Record<string, unknown> = {},
): Plottable {
  return {
    kind,
    length: Object.values(columns)[0]?.length ?? 0,
    columns: Object.keys(columns),
    column: (name) => columns[name] ?? [],
    meta,
  };
}

const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 1);

/** Candles of one hour with rising and falling prices, one decimal each; the same ones every time. */
export function candles(length: number, meta: Record<string, unknown> = { symbol: "BTC/USD", every: "1h" }): Plottable {
  const at = (shift: number) =>
    Float64Array.from({ length }, (_, i) => Math.round((67_000 + 900 * Math.sin((i + shift) / 5)) * 10) / 10);
  const [open, close] = [at(0), at(1)];
  return table("candles", {
    time: Float64Array.from({ length }, (_, i) => START + i * HOUR),
    open,
    high: open.map((value, i) => Math.max(value, close[i]!) + 10),
    low: open.map((value, i) => Math.min(value, close[i]!) - 10),
    close,
    vwap: open,
    volume: Float64Array.from({ length }, (_, i) => 1 + i % 7),
    count: Float64Array.from({ length }, (_, i) => 10 + i % 5),
  }, meta);
}

/** Trades two seconds apart, every third one a sale, 0.5 each. */
export function trades(length: number): Plottable {
  return table("trades", {
    time: Float64Array.from({ length }, (_, i) => START + i * 2000 + 0.25),
    price: Float64Array.from({ length }, (_, i) => Math.round((3000 + 20 * Math.sin(i / 50)) * 100) / 100),
    volume: new Float64Array(length).fill(0.5),
    side: Array.from({ length }, (_, i) => i % 3 === 0 ? "sell" : "buy"),
  }, { symbol: "ETH/USD" });
}
