import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Instrument } from "./_transparency.ts";

/** Query of {@linkcode preTrade}. */
export interface PreTradeParams {
  /** One symbol with a slash, e.g. `"BTC/USD"`; at most 32 characters. */
  symbol: string;
}

/** One price level. */
export interface PreTradeLevel {
  /** Side of the book. */
  side: "BUY" | "SELL" | (string & Record<never, never>);
  /** In the quote asset. */
  price: Decimal;
  /** Volume of all orders there, in the base asset. */
  qty: Decimal;
  /** Number of orders there. */
  count: number;
  /** When the level was last changed, ISO 8601 with microseconds. */
  submission_ts: string;
  /** When that was published, ISO 8601 with microseconds; it is the level's time, not the answer's. */
  publication_ts: string;
}

/** The instrument and the top of its book. */
export interface PreTradeResult extends Instrument {
  /** Market identifier code of the venue, `"PGSL"`. */
  venue: string;
  /** Trading system, `"CLOB"`: central limit order book. */
  system: string;
  /** Highest price first, at most 10. */
  bids: PreTradeLevel[];
  /** Lowest price first, at most 10. */
  asks: PreTradeLevel[];
}

/**
 * The top 10 levels of each side with the numbers of orders, as the transparency rules ask for.
 *
 * Public; one call on the limit of the IP address.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-pre-trade}
 */
export const preTrade: Endpoint<PreTradeParams, PreTradeResult> = publicGet("PreTrade", {
  params: { symbol: required(text) },
});
