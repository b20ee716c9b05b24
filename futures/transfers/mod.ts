/**
 * Transfers on Kraken's derivatives REST API: between wallets, between subaccounts, to Spot.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export * from "./transfer.ts";
export * from "./transfer_subaccount.ts";
export * from "./transfers.ts";
export * from "./withdrawal.ts";
