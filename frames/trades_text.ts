import { ApiError } from "../core/errors.ts";
import type { TradesRow } from "../spot/market/trades.ts";
import { onlyPair } from "../spot/market/_rows.ts";
import { ExactText, readDecimal, uniform } from "./exact.ts";
import type { Frame, FrameMeta } from "./frame.ts";
import { openSink, resize, scanRows, type TradeSink } from "./_scan.ts";
import { orderTypeName, sideName, tradeColumns, type TradeRow } from "./trades.ts";

/** About the length of a row with small figures, so that room for one more is seldom needed. */
const USUAL_ROW = 60;

/**
 * Trades straight from the JSON text of one answer of Kraken's Trades, or of many in order: the fast way for very many.
 * The text is read once, digit by digit, without building a row object; the exact text of prices and volumes stays
 * available at one byte a row or less, and the JSON text is not kept. A text may also be the bare array of rows.
 *
 * The columns are those of `tradeFrame`. `meta.symbol` is the answer's own pair name unless given; `meta.last` is the
 * cursor of the last answer.
 *
 * @throws {ApiError} when an answer carries errors of Kraken's.
 * @throws {SyntaxError} when a text is no JSON.
 * @throws {RangeError} when an answer has no pair or several, or a price is no number.
 */
export function tradesFromText(json: string | readonly string[], meta: FrameMeta = {}): Frame<TradeRow> {
  const pages = typeof json === "string" ? [json] : json;
  const characters = pages.reduce((sum, page) => sum + page.length, 0);
  const sink = openSink(Math.ceil(characters / USUAL_ROW) + 1);
  let about: FrameMeta = {};
  for (const page of pages) {
    const scanned = scanAnswer(page, sink) ?? parseAnswer(page, sink);
    about = { ...about, ...scanned };
  }
  resize(sink, sink.length);
  const { time, price, volume, side, ordertype, misc, trade_id } = sink;
  const exact = ({ values, decimals, odd }: TradeSink["price"]) => new ExactText(values, uniform(decimals), odd);
  const columns = { time, price: exact(price), volume: exact(volume), side, ordertype, misc, trade_id };
  return tradeColumns(columns, { ...about, ...meta });
}

interface About {
  readonly symbol?: string;
  readonly last?: string;
}

const BEFORE = /^\{"error":\[\],"result":\{"([^"\\]+)":\[/;
const AFTER = /\],"last":"(\d+)"\}\}\s*$/;

/** The answer as Kraken writes it, without spaces, key by key; `undefined` when it is written otherwise. */
function scanAnswer(text: string, sink: TradeSink): About | undefined {
  const before = BEFORE.exec(text);
  if (before === null) {
    return text.startsWith("[[") && scanRows(text, 1, text.length - 1, sink) && text.endsWith("]") ? {} : undefined;
  }
  const [{ length }, symbol = ""] = before;
  const tail = text.slice(-60);
  const after = AFTER.exec(tail);
  if (after === null) return undefined;
  const end = text.length - tail.length + after.index;
  return scanRows(text, length, end, sink) ? { symbol, last: after[1] ?? "" } : undefined;
}

/** Any other way to write it: parsed as a whole, then read row by row. */
function parseAnswer(text: string, sink: TradeSink): About {
  const answer = JSON.parse(text) as unknown;
  if (Array.isArray(answer)) {
    append(answer as TradesRow[], sink);
    return {};
  }
  const { error = [], result = {} } = answer as {
    error?: string[];
    result?: { [pair: string]: TradesRow[] | string };
  };
  if (error.length > 0) throw new ApiError("Trades", error);
  const { pair, value } = onlyPair<TradesRow[]>(result, "Trades");
  append(value, sink);
  return typeof result.last === "string" ? { symbol: pair, last: result.last } : { symbol: pair };
}

function append(rows: readonly TradesRow[], sink: TradeSink): void {
  for (const [price, volume, time, side, ordertype, misc, id = NaN] of rows) {
    if (sink.length === sink.room) resize(sink, Math.ceil(sink.room * 1.5));
    const at = sink.length++;
    readDecimal(price, at, sink.price.values, sink.price.decimals, sink.price.odd);
    readDecimal(volume, at, sink.volume.values, sink.volume.decimals, sink.volume.odd);
    sink.time[at] = time * 1000;
    sink.trade_id[at] = id;
    sink.side[at] = sideName(side);
    sink.ordertype[at] = orderTypeName(ordertype);
    sink.misc[at] = misc;
  }
}
