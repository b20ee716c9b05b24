import type { TradesRow } from "../spot/market/trades.ts";
import { numbers, open, type RowsOrResult, unitsOf } from "./_build.ts";
import { ExactText } from "./exact.ts";
import { Frame, type FrameMeta } from "./frame.ts";

/** A row of a frame of public trades. */
export type TradeRow = {
  /** When, ms UTC with a fraction: Kraken's times are finer than a millisecond. */
  time: number;
  /** In the quote asset. */
  price: number;
  /** In the base asset. */
  volume: number;
  /** What the taker did: `"buy"` or `"sell"`. */
  side: string;
  /** The taker's order: `"market"` or `"limit"`. */
  ordertype: string;
  /** Usually empty. */
  misc: string;
  /** Kraken's number of the trade, rising by one within a pair; `NaN` in answers before 2022. */
  trade_id: number;
};

const SIDES: Readonly<Record<string, string>> = { b: "buy", s: "sell" };
const ORDER_TYPES: Readonly<Record<string, string>> = { m: "market", l: "limit" };

/** `"b"` → `"buy"`; what is unknown stays. */
export const sideName = (code: string): string => SIDES[code] ?? code;
/** `"m"` → `"market"`; what is unknown stays. */
export const orderTypeName = (code: string): string => ORDER_TYPES[code] ?? code;

/** The columns of trades, already read. */
export interface TradeColumns {
  /** ms UTC. */
  readonly time: Float64Array;
  /** With exact text. */
  readonly price: ExactText;
  /** With exact text. */
  readonly volume: ExactText;
  /** `"buy"` or `"sell"`. */
  readonly side: readonly string[];
  /** `"market"` or `"limit"`. */
  readonly ordertype: readonly string[];
  /** Usually empty. */
  readonly misc: readonly string[];
  /** `NaN` where Kraken sends none. */
  readonly trade_id: Float64Array;
}

/** A frame of trades over columns that are already read; nothing is copied. */
export function tradeColumns({ price, volume, ...rest }: TradeColumns, meta: FrameMeta): Frame<TradeRow> {
  const { time, ...others } = rest;
  return new Frame<TradeRow>({
    kind: "trades",
    columns: { time, price: price.values, volume: volume.values, ...others },
    text: { price, volume },
    units: unitsOf(meta, ["price"], ["volume"]),
    meta,
  });
}

/**
 * Kraken's Trades rows, or the whole answer, as a frame, oldest first: `time` (ms UTC, the fraction kept), `price` and
 * `volume` (with exact text), `side` (`"buy"`, `"sell"`), `ordertype` (`"market"`, `"limit"`), `misc`, `trade_id`.
 * For very many trades as JSON text see {@linkcode tradesFromText}.
 *
 * @throws {RangeError} when the answer has no pair or several, or a price is no number.
 */
export function tradeFrame(rows: RowsOrResult<TradesRow>, meta: FrameMeta = {}): Frame<TradeRow> {
  const { rows: trades, meta: about } = open(rows, meta, "Trades");
  return tradeColumns({
    time: numbers(trades, (row) => row[2] * 1000),
    price: ExactText.from(trades.map((row) => row[0])),
    volume: ExactText.from(trades.map((row) => row[1])),
    side: trades.map((row) => sideName(row[3])),
    ordertype: trades.map((row) => orderTypeName(row[4])),
    misc: trades.map((row) => row[5]),
    trade_id: numbers(trades, (row) => row[6]),
  }, about);
}
