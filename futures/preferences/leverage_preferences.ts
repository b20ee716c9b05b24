import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Margin mode of one contract. */
export interface LeveragePreference {
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Highest leverage of its isolated position. */
  maxLeverage: number;
}

/** Answer to {@linkcode leveragePreferences}. */
export interface LeveragePreferencesResult extends FuturesAnswer {
  /** Contracts on isolated margin; all others are on cross margin. */
  leveragePreferences: LeveragePreference[];
}

/**
 * Which multi-collateral contracts are on isolated margin, and their highest leverage.
 *
 * Needs `General API - Read Only`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-leverage-setting}
 */
export const leveragePreferences: Endpoint<Record<never, never>, LeveragePreferencesResult> = derivatives(
  "GET",
  "/derivatives/api/v3/leveragepreferences",
);
