import { array, jsonText, object, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { jsonDecimal } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Parameters of {@linkcode portfolioMarginingSimulateIv}. */
export interface PortfolioMarginingSimulateIvParams {
  /** The document; we write it as JSON text. */
  json: PricedOptions;
}

/** Options to reckon the volatility of. */
export interface PricedOptions {
  /** The options. */
  options: readonly PricedOption[];
}

/** An option and its price. */
export interface PricedOption {
  /** Contract, `"OF_XBTUSD_261225_100000_C"`. */
  instrument: string;
  /** In quote currency. */
  price: Decimal | number;
}

/** Answer to {@linkcode portfolioMarginingSimulateIv}. */
export interface PortfolioMarginingSimulateIvResult extends FuturesAnswer {
  /** One row per option. */
  options: {
    /** Contract. */
    instrument: string;
    /** The price that was given. */
    price: number;
    /** Implied volatility as a fraction; `-1` when it cannot be computed. */
    iv: number;
  }[];
}

/**
 * Implied volatility of options at given prices. Places nothing; internal, pre-production environment only.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const portfolioMarginingSimulateIv: Endpoint<
  PortfolioMarginingSimulateIvParams,
  PortfolioMarginingSimulateIvResult
> = derivatives("POST", "/derivatives/api/v3/portfolio-margining/simulate-iv", {
  idempotent: true,
  params: {
    json: required(jsonText(object<PricedOptions>({
      options: required(array(object<PricedOption>({ instrument: required(text), price: required(jsonDecimal) }))),
    }))),
  },
});
