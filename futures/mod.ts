/**
 * Every endpoint of Kraken's Futures REST APIs, by group.
 *
 * Kraken ends the derivatives REST API on 1 March 2027 (`ends: "2027-03-01"`); its successor is the Unified WebSocket.
 * The history, charts and auth APIs are not named in the notice but belong to the same documentation: treat them alike.
 *
 * @module
 */

export * as account from "./account/mod.ts";
export * as assignment from "./assignment/mod.ts";
export * as auth from "./auth/mod.ts";
export * as charts from "./charts/mod.ts";
export * as history from "./history/mod.ts";
export * as margining from "./margining/mod.ts";
export * as market from "./market/mod.ts";
export * as preferences from "./preferences/mod.ts";
export * as rfq from "./rfq/mod.ts";
export * as subaccounts from "./subaccounts/mod.ts";
export * as trading from "./trading/mod.ts";
export * as transfers from "./transfers/mod.ts";
