/** Requests for quotes and offers on them. Kraken documents these calls for its pre-production environment only. */

import type { FuturesAnswer } from "../_types.ts";

/** One contract of a package as the market shows it. */
export interface RfqLeg {
  /** `OF_XBTUSD_261225_100000_C`. */
  symbol: string;
  /** Size, negative when sold. */
  size: number;
  /** Mark price. */
  markPrice: number;
  /** Best bid of the leg alone. */
  bestBid?: number;
  /** Best ask of the leg alone. */
  bestAsk?: number;
}

/** A request for quotes. */
export interface Rfq {
  /** Its id. */
  uid: string;
  /** Until when it stands, ISO 8601. */
  expiry: string;
  /** Mark price of the package. */
  markPrice: number;
  /** What it asks for. */
  legs: RfqLeg[];
  /** Where it stands. */
  status: "open" | "expired" | "cancelled" | "filled_bid_side" | "filled_ask_side" | (string & Record<never, never>);
}

/** Price of one leg. */
export interface RfqLegPrice {
  /** `OF_XBTUSD_261225_100000_C`. */
  tradeable: string;
  /** In quote currency. */
  price: number;
}

/** A maker's offer on a request. */
export interface RfqOffer {
  /** Its id. */
  uid: string;
  /** The request it answers. */
  rfqUid: string;
  /** ISO 8601. */
  placementDate: string;
  /** ISO 8601. */
  lastUpdateDate: string;
  /** Price the maker buys the package at. */
  bid?: string;
  /** Price the maker sells the package at. */
  ask?: string;
  /** Prices by leg the maker buys at. */
  bidSide?: RfqLegPrice[];
  /** Prices by leg the maker sells at. */
  askSide?: RfqLegPrice[];
  /** Where it stands. */
  status: "open" | (string & Record<never, never>);
}

/** A call that did nothing says why, with HTTP 200 and `result: "success"`. */
export interface RfqRefused extends FuturesAnswer {
  /** Kraken's word for it, such as `rfqNotFound` or `insufficientMargin`. */
  reason: string;
}
