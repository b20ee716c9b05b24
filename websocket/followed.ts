/** One book out of a stream of books, which it then is itself. */

import { shown } from "../core/codecs.ts";
import type { BookView } from "./book/mod.ts";
import type { BooksOptions, BookStream, LiveBook } from "./book_stream.ts";
import type { FollowedBook } from "./streams_types.ts";

/** A book that is also its own stream, from its first verified state on. */
export async function followed<Book extends LiveBook<Input> & BookView, Input>(
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

/**
 * Refuses a list where a call gives one book: the others would stay subscribed for nobody.
 *
 * @throws {TypeError} which says what to do instead.
 */
export function checkOne(call: string, symbol: unknown, instead: string): void {
  if (typeof symbol === "string") return;
  throw new TypeError(`Cannot call ${call} as it takes one symbol: current value is ${shown(symbol)}; ${instead}`);
}
