import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { Rfq } from "./_types.ts";

/** Answer to {@linkcode rfqs}. */
export interface RfqsResult extends FuturesAnswer {
  /** All open requests. */
  rfqs: Rfq[];
}

/**
 * All open requests for quotes. Kraken documents it for its pre-production environment; HTTP 404 where it is off.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-open-rfqs}
 */
export const rfqs: Endpoint<Record<never, never>, RfqsResult> = open("/derivatives/api/v3/rfqs");
