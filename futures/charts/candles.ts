import { integer, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { wholeSeconds } from "../_codecs.ts";
import { open } from "../_endpoint.ts";
import { resolution, tickType } from "./_codecs.ts";
import type { Resolution, TickType } from "./_types.ts";

/** Query of {@linkcode candles}. */
export interface CandlesParams {
  /** Prices the candles are made of. */
  tick_type: TickType;
  /** Contract, `"PF_XBTUSD"`. */
  symbol: string;
  /** Width of a candle. */
  resolution: Resolution;
  /** From this time on: a `Date`, cut to its second, or Unix seconds. */
  from?: Date | number;
  /** Up to this time: a `Date`, cut to its second, or Unix seconds. */
  to?: Date | number;
  /** How many candles, at least 0; Kraken does not publish a maximum. */
  count?: number;
}

/** One candle. */
export interface Candle {
  /** Start of the candle, Unix milliseconds (although `from` and `to` are seconds). */
  time: number;
  /** First price. */
  open: Decimal;
  /** Highest price. */
  high: Decimal;
  /** Lowest price. */
  low: Decimal;
  /** Last price. */
  close: Decimal;
  /** Base units (linear) or contracts of 1 USD (inverse); 0 for mark and spot. Text, in older answers a number. */
  volume: Decimal | number;
}

/** Answer to {@linkcode candles}. */
export interface CandlesResult {
  /** Oldest first. */
  candles: Candle[];
  /** Whether there are more: ask again from the last time. */
  more_candles: boolean;
}

/**
 * Candles of trades, mark prices or index values, back to the listing of the contract.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/charts/candles}
 */
export const candles: Endpoint<CandlesParams, CandlesResult> = open(
  "/api/charts/v1/{tick_type}/{symbol}/{resolution}",
  {
    params: {
      tick_type: required(tickType),
      symbol: required(text),
      resolution: required(resolution),
      from: wholeSeconds,
      to: wholeSeconds,
      count: integer(0),
    },
  },
);
