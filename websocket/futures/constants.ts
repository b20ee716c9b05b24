/** Feeds of Kraken's Futures WebSocket v1, which ends on 1 March 2027: data only, no socket. @module */

export {
  accountBalancesAndMargins,
  type AccountBalancesAndMarginsMessage,
  type MarginAccount,
} from "./account_balances_and_margins.ts";
export { accountLog, type AccountLogEntry, type AccountLogMessage } from "./account_log.ts";
export {
  balances,
  type FlexCurrency,
  type FlexFutures,
  type FuturesBalancesMessage,
  type FuturesWallet,
  type MarginFigures,
} from "./balances.ts";
export type { FuturesBookDelta, FuturesBookSnapshot } from "../book/mod.ts";
export { book } from "./book.ts";
export { type Feed, type FeedParams, FUTURES_V1_ENDS } from "./feed.ts";
export { fills, type FillsMessage, type FuturesFill } from "./fills.ts";
export { heartbeat, type HeartbeatMessage } from "./heartbeat.ts";
export { type FuturesNotification, notificationsAuth, type NotificationsMessage } from "./notifications_auth.ts";
export { type FuturesOpenOrder, openOrders, type OpenOrdersChange, type OpenOrdersSnapshot } from "./open_orders.ts";
export { openOrdersVerbose, type OpenOrdersVerboseMessage } from "./open_orders_verbose.ts";
export { type FuturesPosition, openPositions, type OpenPositionsMessage } from "./open_positions.ts";
export { type Greeks, ticker, type TickerMessage } from "./ticker.ts";
export { tickerLite, type TickerLiteMessage } from "./ticker_lite.ts";
export { type FuturesTrade, type FuturesTradeSnapshot, trade } from "./trade.ts";
