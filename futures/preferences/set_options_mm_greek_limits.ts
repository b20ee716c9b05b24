import { required, text, unsignedDecimal } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { OptionsMmGreekLimitsResult } from "./options_mm_greek_limits.ts";

/** Parameters of {@linkcode setOptionsMmGreekLimits}. */
export interface SetOptionsMmGreekLimitsParams {
  /** Base currency, `"BTC"`. */
  currency: string;
  /** Highest absolute delta; 0 or left out means no limit. */
  deltaLimit?: Decimal | number;
  /** Highest absolute vega; 0 or left out means no limit. */
  vegaLimit?: Decimal | number;
}

/**
 * Sets the greek limits of an options market maker for one currency. HTTP 403 for all other accounts.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const setOptionsMmGreekLimits: Endpoint<SetOptionsMmGreekLimitsParams, OptionsMmGreekLimitsResult> = derivatives(
  "PUT",
  "/derivatives/api/v3/options-mm-greek-limits",
  {
    permission: FULL,
    idempotent: true,
    params: { currency: required(text), deltaLimit: unsignedDecimal, vegaLimit: unsignedDecimal },
  },
);
