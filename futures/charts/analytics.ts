import { oneOf, required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { wholeSeconds } from "../_codecs.ts";
import { open } from "../_endpoint.ts";
import type { AnalyticsData } from "./_analytics.ts";
import { interval } from "./_codecs.ts";
import type { AnalyticsAnswer, AnalyticsInterval } from "./_types.ts";

/** What can be asked for. */
export type AnalyticsType =
  | "open-interest"
  | "aggressor-differential"
  | "trade-volume"
  | "trade-count"
  | "liquidation-volume"
  | "rolling-volatility"
  | "long-short-ratio"
  | "long-short-info"
  | "cvd"
  | "top-traders"
  | "orderbook"
  | "spreads"
  | "liquidity"
  | "slippage"
  | "future-basis"
  | "funding";

/** Query of {@linkcode analytics}. */
export interface AnalyticsParams {
  /** Contract, `"PF_XBTUSD"`. */
  symbol: string;
  /** What to measure. */
  analytics_type: AnalyticsType;
  /** From this time on: a `Date`, cut to its second, or Unix seconds. */
  since: Date | number;
  /** Width of a bucket in seconds. */
  interval: AnalyticsInterval;
  /** Up to this time: a `Date`, cut to its second, or Unix seconds. @default now */
  to?: Date | number;
}

/** Answer to {@linkcode analytics}. */
export interface AnalyticsResult extends AnalyticsAnswer<AnalyticsData> {}

/**
 * A measure of a contract's market over time: open interest, traded volume, funding, basis, spreads and the like.
 *
 * The shape of `result.data` depends on the type: see `AnalyticsData`.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/charts/market-analytics}
 */
export const analytics: Endpoint<AnalyticsParams, AnalyticsResult> = open(
  "/api/charts/v1/analytics/{symbol}/{analytics_type}",
  {
    params: {
      symbol: required(text),
      analytics_type: required(oneOf([
        "open-interest",
        "aggressor-differential",
        "trade-volume",
        "trade-count",
        "liquidation-volume",
        "rolling-volatility",
        "long-short-ratio",
        "long-short-info",
        "cvd",
        "top-traders",
        "orderbook",
        "spreads",
        "liquidity",
        "slippage",
        "future-basis",
        "funding",
      ])),
      since: required(wholeSeconds),
      interval: required(interval),
      to: wholeSeconds,
    },
  },
);
