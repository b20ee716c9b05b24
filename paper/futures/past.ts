/**
 * A history from before the exchange was opened: round trips in PF_XBTUSD, each of them a function of its number, so a
 * million rows take no memory. An account has it when it is made with the option `history`.
 */

import type { Fill } from "../../futures/account/fills.ts";
import type { ExecutionHistoryEvent } from "../../futures/history/executions.ts";
import type { HistoryElement } from "../../futures/history/_types.ts";
import type { OrderHistoryEvent } from "../../futures/history/orders.ts";
import type { PositionHistoryEvent } from "../../futures/history/positions.ts";
import type { LogRow } from "./log.ts";

/** Everything that happened before, oldest first, by index. */
export interface Past {
  /** Rows of the account log. */
  readonly rows: number;
  row(index: number): LogRow;
  /** Fills, and as many executions. */
  readonly fills: number;
  fill(index: number): Fill & { ms: number };
  execution(index: number): HistoryElement<ExecutionHistoryEvent>;
  /** Events of orders. */
  readonly orders: number;
  order(index: number): HistoryElement<OrderHistoryEvent>;
  /** Changes of positions. */
  readonly positions: number;
  position(index: number): HistoryElement<PositionHistoryEvent>;
}

const none = (): never => {
  throw new RangeError("There is no history before the exchange was opened");
};

/** No history. */
export const NO_PAST: Past = {
  rows: 0,
  row: none,
  fills: 0,
  fill: none,
  execution: none,
  orders: 0,
  order: none,
  positions: 0,
  position: none,
};
