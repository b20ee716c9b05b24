import type { SpreadRow as WireRow } from "../spot/market/spread.ts";
import { sumDecimals } from "../core/decimal.ts";
import { numbers, open, type RowsOrResult, unitsOf } from "./_build.ts";
import { ExactText } from "./exact.ts";
import { Frame, type FrameMeta } from "./frame.ts";

/** A row of a frame of best prices; all in the quote asset. */
export type SpreadRow = {
  /** When, ms UTC, whole seconds: rows may share it. */
  time: number;
  bid: number;
  ask: number;
  /** `ask - bid`, exact. */
  spread: number;
};

/**
 * Kraken's Spread rows, or the whole answer, as a frame, oldest first: `time`, `bid`, `ask` and `spread`, their
 * difference; all three with exact text.
 *
 * @throws {RangeError} when the answer has no pair or several, or a price is no number.
 */
export function spreadFrame(rows: RowsOrResult<WireRow>, meta: FrameMeta = {}): Frame<SpreadRow> {
  const { rows: changes, meta: about } = open(rows, meta, "Spread");
  const text = {
    bid: ExactText.from(changes.map((row) => row[1])),
    ask: ExactText.from(changes.map((row) => row[2])),
    spread: ExactText.from(changes.map(([, bid, ask]) => sumDecimals([ask, negative(bid)]))),
  };
  return new Frame<SpreadRow>({
    kind: "spread",
    columns: {
      time: numbers(changes, (row) => row[0] * 1000),
      bid: text.bid.values,
      ask: text.ask.values,
      spread: text.spread.values,
    },
    text,
    units: unitsOf(about, ["bid", "ask", "spread"], []),
    meta: about,
  });
}

const negative = (text: string) => text.startsWith("-") ? text.slice(1) : `-${text}`;
