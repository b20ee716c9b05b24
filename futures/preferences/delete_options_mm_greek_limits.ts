import { text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { OptionsMmGreekLimitsResult } from "./options_mm_greek_limits.ts";

/** Query of {@linkcode deleteOptionsMmGreekLimits}. */
export interface DeleteOptionsMmGreekLimitsParams {
  /** Base currency, `"BTC"`; all when left out. */
  currency?: string;
}

/**
 * Removes the greek limits of an options market maker, of one currency or of all. HTTP 403 for all other accounts.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const deleteOptionsMmGreekLimits: Endpoint<DeleteOptionsMmGreekLimitsParams, OptionsMmGreekLimitsResult> =
  derivatives("DELETE", "/derivatives/api/v3/options-mm-greek-limits", {
    permission: FULL,
    idempotent: true,
    params: { currency: text },
  });
