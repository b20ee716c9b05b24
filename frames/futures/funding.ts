import type { HistoricalFundingRate } from "../../futures/market/mod.ts";
import { amounts, dates, table } from "../account/_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";

/** A row of a frame of funding rates. Positive rates are paid by longs to shorts. */
export type FundingRow = {
  /** Begin of the hour it applies to, ms UTC. */
  time: number;
  /** Per hour: quote currency per base unit (linear), base coin per contract (inverse). With exact text. */
  absolute_hourly: number;
  /** Per hour, a fraction of the index price: `0.00001` is 0.001 %. With exact text. */
  relative_hourly: number;
  /** `relative_hourly` × 24 × 365, simple: `0.0876` is 8.76 % a year. A float; `NaN` before 29 September 2022. */
  relative_annualised: number;
};

/** Until then a rate applied to four hours, and Kraken does not say which time its figure is for. */
const HOURLY_SINCE = Date.UTC(2022, 8, 29);

const EARLY = "rates before 29 September 2022 applied to four hours";

const HOURS_A_YEAR = 24 * 365;

/** Historical funding rates of a perpetual as a frame, oldest first. */
export function fundingFrame(rates: readonly HistoricalFundingRate[], meta: FrameMeta = {}): Frame<FundingRow> {
  const rows = rates.toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
  const time = dates(rows, ({ timestamp }) => timestamp);
  const early = time.length > 0 && (time[0] as number) < HOURLY_SINCE;
  return table<FundingRow>("funding", {
    time,
    absolute_hourly: amounts(rows, ({ fundingRate }) => fundingRate),
    relative_hourly: amounts(rows, ({ relativeFundingRate }) => relativeFundingRate),
    relative_annualised: Float64Array.from(
      rows,
      ({ relativeFundingRate }, row) => (time[row] as number) < HOURLY_SINCE ? NaN : relativeFundingRate * HOURS_A_YEAR,
    ),
  }, {
    money: ["absolute_hourly", "relative_hourly"],
    meta: early ? { ...meta, note: [...meta.note === undefined ? [] : [meta.note], EARLY].join("; ") } : meta,
  });
}
