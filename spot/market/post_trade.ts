import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { integer, isoTime, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Instrument } from "./_transparency.ts";

/** Query of {@linkcode postTrade}. */
export interface PostTradeParams {
  /** Only this symbol, e.g. `"BTC/USD"`; all when left out. */
  symbol?: string;
  /** Only trades strictly after this: a `Date`, or ISO 8601 text, nanoseconds allowed; the last answer's `last_ts`. */
  from_ts?: Date | string;
  /** Only trades at or before this: a `Date`, or ISO 8601 text. */
  to_ts?: Date | string;
  /** How many, 1 to 1000. @default {1000} */
  count?: number;
}

/** One trade. */
export interface PostTradeRecord extends Instrument {
  /** Kraken's id of the trade, `T…`. */
  trade_id: string;
  /** In the quote asset. */
  price: Decimal;
  /** In the base asset. */
  quantity: Decimal;
  /** Market identifier code of the venue, `"PGSL"`. */
  trade_venue: string;
  /** When it was traded, ISO 8601 with nanoseconds. */
  trade_ts: string;
  /** Market identifier code of the venue that published it. */
  publication_venue: string;
  /** When it was published, ISO 8601. */
  publication_ts: string;
}

/** A page of trades. */
export interface PostTradeResult {
  /** Time of the newest trade, ISO 8601 with nanoseconds; the next `from_ts`. */
  last_ts: string;
  /** Number of {@linkcode trades}. */
  count: number;
  /** Documented as oldest first, seen newest first: sort by `trade_ts`. */
  trades: PostTradeRecord[];
}

/**
 * Executed trades of all symbols or one, as the transparency rules ask for.
 *
 * Public; one call on the limit of the IP address.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-post-trade}
 */
export const postTrade: Endpoint<PostTradeParams, PostTradeResult> = publicGet("PostTrade", {
  params: { symbol: text, from_ts: isoTime, to_ts: isoTime, count: integer(1, 1000) },
});
