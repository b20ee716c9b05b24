/** Streams for people: one call each, sockets opened when first needed and shared, symbols in any spelling. */

import { type Interval, parseEvery } from "../core/time.ts";
import type { BookView, FuturesBook, FuturesBookDelta, FuturesBookSnapshot, L2Book, L3Book } from "./book/mod.ts";
import type { BookDepth, L3Depth } from "./book/mod.ts";
import type { BookChange, BooksOptions, BookStream, LiveBook } from "./book_stream.ts";
import type { ConnectionOptions } from "./connection.ts";
import { everyFill, type Fill, type HistoryFill } from "./every_fill.ts";
import { everyTrade, type MissingTrades, type NumberedTrade, withoutGaps } from "./every_trade.ts";
import { connectFutures, type FuturesSocket } from "./futures/connect.ts";
import type { Feed, FeedParams } from "./futures/feed.ts";
import { ticker as futuresTicker, type TickerMessage } from "./futures/ticker.ts";
import { type FuturesTrade, trade as futuresTrade } from "./futures/trade.ts";
import { record, type Recording } from "./record.ts";
import { balances, type BalancesMessage, type BalancesParams } from "./spot/balances.ts";
import { connectSpot, type Precisions, type SpotSocket } from "./spot/connect.ts";
import { executions, type ExecutionsMessage, type ExecutionsParams } from "./spot/executions.ts";
import { instrument, type InstrumentMessage, type InstrumentParams } from "./spot/instrument.ts";
import { ohlc } from "./spot/ohlc.ts";
import { ticker } from "./spot/ticker.ts";
import { trade } from "./spot/trade.ts";
import type { StreamEvent, SubscribeOptions } from "./subscription.ts";
import type { CandleData, TickerData, TradeData } from "./v2/data.ts";
import type { Delivered, V2CallOptions } from "./v2/socket.ts";
import type { Channel, Method, V2Host, WithDigits } from "./v2/types.ts";

/** One symbol or several, in any spelling the resolver takes. */
export type SymbolList = string | readonly string[];

/** Options of {@linkcode createStreams}. */
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
  /** Fetches fills that a stream missed. */
  fetchFills?: ((since: string) => Promise<readonly HistoryFill[]>) | undefined;
  /** Looks orders up whose answer was lost; `sentAt` is when they left, Unix milliseconds of this machine. */
  lookup?: ((clientOrderIds: readonly string[], sentAt: number) => Promise<unknown>) | undefined;
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

/** A live book that can be asked at any time, and read change by change; disposing it unsubscribes. */
export type FollowedBook<Book> = Book & AsyncIterable<BookChange<Book> | StreamEvent> & AsyncDisposable;

/** Streams of Futures v1, which ends on 1 March 2027. */
export interface FuturesStreams {
  /** Prices, mark price and funding, at most once a second each. */
  ticker<const O extends StreamOptions>(
    products: SymbolList,
    options?: O,
  ): AsyncGenerator<Streamed<TickerMessage, O>, void, void>;
  /** Trades as they happen; recent ones first, oldest first. Each comes once. */
  trades<const O extends StreamOptions>(
    products: SymbolList,
    options?: O,
  ): AsyncGenerator<Streamed<FuturesTrade, O>, void, void>;
  /** A live book of whole depth, verified by its sequence or not shown. */
  book(product: string, options?: BooksOptions): Promise<FollowedBook<FuturesBook>>;
  /** Messages of any feed, private ones included. */
  feed<Message, const O extends StreamOptions>(
    feed: Feed<Message>,
    params?: FeedParams,
    options?: O,
  ): AsyncGenerator<Streamed<Message, O>, void, void>;
}

