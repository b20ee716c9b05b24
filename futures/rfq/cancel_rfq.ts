import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import { rfqRefused } from "./_refused.ts";
import type { RfqDoneResult } from "./create_rfq.ts";

/** Query of {@linkcode cancelRfq}. */
export interface CancelRfqParams {
  /** Id of the request. */
  rfqUid: string;
}

/**
 * Withdraws a request for quotes. Pre-production.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was withdrawn; `errors` is Kraken's `reason`, e.g. `rfqNotFound`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/cancel-user-rfq}
 */
export const cancelRfq: Endpoint<CancelRfqParams, RfqDoneResult> = derivatives(
  "DELETE",
  "/derivatives/api/v3/rfqs/open-rfqs/{rfqUid}",
  { permission: FULL, idempotent: true, refused: rfqRefused, params: { rfqUid: required(text) } },
);
