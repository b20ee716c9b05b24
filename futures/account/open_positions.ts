import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer, Greeks } from "../_types.ts";

/** One position; one contract has at most one. */
export interface OpenPosition {
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Direction; {@linkcode size} has no sign. */
  side: "long" | "short" | (string & Record<never, never>);
  /** Base units (linear) or contracts of 1 USD (inverse). */
  size: number;
  /** Average entry price. */
  price: number;
  /** In {@linkcode pnlCurrency} (linear) or the base coin (inverse); missing in older answers. */
  unrealizedPnl?: number;
  /** Funding not booked yet; `null` or absent on dated contracts. */
  unrealizedFunding?: number | null;
  /** Currency that profit is paid in; multi-collateral contracts only. */
  pnlCurrency?: "USD" | "EUR" | "GBP" | "USDC" | "USDT" | "BTC" | "ETH" | (string & Record<never, never>) | null;
  /** Highest leverage of an isolated position; cross margin when absent. */
  maxFixedLeverage?: number | null;
  /** Sensitivities; options only. */
  greeks?: Greeks;
  /** Time of the last fill, ISO 8601; sent although Kraken's specification omits it. */
  fillTime?: string;
}

/** Answer to {@linkcode openPositions}. */
export interface OpenPositionsResult extends FuturesAnswer {
  /** Newest first; includes matured contracts that are not settled yet. */
  openPositions: OpenPosition[];
}

/**
 * All open positions.
 *
 * Needs `General API - Read Only`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-open-positions}
 */
export const openPositions: Endpoint<Record<never, never>, OpenPositionsResult> = derivatives(
  "GET",
  "/derivatives/api/v3/openpositions",
);
