import { boolean, oneOf, required } from "../../core/codecs.ts";
import { BOOK_DEPTHS, type BookDepth } from "../book/mod.ts";
import { texts } from "../v2/codecs.ts";
import type { BookData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";

/** Subscription to {@linkcode book}. */
export interface BookParams {
  /** `"BTC/USD"`, or several. */
  symbol: string | readonly string[];
  /** Levels per side: 10, 25, 100, 500 or 1000. @default {10} */
  depth?: BookDepth;
  /** Whether the whole book comes first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode book}; always one row. */
export type BookMessage = ChannelMessage<"book", BookData[]>;

/**
 * The aggregated book as it is on the wire. For a book that is kept and verified, see `books` of the socket's module.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/book}
 */
export const book: Channel<BookParams, BookMessage, "spot"> = channel({
  api: "spot",
  name: "book",
  host: "public",
  overflow: "fail",
  params: { symbol: required(texts), depth: oneOf(BOOK_DEPTHS), snapshot: boolean },
  defaults: { depth: 10 },
  key: ["depth"],
});
