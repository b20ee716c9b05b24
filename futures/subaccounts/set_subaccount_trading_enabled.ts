import { boolean, required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { SubaccountTradingEnabledResult } from "./subaccount_trading_enabled.ts";

/** Parameters of {@linkcode setSubaccountTradingEnabled}. */
export interface SetSubaccountTradingEnabledParams {
  /** Id of the subaccount. */
  subaccountUid: string;
  /** Whether it may trade from now on. */
  tradingEnabled: boolean;
}

/**
 * Allows or forbids a subaccount to trade. Institutional accounts; HTTP 404 for an unknown subaccount.
 *
 * Needs `General API - Full Access`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/update-subaccount-trading-capability}
 */
export const setSubaccountTradingEnabled: Endpoint<SetSubaccountTradingEnabledParams, SubaccountTradingEnabledResult> =
  derivatives("PUT", "/derivatives/api/v3/subaccount/{subaccountUid}/trading-enabled", {
    permission: FULL,
    idempotent: true,
    params: { subaccountUid: required(text), tradingEnabled: required(boolean) },
  });
