import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Limits of one currency; `null` or absent means none. */
export interface GreekLimits {
  /** Highest absolute delta. */
  deltaLimit?: number | null;
  /** Highest absolute vega. */
  vegaLimit?: number | null;
}

/** Answer to {@linkcode optionsMmGreekLimits} and its kind. */
export interface OptionsMmGreekLimitsResult extends FuturesAnswer {
  /** By base currency. */
  limits: Record<string, GreekLimits>;
}

/**
 * Greek limits of an options market maker. Kraken keeps this call internal: HTTP 403 for all other accounts.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const optionsMmGreekLimits: Endpoint<Record<never, never>, OptionsMmGreekLimitsResult> = derivatives(
  "GET",
  "/derivatives/api/v3/options-mm-greek-limits",
);
