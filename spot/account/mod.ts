/** Account data: balances, orders, fills, ledgers, reports. All private. @module */

export { addExport, type AddExportParams, type AddExportResult } from "./add_export.ts";
export { balance, type BalanceParams, type BalanceResult } from "./balance.ts";
export { balanceEx, type BalanceExParams, type BalanceExResult, type ExtendedBalance } from "./balance_ex.ts";
export { closedOrders, type ClosedOrdersParams, type ClosedOrdersResult } from "./closed_orders.ts";
export {
  type CreditLimitsMonitor,
  type CreditLineAsset,
  creditLines,
  type CreditLinesParams,
  type CreditLinesResult,
} from "./credit_lines.ts";
export { type ExportReport, exportStatus, type ExportStatusParams, type ExportStatusResult } from "./export_status.ts";
export { getApiKeyInfo, type GetApiKeyInfoResult, type KeyPermission } from "./get_api_key_info.ts";
export { ledgers, type LedgersParams, type LedgersResult } from "./ledgers.ts";
export { listWalletAccounts, type ListWalletAccountsResult, type WalletAccount } from "./list_wallet_accounts.ts";
export { openOrders, type OpenOrdersParams, type OpenOrdersResult } from "./open_orders.ts";
export {
  type ConsolidatedPosition,
  type OpenPosition,
  openPositions,
  type OpenPositionsParams,
  type OpenPositionsResult,
} from "./open_positions.ts";
export { type OrderAmend, orderAmends, type OrderAmendsParams, type OrderAmendsResult } from "./order_amends.ts";
export { queryLedgers, type QueryLedgersParams, type QueryLedgersResult } from "./query_ledgers.ts";
export { queryOrders, type QueryOrdersParams, type QueryOrdersResult } from "./query_orders.ts";
export { queryTrades, type QueryTradesParams, type QueryTradesResult } from "./query_trades.ts";
export { removeExport, type RemoveExportParams, type RemoveExportResult } from "./remove_export.ts";
export { retrieveExport, type RetrieveExportParams, type RetrieveExportResult } from "./retrieve_export.ts";
export { tradeBalance, type TradeBalanceParams, type TradeBalanceResult } from "./trade_balance.ts";
export { tradesHistory, type TradesHistoryParams, type TradesHistoryResult } from "./trades_history.ts";
export {
  type ClassedPair,
  type FeeSchedule,
  type FeeScheduleTier,
  tradeVolume,
  type TradeVolumeParams,
  type TradeVolumeResult,
  type VolumeInputs,
} from "./trade_volume.ts";
export type {
  FeeTierInfo,
  LedgerEntry,
  LedgerType,
  OrderDescription,
  OrderInfo,
  OrderStatus,
  ReportedOrderType,
  ReportedSide,
  TradeInfo,
} from "./_types.ts";
export type { AccountSelector, CursorPaging, NextCursor, Rebasing } from "../_params.ts";
