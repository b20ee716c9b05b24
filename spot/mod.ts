/**
 * The Spot REST API: every endpoint as a constant, grouped as Kraken's documentation groups them.
 *
 * @module
 */

export * as account from "./account/mod.ts";
export * as earn from "./earn/mod.ts";
export * as funding from "./funding/mod.ts";
export * as fundingBeta from "./funding/beta/mod.ts";
export * as market from "./market/mod.ts";
export * as staking from "./staking/mod.ts";
export * as subaccounts from "./subaccounts/mod.ts";
export * as trading from "./trading/mod.ts";
