import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { Rfq } from "./_types.ts";

/** Query of {@linkcode rfq}. */
export interface RfqParams {
  /** Id of the request. */
  rfqUid: string;
}

/** Answer to {@linkcode rfq}. */
export interface RfqResult extends FuturesAnswer {
  /** The request. */
  rfq: Rfq;
}

/**
 * One request for quotes, open or closed lately. Pre-production; HTTP 404 where it is off.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-rfq}
 */
export const rfq: Endpoint<RfqParams, RfqResult> = open("/derivatives/api/v3/rfqs/{rfqUid}", {
  params: { rfqUid: required(text) },
});
