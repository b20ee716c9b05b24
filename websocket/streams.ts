/** Streams for people: one call each, sockets opened when first needed and shared, symbols in any spelling. */

import { knownOptions } from "../core/options.ts";
import { parseEvery } from "../core/time.ts";
import type { FuturesBook, FuturesBookDelta, FuturesBookSnapshot } from "./book/mod.ts";
import type { BookDepth, L3Depth } from "./book/mod.ts";
import type { BooksOptions } from "./book_stream.ts";
import { everyFill } from "./every_fill.ts";
import { everyFuturesTrade } from "./every_futures_trade.ts";
import { everyTrade, throwAtGap, withoutGaps } from "./every_trade.ts";
import { checkOne, followed } from "./followed.ts";
import { FuturesSocket } from "./futures/connect.ts";
import type { Feed, FeedParams } from "./futures/feed.ts";
import { ticker as futuresTicker } from "./futures/ticker.ts";
import { trade as futuresTrade } from "./futures/trade.ts";
import { type Beginning, LiveStream } from "./live_stream.ts";
import { within } from "./patience.ts";
import { record, type Recording } from "./record.ts";
import { balances, type BalancesParams } from "./spot/balances.ts";
import { SPOT_SOCKET_URLS, SpotSocket } from "./spot/connect.ts";
import { executions } from "./spot/executions.ts";
import { instrument, type InstrumentParams } from "./spot/instrument.ts";
import { ohlc } from "./spot/ohlc.ts";
import { ticker } from "./spot/ticker.ts";
import { trade } from "./spot/trade.ts";
import type {
  CandleStreamOptions,
  ExecutionStreamOptions,
  StreamOptions,
  Streams,
  StreamsOptions,
  SymbolList,
  TickerStreamOptions,
} from "./streams_types.ts";
import { showing } from "./showing.ts";
import {
  BALANCES,
  BOOK,
  CALL,
  CANDLES,
  DEPTH,
  type DepthOptions,
  EXECUTIONS,
  FILLS,
  type FillsOptions,
  INSTRUMENTS,
  STREAM,
  STREAMS,
  TICKER,
} from "./streams_options.ts";
import type { StreamEvent, SubscribeOptions, Subscription } from "./subscription.ts";
import type { V2CallOptions } from "./v2/socket.ts";
import type { Channel, Method } from "./v2/types.ts";

export type {
  CandleStreamOptions,
  ExecutionStreamOptions,
  FollowedBook,
  FuturesStreams,
  Streamed,
  StreamOptions,
  Streams,
  StreamsOptions,
  SymbolList,
  TickerStreamOptions,
} from "./streams_types.ts";

const same = (text: string) => text;

/** Waits for no longer than until the signal aborts. */
const unlessAborted = <Value>(waited: Promise<Value>, signal?: AbortSignal) =>
  within(waited, () => undefined, { timeoutMs: Infinity, signal });

/** Rows one by one; events as they are. */
async function* rows<Row>(
  stream: AsyncIterable<{ readonly data: readonly Row[] } | StreamEvent>,
): AsyncGenerator<Row | StreamEvent, void, void> {
  for await (const message of stream) {
    if ("data" in message) yield* message.data;
    else yield message;
  }
}

