/** What `k.stream` offers: the calls, their options, and what they give. */

import type { Budget } from "../core/limiter.ts";
import type { FuturesBook, L2Book, L3Book } from "./book/mod.ts";
import type { BookDepth, L3Depth } from "./book/mod.ts";
import type { BookChange, BooksOptions, BookStream } from "./book_stream.ts";
import type { ConnectionOptions } from "./connection_types.ts";
import type { Fill, HistoryFill } from "./every_fill.ts";
import type { MissingTrades } from "./every_trade.ts";
import type { FuturesSocket } from "./futures/connect.ts";
import type { Feed, FeedParams } from "./futures/feed.ts";
import type { TickerMessage } from "./futures/ticker.ts";
import type { FetchFuturesTrades, StreamedFuturesTrade } from "./every_futures_trade.ts";
import type { LiveStream } from "./live_stream.ts";
import type { Recording } from "./record.ts";
import type { BalancesMessage, BalancesParams } from "./spot/balances.ts";
import type { Precisions, SpotSocket } from "./spot/connect.ts";
import type { ExecutionsMessage, ExecutionsParams } from "./spot/executions.ts";
import type { InstrumentMessage, InstrumentParams } from "./spot/instrument.ts";
import type { StreamEvent } from "./subscription.ts";
import type { CandleData, TickerData, TradeData } from "./v2/data.ts";
import type { LostLookup } from "./v2/reader.ts";
import type { Delivered, V2CallOptions } from "./v2/socket.ts";
import type { Method, V2Host, WithDigits } from "./v2/types.ts";

/** One symbol or several, in any spelling the resolver takes. */
export type SymbolList = string | readonly string[];

/** Options of `createStreams`. */
export interface StreamsOptions extends ConnectionOptions {
  /** Other addresses of Spot. */
  urls?: Partial<Record<V2Host, string>> | undefined;
  /** Another address of Futures. */
  futuresUrl?: string | undefined;
  /** Gives a WebSocket token, for private streams, level 3 and orders. */
  token?: (() => Promise<string>) | undefined;
  /** A Futures key, for private feeds. */
  futures?: { readonly key: string; readonly secret: string } | undefined;
  /** Makes a Spot symbol (`BTC/USD`) of any spelling. @default {the text as it is} */
  resolve?: ((text: string) => string | Promise<string>) | undefined;
  /** Makes a Futures product (`PF_XBTUSD`) of any spelling. @default {the text as it is} */
  resolveFutures?: ((text: string) => string | Promise<string>) | undefined;
  /** Fetches trades that a stream missed. */
  fetchTrades?: ((missing: MissingTrades) => Promise<readonly TradeData[]>) | undefined;
  /** Fetches Futures trades that a stream missed, page by page. */
  fetchFuturesTrades?: FetchFuturesTrades | undefined;
  /** Fetches fills that a stream missed. */
  fetchFills?: ((since: string, signal?: AbortSignal) => Promise<readonly HistoryFill[]>) | undefined;
  /** Looks up what became of an order method whose answer was lost. */
  lookup?: LostLookup | undefined;
  /** The rate budget of the token's key, whose trading counters orders of `call` are charged to. @default {nothing is counted} */
  budget?: Budget | undefined;
  /** Decimals by symbol, for books behind tools that drop zeros. */
  precisions?: Precisions | undefined;
}

/** Options of one stream. */
export interface StreamOptions {
  /** Whether {@linkcode StreamEvent}s come in-band. @default {false} */
  events?: boolean | undefined;
  /** Most unread messages. */
  capacity?: number | undefined;
  /** Aborting ends the stream with the signal's own reason. */
  signal?: AbortSignal | undefined;
}

/** What a stream yields, with or without events. */
export type Streamed<Item, Options> = Item | (Options extends { readonly events: true } ? StreamEvent : never);

/** Options of {@linkcode Streams.ticker}. */
export interface TickerStreamOptions extends StreamOptions {
  /** What brings an update: each trade, or each change of the best prices. @default {"trades"} */
  trigger?: "trades" | "bbo" | undefined;
}

/** Options of {@linkcode Streams.candles}. */
export interface CandleStreamOptions extends StreamOptions {
  /** Length of a candle: `"5m"`, `"1h"`, `"1d"` or minutes. @default {"1m"} */
  every?: string | number | undefined;
}

/** Options of {@linkcode Streams.executions}. */
export interface ExecutionStreamOptions extends StreamOptions, ExecutionsParams {
  /** Whether numbers come as the exact text that stood on the wire. @default {false} */
  digits?: boolean | undefined;
}

/** A live book that can be asked at any time, and read change by change; disposing it unsubscribes. */
export type FollowedBook<Book> = Book & AsyncIterable<BookChange<Book> | StreamEvent> & AsyncDisposable;

