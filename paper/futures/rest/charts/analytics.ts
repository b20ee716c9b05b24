/** Analytics: the buckets that are asked for, and errors in the shape these calls have. */

import type { AnalyticsData } from "../../../../futures/charts/_analytics.ts";
import type { AnalyticsAnswer, AnalyticsError } from "../../../../futures/charts/_types.ts";
import { findContract } from "../../contracts/contracts.ts";
import { optional, type PublicCall, type Reply } from "../call.ts";
import { type Bucket, poolValue, SERIES } from "./series.ts";

const INTERVALS = [60, 300, 900, 1800, 3600, 14_400, 43_200, 86_400, 604_800];

/** Paper rule: Kraken publishes no maximum. */
const MOST_BUCKETS = 1000;

function failed(status: 400 | 404, type: string, field: string, value?: string): Reply {
  const error: AnalyticsError = {
    severity: "E",
    error_class: status === 404 ? "NotFound" : "BadRequest",
    type,
    msg: `${field} is not possible`,
    ...(value === undefined ? {} : { value }),
    field,
  };
  const body: AnalyticsAnswer<AnalyticsData> = {
    result: { timestamp: [], more: false, data: [] },
    errors: [error],
  };
  return { status, body };
}

/** The buckets of a call, or what is wrong with it. */
function bucketsOf({ fields, ms }: PublicCall): { buckets: Bucket[]; more: boolean } | Reply {
  const now = Math.floor(ms / 1000);
  const seconds = (name: string): number | undefined => {
    const text = optional(fields, name);
    return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  };
  const interval = seconds("interval");
  if (interval === undefined || !INTERVALS.includes(interval)) {
    return failed(400, "InvalidParameter", "interval", fields.get("interval") ?? undefined);
  }
  const since = seconds("since");
  if (since === undefined) return failed(400, "InvalidParameter", "since", fields.get("since") ?? undefined);
  const end = Math.min(seconds("to") ?? now, now);
  const buckets: Bucket[] = [];
  for (let from = Math.floor(since / interval) * interval; from <= end; from += interval) {
    if (buckets.length === MOST_BUCKETS) return { buckets, more: true };
    buckets.push({ from, to: Math.max(from + 1, Math.min(from + interval, now)) });
  }
  return { buckets, more: false };
}

function answered(
  { buckets, more }: { buckets: Bucket[]; more: boolean },
  data: AnalyticsData | { usdValue: string[] },
): Reply {
  return { body: { result: { timestamp: buckets.map(({ from }) => from), data, more }, errors: [] } };
}

/** `GET /analytics/{symbol}/{analytics_type}`. */
export function analytics(call: PublicCall): Reply {
  const { symbol = "", analytics_type: type = "" } = call.path;
  const contract = findContract(symbol);
  if (!contract) return failed(404, "UnknownSymbol", "symbol", symbol);
  const series = SERIES[type];
  if (!series) return failed(404, "UnknownAnalyticsType", "analytics_type", type);
  const asked = bucketsOf(call);
  return "buckets" in asked ? answered(asked, series(call.engine.market, contract, asked.buckets)) : asked;
}

/** `GET /analytics/liquidity-pool`. */
export function liquidityPool(call: PublicCall): Reply {
  const asked = bucketsOf(call);
  if (!("buckets" in asked)) return asked;
  return answered(asked, { usdValue: asked.buckets.map((bucket) => poolValue(call.engine.market, bucket)) });
}
