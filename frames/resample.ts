import type { CandleRow } from "./candles.ts";
import { type Column, isAscending, numbersOf, takeNumbers } from "./_columns.ts";
import { type Buckets, collect, type Source } from "./_buckets.ts";
import { formatTime } from "./_format.ts";
import { type Grid, gridOf, spanName } from "./every.ts";
import { ExactText } from "./exact.ts";
import { Frame } from "./frame.ts";

/** Options of {@linkcode resample}. */
export interface ResampleOptions {
  /** Zone whose days, weeks and months are meant. @default {"UTC"} */
  zone?: string;
  /**
   * What becomes of an interval without a trade: `"none"` leaves it out, `"previous"` makes a candle at the last close,
   * with volume and count 0 and a `vwap` of `NaN`.
   *
   * @default {"none"}
   */
  fill?: "none" | "previous";
}

/** Sums of units below this give every digit back from the float. */
const EXACT = 2 ** 52;

/**
 * Trades into candles, or candles into longer ones: `time` (begin of the interval), `open`, `high`, `low`, `close`,
 * `vwap`, `volume`, `count`. Rows need not be sorted. Of candles, `vwap` is weighted by volume, and it and `count` are
 * left out when the source has none.
 *
 * Prices keep their exact text. Volumes are summed exactly, and keep theirs, where every volume of the source has
 * exact text of an ordinary number of digits; else the sum is that of floats, without text. `vwap` is a float.
 *
 * @param every `"1m"`, `"4h"`, `"1d"`, `"1w"` (from Monday), `"1M"` (month), or a number of minutes.
 * @throws {RangeError} when candles would have to be cut: the new interval must be a whole multiple of the old, and no
 * candle may lie across one of its borders.
 */
export function resample(frame: Frame, every: string | number, options: ResampleOptions = {}): Frame<CandleRow> {
  const { zone = "UTC", fill = "none" } = options;
  if (fill !== "none" && fill !== "previous") {
    throw new RangeError(`Cannot resample as 'fill' must be one of none, previous: current value is "${fill}"`);
  }
  const grid = gridOf(every, zone);
  const sorted = isAscending(numbersOf(frame, "time", "resample by")) ? frame : frame.sortBy("time");
  if (Number.isNaN(sorted.column("time").at(-1))) {
    throw new RangeError("Cannot resample as 'time' must have no missing values: filter those rows out first");
  }
  const source = sourceOf(sorted);
  if (source.candles) refuseCuts(sorted, grid, zone);
  const volumes = exactOf(sorted, "volume");
  const scale = volumes?.scale;
  const buckets = collect(source, grid, { fill, power: scale === undefined || scale > 15 ? 0 : 10 ** scale });
  const meta = { ...frame.meta, every: grid.every, ...(zone === "UTC" ? {} : { zone }) };
  return candlesOf(sorted, source, buckets, scale, meta);
}

function sourceOf(frame: Frame): Source {
  const read = (name: string) => numbersOf(frame, name, "resample");
  const maybe = (name: string) => frame.columns.includes(name) ? read(name) : undefined;
  const [time, volume] = [read("time"), read("volume")];
  if (frame.columns.includes("price")) {
    const price = read("price");
    const names = ["price", "price", "price", "price"] as const;
    return { candles: false, names, time, volume, high: price, low: price, average: price, count: undefined };
  }
  const names = ["open", "high", "low", "close"] as const;
  for (const name of names) read(name);
  const [average, count] = [maybe("vwap"), maybe("count")];
  return { candles: true, names, time, volume, high: read("high"), low: read("low"), average, count };
}

