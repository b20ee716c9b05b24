import type { HistoryElement, MarketExecutionEvent } from "../../futures/history/mod.ts";
import type { HistoryTrade } from "../../futures/market/mod.ts";
import { amounts, dates, oldestFirst, table, texts } from "../account/_build.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { contractUnits } from "./_build.ts";

/** A row of a frame of public futures trades. */
export type FuturesTradeRow = {
  /** When, ms UTC. */
  time: number;
  /** In quote. */
  price: number;
  /** Base units (linear) or contracts (inverse). */
  volume: number;
  /** What the taker did: `"buy"` or `"sell"`; empty in some old answers. */
  side: string;
  /** How it came about: `"fill"`, `"liquidation"`, `"assignment"` …; empty where Kraken does not say. */
  type: string;
  /** Id of the trade. */
  uid: string;
  /** Running number; `NaN` where Kraken sends none. */
  trade_id: number;
  /** Mark price at that time; only from the history API. */
  mark_price: number;
};

const MONEY = ["price", "volume", "mark_price"] as const;

/** Trades of the `history` call (newest first there) as a frame, oldest first. */
export function futuresTradeFrame(trades: readonly HistoryTrade[], meta: FrameMeta = {}): Frame<FuturesTradeRow> {
  const rows = oldestFirst(trades, ({ time }) => Date.parse(time));
  return table<FuturesTradeRow>("trades", {
    time: dates(rows, ({ time }) => time),
    price: amounts(rows, ({ price }) => price),
    volume: amounts(rows, ({ size }) => size),
    side: texts(rows, ({ side }) => side),
    type: texts(rows, ({ type }) => type),
    uid: texts(rows, ({ uid }) => uid),
    trade_id: numbers(rows, ({ trade_id }) => trade_id),
    mark_price: amounts(rows, () => undefined),
  }, { money: MONEY, units: contractUnits(meta.symbol, ["price", "mark_price"], ["volume"]), meta });
}

const FORCED: Readonly<Record<string, string>> = {
  Liquidation: "liquidation",
  PartialLiquidation: "liquidation",
  CoveredLiquidation: "liquidation",
  Assignment: "assignment",
  Unwind: "termination",
  Block: "block",
};

/** What the taker does when the maker does this. */
const OTHER: Readonly<Record<string, string>> = { Buy: "sell", Sell: "buy" };

/** Public executions of the history API as a frame, in the order they are given. */
export function marketExecutionFrame(
  elements: readonly HistoryElement<MarketExecutionEvent>[],
  meta: FrameMeta = {},
): Frame<FuturesTradeRow> {
  const rows = elements.map(({ event }) => event.Execution.execution);
  return table<FuturesTradeRow>("trades", {
    time: numbers(rows, ({ timestamp }) => timestamp),
    price: amounts(rows, ({ price }) => price),
    volume: amounts(rows, ({ quantity }) => quantity),
    // Answers without the taker still have the maker, who stood on the other side.
    side: texts(
      rows,
      ({ takerOrder, makerOrder }) => takerOrder?.direction.toLowerCase() ?? OTHER[makerOrder?.direction ?? ""],
    ),
    type: texts(rows, ({ takerOrder }) => takerOrder && (FORCED[takerOrder.orderType] ?? "fill")),
    uid: texts(rows, ({ uid }) => uid),
    trade_id: numbers(rows, () => undefined),
    mark_price: amounts(rows, ({ markPrice }) => markPrice),
  }, { money: MONEY, units: contractUnits(meta.symbol, ["price", "mark_price"], ["volume"]), meta });
}
