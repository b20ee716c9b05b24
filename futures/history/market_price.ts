import { required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import { historyQuery } from "./_codecs.ts";
import type { HistoryPage, HistoryQuery } from "./_types.ts";

/** Query of {@linkcode marketPrice}. */
export interface MarketPriceParams extends HistoryQuery {
  /** Contract, `"PF_XBTUSD"`. */
  tradeable: string;
}

/** A new mark price under the key that names it. */
export interface MarkPriceEvent {
  /** The change. */
  MarkPriceChanged: {
    /** The new mark price, in quote currency. */
    price: Decimal;
  };
}

/** Answer to {@linkcode marketPrice}; the elements' `uid` is empty. */
export interface MarketPriceResult extends HistoryPage<MarkPriceEvent> {}

/**
 * All mark prices of a contract since 27 May 2021, page by page.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/get-public-price-events}
 */
export const marketPrice: Endpoint<MarketPriceParams, MarketPriceResult> = open(
  "/api/history/v3/market/{tradeable}/price",
  { params: { tradeable: required(text), ...historyQuery } },
);
