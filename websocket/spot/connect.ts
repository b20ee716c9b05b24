import { L2Book, L3Book } from "../book/mod.ts";
import { type BookHooks, type BooksOptions, type BookStream, openBooks } from "../book_stream.ts";
import { V2Socket, type V2SocketOptions } from "../v2/socket.ts";
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

/** A socket to Kraken Spot v2. */
export class SpotSocket extends V2Socket<"spot"> {
  /** Live aggregated books, each verified by its checksum after every message or not shown. */
  async books(params: BookParams, { precisions, ...options }: SpotBooksOptions = {}): Promise<BookStream<L2Book>> {
    const make = (symbol: string) => {
      const { price, qty } = precisions?.(symbol) ?? {};
      return new L2Book(symbol, { depth: params.depth ?? 10, pricePrecision: price, qtyPrecision: qty });
    };
    const attach = (hooks: BookHooks<string>) => this.attachBooks(book, { ...params, snapshot: true }, hooks, options);
    return await openBooks("book", params.symbol, make, attach, options);
  }

  /** Live order-by-order books, each verified by its checksum after every message or not shown. Needs a token. */
  async level3Books(
    params: Level3Params,
    { precisions, ...options }: SpotBooksOptions = {},
  ): Promise<BookStream<L3Book>> {
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
 * @throws {TransportError} when the first connection fails; later losses are mended by themselves.
 */
export async function connectSpot(
  { urls, open = "public", ...options }: ConnectSpotOptions = {},
): Promise<SpotSocket> {
  const socket = new SpotSocket("spot", { ...SPOT_SOCKET_URLS, ...urls }, options);
  await socket.open(open);
  return socket;
}
