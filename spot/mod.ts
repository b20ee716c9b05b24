/**
 * The Spot REST API: every endpoint as a constant, grouped as Kraken's documentation groups them.
 *
 * @module
 */

/** Balances, orders, fills, ledgers, positions, fees, reports, the key itself. */
export * as account from "./account/mod.ts";
/** Earn: strategies and allocations. */
export * as earn from "./earn/mod.ts";
/** Deposits and withdrawals by the calls that are served but frozen. */
export * as funding from "./funding/mod.ts";
/** Deposits and withdrawals by the newer calls with REST verbs. */
export * as fundingBeta from "./funding/beta/mod.ts";
/** Public market data, and the order-by-order book. */
export * as market from "./market/mod.ts";
/** The old staking calls, which Kraken has removed. */
export * as staking from "./staking/mod.ts";
/** Subaccounts and transfers between them. */
export * as subaccounts from "./subaccounts/mod.ts";
/** Placing, changing and cancelling orders. */
export * as trading from "./trading/mod.ts";
