import type { FuturesBookDelta, FuturesBookSnapshot } from "../book/mod.ts";
import { type Feed, publicFeed } from "./feed.ts";

/**
 * The whole book, then each changed level, as on the wire. For a book that is kept and verified, see `books` of the socket.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/book}
 */
export const book: Feed<FuturesBookSnapshot | FuturesBookDelta> = publicFeed("book", "fail");