/** Streams of Spot, and of Futures in `futures`. Reading starts a stream, leaving the loop ends it. */
export interface Streams extends AsyncDisposable {
  /** Best bid and ask, last trade and statistics, with each trade (or each change of the best prices). */
  ticker<const O extends StreamOptions & { trigger?: "trades" | "bbo" }>(
    symbols: SymbolList,
    options?: O,
  ): AsyncGenerator<Streamed<TickerData, O>, void, void>;
  /**
   * Every trade from now on exactly once, across reconnects. A hole that can't be filled ends the stream, or with `events: true` is told
   * and passed.
   */
  trades<const O extends StreamOptions>(
    symbols: SymbolList,
    options?: O,
  ): AsyncGenerator<Streamed<TradeData, O>, void, void>;
  /** Candles as they form: `{ every: "5m" }`. The last one repeats until its interval ends. @default {every 1m} */
  candles<const O extends StreamOptions & { every?: string | number }>(
    symbols: SymbolList,
    options?: O,
  ): AsyncGenerator<Streamed<CandleData, O>, void, void>;
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
  executions<const O extends StreamOptions & ExecutionsParams>(
    options?: O,
  ): AsyncGenerator<Streamed<ExecutionsMessage, O>, void, void>;
  /** Every fill of yours from now on exactly once, across reconnects; and the stream's events. */
  fills(options?: Omit<StreamOptions, "events">): AsyncGenerator<Fill | StreamEvent, void, void>;
  /** Your balances, then ledger entries; every number as exact text. */
  balances<const O extends StreamOptions & BalancesParams>(
    options?: O,
  ): AsyncGenerator<Streamed<WithDigits<BalancesMessage>, O>, void, void>;
  /** Assets and pairs, then what changes. */
  instruments<const O extends StreamOptions & InstrumentParams>(
    options?: O,
  ): AsyncGenerator<Streamed<InstrumentMessage, O>, void, void>;
  /** Sends an order method over the socket, e.g. `call(addOrder, { … })`. */
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
  /** Closes everything; readers end. */
  close(): Promise<void>;
}

/** Trade ids kept to tell duplicates; far more than a snapshot has. */
const REMEMBERED = 50_000;

const same = (text: string) => text;

/** A book that is also its own stream, from its first verified state on. */
async function followed<Book extends LiveBook<Input> & BookView, Input>(
  stream: BookStream<Book, Input>,
  limits: Pick<BooksOptions, "signal" | "timeoutMs">,
): Promise<FollowedBook<Book>> {
  const [book] = stream.books.values();
  try {
    await stream.verified(limits);
    if (!book) throw [...stream.refused.values()][0] ?? new RangeError("Cannot follow a book without a symbol");
  } catch (error) {
    // Nobody else holds the stream: it would stay subscribed for ever.
    await stream[Symbol.asyncDispose]();
    throw error;
  }
  return Object.assign(book, {
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
  });
}

/** The option or a default, of an interval said in any way. */
const minutes = (every: string | number | undefined): Interval => parseEvery(every ?? 1);

