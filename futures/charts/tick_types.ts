import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { TickType } from "./_types.ts";

/** Answer to {@linkcode tickTypes}. */
export type TickTypesResult = (TickType | (string & Record<never, never>))[];

/**
 * Prices that candles can be made of.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/charts/tick-types}
 */
export const tickTypes: Endpoint<Record<never, never>, TickTypesResult> = open("/api/charts/v1/");
