import type { OhlcRow } from "../spot/market/ohlc.ts";
import { numbers, open, type RowsOrResult, unitsOf } from "./_build.ts";
import { ExactText } from "./exact.ts";
import { Frame, type FrameMeta } from "./frame.ts";

export type { RowsOrResult } from "./_build.ts";

/** A row of a frame of candles. Prices in the quote asset, volume in the base asset. */
export type CandleRow = {
  /** Begin of the candle, ms UTC. */
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Volume-weighted average price; 0 or `NaN` without a trade. */
  vwap: number;
  volume: number;
  /** Number of trades. */
  count: number;
};

/** Columns of candles with exact text. */
export const CANDLE_MONEY = ["open", "high", "low", "close", "vwap", "volume"] as const;

/**
 * Kraken's OHLC rows, or the whole answer, as a frame of candles, oldest first: `time` (begin, ms UTC), `open`, `high`,
 * `low`, `close`, `vwap`, `volume` (all with exact text) and `count`. The last row of an answer is the candle that is
 * still running; it is kept.
 *
 * @throws {RangeError} when the answer has no pair or several, or a price is no number.
 */
export function candleFrame(rows: RowsOrResult<OhlcRow>, meta: FrameMeta = {}): Frame<CandleRow> {
  const { rows: candles, meta: about } = open(rows, meta, "OHLC");
  const text = Object.fromEntries(
    CANDLE_MONEY.map((name, at) => [name, ExactText.from(candles.map((row) => row[at + 1] as string))]),
  );
  return new Frame<CandleRow>({
    kind: "candles",
    columns: {
      time: numbers(candles, (row) => row[0] * 1000),
      ...Object.fromEntries(Object.entries(text).map(([name, { values }]) => [name, values])),
      count: numbers(candles, (row) => row[7]),
    },
    text,
    units: unitsOf(about, ["open", "high", "low", "close", "vwap"], ["volume"]),
    meta: about,
  });
}
