/** How market analytics are paged: by time, a bucket being a row. */

import type { Paging } from "../core/pages.ts";
import { savedSeconds } from "./_time.ts";
import type { AnalyticsParams, AnalyticsResult } from "./charts/analytics.ts";
import type { LiquidityPoolParams, LiquidityPoolResult } from "./charts/liquidity_pool.ts";

/** One bucket of a series. */
export interface AnalyticsRow {
  /** Start of the bucket, Unix milliseconds. */
  readonly time: number;
  /** What the answer's arrays hold for this bucket, in the same nesting: a value, a bar, or an object of values. */
  readonly values: unknown;
}

/** The item of each array that belongs to one bucket; objects keep their keys. */
function bucket(data: unknown, index: number): unknown {
  if (Array.isArray(data)) return data[index];
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, part]) => [key, bucket(part, index)]));
}

function analytics<
  Params extends AnalyticsParams | LiquidityPoolParams,
  Result extends AnalyticsResult | LiquidityPoolResult,
>(name: string): Paging<Params, Result, AnalyticsRow> {
  return {
    name,
    newestFirst: false,
    first: (params, nowMs) => ({
      ...params,
      since: savedSeconds(params.since),
      to: savedSeconds(params.to ?? new Date(nowMs)),
    }),
    rows: ({ result: { timestamp, data } }) =>
      timestamp.map((time, index) => ({ time: time * 1000, values: bucket(data, index) })),
    id: ({ time }) => String(time),
    next({ result: { timestamp, more } }, { request }) {
      const last = timestamp.at(-1);
      return last !== undefined && more ? { ...request, since: last + request.interval } : undefined;
    },
  };
}

/** A measure of a contract's market, oldest first, up to `to` or the moment the walk began. */
export const analyticsPages: Paging<AnalyticsParams, AnalyticsResult, AnalyticsRow> = analytics("analytics");

/** The value of the liquidity pool, oldest first, up to `to` or the moment the walk began. */
export const liquidityPoolPages: Paging<LiquidityPoolParams, LiquidityPoolResult, AnalyticsRow> = analytics(
  "analytics liquidity-pool",
);
