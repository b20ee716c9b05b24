import { knownOptions, namesOf } from "../../core/options.ts";
import { L2Book } from "../book/mod.ts";
import { type BookHooks, type BooksOptions, type BookStream, openBooks } from "../book_stream.ts";
import { CONNECTION_OPTIONS } from "../connection_options.ts";
import { V2Socket, type V2SocketOptions } from "../v2/socket.ts";
import { BOOKS_OPTIONS, V2_SOCKET_OPTIONS } from "../v2/socket_options.ts";
import { book, type BookParams } from "./book.ts";

/** Kraken's addresses. */
export const UNIFIED_SOCKET_URLS: { readonly public: string; readonly auth: string } = {
  public: "wss://uws.kraken.com/v2/public",
  auth: "wss://uws.kraken.com/v2/private",
};

/** Options of {@linkcode connectUnified}. */
export interface ConnectUnifiedOptions extends V2SocketOptions {
  /** Other addresses, e.g. of an exchange of one's own on loopback. */
  urls?: { readonly public?: string; readonly auth?: string } | undefined;
  /** The connection that is opened at once; the other opens when something needs it. @default {"public"} */
  open?: "public" | "auth" | undefined;
}

const CONNECT_OPTIONS = [
  ...CONNECTION_OPTIONS,
  ...V2_SOCKET_OPTIONS,
  ...namesOf<Omit<ConnectUnifiedOptions, keyof V2SocketOptions>>({ urls: true, open: true }),
];

/** A socket to Kraken's Unified WebSocket. */
export class UnifiedSocket extends V2Socket<"unified"> {
  /**
   * Live aggregated books. Each message that carries a checksum is verified by it. Whether derivatives carry any is unconfirmed:
   * without, a book counts as verified while its best prices do not cross, since nothing better is offered.
   */
  async books(params: BookParams, options: BooksOptions = {}): Promise<BookStream<L2Book>> {
    knownOptions("books", options, BOOKS_OPTIONS);
    const make = (symbol: string) => new L2Book(symbol, { depth: params.depth ?? 10, requireChecksum: false });
    const attach = (hooks: BookHooks<string>) => this.attachBooks(book, { ...params, snapshot: true }, hooks, options);
    return await openBooks("book", params.symbol, make, attach, options);
  }
}

/**
 * Connects to Kraken's Unified WebSocket, which serves derivatives and replaces the Futures WebSocket v1 and the derivatives REST API on
 * 1 March 2027. It takes a token of an ordinary Kraken key, not a Futures key.
 *
 * @throws {TypeError | RangeError} before anything is opened, when an option is misspelt or can't be meant.
 * @throws {TransportError} when the first connection fails; later losses are mended by themselves.
 */
export async function connectUnified(given: ConnectUnifiedOptions = {}): Promise<UnifiedSocket> {
  knownOptions("connectUnified", given, CONNECT_OPTIONS);
  const { urls, open = "public", ...options } = given;
  const socket = new UnifiedSocket("unified", { ...UNIFIED_SOCKET_URLS, ...urls }, options);
  await socket.open(open);
  return socket;
}
