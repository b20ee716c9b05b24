/** The private methods by the last part of their path, with what they need and cost. Staking is gone, as it is at Kraken. */

import type { Needs } from "../../accounts/permissions.ts";
import { balance, balanceEx, creditLines, listWalletAccounts, tradeBalance } from "./account/balances.ts";
import { addExport, exportStatus, removeExport, retrieveExport } from "./account/exports.ts";
import { getApiKeyInfo, getWebSocketsToken } from "./account/key_info.ts";
import { ledgers, queryLedgers } from "./account/ledgers.ts";
import { closedOrders, openOrders, orderAmends, queryOrders } from "./account/orders.ts";
import { openPositions, queryTrades, tradesHistory } from "./account/trades.ts";
import { tradeVolume } from "./account/volume.ts";
import * as earn from "./earn.ts";
import * as funding from "./funding/legacy.ts";
import { level3 } from "./level3.ts";
import { method, type PrivateMethod } from "./method.ts";
import { accountTransfer, createSubaccount } from "./subaccounts.ts";
import { addOrder, addOrderBatch } from "./trading/add.ts";
import { cancelAll, cancelAllOrdersAfter, cancelOrder, cancelOrderBatch } from "./trading/cancel.ts";
import { amendOrder, editOrder } from "./trading/change.ts";

const FUNDS: Needs = [["query-funds"]];
const OPEN: Needs = [["query-open-trades"]];
const CLOSED: Needs = [["query-closed-trades"]];
const EITHER: Needs = [["query-open-trades"], ["query-closed-trades"]];
const LEDGER: Needs = [["query-ledger"]];
const EXPORT: Needs = [["export-data"]];
const MODIFY: Needs = [["modify-trades"]];
const BOTH: Needs = [["modify-trades", "close-trades"]];
const CLOSE: Needs = [["modify-trades"], ["close-trades"]];
const WITHDRAW: Needs = [["withdraw-funds"]];
const EARN: Needs = [["earn-funds"]];
const EARN_STATUS: Needs = [["earn-funds"], ["query-funds"]];
const ANY: Needs = [];

/** By the part of the path behind `/0/private/`. */
export const PRIVATE: ReadonlyMap<string, PrivateMethod> = new Map<string, PrivateMethod>([
  ["Balance", method(FUNDS, balance)],
  ["BalanceEx", method(FUNDS, balanceEx)],
  ["CreditLines", method(FUNDS, creditLines)],
  ["TradeBalance", method([["query-open-trades"], ["query-funds"]], tradeBalance)],
  ["OpenOrders", method(OPEN, openOrders)],
  ["ClosedOrders", method(CLOSED, closedOrders)],
  ["QueryOrders", method(EITHER, queryOrders)],
  ["OrderAmends", method(EITHER, orderAmends)],
  ["TradesHistory", method(CLOSED, tradesHistory, 2)],
  ["QueryTrades", method(CLOSED, queryTrades)],
  ["OpenPositions", method(OPEN, openPositions)],
  ["Ledgers", method(LEDGER, ledgers, 2)],
  ["QueryLedgers", method(LEDGER, queryLedgers, 2)],
  ["TradeVolume", method(FUNDS, tradeVolume)],
  ["AddExport", method(EXPORT, addExport)],
  ["ExportStatus", method(EXPORT, exportStatus)],
  ["RetrieveExport", method(EXPORT, retrieveExport)],
  ["RemoveExport", method(EXPORT, removeExport)],
  ["GetApiKeyInfo", method(ANY, getApiKeyInfo)],
  ["ListWalletAccounts", method(FUNDS, listWalletAccounts)],
  ["Level3", method(OPEN, level3)],
  ["AddOrder", method(MODIFY, addOrder, 0)],
  ["AddOrderBatch", method(MODIFY, addOrderBatch, 0)],
  ["AmendOrder", method(CLOSE, amendOrder, 0)],
  ["EditOrder", method(BOTH, editOrder)],
  ["CancelOrder", method(CLOSE, cancelOrder, 0)],
  ["CancelOrderBatch", method(CLOSE, cancelOrderBatch, 0)],
  ["CancelAll", method(CLOSE, cancelAll)],
  ["CancelAllOrdersAfter", method(CLOSE, cancelAllOrdersAfter)],
  ["GetWebSocketsToken", method([["create-ws-token"]], getWebSocketsToken)],
  ["DepositMethods", method([["query-funds", "add-funds"]], funding.depositMethods)],
  ["DepositAddresses", method(FUNDS, funding.depositAddresses)],
  ["DepositStatus", method(FUNDS, funding.depositStatus)],
  ["WithdrawMethods", method([["query-funds", "withdraw-funds"]], funding.withdrawMethods)],
  ["WithdrawAddresses", method([["query-funds", "withdraw-funds"]], funding.withdrawAddresses)],
  ["WithdrawInfo", method([["query-funds", "withdraw-funds"]], funding.withdrawInfo)],
  ["Withdraw", method(WITHDRAW, funding.withdraw)],
  ["WithdrawStatus", method([["withdraw-funds"], ["query-ledger"]], funding.withdrawStatus)],
  ["WithdrawCancel", method(WITHDRAW, funding.withdrawCancel)],
  ["WalletTransfer", method(FUNDS, funding.walletTransfer)],
  ["Earn/Allocate", method(EARN, (call) => earn.move(call, true))],
  ["Earn/Deallocate", method(EARN, (call) => earn.move(call, false))],
  ["Earn/AllocateStatus", method(EARN_STATUS, (call) => earn.status(call, true))],
  ["Earn/DeallocateStatus", method(EARN_STATUS, (call) => earn.status(call, false))],
  ["Earn/Strategies", method(ANY, earn.strategies)],
  ["Earn/Allocations", method(FUNDS, earn.allocations)],
  ["CreateSubaccount", method(WITHDRAW, createSubaccount)],
  ["AccountTransfer", method(WITHDRAW, accountTransfer)],
]);
