/**
 * Every endpoint of Kraken's Futures REST APIs, by group.
 *
 * Kraken ends the derivatives REST API on 1 March 2027 (`ends: "2027-03-01"`); its successor is the Unified WebSocket.
 * The history, charts and auth APIs are not named in the notice but belong to the same documentation: treat them alike.
 *
 * @module
 */

/** Wallets, positions, fills, notifications. */
export * as account from "./account/mod.ts";
/** Taking over positions of others. */
export * as assignment from "./assignment/mod.ts";
/** The key itself. */
export * as auth from "./auth/mod.ts";
/** Candles and analytics. */
export * as charts from "./charts/mod.ts";
/** Account log, executions, orders, triggers, positions; public executions, orders, mark prices. */
export * as history from "./history/mod.ts";
/** Margin questions to Kraken. */
export * as margining from "./margining/mod.ts";
/** Contracts, tickers, books, trades, funding rates. */
export * as market from "./market/mod.ts";
/** Leverage, profit currency, self-trade strategy. */
export * as preferences from "./preferences/mod.ts";
/** Requests for quotes. */
export * as rfq from "./rfq/mod.ts";
/** Subaccounts and whether they may trade. */
export * as subaccounts from "./subaccounts/mod.ts";
/** Sending, changing and cancelling orders. */
export * as trading from "./trading/mod.ts";
/** Between wallets, subaccounts and Spot. */
export * as transfers from "./transfers/mod.ts";

export type * from "./account/mod.ts";
export type * from "./assignment/mod.ts";
export type * from "./auth/mod.ts";
export type * from "./charts/mod.ts";
export type * from "./history/mod.ts";
export type * from "./margining/mod.ts";
export type * from "./market/mod.ts";
export type * from "./preferences/mod.ts";
export type * from "./rfq/mod.ts";
export type * from "./subaccounts/mod.ts";
export type * from "./trading/mod.ts";
export type * from "./transfers/mod.ts";
