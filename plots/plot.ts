import { candleSpec } from "./candles.ts";
import { Chart } from "./chart.ts";
import { depthSpec } from "./depth.ts";
import type { Plottable } from "./frame_like.ts";
import { lineSpec } from "./lines.ts";
import { type Layout, layout, type PlotOptions } from "./options.ts";
import { spreadSpec } from "./spread.ts";
import type { Spec } from "./theme.ts";
import { tradeSpec } from "./trades.ts";

const BUILDERS: Readonly<Record<string, (frame: Plottable, layout: Layout) => Spec>> = {
  candles: candleSpec,
  trades: tradeSpec,
  depth: depthSpec,
  spread: spreadSpec,
};

/**
 * A chart of a table, by what its rows are: candles with volume, trades, an order book, bid and ask; lines over `time` for
 * everything else, or when `columns` names some. Times are UTC. A table without rows gives a chart saying "no rows".
 *
 * Prices become floats here, for drawing only. Rows out of order are drawn in order of time; those without a time or a
 * price (with `log`, one above zero) are left out, and the chart says so. Rows above `maxRows` are merged or thinned, and the chart says so.
 *
 * @example
 * ```ts
 * import { plot } from "./mod.ts";
 *
 * const columns: Record<string, Float64Array> = {
 *   time: Float64Array.of(0, 3_600_000),
 *   close: Float64Array.of(67_000.1, 67_100.2),
 * };
 * const chart = plot({
 *   kind: "closes",
 *   length: 2,
 *   columns: ["time", "close"],
 *   column: (name) => columns[name] ?? [],
 *   meta: { symbol: "BTC/USD" },
 * });
 * console.log(chart.summary); // BTC/USD · closes · 1970-01-01 00:00 – 01:00 UTC · 2 rows
 * ```
 *
 * @throws {RangeError} when the table lacks a column the chart needs, or an option is out of range.
 * @throws {TypeError} when an option is unknown or has the wrong type.
 */
export function plot(frame: Plottable, options: PlotOptions = {}): Chart {
  const checked = layout(options);
  const build = checked.columns ? lineSpec : BUILDERS[frame.kind] ?? lineSpec;
  const spec = build(frame, checked);
  return new Chart(spec, summaryOf(spec));
}

/** Title and remarks in one line. */
function summaryOf(spec: Spec): string {
  const { text, subtitle } = spec.title as { text: string; subtitle: string[] };
  const empty = String(spec.description).endsWith(": no rows") ? ["no rows"] : [];
  return [text, ...empty, ...subtitle].join(" · ");
}
