import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { RfqAssignmentMaxLeverageResult } from "./rfq_assignment_max_leverage.ts";

/**
 * Removes the leverage limit of assigned packages. Master accounts only.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const deleteRfqAssignmentMaxLeverage: Endpoint<Record<never, never>, RfqAssignmentMaxLeverageResult> =
  derivatives("DELETE", "/derivatives/api/v3/rfq-assignment/max-leverage", { permission: FULL, idempotent: true });
