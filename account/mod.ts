/**
 * One's own account as tables: balances, orders, fills, ledger, positions, transfers, fees, Earn, and Kraken's reports.
 * Each function takes a {@linkcode Source} and gives a frame with all rows of what was asked for, oldest first.
 *
 * @example What came in and went out in October.
 * ```ts
 * import { symbols } from "../core/symbols.ts";
 * import { createSpotClient } from "../spot/client.ts";
 * import { ledger, type Source } from "./mod.ts";
 *
 * const fetch = () => Promise.resolve(Response.json({ error: [], result: { ledger: {}, count: 0 } }));
 * const client = createSpotClient({ key: "made-up", secret: btoa("made-up"), fetch }); // no fetch: Kraken itself
 * const source: Source = { ...client, symbols: symbols(), name: "kraken", now: Date.now };
 * const october = await ledger(source, { from: "2025-10", to: "2025-11", type: ["deposit", "withdrawal"] });
 * console.log(october);
 * ```
 *
 * @module
 */

export { type BalanceOptions, balances } from "./balances.ts";
export { type EarnAllocationOptions, earnAllocations, earnStrategies, type EarnStrategyOptions } from "./earn.ts";
export { type ExportOptions, type ExportProgress, exportReport } from "./export.ts";
export { fees, feeTiers } from "./fees.ts";
export { type FillOptions, fills } from "./fills.ts";
export { type AnsweredKind, type AskedKind, ledger, type LedgerKind, type LedgerOptions } from "./ledger.ts";
export { type OrderOptions, orders } from "./orders.ts";
export { marketPositions, type PositionOptions, positions } from "./positions.ts";
export type { AccountOptions, AskOptions, RangeOptions, Source, WalkOptions } from "./source.ts";
export { deposits, type TransferOptions, withdrawals } from "./transfers.ts";
