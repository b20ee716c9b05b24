/** Spot market data: every public endpoint, and the order-by-order book. @module */

export * from "./time.ts";
export * from "./system_status.ts";
export * from "./maintenance_schedule.ts";
export * from "./assets.ts";
export * from "./asset_pairs.ts";
export * from "./ticker.ts";
export * from "./ohlc.ts";
export * from "./depth.ts";
export * from "./grouped_book.ts";
export * from "./level3.ts";
export * from "./trades.ts";
export * from "./spread.ts";
export * from "./pre_trade.ts";
export * from "./post_trade.ts";
export type { MaintenanceEvent } from "./_maintenance.ts";
export type { Instrument } from "./_transparency.ts";
export type { AssetVersion, ListedClass, Tokenized } from "./_params.ts";
