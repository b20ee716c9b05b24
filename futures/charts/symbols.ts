import { required } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import { tickType } from "./_codecs.ts";
import type { TickType } from "./_types.ts";

/** Query of {@linkcode symbols}. */
export interface SymbolsParams {
  /** Prices the candles are made of. */
  tick_type: TickType;
}

/** Answer to {@linkcode symbols}: symbols of contracts, `PF_XBTUSD`. */
export type SymbolsResult = string[];

/**
 * Contracts that have candles of a kind, expired ones included.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/charts/symbols}
 */
export const symbols: Endpoint<SymbolsParams, SymbolsResult> = open("/api/charts/v1/{tick_type}", {
  params: { tick_type: required(tickType) },
});