/** Streams of Futures v1, which ends on 1 March 2027. */
export interface FuturesStreams {
  /** Prices, mark price and funding, at most once a second each. */
  ticker<const O extends StreamOptions>(
    products: SymbolList,
    options?: O,
  ): LiveStream<Streamed<TickerMessage, O>>;
  /**
   * Trades as they happen; recent ones first, oldest first. Each comes once, also across reconnects: what was missed is fetched, and has no
   * `seq`. A hole that can't be filled ends the stream, or with `events: true` is told and passed.
   */
  trades<const O extends StreamOptions>(
    products: SymbolList,
    options?: O,
  ): LiveStream<Streamed<StreamedFuturesTrade, O>>;
  /** A live book of whole depth, verified by its sequence or not shown. */
  book(product: string, options?: BooksOptions): Promise<FollowedBook<FuturesBook>>;
  /** Messages of any feed, private ones included. */
  feed<Message, const O extends StreamOptions>(
    feed: Feed<Message>,
    params?: FeedParams,
    options?: O,
  ): LiveStream<Streamed<Message, O>>;
}

/**
 * Streams of Spot, and of Futures in `futures`. Reading starts a stream, leaving the loop ends it. Each shows its `lag` (messages that wait)
 * and what its reader was too slow for, `dropped`; with `events: true` a `gap` event stands where messages were dropped.
 *
 * An option that does not exist is refused with a TypeError when the stream is first read.
 */
export interface Streams extends AsyncDisposable {
  /** Best bid and ask, last trade and statistics, with each trade (or each change of the best prices). */
  ticker<const O extends TickerStreamOptions>(
    symbols: SymbolList,
    options?: O,
  ): LiveStream<Streamed<TickerData, O>>;
  /**
   * Every trade from now on exactly once, across reconnects. A hole that can't be filled and a symbol that Kraken refuses end the stream,
   * or with `events: true` are told and passed.
   */
  trades<const O extends StreamOptions>(
    symbols: SymbolList,
    options?: O,
  ): LiveStream<Streamed<TradeData, O>>;
  /** Candles as they form: `{ every: "5m" }`. The last one repeats until its interval ends. @default {every 1m} */
  candles<const O extends CandleStreamOptions>(
    symbols: SymbolList,
    options?: O,
  ): LiveStream<Streamed<CandleData, O>>;
  /**
   * A live book, verified by its checksum or not shown; resolves when its first state is, for which `timeoutMs` (10 s) is the limit as
   * well. When that fails nothing stays subscribed. Once the stream is over its queries throw why. @default {depth 10}
   */
  book(symbol: string, options?: BooksOptions & { depth?: BookDepth }): Promise<FollowedBook<L2Book>>;
  /** Live books of several symbols. @default {depth 10} */
  books(symbols: SymbolList, options?: BooksOptions & { depth?: BookDepth }): Promise<BookStream<L2Book>>;
  /** A live order-by-order book. Needs a token. @default {depth 10} */
  level3(symbol: string, options?: BooksOptions & { depth?: L3Depth }): Promise<FollowedBook<L3Book>>;
  /** Your orders and fills, message by message: a snapshot, then changes. */
  executions<const O extends ExecutionStreamOptions>(options?: O): LiveStream<Delivered<ExecutionsMessage, O>>;
  /** Every fill of yours from now on exactly once, across reconnects, amounts as exact text; and the stream's events. */
  fills(options?: Omit<StreamOptions, "events">): LiveStream<Fill | StreamEvent>;
  /** Your balances, then ledger entries; every number as exact text. */
  balances<const O extends StreamOptions & BalancesParams>(
    options?: O,
  ): LiveStream<Streamed<WithDigits<BalancesMessage>, O>>;
  /** Assets and pairs, then what changes. */
  instruments<const O extends StreamOptions & InstrumentParams>(
    options?: O,
  ): LiveStream<Streamed<InstrumentMessage, O>>;
  /**
   * Sends an order method over the socket, e.g. `call(addOrder, { … })`. With a budget it is charged to the trading counters, and waits for
   * its turn or is refused as the budget's `limiter` says.
   */
  call<Params, Result>(
    method: Method<Params, Result, "spot">,
    params: Params,
    options?: V2CallOptions,
  ): Promise<Result>;
  /** Futures v1. */
  readonly futures: FuturesStreams;
  /** Records every frame of every stream from now on, until it is disposed. */
  record(path: string | URL): Promise<Recording>;
  /** The Spot socket, for channels by their own name. */
  socket(): Promise<SpotSocket>;
  /** The Futures socket. */
  futuresSocket(): Promise<FuturesSocket>;
  /**
   * Closes everything; readers end after what they have not read, and who is only beginning is over. Streams made by `createStreams` are over
   * for good and say so in a TypeError; `k.stream` opens anew for who reads it later.
   */
  close(): Promise<void>;
}
