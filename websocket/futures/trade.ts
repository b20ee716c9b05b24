import { type Feed, publicFeed } from "./feed.ts";

/** A trade. */
export interface FuturesTrade {
  /** `"trade"`. */
  readonly feed: "trade";
  /** `PF_XBTUSD`. */
  product_id: string;
  /** UUID, to tell duplicates. */
  uid: string;
  /** The taker's side. */
  side: "buy" | "sell" | (string & Record<never, never>);
  /** What kind of trade. */
  type: "fill" | "liquidation" | "termination" | "block" | "assignment" | (string & Record<never, never>);
  /** Rises within a product. */
  seq: number;
  /** Unix milliseconds. */
  time: number;
  /** Size in contracts or base units. */
  qty: number;
  /** Price. */
  price: number;
}

/** Recent trades, newest first. */
export interface FuturesTradeSnapshot {
  /** `"trade_snapshot"`. */
  readonly feed: "trade_snapshot";
  /** `PF_XBTUSD`. */
  product_id: string;
  /** Trades. */
  trades: FuturesTrade[];
}

/**
 * Recent trades, then each new one.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/trade}
 */
export const trade: Feed<FuturesTradeSnapshot | FuturesTrade> = publicFeed("trade");
