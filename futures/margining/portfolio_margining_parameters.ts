import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Limits of an options trader; sizes in base units. */
export interface OptionsUserLimits {
  /** Highest absolute net delta. */
  maxNetPositionDelta: number;
  /** By base currency. */
  limitsPerBaseCurrency: Record<string, {
    /** Largest sum of positions. */
    maxTotalPositionSize: number;
    /** Largest sum of open orders. */
    maxTotalOpenOrdersSize: number;
  }>;
}

/** Answer to {@linkcode portfolioMarginingParameters}. */
export interface PortfolioMarginingParametersResult extends FuturesAnswer {
  /** Share of risk that offsets between assets. */
  crossAssetNettingFactor: number;
  /** Factor of the extreme price shock. */
  extremePriceShockMultiplier: number;
  /** Factor of the volatility shock. */
  volShockMultiplicationFactor: number;
  /** Exponent of the volatility shock. */
  volShockExponentFactor: number;
  /** Time shock near an option's expiry, in hours. */
  optionExpiryTimeShockHours: number;
  /** Factor from maintenance to initial margin of options. */
  optionsInitialMarginFactor: number;
  /** How many option orders count for the initial margin. */
  totalOptionOrdersConsideredInInitialMarginCalc: number;
  /** Price shocks of the scenarios, as fractions. */
  priceShockLevels: number[];
  /** Limits of an options trader. */
  optionsUserLimits: OptionsUserLimits;
}

/**
 * The numbers that portfolio margins are reckoned with. Kraken offers it in its pre-production environment only.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const portfolioMarginingParameters: Endpoint<Record<never, never>, PortfolioMarginingParametersResult> =
  derivatives("GET", "/derivatives/api/v3/portfolio-margining/parameters");
