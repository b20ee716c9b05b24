import { oneOf, positiveDecimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode initialMargin}. */
export interface InitialMarginParams {
  /** Limit or market order. */
  orderType: "lmt" | "mkt";
  /** A multi-collateral contract, `"PF_XBTUSD"`. */
  symbol: string;
  /** Direction. */
  side: "buy" | "sell";
  /** Base units, above zero. */
  size: Decimal | number;
  /** Price of a limit order. */
  limitPrice?: Decimal | number;
}

/** Answer to {@linkcode initialMargin}; amounts in USD. */
export interface InitialMarginResult extends FuturesAnswer {
  /** Initial margin the order needs. */
  initialMargin?: number | null;
  /** Price it was reckoned with. */
  price?: number | null;
  /** Price at which the position would be liquidated. */
  estimatedLiquidationThreshold?: number;
  /** Why the order would be refused. */
  error?: string;
}

/**
 * Initial margin that an order would need. Places nothing.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @deprecated Kraken dropped it from its specification and it may not answer any more.
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const initialMargin: Endpoint<InitialMarginParams, InitialMarginResult> = derivatives(
  "GET",
  "/derivatives/api/v3/initialmargin",
  {
    deprecated:
      "Dropped from Kraken's specification: it may not answer any more; reckon with the marginLevels of instruments",
    params: {
      orderType: required(oneOf(["lmt", "mkt"])),
      symbol: required(text),
      side: required(oneOf(["buy", "sell"])),
      size: required(positiveDecimal),
      limitPrice: positiveDecimal,
    },
  },
);
