import type { Fill } from "../../futures/account/mod.ts";
import type {
  ExecutionHistoryEvent,
  HistoryElement,
  HistoryExecution,
  HistoryOrder,
} from "../../futures/history/mod.ts";
import type { ExecutionOrderData } from "../../futures/history/mod.ts";
import { amounts, dates, oldestFirst, table, texts } from "../account/_build.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { contractName } from "./_build.ts";

/** A row of a frame of one's own futures fills. Amounts have exact text; what a call does not tell is `NaN` or empty. */
export type FuturesFillRow = {
  /** When, ms UTC. */
  time: number;
  /** Id of the fill, the `execution` of the account log. */
  fill_id: string;
  /** Kraken's id of the order. */
  order_id: string;
  /** Our id of the order. */
  cli_ord_id: string;
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** `"buy"` or `"sell"`. */
  side: string;
  /** In quote. */
  price: number;
  /** Kraken's `size`: base units (linear) or contracts (inverse). */
  volume: number;
  /** `"maker"`, `"taker"`, `"liquidation"` … */
  fill_type: string;
  /** In the contract's profit currency; only from the history. */
  fee: number;
  /** Profit or loss it realised, before the fee. */
  realized_pnl: number;
  /** Signed position afterwards; only from the history. */
  position_size: number;
  /** Mark price at that time; only from the history. */
  mark_price: number;
  /** Worth in USD; only from the history. */
  usd_value: number;
};

const MONEY = ["price", "volume", "fee", "realized_pnl", "position_size", "mark_price", "usd_value"] as const;

/** Fills of the `fills` call (newest first there, without fees) as a frame, oldest first. */
export function futuresFillFrame(fills: readonly Fill[], meta: FrameMeta = {}): Frame<FuturesFillRow> {
  const rows = oldestFirst(fills, ({ fillTime }) => Date.parse(fillTime));
  const none = amounts(rows, () => undefined);
  return table<FuturesFillRow>("fills", {
    time: dates(rows, ({ fillTime }) => fillTime),
    fill_id: texts(rows, ({ fill_id }) => fill_id),
    order_id: texts(rows, ({ order_id }) => order_id),
    cli_ord_id: texts(rows, ({ cliOrdId }) => cliOrdId),
    symbol: rows.map(({ symbol }) => contractName(symbol)),
    side: texts(rows, ({ side }) => side),
    price: amounts(rows, ({ price }) => price),
    volume: amounts(rows, ({ size }) => size),
    fill_type: texts(rows, ({ fillType }) => fillType),
    fee: none,
    realized_pnl: amounts(rows, ({ realized_pnl }) => realized_pnl),
    position_size: none,
    mark_price: none,
    usd_value: none,
  }, { money: MONEY, meta });
}

/** The account's side of an execution: newer answers have one order, older ones both. */
function ownSide(
  { order, makerOrder, takerOrder, orderData, makerOrderData, takerOrderData, executionType }: HistoryExecution,
  accountUid: string | undefined,
): { order: HistoryOrder | undefined; data: ExecutionOrderData | undefined; type: string | undefined } {
  if (order) return { order, data: orderData, type: executionType };
  const maker = makerOrder !== undefined &&
    (takerOrder === undefined || (accountUid !== undefined && makerOrder.accountUid === accountUid));
  return maker
    ? { order: makerOrder, data: makerOrderData ?? orderData, type: executionType ?? "maker" }
    : { order: takerOrder, data: takerOrderData ?? orderData, type: executionType ?? "taker" };
}

/**
 * The account's executions of the history API as a frame, in the order they are given. `accountUid` of the answer tells
 * our side in older answers that show both.
 */
export function executionFrame(
  elements: readonly HistoryElement<ExecutionHistoryEvent>[],
  meta: FrameMeta = {},
  accountUid?: string,
): Frame<FuturesFillRow> {
  const rows = elements.map(({ event }) => {
    const { execution } = "execution" in event ? event.execution : event.Execution;
    return { ...execution, ...ownSide(execution, accountUid) };
  });
  return table<FuturesFillRow>("fills", {
    time: numbers(rows, ({ timestamp }) => timestamp),
    fill_id: texts(rows, ({ uid }) => uid),
    order_id: texts(rows, ({ order }) => order?.uid),
    cli_ord_id: texts(rows, ({ order }) => order?.clientId),
    symbol: rows.map(({ order }) => contractName(order?.tradeable)),
    side: texts(rows, ({ order }) => order?.direction.toLowerCase()),
    price: amounts(rows, ({ price }) => price),
    volume: amounts(rows, ({ quantity }) => quantity),
    fill_type: texts(rows, ({ type }) => type),
    fee: amounts(rows, ({ data }) => data?.fee),
    realized_pnl: amounts(rows, ({ data }) => data?.realizedPnl),
    position_size: amounts(rows, ({ data }) => data?.positionSize),
    mark_price: amounts(rows, ({ markPrice }) => markPrice),
    usd_value: amounts(rows, ({ usdValue }) => usdValue),
  }, { money: MONEY, meta });
}