/** Streams over sockets that are opened when first needed. Nothing is opened, read or sent before. */
export function createStreams(options: StreamsOptions = {}): Streams {
  const { resolve = same, resolveFutures = same, fetchTrades, fetchFills, precisions } = options;
  const { urls, futuresUrl, futures, token, lookup, ...connection } = options;
  const tapes = new Set<Recording>();
  let spot: Promise<SpotSocket> | undefined;
  let derivatives: Promise<FuturesSocket> | undefined;

  const onFrame = (text: string, time: number, host?: string) => {
    for (const tape of tapes) tape.onFrame(text, time, host);
  };
  const socket = (open: V2Host = "public"): Promise<SpotSocket> => {
    const opening = spot ??= connectSpot({ ...connection, urls, token, lookup, onFrame, open });
    // A failed attempt must not be the last one.
    opening.catch(() => spot === opening && (spot = undefined));
    return opening;
  };
  const futuresSocket = (): Promise<FuturesSocket> => {
    const opening = derivatives ??= connectFutures({ ...connection, ...futures, url: futuresUrl, onFrame });
    opening.catch(() => derivatives === opening && (derivatives = undefined));
    return opening;
  };
  const symbolsOf = (list: SymbolList) => Promise.all([list].flat().map(resolve));
  const productsOf = (list: SymbolList) => Promise.all([list].flat().map(resolveFutures));

  async function* messages<Params, Message, const O extends SubscribeOptions>(
    channel: Channel<Params, Message, "spot">,
    params: Params,
    how: O,
  ): AsyncGenerator<Delivered<Message, O>, void, void> {
    await using stream = await (await socket(channel.host)).subscribe(channel, params, how);
    yield* stream;
  }

  async function* feed<Message>(
    one: Feed<Message>,
    params: FeedParams = {},
    { events, capacity, signal }: StreamOptions = {},
  ): AsyncGenerator<Message | StreamEvent, void, void> {
    await using stream = await (await futuresSocket()).subscribe(one, params, { events, capacity, signal });
    yield* stream as AsyncIterable<Message | StreamEvent>;
  }

  /** Rows one by one; events as they are. */
  async function* rows<Row>(
    stream: AsyncIterable<{ readonly data: readonly Row[] } | StreamEvent>,
  ): AsyncGenerator<Row | StreamEvent, void, void> {
    for await (const message of stream) {
      if ("data" in message) yield* message.data;
      else yield message;
    }
  }

  const self = {
    async *ticker(
      list: SymbolList,
      { trigger: event_trigger, ...how }: StreamOptions & { trigger?: "trades" | "bbo" } = {},
    ) {
      const symbol = await symbolsOf(list);
      yield* rows(messages(ticker, { symbol, ...(event_trigger && { event_trigger }) }, how));
    },
    async *trades(list: SymbolList, { events, ...how }: StreamOptions = {}) {
      const symbol = await symbolsOf(list);
      const all = everyTrade(
        async (asked) => await (await socket()).subscribe(trade, { symbol, snapshot: true }, asked),
        { ...how, fetchTrades },
      );
      if (events) { for await (const each of all) yield each.type === "trade" ? (each as NumberedTrade).trade : each; }
      else yield* withoutGaps(all);
    },
    async *candles(list: SymbolList, { every, ...how }: StreamOptions & { every?: string | number } = {}) {
      const interval = minutes(every);
      yield* rows(messages(ohlc, { symbol: await symbolsOf(list), interval }, how));
    },
    async books(list: SymbolList, { depth = 10, ...how }: BooksOptions & { depth?: BookDepth } = {}) {
      return await (await socket()).books({ symbol: await symbolsOf(list), depth }, { ...how, precisions });
    },
    async book(symbol: string, how: BooksOptions & { depth?: BookDepth } = {}) {
      return await followed(await self.books(symbol, how), how);
    },
    async level3(symbol: string, { depth = 10, ...how }: BooksOptions & { depth?: L3Depth } = {}) {
      const stream = await (await socket("l3")).level3Books({ symbol: await symbolsOf(symbol), depth }, {
        ...how,
        precisions,
      });
      return await followed(stream, how);
    },
    executions: ({ events, capacity, signal, ...params }: StreamOptions & ExecutionsParams = {}) =>
      messages(executions, params, { events, capacity, signal }),
    fills: (how: Omit<StreamOptions, "events"> = {}) =>
      everyFill(async (asked) => await (await socket("auth")).subscribe(executions, { snap_trades: true }, asked), {
        ...how,
        fetchFills,
      }),
    balances: ({ events, capacity, signal, ...params }: StreamOptions & BalancesParams = {}) =>
      messages(balances, params, { events, capacity, signal, digits: true }),
    instruments: ({ events, capacity, signal, ...params }: StreamOptions & InstrumentParams = {}) =>
      messages(instrument, params, { events, capacity, signal }),
    call: async <Params, Result>(method: Method<Params, Result, "spot">, params: Params, how?: V2CallOptions) =>
      await (await socket("auth")).call(method, params, how),
    futures: {
      async *ticker(list: SymbolList, how: StreamOptions = {}) {
        yield* feed(futuresTicker, { product_ids: await productsOf(list) }, how);
      },
      async *trades(list: SymbolList, how: StreamOptions = {}) {
        // A snapshot after a reconnect repeats what was seen; the uid tells.
        const seen = new Set<string>();
        for await (const message of feed(futuresTrade, { product_ids: await productsOf(list) }, how)) {
          if (!("feed" in message)) {
            yield message;
            continue;
          }
          for (const one of message.feed === "trade_snapshot" ? message.trades.toReversed() : [message]) {
            if (seen.has(one.uid)) continue;
            seen.add(one.uid);
            if (seen.size > REMEMBERED) seen.delete(seen.values().next().value as string);
            yield one;
          }
        }
      },
      async book(product: string, how: BooksOptions = {}) {
        const stream = await (await futuresSocket()).books({ product_ids: await productsOf(product) }, how);
        return await followed<FuturesBook, FuturesBookSnapshot | FuturesBookDelta>(stream, how);
      },
      feed,
    },
    async record(path: string | URL) {
      const tape = await record(path);
      tapes.add(tape);
      const { close } = tape;
      tape.close = async () => {
        tapes.delete(tape);
        await close.call(tape);
      };
      return tape;
    },
    socket: () => socket(),
    futuresSocket,
    async close() {
      const open = [spot, derivatives];
      spot = derivatives = undefined;
      for (const one of await Promise.allSettled(open)) if (one.status === "fulfilled") await one.value?.close();
    },
    async [Symbol.asyncDispose]() {
      await self.close();
    },
  };
  // What is yielded depends on the options given, which the signatures of the interface say and the bodies cannot.
  return self as unknown as Streams;
}
