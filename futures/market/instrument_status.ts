import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode instrumentStatus}. */
export interface InstrumentStatusParams {
  /** `"PF_XBTUSD"`; case is free. */
  symbol: string;
}

/** Whether a contract's market behaves. */
export interface InstrumentStatus {
  /** Its symbol. */
  tradeable: string;
  /** Whether trading has moved away from the index; orders that push further are refused. */
  experiencingDislocation: boolean;
  /** Where to; `null` when it has not. */
  priceDislocationDirection: "ABOVE_UPPER_BOUND" | "BELOW_LOWER_BOUND" | (string & Record<never, never>) | null;
  /** Whether volatility is extreme, which raises the initial margin. */
  experiencingExtremeVolatility: boolean;
  /** Factor on the initial margin, a whole number; 1 in normal times. */
  extremeVolatilityInitialMarginMultiplier: number;
}

/** Answer to {@linkcode instrumentStatus}: the fields stand beside the envelope. */
export interface InstrumentStatusResult extends FuturesAnswer, InstrumentStatus {}

/**
 * Price dislocation and volatility state of one contract.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/instrument-status}
 */
export const instrumentStatus: Endpoint<InstrumentStatusParams, InstrumentStatusResult> = open(
  "/derivatives/api/v3/instruments/{symbol}/status",
  { params: { symbol: required(text) } },
);
