import { plain, sumDecimals } from "../../core/decimal.ts";
import type { OpenOrder } from "../../futures/trading/mod.ts";
import { amounts, dates, oldestFirst, table, texts } from "../account/_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { contractName, flags } from "./_build.ts";

/** A row of a frame of open futures orders and waiting triggers. Amounts have exact text. */
export type FuturesOrderRow = {
  /** When it arrived, ms UTC. */
  time: number;
  /** Last change, ms UTC. */
  last_update_time: number;
  /** Kraken's id. */
  order_id: string;
  /** Our id; empty without one. */
  cli_ord_id: string;
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** `"buy"` or `"sell"`. */
  side: string;
  /** `"lmt"`, `"stop"`, `"take_profit"` … */
  order_type: string;
  /** Whole size: `filled` + `unfilled`, in base units (linear) or contracts (inverse). */
  volume: number;
  filled: number;
  unfilled: number;
  /** Worst price, in quote; `NaN` when a market order follows the trigger. */
  limit_price: number;
  /** Trigger price, in quote; `NaN` without a trigger. */
  stop_price: number;
  /** `"mark"`, `"last"`, `"spot"`; empty without a trigger. */
  trigger_signal: string;
  reduce_only: boolean;
  /** `"untouched"` or `"partiallyFilled"`. */
  status: string;
};

/** Open orders (newest first in the answer) as a frame, oldest first. */
export function futuresOrderFrame(orders: readonly OpenOrder[], meta: FrameMeta = {}): Frame<FuturesOrderRow> {
  const rows = oldestFirst(orders, ({ receivedTime }) => Date.parse(receivedTime));
  return table<FuturesOrderRow>("orders", {
    time: dates(rows, ({ receivedTime }) => receivedTime),
    last_update_time: dates(rows, ({ lastUpdateTime }) => lastUpdateTime),
    order_id: texts(rows, ({ order_id }) => order_id),
    cli_ord_id: texts(rows, ({ cliOrdId }) => cliOrdId),
    symbol: rows.map(({ symbol }) => contractName(symbol)),
    side: texts(rows, ({ side }) => side),
    order_type: texts(rows, ({ orderType }) => orderType),
    volume: amounts(
      rows,
      ({ filledSize, unfilledSize }) =>
        unfilledSize === undefined ? undefined : sumDecimals([plain(filledSize), plain(unfilledSize)]),
    ),
    filled: amounts(rows, ({ filledSize }) => filledSize),
    unfilled: amounts(rows, ({ unfilledSize }) => unfilledSize),
    limit_price: amounts(rows, ({ limitPrice }) => limitPrice),
    stop_price: amounts(rows, ({ stopPrice }) => stopPrice),
    trigger_signal: texts(rows, ({ triggerSignal }) => triggerSignal),
    reduce_only: flags(rows, ({ reduceOnly }) => reduceOnly),
    status: texts(rows, ({ status }) => status),
  }, {
    money: ["volume", "filled", "unfilled", "limit_price", "stop_price"],
    times: ["time", "last_update_time"],
    meta,
  });
}
