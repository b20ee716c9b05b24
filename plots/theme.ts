/** Colours, fonts and number formats that all charts share. */

import { decimalsOf, plain } from "../core/decimal.ts";

/** A part of a Vega-Lite specification; plain JSON. */
export type Spec = Readonly<Record<string, unknown>>;

/**
 * Blue rises, orange falls: the pair that every kind of colour blindness tells apart, and that differs in lightness too, so
 * that it also survives a black-and-white print.
 */
export const COLORS = {
  up: "#0072b2",
  down: "#d9660a",
  line: "#3b4a5a",
  soft: "#b9c4cf",
  text: "#1f2933",
  muted: "#66727f",
  grid: "#e6eaee",
} as const;

/** One colour for each line of a chart, told apart by all readers. */
export const LINES: readonly string[] = ["#0072b2", "#d9660a", "#009e73", "#9a4f96", "#8a6d00", "#56b4e9", "#444c55"];

/** The look of every chart. Names of fonts that readers have come first; Roboto is what our PNG is drawn with. */
export const CONFIG: Spec = {
  background: "#ffffff",
  font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif",
  padding: 12,
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "group",
    color: COLORS.text,
    fontSize: 16,
    fontWeight: 600,
    subtitleColor: COLORS.muted,
    subtitleFontSize: 12,
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    domainColor: COLORS.soft,
    gridColor: COLORS.grid,
    labelColor: COLORS.muted,
    labelFontSize: 11,
    tickColor: COLORS.soft,
    titleColor: COLORS.muted,
    titleFontSize: 11,
    titleFontWeight: "normal",
  },
  axisY: { domain: false, tickSize: 0, labelPadding: 6, titlePadding: 8 },
  legend: { labelColor: COLORS.muted, labelFontSize: 11, titleColor: COLORS.muted, titleFontSize: 11 },
};

/** Time axes: 24 hours, the date at midnight, the month on its first, the year on New Year. */
const TIME_LABELS: Spec = {
  year: "%Y",
  quarter: "%b %Y",
  month: "%b %Y",
  week: "%d %b",
  date: "%d %b",
  hours: "%H:%M",
  minutes: "%H:%M",
  seconds: "%H:%M:%S",
  milliseconds: "%S.%L",
};

/** The time axis of a panel; only the lowest panel has labels. */
export function timeAxis(lowest: boolean): Spec {
  return lowest
    ? {
      title: "time (UTC)",
      format: TIME_LABELS,
      labelOverlap: "greedy",
      labelSeparation: 12,
      grid: true,
      tickCount: 10,
    }
    : { title: null, labels: false, ticks: false, domain: false, grid: true, tickCount: 10 };
}

/** The scale of a price axis: it need not start at zero, and a logarithmic one cannot. */
export function priceScale(log: boolean): Spec {
  return log ? { type: "log", nice: false } : { type: "linear", zero: false };
}

/** Axis labels for volumes: `1.5B`, `20k`, `0.005`, never `5m` for five thousandths. */
export const AMOUNT_LABELS =
  "abs(datum.value) >= 1000 ? replace(format(datum.value, '.3~s'), 'G', 'B') : format(datum.value, ',.3~r')";

/** A d3 format with thousands separators and as many decimals as these exact prices need, at most 10: `",.1f"`. */
export function priceFormat(...columns: readonly ArrayLike<number>[]): string {
  let decimals = 0;
  for (const values of columns) {
    // A thousand samples show the tick size of a market; looking at a million would only take time.
    const stride = Math.max(1, Math.floor(values.length / 1000));
    for (let i = 0; i < values.length; i += stride) {
      const value = values[i];
      if (value !== undefined && Number.isFinite(value)) decimals = Math.max(decimals, decimalsOf(plain(value)));
    }
  }
  return `,.${Math.min(10, decimals)}f`;
}

/** Base and quote of `"BTC/USD"`, for axis titles; both `undefined` when the table does not say. */
export function unitsOf(symbol: unknown): { base: string | undefined; quote: string | undefined } {
  const [base, quote] = typeof symbol === "string" ? symbol.split("/") : [];
  return quote ? { base, quote } : { base: undefined, quote: undefined };
}

/** An axis title with its unit in brackets, when known. */
export function titled(name: string, unit: string | undefined): string {
  return unit ? `${name} (${unit})` : name;
}
