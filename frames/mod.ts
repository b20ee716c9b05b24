/**
 * Tables: {@linkcode Frame} with typed columns and exact money, builders for Kraken's market data, market operations
 * (resample, as-of join, returns, rolling and exponential figures), and adapters to danfojs, arquero and CSV.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { resample, returns, tradeFrame } from "./mod.ts";
 *
 * const trades = tradeFrame([
 *   ["90501.10000", "0.10000000", 1767225600.25, "b", "l", "", 1],
 *   ["90502.00000", "0.20000000", 1767225659.9, "s", "m", "", 2],
 *   ["90600.00000", "1.00000000", 1767225660, "b", "m", "", 3],
 * ], { symbol: "BTC/USD" });
 * const candles = resample(trades, "1m");
 * assertEquals(candles.text("volume"), ["0.30000000", "1.00000000"]); // exact, where floats give 0.30000000000000004
 * console.log(candles.with({ change: returns(candles.column("close")) }));
 * ```
 *
 * @module
 */

export { type Arquero, type ArqueroOptions, type ArqueroTable, toArquero } from "./arquero.ts";
export { asof, type AsofOptions } from "./asof.ts";
export { assetFrame, type AssetRow } from "./assets.ts";
export { candleFrame, type CandleRow, type RowsOrResult } from "./candles.ts";
export { toCSV, type WriteCsvOptions } from "./csv.ts";
export { fromCSV, type ReadCsvOptions } from "./csv_read.ts";
export { type DataFrameOptions, type Tabular, toDataFrame } from "./danfo.ts";
export type { AxisOption, DataFrame, Framed, GroupBy, InPlace, Operand, Series, Value } from "../_deps/danfo_types.ts";
export { bookFrame, type BookLike, type BookRow } from "./book.ts";
export { depthFrame, type DepthRow } from "./depth.ts";
export { type DisplaySettings, type MimeBundle, setDisplay } from "./display.ts";
export { type Ewm, ewm, type EwmOptions } from "./ewm.ts";
export { type Grid, gridOf } from "./every.ts";
export { ExactText } from "./exact.ts";
export {
  type Cell,
  type Column,
  type ColumnOf,
  type Field,
  Frame,
  frame,
  type FrameInit,
  type FrameJSON,
  type FrameKind,
  type FrameMeta,
  type Row,
} from "./frame.ts";
export { pairFrame, type PairRow } from "./pairs.ts";
export { resample, type ResampleOptions } from "./resample.ts";
export { type ReturnOptions, returns } from "./returns.ts";
export { type Rolling, rolling } from "./rolling.ts";
export { spreadFrame, type SpreadRow } from "./spread.ts";
export { tickerFrame, type TickerRow } from "./ticker.ts";
export { tradeFrame, type TradeRow } from "./trades.ts";
export { tradesFromText } from "./trades_text.ts";

export type { Decimal } from "../core/decimal.ts";
export type { Chart, PlotOptions, PngOptions, Spec } from "../plots/mod.ts";
export type { AssetPair, FeeStep, Venue } from "../spot/market/asset_pairs.ts";
export type { ListedClass } from "../spot/market/_params.ts";
export type { AssetInfo } from "../spot/market/assets.ts";
export type { DepthBook, DepthLevel, DepthResult } from "../spot/market/depth.ts";
export type { OhlcRow } from "../spot/market/ohlc.ts";
export type { SpreadRow as WireSpreadRow } from "../spot/market/spread.ts";
export type { TickerInfo } from "../spot/market/ticker.ts";
export type { TradesRow } from "../spot/market/trades.ts";
