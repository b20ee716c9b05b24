/** Tables of one's own account, from Kraken's answers: each builder takes an answer, where it is from, and names. @module */

export { balanceFrame, type BalanceRow, extendedBalanceFrame, type ExtendedBalanceRow } from "./balances.ts";
export { allocationFrame, type AllocationRow, strategyFrame, type StrategyRow } from "./earn.ts";
export { feeFrame, type FeeRow, feeTierFrame, type FeeTierRow } from "./fees.ts";
export { fillFrame, type FillRow } from "./fills.ts";
export { ledgerFrame, type LedgerRow } from "./ledger.ts";
export { orderFrame, type OrderRow } from "./orders.ts";
export { marketPositionFrame, type MarketPositionRow, positionFrame, type PositionRow } from "./positions.ts";
export {
  type LedgersReportRow,
  reportFrame,
  type ReportKind,
  type ReportOptions,
  type ReportRow,
  type TradesReportRow,
} from "./report.ts";
export { depositFrame, type DepositRow, withdrawalFrame, type WithdrawalRow } from "./transfers.ts";
export type { Entry, Label } from "./_build.ts";
