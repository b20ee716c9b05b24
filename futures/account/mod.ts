/**
 * The account on Kraken's derivatives REST API: wallets, positions, fills, the contracts it may use.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export * from "./accounts.ts";
export * from "./fee_schedule_volumes.ts";
export * from "./fills.ts";
export * from "./notifications.ts";
export * from "./open_positions.ts";
export * from "./trading_instruments.ts";
export * from "./unwind_queue.ts";
