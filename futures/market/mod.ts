/**
 * Public market data of Kraken's derivatives REST API: contracts, tickers, books, trades and funding rates.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export * from "./fee_schedules.ts";
export * from "./historical_funding_rates.ts";
export * from "./historical_funding_rates_v4.ts";
export * from "./history.ts";
export * from "./instrument_status.ts";
export * from "./instruments.ts";
export * from "./instruments_status.ts";
export * from "./order_book.ts";
export * from "./ticker.ts";
export * from "./tickers.ts";