function candlesOf(
  frame: Frame,
  { candles, names, average, count }: Source,
  buckets: Buckets,
  scale: number | undefined,
  meta: Frame["meta"],
): Frame<CandleRow> {
  const columns: Record<string, Column> = { time: new Float64Array(buckets.time) };
  const text: Record<string, ExactText> = {};
  for (const [at, name] of (["open", "high", "low", "close"] as const).entries()) {
    const { values, exact } = prices(frame, names[at] as string, names[3], buckets[name], buckets.close);
    columns[name] = values;
    if (exact !== undefined) text[name] = exact;
  }
  if (average !== undefined) {
    columns.vwap = new Float64Array(buckets.turnover.map((sum, at) => sum / (buckets.weight[at] as number)));
  }
  const whole = scale !== undefined && scale <= 15 && buckets.units.every((sum) => sum < EXACT);
  const volume = new Float64Array(whole ? buckets.units.map((sum) => sum / 10 ** scale) : buckets.volume);
  columns.volume = volume;
  if (whole) text.volume = new ExactText(volume, scale);
  if (!candles || count !== undefined) columns.count = new Float64Array(buckets.count);
  return new Frame<CandleRow>({ kind: "candles", columns, text, units: candleUnits(frame), meta });
}

/** The prices of the given rows; for an empty candle (row -1) the close of the last full one. */
function prices(
  frame: Frame,
  name: string,
  closeName: string,
  rows: readonly number[],
  closes: readonly number[],
): { values: Float64Array; exact: ExactText | undefined } {
  const [exact, closing] = [exactOf(frame, name), exactOf(frame, closeName)];
  // Of trades, and where no candle is empty, all prices stand in one column.
  if (name === closeName || !rows.includes(-1)) {
    const taken = new Uint32Array(rows.map((row, at) => row < 0 ? closes[at] as number : row));
    const values = takeNumbers(frame.column(name) as Float64Array, taken);
    return { values, exact: exact?.take(taken, values) };
  }
  const [own, close] = [frame.column(name) as Float64Array, frame.column(closeName) as Float64Array];
  const values = new Float64Array(rows.map((row, at) => (row < 0 ? close[closes[at] as number] : own[row]) as number));
  if (exact === undefined || closing === undefined) return { values, exact: undefined };
  return {
    values,
    exact: ExactText.from(rows.map((row, at) => row < 0 ? closing.at(closes[at] as number) : exact.at(row))),
  };
}

function exactOf(frame: Frame, name: string): ExactText | undefined {
  return frame.schema.some((field) => field.name === name && field.type === "decimal") ? frame.exact(name) : undefined;
}

/** Units of the candles from those of the source, where trades have one price. */
function candleUnits(frame: Frame): Record<string, string> {
  const units: Record<string, string> = {};
  for (const { name, unit } of frame.schema) {
    if (unit === undefined) continue;
    if (name !== "price") units[name] = unit;
    else for (const price of ["open", "high", "low", "close", "vwap"]) units[price] = unit;
  }
  return units;
}

/** Length of the source's candles in ms: what its `meta.every` says, else the smallest step between two. */
function lengthOf(frame: Frame, time: Float64Array): number {
  if (frame.meta.every !== undefined) return gridOf(frame.meta.every).ms;
  let least = Infinity;
  for (let row = 1; row < time.length; row++) {
    const step = (time[row] as number) - (time[row - 1] as number);
    if (step > 0 && step < least) least = step;
  }
  return Number.isFinite(least) ? least : 0;
}

/** A candle cannot be cut: fails when some lie across a border of the new intervals. */
function refuseCuts(frame: Frame, grid: Grid, zone: string): void {
  const time = frame.column("time") as Float64Array;
  const length = lengthOf(frame, time);
  const old = frame.meta.every ?? spanName(length);
  if (grid.ms < length || (!grid.calendar && grid.ms % length > 0)) {
    throw new RangeError(
      `Cannot resample candles of ${old} to ${grid.every} as the new interval must be a whole multiple of the old one`,
    );
  }
  // Months have no one length, and begin where the calendar says.
  if (length >= 28 * 86_400_000) return;
  let end = -Infinity;
  for (const start of time) {
    if (start >= end) end = grid.at(start)[1];
    if (start + length <= end) continue;
    throw new RangeError(
      `Cannot resample candles of ${old} to ${grid.every} as the one at ${formatTime(start, zone, 0)} lies across ` +
        `${formatTime(end, zone, 0)}, where the next interval begins${zone === "UTC" ? "" : ` in ${zone}`}: take ` +
        `shorter candles, or trades`,
    );
  }
}
