import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode subaccountTradingEnabled}. */
export interface SubaccountTradingEnabledParams {
  /** Id of the subaccount. */
  subaccountUid: string;
}

/** Answer to {@linkcode subaccountTradingEnabled} and its writing twin; Kraken's specification shows no envelope here. */
export interface SubaccountTradingEnabledResult extends Partial<FuturesAnswer> {
  /** Whether the subaccount may trade. */
  tradingEnabled: boolean;
}

/**
 * Whether a subaccount may trade. Institutional accounts; HTTP 404 for an unknown subaccount.
 *
 * Needs `General API - Full Access`, although it reads; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-subaccount-trading-capability}
 */
export const subaccountTradingEnabled: Endpoint<SubaccountTradingEnabledParams, SubaccountTradingEnabledResult> =
  derivatives("GET", "/derivatives/api/v3/subaccount/{subaccountUid}/trading-enabled", {
    permission: FULL,
    params: { subaccountUid: required(text) },
  });
