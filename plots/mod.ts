/**
 * Charts of market data: Vega-Lite specifications, shown by notebooks, and SVG and PNG pictures made from them.
 *
 * @module
 */

export { Chart, type PngOptions } from "./chart.ts";
export type { ColumnValues, PlotMeta, Plottable } from "./frame_like.ts";
export type { PlotOptions } from "./options.ts";
export { plot } from "./plot.ts";
export type { Spec } from "./theme.ts";
