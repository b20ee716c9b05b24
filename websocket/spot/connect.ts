import type { Budget } from "../../core/limiter.ts";
import { knownOptions, namesOf } from "../../core/options.ts";
import { L2Book, L3Book } from "../book/mod.ts";
import { type BookHooks, type BooksOptions, type BookStream, openBooks } from "../book_stream.ts";
import { CONNECTION_OPTIONS } from "../connection_options.ts";
import { V2Socket, type V2SocketOptions } from "../v2/socket.ts";
import { BOOKS_OPTIONS, V2_SOCKET_OPTIONS } from "../v2/socket_options.ts";
import type { V2Host } from "../v2/types.ts";
import { book, type BookParams } from "./book.ts";
import { level3, type Level3Params } from "./level3.ts";

/** Kraken's addresses. */
export const SPOT_SOCKET_URLS: Readonly<Record<V2Host, string>> = {
  public: "wss://ws.kraken.com/v2",
  auth: "wss://ws-auth.kraken.com/v2",
  l3: "wss://ws-l3.kraken.com/v2",
};

/** Options of {@linkcode connectSpot}. */
export interface ConnectSpotOptions extends V2SocketOptions {
  /**
   * The rate budget of the token's key (`createBudget`, or that of a client): orders, changes and cancels are charged to its trading
   * counters as those sent by REST are, and wait or are refused as its `limiter` says. Subscribing to `executions` then asks for
   * `ratecounter`, by which Kraken corrects it.
   *
   * @default {nothing is counted, and Kraken refuses what is too much}
   */
  budget?: Budget | undefined;
  /** Other addresses, e.g. of an exchange of one's own on loopback. */
  urls?: Partial<Record<V2Host, string>> | undefined;
  /** The connection that is opened at once; the others open when something needs them. @default {"public"} */
  open?: V2Host | undefined;
}

/** Decimals of a symbol, where they are known from the instrument channel or REST. */
export type Precisions = (symbol: string) => { readonly price: number; readonly qty: number } | undefined;

/** Options of {@linkcode SpotSocket.books}. */
export interface SpotBooksOptions extends BooksOptions {
  /**
   * Decimals by symbol. Not needed with Kraken, which writes every decimal; needed behind tools that drop zeros.
   * @default {taken from the digits of the snapshot}
   */
  precisions?: Precisions | undefined;
}

const CONNECT_OPTIONS = [
  ...CONNECTION_OPTIONS,
  ...V2_SOCKET_OPTIONS,
  ...namesOf<Omit<ConnectSpotOptions, keyof V2SocketOptions>>({ budget: true, urls: true, open: true }),
];
const SPOT_BOOKS_OPTIONS = [
  ...BOOKS_OPTIONS,
  ...namesOf<Omit<SpotBooksOptions, keyof BooksOptions>>({ precisions: true }),
];

/** A socket to Kraken Spot v2. */
export class SpotSocket extends V2Socket<"spot"> {
  /** Live aggregated books, each verified by its checksum after every message or not shown. */
  async books(params: BookParams, given: SpotBooksOptions = {}): Promise<BookStream<L2Book>> {
    knownOptions("books", given, SPOT_BOOKS_OPTIONS);
    const { precisions, ...options } = given;
    const make = (symbol: string) => {
      const { price, qty } = precisions?.(symbol) ?? {};
      return new L2Book(symbol, { depth: params.depth ?? 10, pricePrecision: price, qtyPrecision: qty });
    };
    const attach = (hooks: BookHooks<string>) => this.attachBooks(book, { ...params, snapshot: true }, hooks, options);
    return await openBooks("book", params.symbol, make, attach, options);
  }

  /** Live order-by-order books, each verified by its checksum after every message or not shown. Needs a token. */
  async level3Books(params: Level3Params, given: SpotBooksOptions = {}): Promise<BookStream<L3Book>> {
    knownOptions("level3Books", given, SPOT_BOOKS_OPTIONS);
    const { precisions, ...options } = given;
    const make = (symbol: string) => {
      const { price, qty } = precisions?.(symbol) ?? {};
      return new L3Book(symbol, { depth: params.depth ?? 10, pricePrecision: price, qtyPrecision: qty });
    };
    const attach = (hooks: BookHooks<string>) =>
      this.attachBooks(level3, { ...params, snapshot: true }, hooks, options);
    return await openBooks("level3", params.symbol, make, attach, options);
  }
}

/**
 * Connects to Kraken Spot v2. Private channels and orders need `token`.
 *
 * @example
 * ```ts
 * import { paperExchange } from "../../paper/mod.ts";
 * import { connectSpot, trade } from "./mod.ts";
 *
 * await using exchange = paperExchange();
 * const { transport } = exchange.sockets; // without it: Kraken itself
 * await using socket = await connectSpot({ transport });
 * await using trades = await socket.subscribe(trade, { symbol: "BTC/USD", snapshot: true });
 * for await (const { data } of trades) {
 *   if (data.some(({ price }) => price > 0)) break; // leaving the loop unsubscribes
 * }
 * ```
 *
 * @throws {TypeError | RangeError} before anything is opened, when an option is misspelt or can't be meant.
 * @throws {TransportError} when the first connection fails; later losses are mended by themselves.
 */
export async function connectSpot(given: ConnectSpotOptions = {}): Promise<SpotSocket> {
  knownOptions("connectSpot", given, CONNECT_OPTIONS);
  const { urls, open = "public", ...options } = given;
  const socket = new SpotSocket("spot", { ...SPOT_SOCKET_URLS, ...urls }, options);
  await socket.open(open);
  return socket;
}
