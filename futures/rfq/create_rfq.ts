import { array, isoTime, jsonText, object, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { jsonDecimal } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import { rfqRefused } from "./_refused.ts";
import type { RfqRefused } from "./_types.ts";

/** Parameters of {@linkcode createRfq}. */
export interface CreateRfqParams {
  /** The document; we write it as JSON text. */
  json: RfqRequest;
}

/** What quotes are asked for. */
export interface RfqRequest {
  /** The package. */
  legs: readonly RequestedLeg[];
  /** Until when it stands. */
  expiry?: Date | string;
}

/** One contract of the package. */
export interface RequestedLeg {
  /** `"OF_XBTUSD_261225_100000_C"`. */
  tradeable: string;
  /** Size, negative when sold. */
  size: Decimal | number;
}

/** It is done. */
export interface RfqDone extends FuturesAnswer {
  /** Id of the request. */
  rfqUid: string;
}

/** Answer to {@linkcode createRfq}, `cancelRfq` and `acceptOffer`: the id, or why not. */
export type RfqDoneResult = RfqDone | RfqRefused;

/**
 * Asks for quotes on a package of contracts. Never sent twice by us.
 *
 * Kraken answers a refused request with `result: "success"` and a `reason`, which we raise. Pre-production; HTTP 404 where
 * it is off.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was asked for; `errors` is Kraken's `reason`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/create-user-rfq}
 */
export const createRfq: Endpoint<CreateRfqParams, RfqDoneResult> = derivatives(
  "POST",
  "/derivatives/api/v3/rfqs/open-rfqs",
  {
    permission: FULL,
    idempotent: false,
    refused: rfqRefused,
    params: {
      json: required(jsonText(object<RfqRequest>({
        legs: required(array(object<RequestedLeg>({ tradeable: required(text), size: required(jsonDecimal) }))),
        expiry: isoTime,
      }))),
    },
  },
);
