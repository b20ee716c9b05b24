/** Order books that are verified or not shown: Spot level 2 and 3 by checksum, Futures by sequence. */

export { crc32 } from "./crc.ts";
export { FuturesBook, type FuturesBookDelta, type FuturesBookSnapshot } from "./futures.ts";
export { type Applied, BOOK_DEPTHS, bookChecksum, type BookDepth, L2Book, type L2BookOptions } from "./l2.ts";
export { L3_DEPTHS, L3Book, type L3BookOptions, type L3Depth, type L3Order } from "./l3.ts";
export { type Best, type BookColumns, type BookLevel, type BookSide, BookView, type Depth, type Take } from "./view.ts";
