/** Kraken's names of the key settings. A Futures key has two independent levels: General API and Withdrawal API. */

/** Reads. */
export const READ = "General API - Read Only";

/** Orders, preferences and transfers between own wallets. */
export const FULL = "General API - Full Access";

/** Transfers to the Spot wallet. */
export const WITHDRAW = "Withdrawal API - Full Access";
