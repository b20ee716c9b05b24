/**
 * Kraken's Futures charts API: candles of trades, mark prices and indices, and market analytics.
 *
 * Kraken's notice does not name it, but documents it with the derivatives REST API that ends on 1 March 2027.
 *
 * @module
 */

export type * from "./_analytics.ts";
export type * from "./_types.ts";
export * from "./analytics.ts";
export * from "./candles.ts";
export * from "./liquidity_pool.ts";
export * from "./resolutions.ts";
export * from "./symbols.ts";
export * from "./tick_types.ts";
