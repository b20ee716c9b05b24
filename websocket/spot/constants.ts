/** Channels and order methods of Kraken Spot WebSocket v2: data only, no socket. @module */

export { addOrder, type AddOrderParams, type AddOrderResult, type SpotOrder } from "./add_order.ts";
export { amendOrder, type AmendOrderParams, type AmendOrderResult } from "./amend_order.ts";
export { balances, type BalancesMessage, type BalancesParams } from "./balances.ts";
export { batchAdd, type BatchAddParams } from "./batch_add.ts";
export { batchCancel, type BatchCancelParams } from "./batch_cancel.ts";
export { book, type BookMessage, type BookParams } from "./book.ts";
export { cancelAll } from "./cancel_all.ts";
export { cancelAllOrdersAfter, type CancelAllOrdersAfterParams } from "./cancel_all_orders_after.ts";
export { cancelOrder, type CancelOrderParams } from "./cancel_order.ts";
export { editOrder, type EditOrderParams, type EditOrderResult } from "./edit_order.ts";
export { executions, type ExecutionsMessage, type ExecutionsParams } from "./executions.ts";
export { instrument, type InstrumentMessage, type InstrumentParams } from "./instrument.ts";
export { level3, type Level3Message, type Level3Params } from "./level3.ts";
export { ohlc, OHLC_INTERVALS, type OhlcMessage, type OhlcParams } from "./ohlc.ts";
export { ticker, type TickerMessage, type TickerParams } from "./ticker.ts";
export { trade, type TradeMessage, type TradeParams } from "./trade.ts";
export type { BookHooks, BooksOptions, BookStream } from "../book_stream.ts";
export type { Channel, ChannelMessage, Method, SequencedMessage } from "../v2/types.ts";
export * from "../v2/data.ts";
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
