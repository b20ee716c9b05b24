/**
 * Subaccounts on Kraken's derivatives REST API.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export * from "./set_subaccount_trading_enabled.ts";
export * from "./subaccount_trading_enabled.ts";
export * from "./subaccounts.ts";
