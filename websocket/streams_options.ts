/** The option names of each stream, for `knownOptions`; the compiler holds them against the types. */

import { namesOf } from "../core/options.ts";
import type { BooksOptions } from "./book_stream.ts";
import { CONNECTION_OPTIONS } from "./connection_options.ts";
import type { ConnectionOptions } from "./connection_types.ts";
import type { BalancesParams } from "./spot/balances.ts";
import type { InstrumentParams } from "./spot/instrument.ts";
import type {
  CandleStreamOptions,
  ExecutionStreamOptions,
  StreamOptions,
  StreamsOptions,
  TickerStreamOptions,
} from "./streams_types.ts";
import type { V2CallOptions } from "./v2/socket.ts";

/** Options of `fills`, whose events come in any case. */
export type FillsOptions = Omit<StreamOptions, "events">;
/** Options of books with a depth. */
export type DepthOptions<Depth> = BooksOptions & { depth?: Depth };

/** Option names of fills. */
export const FILLS: readonly string[] = namesOf<FillsOptions>({ capacity: true, signal: true });
/** Option names of every stream. */
export const STREAM: readonly string[] = [...FILLS, ...namesOf<Pick<StreamOptions, "events">>({ events: true })];
/** Option names of ticker. */
export const TICKER: readonly string[] = [
  ...STREAM,
  ...namesOf<Omit<TickerStreamOptions, keyof StreamOptions>>({ trigger: true }),
];
/** Option names of candles. */
export const CANDLES: readonly string[] = [
  ...STREAM,
  ...namesOf<Omit<CandleStreamOptions, keyof StreamOptions>>({ every: true }),
];
/** Option names of executions. */
export const EXECUTIONS: readonly string[] = [
  ...STREAM,
  ...namesOf<Omit<ExecutionStreamOptions, keyof StreamOptions>>({
    digits: true,
    snap_orders: true,
    snap_trades: true,
    order_status: true,
    ratecounter: true,
    rebased: true,
    users: true,
  }),
];
/** Option names of balances. */
export const BALANCES: readonly string[] = [
  ...STREAM,
  ...namesOf<BalancesParams>({ snapshot: true, rebased: true, users: true }),
];
/** Option names of instruments. */
export const INSTRUMENTS: readonly string[] = [
  ...STREAM,
  ...namesOf<InstrumentParams>({ include_tokenized_assets: true, execution_venue: true, snapshot: true }),
];
/** Option names of a book. */
export const BOOK: readonly string[] = namesOf<BooksOptions>({
  signal: true,
  timeoutMs: true,
  extra: true,
  maxResyncs: true,
  snapshotMs: true,
});
/** Option names of a book with a depth. */
export const DEPTH: readonly string[] = ["depth", ...BOOK];
/** Option names of call. */
export const CALL: readonly string[] = namesOf<V2CallOptions>({
  signal: true,
  timeoutMs: true,
  extra: true,
  onSent: true,
});
/** Option names of createStreams. */
export const STREAMS: readonly string[] = [
  ...CONNECTION_OPTIONS,
  ...namesOf<Omit<StreamsOptions, keyof ConnectionOptions>>({
    urls: true,
    futuresUrl: true,
    token: true,
    futures: true,
    resolve: true,
    resolveFutures: true,
    fetchTrades: true,
    fetchFuturesTrades: true,
    fetchFills: true,
    lookup: true,
    budget: true,
    precisions: true,
  }),
];
