/**
 * Trading preferences on Kraken's derivatives REST API: margin mode, profit currency, self-trade strategy, greek limits.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export * from "./delete_options_mm_greek_limits.ts";
export * from "./leverage_preferences.ts";
export * from "./options_mm_greek_limits.ts";
export * from "./pnl_preferences.ts";
export * from "./self_trade_strategy.ts";
export * from "./set_leverage_preference.ts";
export * from "./set_options_mm_greek_limits.ts";
export * from "./set_pnl_preference.ts";
export * from "./set_self_trade_strategy.ts";
