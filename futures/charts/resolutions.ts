import { required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import { tickType } from "./_codecs.ts";
import type { Resolution, TickType } from "./_types.ts";

/** Query of {@linkcode resolutions}. */
export interface ResolutionsParams {
  /** Prices the candles are made of. */
  tick_type: TickType;
  /** Contract, `"PF_XBTUSD"`. */
  symbol: string;
}

/** Answer to {@linkcode resolutions}. */
export type ResolutionsResult = (Resolution | (string & Record<never, never>))[];

/**
 * Widths of candles that a contract has.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/charts/resolutions}
 */
export const resolutions: Endpoint<ResolutionsParams, ResolutionsResult> = open(
  "/api/charts/v1/{tick_type}/{symbol}",
  { params: { tick_type: required(tickType), symbol: required(text) } },
);
