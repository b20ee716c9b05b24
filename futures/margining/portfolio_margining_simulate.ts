import { array, jsonText, object, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { jsonDecimal } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer, Greeks, PortfolioMarginBreakdown } from "../_types.ts";

/** Parameters of {@linkcode portfolioMarginingSimulate}. */
export interface PortfolioMarginingSimulateParams {
  /** The document; we write it as JSON text. */
  json: SimulatedPortfolio;
}

/** A portfolio to reckon the margin of. */
export interface SimulatedPortfolio {
  /** Its positions. */
  positions: readonly SimulatedPosition[];
}

/** One position of it. */
export interface SimulatedPosition {
  /** Contract, `"PF_XBTUSD"`. */
  instrument: string;
  /** Size, negative when short. */
  size: Decimal | number;
  /** Average entry price. */
  entryPrice: Decimal | number;
}

/** Answer to {@linkcode portfolioMarginingSimulate}; amounts in USD. */
export interface PortfolioMarginingSimulateResult extends FuturesAnswer {
  /** Maintenance margin. */
  maintenanceMargin: number;
  /** Initial margin. */
  initialMargin: number;
  /** Unrealised profit or loss. */
  pnl: number;
  /** What the margin is made of. */
  portfolioMarginBreakdown: PortfolioMarginBreakdown;
  /** Sensitivities by contract. */
  greeks: Record<string, Greeks>;
}

/**
 * Margin and sensitivities of an invented portfolio. Places nothing; pre-production environment only.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const portfolioMarginingSimulate: Endpoint<PortfolioMarginingSimulateParams, PortfolioMarginingSimulateResult> =
  derivatives("POST", "/derivatives/api/v3/portfolio-margining/simulate", {
    idempotent: true,
    params: {
      json: required(jsonText(object<SimulatedPortfolio>({
        positions: required(array(object<SimulatedPosition>({
          instrument: required(text),
          size: required(jsonDecimal),
          entryPrice: required(jsonDecimal),
        }))),
      }))),
    },
  });
