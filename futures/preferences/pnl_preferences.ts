import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Profit currency of one contract. */
export interface PnlPreference {
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Currency that profit is paid in; the parameter of `setPnlPreference` is called `pnlPreference`. */
  pnlCurrency: string;
}

/** Answer to {@linkcode pnlPreferences}. */
export interface PnlPreferencesResult extends FuturesAnswer {
  /** Contracts with a preference of their own; the others pay in USD. */
  preferences: PnlPreference[];
}

/**
 * In which currency multi-collateral contracts pay their profit.
 *
 * Needs `General API - Read Only`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-pnl-currency-preference}
 */
export const pnlPreferences: Endpoint<Record<never, never>, PnlPreferencesResult> = derivatives(
  "GET",
  "/derivatives/api/v3/pnlpreferences",
);
