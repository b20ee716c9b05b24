import { required } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { wholeSeconds } from "../_codecs.ts";
import { open } from "../_endpoint.ts";
import { interval } from "./_codecs.ts";
import type { AnalyticsAnswer, AnalyticsInterval } from "./_types.ts";

/** Query of {@linkcode liquidityPool}. */
export interface LiquidityPoolParams {
  /** From this time on: a `Date`, cut to its second, or Unix seconds. */
  since: Date | number;
  /** Width of a bucket in seconds. */
  interval: AnalyticsInterval;
  /** Up to this time: a `Date`, cut to its second, or Unix seconds. @default now */
  to?: Date | number;
}

/** Value of the pool over time. */
export interface LiquidityPoolData {
  /** In USD. */
  usdValue: Decimal[];
}

/** Answer to {@linkcode liquidityPool}. */
export interface LiquidityPoolResult extends AnalyticsAnswer<LiquidityPoolData> {}

/**
 * Value of the liquidity pool over time.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/charts/liquidity-pool-stats}
 */
export const liquidityPool: Endpoint<LiquidityPoolParams, LiquidityPoolResult> = open(
  "/api/charts/v1/analytics/liquidity-pool",
  { params: { since: required(wholeSeconds), interval: required(interval), to: wholeSeconds } },
);
