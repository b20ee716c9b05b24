import type { Endpoint } from "../../core/endpoint.ts";
import { contractTypes } from "../_codecs.ts";
import { open } from "../_endpoint.ts";
import type { ContractType, FuturesAnswer } from "../_types.ts";
import type { InstrumentStatus } from "./instrument_status.ts";

/** Query of {@linkcode instrumentsStatus}. */
export interface InstrumentsStatusParams {
  /** Kinds of contract, one or several. @default all kinds of futures; options only when asked for */
  contractType?: ContractType | readonly ContractType[];
}

/** Answer to {@linkcode instrumentsStatus}. */
export interface InstrumentsStatusResult extends FuturesAnswer {
  /** One row per contract. */
  instrumentStatus: InstrumentStatus[];
}

/**
 * Price dislocation and volatility state of all contracts.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/instruments-status}
 */
export const instrumentsStatus: Endpoint<InstrumentsStatusParams, InstrumentsStatusResult> = open(
  "/derivatives/api/v3/instruments/status",
  { params: { contractType: contractTypes } },
);
