import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Parameters of {@linkcode setPnlPreference}. */
export interface SetPnlPreferenceParams {
  /** A multi-collateral contract, `"PF_XBTUSD"`. */
  symbol: string;
  /** Currency that profit is to be paid in, `"BTC"`; the answer of `pnlPreferences` calls it `pnlCurrency`. */
  pnlPreference: string;
}

/** Answer to {@linkcode setPnlPreference}: done, or an error is raised. */
export interface SetPnlPreferenceResult extends FuturesAnswer {}

/**
 * Sets the currency in which a contract pays its profit.
 *
 * Needs `General API - Full Access`; costs 10. Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} code 41 (would cause liquidation), 87 (contract does not exist), 88 (not multi-collateral),
 * 89 (currency does not exist), 90 (currency is no collateral).
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/set-pnl-currency-preference}
 */
export const setPnlPreference: Endpoint<SetPnlPreferenceParams, SetPnlPreferenceResult> = derivatives(
  "PUT",
  "/derivatives/api/v3/pnlpreferences",
  {
    permission: FULL,
    cost: 10,
    idempotent: true,
    params: { symbol: required(text), pnlPreference: required(text) },
  },
);
