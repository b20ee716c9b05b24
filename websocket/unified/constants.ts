/** Channels and order methods of Kraken's Unified WebSocket: data only, no socket. @module */

export { addOrder, type AddOrderParams, type AddOrderResult, type UnifiedOrder } from "./add_order.ts";
export { amendOrder, type AmendOrderParams, type AmendOrderResult } from "./amend_order.ts";
export { balances, type BalancesMessage, type BalancesParams } from "./balances.ts";
export { batchAdd, type BatchAddParams } from "./batch_add.ts";
export { book, type BookMessage, type BookParams } from "./book.ts";
export {
  batchCancel,
  type BatchCancelParams,
  cancelAll,
  cancelAllOrdersAfter,
  type CancelAllOrdersAfterParams,
  cancelOrder,
  type CancelOrderParams,
} from "./cancel.ts";
export { executions, type ExecutionsMessage, type ExecutionsParams } from "./executions.ts";
export { instrument, type InstrumentData, type InstrumentMessage, type InstrumentParams } from "./instrument.ts";
export { type LedgerEntry, ledgers, type LedgersMessage, type LedgersParams } from "./ledgers.ts";
export { level3, type Level3Message, type Level3Params } from "./level3.ts";
export { margin, type MarginMessage, type MarginParams } from "./margin.ts";
export { ohlc, type OhlcMessage, type OhlcParams } from "./ohlc.ts";
export { ASSET_CLASSES, type AssetClassParam } from "./params.ts";
export {
  type PositionData,
  positions,
  type PositionsData,
  type PositionsMessage,
  type PositionsParams,
} from "./positions.ts";
export { preferences, type PreferencesMessage, type PreferencesParams } from "./preferences.ts";
export { type LeverageMode, setPreference, type SetPreferenceParams } from "./set_preference.ts";
export { ticker, type TickerMessage, type TickerParams } from "./ticker.ts";
export { trade, type TradeMessage, type TradeParams } from "./trade.ts";
export type { BookHooks, BooksOptions, BookStream } from "../book_stream.ts";
export type { Channel, ChannelMessage, Method, SequencedMessage } from "../v2/types.ts";
export type {
  AssetData,
  BalanceSnapshotData,
  BookData,
  CandleData,
  ExecutionData,
  L3Data,
  LedgerData,
  PairData,
  TickerData,
  TradeData,
} from "../v2/data.ts";
export type {
  CancelAllOrdersAfterResult,
  CancelCount,
  CommonOrder,
  Conditional,
  OrderOutcome,
  OrderRequest,
  PriceType,
  Triggers,
} from "../v2/orders.ts";
