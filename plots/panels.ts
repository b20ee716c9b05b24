/** A chart is panels below each other over one axis; this file puts them together. */

import type { Plottable, Row } from "./frame_like.ts";
import type { Layout } from "./options.ts";
import { COLORS, CONFIG, type Spec } from "./theme.ts";

/** One panel: its height, the axis it shares, and what is drawn, bottom layer first. */
export interface Panel {
  readonly height: number;
  readonly x: Spec;
  readonly layer: readonly Spec[];
}

/** Everything {@linkcode compose} puts into one specification. */
export interface Composition {
  readonly title: string;
  /** Lines below the title; empty ones are left out. */
  readonly notes: readonly (string | undefined)[];
  readonly width: number;
  readonly rows: readonly Row[];
  readonly transform?: readonly Spec[];
  readonly panels: readonly Panel[];
}

/** One width for all axis labels, so that the axis titles of panels below each other stand in line. */
const ALIGNED: Spec = { ...(CONFIG.axisY as Spec), minExtent: 58 };

/** Name, and begin of the final name, of the marks that catch the mouse; invisible, so a still picture leaves them out. */
export const HOVER = "hover";

/** One Vega-Lite specification; dragging moves along the axis, the wheel with Ctrl zooms (alone it scrolls the notebook). */
export function compose({ title, notes, width, rows, transform = [], panels }: Composition): Spec {
  const zoom = {
    name: "zoom",
    select: { type: "interval", encodings: ["x"], zoom: "wheel![event.ctrlKey]" },
    bind: "scales",
  };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: title,
    title: { text: title, subtitle: notes.filter((note) => note) },
    data: { values: rows },
    ...(transform.length > 0 ? { transform } : {}),
    spacing: 18,
    bounds: "flush",
    vconcat: panels.map(({ height, x, layer }, panel) => ({
      width,
      height,
      encoding: { x },
      layer: layer.map((part, i) => ({
        ...part,
        ...(part.name === HOVER ? { name: `${HOVER}_${panel}_${i}` } : {}), // Vega wants each name once
        ...(panel === 0 && i === 0 ? { params: [zoom] } : {}),
      })),
    })),
    resolve: { scale: { x: "shared" } },
    config: panels.length > 1 ? { ...CONFIG, axisY: ALIGNED } : CONFIG,
  };
}

/** The title asked for, or one from the table's symbol and what its rows are: `"BTC/USD · 1h candles"`. */
export function titleOf(frame: Plottable, what: string, { title }: Layout): string {
  if (title !== undefined) return title;
  const { symbol, every } = frame.meta;
  const rows = typeof every === "string" && every ? `${every} ${what}` : what;
  return typeof symbol === "string" && symbol ? `${symbol} · ${rows}` : rows.charAt(0).toUpperCase() + rows.slice(1);
}

/** What the table says of itself: its source and its remark. */
export function originOf({ meta: { source, note } }: Plottable): string | undefined {
  const parts = [typeof source === "string" && source ? `source: ${source}` : "", typeof note === "string" ? note : ""];
  return parts.filter((part) => part).join(" · ") || undefined;
}

/** `"1 row"`, `"720 candles"`, `"12,345 trades"`. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? what.replace(/s$/, "") : what}`;
}

/** The chart of a table without rows: it says so, in place of bare axes that look like a failure. */
export function emptySpec(title: string, notes: readonly (string | undefined)[], { width, height }: Layout): Spec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: `${title}: no rows`,
    title: { text: title, subtitle: notes.filter((note) => note) },
    data: { values: [{ text: "no rows" }] },
    width,
    height: Math.min(height, 120),
    view: { stroke: COLORS.soft, strokeDash: [4, 4] },
    mark: { type: "text", fontSize: 18, color: COLORS.muted },
    encoding: { text: { field: "text", type: "nominal" } },
    config: CONFIG,
  };
}
