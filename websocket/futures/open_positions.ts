import { type Feed, privateFeed } from "./feed.ts";

/** An open position of yours. */
export interface FuturesPosition {
  /** `PF_XBTUSD`. */
  instrument: string;
  /** Size, negative for shorts. */
  balance: number;
  /** Profit not realised. */
  pnl: number;
  /** Average entry price. */
  entry_price: number;
  /** Mark price. */
  mark_price: number;
  /** Index price. */
  index_price: number;
  /** Price of liquidation. */
  liquidation_threshold: number;
  /** Leverage in effect. */
  effective_leverage: number;
  /** Return on equity in percent. */
  return_on_equity: number;
  /** Funding not paid yet. */
  unrealized_funding?: number;
  /** Initial margin. */
  initial_margin: number;
  /** Initial margin with open orders. */
  initial_margin_with_orders: number;
  /** Maintenance margin. */
  maintenance_margin: number;
  /** Currency of the profit. */
  pnl_currency?: string;
  /** Fixed leverage, isolated positions. */
  max_fixed_leverage?: number;
  /** Unix milliseconds. */
  fill_time?: number;
  /** Options only. */
  iv?: number;
  /** Options only. */
  delta?: number;
  /** Options only. */
  theta?: number;
  /** Options only. */
  gamma?: number;
  /** Options only. */
  vega?: number;
  /** Options only. */
  rho?: number;
}

/** A message of {@linkcode openPositions}; it always has all of them. */
export interface OpenPositionsMessage {
  /** `"open_positions"`. */
  readonly feed: "open_positions";
  /** Account. */
  account: string;
  /** Every open position; one that is missing is closed. */
  positions: FuturesPosition[];
  /** Sequence. */
  seq?: number;
  /** Unix milliseconds. */
  timestamp?: number;
}

/**
 * Your open positions, all of them each time.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/open_position}
 */
export const openPositions: Feed<OpenPositionsMessage> = privateFeed("open_positions");
