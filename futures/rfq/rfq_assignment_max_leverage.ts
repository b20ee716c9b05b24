import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Answer to {@linkcode rfqAssignmentMaxLeverage} and its kind. */
export interface RfqAssignmentMaxLeverageResult extends FuturesAnswer {
  /** Highest leverage of assigned packages; `null` for no limit. */
  maxLeverage: number | null;
}

/**
 * Highest leverage up to which packages are assigned to this account. Master accounts only, since 27 August 2026.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const rfqAssignmentMaxLeverage: Endpoint<Record<never, never>, RfqAssignmentMaxLeverageResult> = derivatives(
  "GET",
  "/derivatives/api/v3/rfq-assignment/max-leverage",
);
