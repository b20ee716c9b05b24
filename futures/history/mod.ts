/**
 * Kraken's Futures history API: the account's fills, orders, triggers, positions and ledger, and public events.
 *
 * Kraken's notice does not name it, but documents it with the derivatives REST API that ends on 1 March 2027.
 *
 * @module
 */

export type * from "./_types.ts";
export * from "./account_log.ts";
export * from "./account_log_csv.ts";
export * from "./executions.ts";
export * from "./market_executions.ts";
export * from "./market_orders.ts";
export * from "./market_price.ts";
export * from "./orders.ts";
export * from "./positions.ts";
export * from "./triggers.ts";
