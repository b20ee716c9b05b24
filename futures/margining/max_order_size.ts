import { oneOf, positiveDecimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode maxOrderSize}. */
export interface MaxOrderSizeParams {
  /** Limit or market order. */
  orderType: "lmt" | "mkt";
  /** A multi-collateral contract, `"PF_XBTUSD"`. */
  symbol: string;
  /** Price of a limit order. */
  limitPrice?: Decimal | number;
}

/** Answer to {@linkcode maxOrderSize}; sizes in base units. */
export interface MaxOrderSizeResult extends FuturesAnswer {
  /** Largest size to buy. */
  maxBuySize?: number | null;
  /** Largest size to sell. */
  maxSellSize?: number | null;
  /** Price the buying was reckoned with. */
  buyPrice?: number | null;
  /** Price the selling was reckoned with. */
  sellPrice?: number | null;
}

/**
 * Largest order that the free margin allows. Places nothing.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @deprecated Kraken dropped it from its specification and it may not answer any more.
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const maxOrderSize: Endpoint<MaxOrderSizeParams, MaxOrderSizeResult> = derivatives(
  "GET",
  "/derivatives/api/v3/initialmargin/maxordersize",
  {
    deprecated:
      "Dropped from Kraken's specification: it may not answer any more; reckon with the marginLevels of instruments",
    params: { orderType: required(oneOf(["lmt", "mkt"])), symbol: required(text), limitPrice: positiveDecimal },
  },
);
