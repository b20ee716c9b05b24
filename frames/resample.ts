import { fromUnits, units } from "../core/decimal.ts";
import { knownOptions } from "../core/options.ts";
import type { CandleRow } from "./candles.ts";
import { type Column, isAscending, numbersOf, takeNumbers } from "./_columns.ts";
import { type Buckets, collect, type Source } from "./_buckets.ts";
import { refuseCuts, refuseMissing } from "./_resample_refuse.ts";
import { gridOf } from "./every.ts";
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

/** Volumes and their sums up to this many units of the last decimal survive being floats; others are added as integers. */
const EXACT = 2 ** 51;

/** Powers of ten up to here are exact as floats. */
const MOST_DECIMALS = 22;

/**
 * Trades into candles, or candles into longer ones: `time` (begin of the interval), `open`, `high`, `low`, `close`,
 * `vwap`, `volume`, `count`. Rows need not be sorted. Of candles, `vwap` is weighted by volume, and it and `count` are
 * left out when the source has none.
 *
 * Prices keep their exact text. Volumes are summed exactly, however large, and keep theirs, where every volume of the
 * source has exact text and none is missing or written with an exponent; else the sum is that of floats, without text.
 * `vwap` is a float.
 *
 * @param every `"1m"`, `"4h"`, `"1d"`, `"1w"` (from Monday), `"1M"` (month), or a number of minutes.
 * @throws {RangeError} when candles would have to be cut: the new interval must be a whole multiple of the old, and no
 * candle may lie across one of its borders. Also for times and prices that are missing or infinite.
 * @throws {TypeError} for an unknown option.
 */
export function resample(frame: Frame, every: string | number, options: ResampleOptions = {}): Frame<CandleRow> {
  knownOptions("resample", options, ["zone", "fill"]);
  const { zone = "UTC", fill = "none" } = options;
  if (fill !== "none" && fill !== "previous") {
    throw new RangeError(`Cannot resample as 'fill' must be one of none, previous: current value is "${fill}"`);
  }
  const grid = gridOf(every, zone);
  const sorted = isAscending(numbersOf(frame, "time", "resample by")) ? frame : frame.sortBy("time");
  refuseMissing(sorted);
  const source = sourceOf(sorted);
  if (source.candles) refuseCuts(sorted, grid, zone);
  const volumes = exactOf(sorted, "volume");
  const scale = volumes?.scale;
  const buckets = collect(source, grid, { fill, power: scale === undefined ? 0 : 10 ** scale });
  const meta = { ...frame.meta, every: grid.every, ...(zone === "UTC" ? {} : { zone }) };
  return candlesOf(sorted, source, buckets, meta);
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
  const { values, exact } = volumesOf(frame, buckets);
  columns.volume = values;
  if (exact !== undefined) text.volume = exact;
  if (!candles || count !== undefined) columns.count = new Float64Array(buckets.count);
  return new Frame<CandleRow>({ kind: "candles", columns, text, units: candleUnits(frame), meta });
}

/** The sums of volume: exact where all texts are there, from the scaled floats where those hold, else from the texts. */
function volumesOf(frame: Frame, buckets: Buckets): { values: Float64Array; exact?: ExactText } {
  const texts = exactOf(frame, "volume");
  const scale = texts?.scale;
  if (texts === undefined || scale === undefined) return { values: new Float64Array(buckets.volume) };
  // A negative volume could hide large ones behind a small sum.
  const safe = scale <= MOST_DECIMALS && isPositive(texts.values);
  const odd = new Map<number, string>();
  const values = Float64Array.from(buckets.units, (sum, at) => {
    const [first, last] = [buckets.open[at] as number, buckets.close[at] as number];
    if (safe && sum <= EXACT) return sum / 10 ** scale;
    let total = 0n;
    // The rows of a candle follow each other, from its open to its close; an empty one has none.
    for (let row = first; first >= 0 && row <= last; row++) total += units(texts.at(row), scale);
    const text = fromUnits(total, scale);
    odd.set(at, text);
    return Number(text);
  });
  return { values, exact: new ExactText(values, scale, odd) };
}

/** Whether no number is below zero. */
function isPositive(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if ((values[row] as number) < 0) return false;
  return true;
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
