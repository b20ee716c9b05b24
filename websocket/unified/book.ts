import { boolean, oneOf, required } from "../../core/codecs.ts";
import { BOOK_DEPTHS, type BookDepth } from "../book/mod.ts";
import { texts } from "../v2/codecs.ts";
import type { BookData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode book}. Documented on Kraken's Unified page. */
export interface BookParams extends AssetClassParam {
  /** `"PF_XBTUSD"`, or several. */
  symbol: string | readonly string[];
  /** Levels per side: 10, 25, 100, 500 or 1000. @default {10} */
  depth?: BookDepth;
  /** Whether the whole book comes first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode book}. Fields as on Spot v2; whether `checksum` is sent for derivatives is unconfirmed. */
export type BookMessage = ChannelMessage<"book", (Omit<BookData, "checksum"> & { checksum?: number })[]>;

/** The aggregated book as it is on the wire. For a book that is kept and verified, see `books`. */
export const book: Channel<BookParams, BookMessage, "unified"> = channel({
  api: "unified",
  name: "book",
  host: "public",
  overflow: "fail",
  params: { asset_class: assetClass, symbol: required(texts), depth: oneOf(BOOK_DEPTHS), snapshot: boolean },
  defaults: { ...DERIVATIVES, depth: 10 },
  key: ["asset_class", "depth"],
});
