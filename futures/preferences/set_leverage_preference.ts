import { positiveDecimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Parameters of {@linkcode setLeveragePreference}. */
export interface SetLeveragePreferenceParams {
  /** A multi-collateral contract, `"PF_XBTUSD"`. */
  symbol: string;
  /** Highest leverage of an isolated position. **Left out, the contract goes to cross margin.** */
  maxLeverage?: Decimal | number;
}

/** Answer to {@linkcode setLeveragePreference}: done, or an error is raised. */
export interface SetLeveragePreferenceResult extends FuturesAnswer {}

/**
 * Puts a contract on isolated margin with a highest leverage, or on cross margin.
 *
 * Needs `General API - Full Access`; costs 10. Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} code 41 (would cause liquidation), 87 (contract does not exist), 88 (not multi-collateral).
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/set-leverage-setting}
 */
export const setLeveragePreference: Endpoint<SetLeveragePreferenceParams, SetLeveragePreferenceResult> = derivatives(
  "PUT",
  "/derivatives/api/v3/leveragepreferences",
  {
    permission: FULL,
    cost: 10,
    idempotent: true,
    params: { symbol: required(text), maxLeverage: positiveDecimal },
  },
);
