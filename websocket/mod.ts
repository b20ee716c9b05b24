/**
 * Kraken over WebSocket: verified order books, live streams and order entry. Each socket's channels are in a module of their own:
 * `spotSocket`, `unifiedSocket`, `futuresSocket`.
 *
 * @module
 */

export type { Codec, Codecs, Place, RequiredCodec, Wire } from "../core/codecs.ts";
export type { Decimal } from "../core/decimal.ts";
export {
  ApiError,
  BookError,
  type ErrorCategory,
  type ErrorDetails,
  KrakenError,
  OutcomeUnknownError,
  RateLimitError,
  TransportError,
} from "../core/errors.ts";
export * from "./book/mod.ts";
export {
  type Attachment,
  type BookChange,
  type BookHooks,
  type BooksOptions,
  BookStream,
  type LiveBook,
  type VerifiedOptions,
} from "./book_stream.ts";
export {
  Connection,
  type ConnectionEvent,
  type ConnectionOptions,
  type ConnectionState,
  type ConnectionStats,
  type Protocol,
} from "./connection.ts";
export { everyFill, type EveryFillOptions, type Fill, type HistoryFill, type SubscribeFills } from "./every_fill.ts";
export {
  everyTrade,
  type EveryTradeOptions,
  type MissingTrades,
  type NumberedTrade,
  type SubscribeTrades,
  withoutGaps,
} from "./every_trade.ts";
export { connectFutures, type ConnectFuturesOptions, type FeedOptions, FuturesSocket } from "./futures/connect.ts";
export type { Feed, FeedParams } from "./futures/feed.ts";
export type { ReaderCounters } from "./reader_counters.ts";
export { type Beginning, type LiveSource, LiveStream, type LiveStreamOptions } from "./live_stream.ts";
export type { Patience } from "./patience.ts";
export { type Overflow, QueueOverflowError } from "./queue.ts";
export { readRecording, record, type RecordedFrame, Recording } from "./record.ts";
export { Replay, replay, type ReplayOptions } from "./replay.ts";
export type { Greeks, TickerMessage as FuturesTickerMessage } from "./futures/ticker.ts";
export type { FuturesTrade } from "./futures/trade.ts";
export type { FetchFuturesTrades, StreamedFuturesTrade } from "./every_futures_trade.ts";
export type { BalancesMessage, BalancesParams } from "./spot/balances.ts";
export type { ExecutionsMessage, ExecutionsParams } from "./spot/executions.ts";
export type { InstrumentMessage, InstrumentParams } from "./spot/instrument.ts";
export type { BookParams } from "./spot/book.ts";
export {
  connectSpot,
  type ConnectSpotOptions,
  type Precisions,
  type SpotBooksOptions,
  SpotSocket,
} from "./spot/connect.ts";
export type { Level3Params } from "./spot/level3.ts";
export {
  type CandleStreamOptions,
  createStreams,
  type ExecutionStreamOptions,
  type FollowedBook,
  type FuturesStreams,
  type Streamed,
  type StreamOptions,
  type Streams,
  type StreamsOptions,
  type SymbolList,
  type TickerStreamOptions,
} from "./streams.ts";
export { type StreamEvent, type SubscribeOptions, Subscription } from "./subscription.ts";
export {
  type OpenTransport,
  platformTransport,
  type Transport,
  type TransportHandlers,
  type TransportOptions,
  wsTransport,
} from "./transport.ts";
export type { BookParams as UnifiedBookParams } from "./unified/book.ts";
export { ASSET_CLASSES, type AssetClassParam } from "./unified/params.ts";
export { connectUnified, type ConnectUnifiedOptions, UnifiedSocket } from "./unified/connect.ts";
export * from "./v2/data.ts";
export type { AnyChannel, EngineStatus, Fields, Reader, Session, SessionOptions } from "./v2/session.ts";
export type { LostCall, LostLookup, SentCall } from "./v2/reader.ts";
export type { CallPlan } from "./v2/asker.ts";
export {
  type Attached,
  type AttachedReader,
  type AttachOptions,
  type Delivered,
  type SocketEvent,
  type SocketHooks,
  type V2CallOptions,
  V2Socket,
  type V2SocketOptions,
} from "./v2/socket.ts";
export type {
  Channel,
  ChannelMessage,
  Method,
  SequencedMessage,
  V2Api,
  V2Host,
  V2Response,
  WithDigits,
} from "./v2/types.ts";
/** Channels and order methods of Spot v2. */
export * as spotSocket from "./spot/mod.ts";
/** Channels and order methods of the Unified WebSocket. */
export * as unifiedSocket from "./unified/mod.ts";
/** Feeds of the Futures WebSocket v1, which ends on 1 March 2027. */
export * as futuresSocket from "./futures/mod.ts";
