import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode orderBook}. */
export interface OrderBookParams {
  /** `"PF_XBTUSD"`; case is free. */
  symbol: string;
}

/** Price in quote currency, and the size resting at exactly that price (not cumulative). */
export type OrderBookLevel = [price: number, size: number];

/** Answer to {@linkcode orderBook}. */
export interface OrderBookResult extends FuturesAnswer {
  /** The entire book. */
  orderBook: {
    /** Buyers, highest price first. */
    bids: OrderBookLevel[];
    /** Sellers, lowest price first. */
    asks: OrderBookLevel[];
  };
}

/**
 * The entire order book of a contract. There is no depth limit and no checksum.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-orderbook}
 */
export const orderBook: Endpoint<OrderBookParams, OrderBookResult> = open("/derivatives/api/v3/orderbook", {
  params: { symbol: required(text) },
});
