import { decimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import { rfqRefused } from "./_refused.ts";
import type { RfqDoneResult } from "./create_rfq.ts";

/** Parameters of {@linkcode acceptOffer}: exactly one of the two prices. */
export interface AcceptOfferParams {
  /** Id of the request. */
  rfqUid: string;
  /** Price of the bid we accept. */
  bidAccepted?: Decimal | number;
  /** Price of the ask we accept. */
  askAccepted?: Decimal | number;
}

/**
 * Accepts an offer on our request for quotes, which trades it. Never sent twice by us.
 *
 * Kraken answers a refusal with `result: "success"` and a `reason`, which we raise. Pre-production; HTTP 404 where it is off.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was traded; `errors` is Kraken's `reason`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/accept-rfq-offer}
 */
export const acceptOffer: Endpoint<AcceptOfferParams, RfqDoneResult> = derivatives(
  "POST",
  "/derivatives/api/v3/rfqs/open-rfqs/accept-offer/{rfqUid}",
  {
    permission: FULL,
    idempotent: false,
    refused: rfqRefused,
    params: { rfqUid: required(text), bidAccepted: decimal, askAccepted: decimal },
  },
);