/** Streams over sockets that are opened when first needed. Nothing is opened, read or sent before. */
export function createStreams(options: StreamsOptions = {}): Streams {
  knownOptions("createStreams", options, STREAMS);
  const { resolve = same, resolveFutures = same, fetchTrades, fetchFuturesTrades, fetchFills, precisions, ...rest } =
    options;
  const { urls, futuresUrl, futures, token, lookup, budget, ...connection } = rest;
  const tapes = new Set<Recording>();
  const closing = new AbortController();
  let spot: SpotSocket | undefined;
  let derivatives: FuturesSocket | undefined;

  const onFrame = (...frame: Parameters<Recording["onFrame"]>) => {
    for (const tape of tapes) tape.onFrame(...frame);
  };
  const alive = () => {
    if (closing.signal.aborted) throw new TypeError("These streams are closed: make new ones with createStreams");
  };
  // Each address is opened by the first who needs it: what is public must not wait for what is private, nor fail with it.
  const spotSocket = (): SpotSocket => {
    alive();
    return spot ??= new SpotSocket("spot", { ...SPOT_SOCKET_URLS, ...urls }, {
      ...connection,
      token,
      lookup,
      budget,
      onFrame,
    });
  };
  const futuresSocket = (): FuturesSocket => {
    alive();
    return derivatives ??= new FuturesSocket({ ...connection, ...futures, url: futuresUrl, onFrame });
  };
  // Looking a name up may take a call, for which nobody waits who has aborted.
  const resolved = (list: SymbolList, how: (text: string) => string | Promise<string>, signal?: AbortSignal) =>
    unlessAborted(Promise.all([list].flat().map(how)), signal);
  const symbolsOf = (list: SymbolList, signal?: AbortSignal) => resolved(list, resolve, signal);
  const productsOf = (list: SymbolList, signal?: AbortSignal) => resolved(list, resolveFutures, signal);

  /** A stream whose options are checked when it begins. */
  const live = <Item>(
    name: string,
    how: StreamOptions | undefined,
    names: readonly string[],
    begin: (beginning: Beginning) => AsyncIterator<Item, unknown>,
  ) =>
    new LiveStream<Item>(name, (beginning) => {
      knownOptions(`stream.${name}`, how, names);
      alive();
      return begin(beginning);
    }, { signal: how?.signal, closing: closing.signal });

  /**
   * A reader that fetches what it missed: closing ends it without an error, also while it fetches. The subscription itself hears only the
   * reader's signal.
   */
  async function* fetching<Item>(
    { signal }: Beginning,
    made: (signal: AbortSignal) => AsyncIterable<Item>,
  ): AsyncGenerator<Item, void, void> {
    const either = AbortSignal.any([signal, closing.signal]);
    try {
      yield* made(either);
    } catch (error) {
      if (!closing.signal.aborted || error !== closing.signal.reason) throw error;
    }
  }

  /** A subscription that a stream reads from; whoever reads events is told what was dropped. */
  const subscribed = async <Message>(
    { reads }: Beginning,
    events: boolean | undefined,
    subscribing: Promise<Subscription<Message>>,
  ): Promise<AsyncIterable<Message | StreamEvent>> => {
    const subscription = reads(await subscribing);
    if (events) subscription.tellDrops();
    return subscription;
  };

  /** Messages of a channel of Spot; every field of `how` that is no option of the subscription is a parameter. */
  async function* messages<Params, Message>(
    beginning: Beginning,
    channel: Channel<Params, Message, "spot">,
    params: Params,
    { events, capacity, digits }: Pick<SubscribeOptions, "events" | "capacity" | "digits">,
  ): AsyncGenerator<Message | StreamEvent, void, void> {
    const { signal } = beginning;
    const subscribing = spotSocket().subscribe(channel, params, { events, capacity, digits, signal });
    yield* await subscribed(beginning, events, subscribing as Promise<Subscription<Message>>);
  }

  async function* feed<Message>(
    beginning: Beginning,
    one: Feed<Message>,
    params: FeedParams,
    { events, capacity }: StreamOptions,
  ): AsyncGenerator<Message | StreamEvent, void, void> {
    const subscribing = futuresSocket().subscribe(one, params, { events, capacity, signal: beginning.signal });
    yield* await subscribed(beginning, events, subscribing as Promise<Subscription<Message>>);
  }

  const l2Books = async (name: string, list: SymbolList, how: DepthOptions<BookDepth> = {}) => {
    knownOptions(`stream.${name}`, how, DEPTH);
    const { depth = 10, ...more } = how;
    const symbol = await symbolsOf(list, how.signal);
    return await spotSocket().books({ symbol, depth }, { ...more, precisions });
  };

  const futuresStreams = {
    ticker: (list: SymbolList, how: StreamOptions = {}) =>
      live("futures.ticker", how, STREAM, async function* (beginning) {
        yield* feed(beginning, futuresTicker, { product_ids: await productsOf(list, beginning.signal) }, how);
      }),
    trades: (list: SymbolList, how: StreamOptions = {}) =>
      live("futures.trades", how, STREAM, async function* (beginning) {
        const { signal, reads } = beginning;
        const product_ids = await productsOf(list, signal);
        const { capacity } = how;
        const stream = reads(
          await futuresSocket().subscribe(futuresTrade, { product_ids }, { events: true, capacity, signal }),
        );
        stream.tellDrops();
        const all = fetching(beginning, (either) => everyFuturesTrade(stream, fetchFuturesTrades, either));
        for await (const each of all) {
          if (!("feed" in each) && !how.events) throwAtGap(each);
          else yield each;
        }
      }),
    async book(product: string, how: BooksOptions = {}) {
      knownOptions("stream.futures.book", how, BOOK);
      checkOne("stream.futures.book", product, "call it once for each");
      const product_ids = await productsOf(product, how.signal);
      const stream = await futuresSocket().books({ product_ids }, how);
      return await followed<FuturesBook, FuturesBookSnapshot | FuturesBookDelta>(stream, how);
    },
    feed: <Message>(one: Feed<Message>, params: FeedParams = {}, how: StreamOptions = {}) =>
      live("futures.feed", how, STREAM, (beginning) => feed(beginning, one, params, how)),
  };

  const streams = {
    ticker: (list: SymbolList, how: TickerStreamOptions = {}) =>
      live("ticker", how, TICKER, async function* (beginning) {
        const symbol = await symbolsOf(list, beginning.signal);
        const { trigger } = how;
        yield* rows(messages(beginning, ticker, { symbol, ...(trigger && { event_trigger: trigger }) }, how));
      }),
    trades: (list: SymbolList, how: StreamOptions = {}) =>
      live("trades", how, STREAM, async function* (beginning) {
        const { signal, reads } = beginning;
        const symbol = await symbolsOf(list, signal);
        const all = fetching(beginning, (either) =>
          everyTrade(
            async (asked) =>
              reads(await spotSocket().subscribe(trade, { symbol, snapshot: true }, { ...asked, signal })),
            {
              capacity: how.capacity,
              signal: either,
              fetchTrades: fetchTrades && ((missing) => unlessAborted(fetchTrades(missing), missing.signal)),
            },
          ));
        if (how.events) { for await (const each of all) yield each.type === "trade" ? each.trade : each; }
        else yield* withoutGaps(all);
      }),
    candles: (list: SymbolList, how: CandleStreamOptions = {}) =>
      live("candles", how, CANDLES, async function* (beginning) {
        const interval = parseEvery(how.every ?? 1);
        yield* rows(messages(beginning, ohlc, { symbol: await symbolsOf(list, beginning.signal), interval }, how));
      }),
    books: (list: SymbolList, how?: DepthOptions<BookDepth>) => l2Books("books", list, how),
    async book(symbol: string, how: DepthOptions<BookDepth> = {}) {
      checkOne("stream.book", symbol, "call stream.books for several");
      return await followed(await l2Books("book", symbol, how), how);
    },
    async level3(symbol: string, how: DepthOptions<L3Depth> = {}) {
      knownOptions("stream.level3", how, DEPTH);
      checkOne("stream.level3", symbol, "call it once for each");
      const { depth = 10, ...more } = how;
      const named = await symbolsOf(symbol, how.signal);
      const stream = await spotSocket().level3Books({ symbol: named, depth }, { ...more, precisions });
      return await followed(stream, how);
    },
    executions: (how: ExecutionStreamOptions = {}) =>
      live("executions", how, EXECUTIONS, (beginning) => {
        const { events, capacity, signal: _, digits, ...params } = how;
        return messages(beginning, executions, params, { events, capacity, digits });
      }),
    fills: (how: FillsOptions = {}) =>
      live("fills", how, FILLS, (beginning) =>
        fetching(beginning, (either) =>
          everyFill(
            async (asked) => {
              const { signal, reads } = beginning;
              return reads(await spotSocket().subscribe(executions, { snap_trades: true }, { ...asked, signal }));
            },
            { capacity: how.capacity, signal: either, fetchFills },
          ))),
    balances: (how: StreamOptions & BalancesParams = {}) =>
      live("balances", how, BALANCES, (beginning) => {
        const { events, capacity, signal: _, ...params } = how;
        return messages(beginning, balances, params, { events, capacity, digits: true });
      }),
    instruments: (how: StreamOptions & InstrumentParams = {}) =>
      live("instruments", how, INSTRUMENTS, (beginning) => {
        const { events, capacity, signal: _, ...params } = how;
        return messages(beginning, instrument, params, { events, capacity });
      }),
    async call<Params, Result>(method: Method<Params, Result, "spot">, params: Params, how?: V2CallOptions) {
      knownOptions("stream.call", how, CALL);
      return await spotSocket().call(method, params, how);
    },
    futures: futuresStreams,
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
    socket: async () => await spotSocket().open("public"),
    futuresSocket: async () => await futuresSocket().open(),
    async close() {
      // Who is only just beginning must not open anything behind our back.
      closing.abort();
      await Promise.all([spot?.close(), derivatives?.close()]);
    },
    async [Symbol.asyncDispose]() {
      await streams.close();
    },
  };
  showing(
    streams,
    () => [spot, derivatives].filter((one) => one?.stats.length).join("\n") || "Streams: no socket is open yet",
  );
  // What is yielded depends on the options given, which the signatures of the interface say and the bodies cannot.
  return streams as unknown as Streams;
}
