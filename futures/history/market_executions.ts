import { required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import { historyQuery } from "./_codecs.ts";
import type { HistoryPage, HistoryQuery, PublicOrder } from "./_types.ts";

/** Query of {@linkcode marketExecutions}. */
export interface MarketExecutionsParams extends HistoryQuery {
  /** Contract, `"PF_XBTUSD"`. */
  tradeable: string;
}

/** One public trade with both orders. */
export interface MarketExecution {
  /** Id of the trade. */
  uid: string;
  /** The order that rested. */
  makerOrder: PublicOrder;
  /** The order that took; absent in some answers. */
  takerOrder?: PublicOrder;
  /** Unix milliseconds. */
  timestamp: number;
  /** Size: base units (linear) or contracts of 1 USD (inverse). */
  quantity: Decimal;
  /** In quote currency. */
  price: Decimal;
  /** Mark price at that time. */
  markPrice: Decimal;
  /** Whether the resting order was filled whole. */
  limitFilled: boolean;
  /** The taker's order before an edit. */
  oldTakerOrder?: PublicOrder;
  /** Value in USD. */
  usdValue: Decimal;
}

/** The trade under the key that names it. */
export interface MarketExecutionEvent {
  /** The trade. */
  Execution: {
    /** The trade. */
    execution: MarketExecution;
    /** What was trimmed from a reduce-only taker, decimal text; empty when nothing. */
    takerReducedQuantity: string;
  };
}

/** Answer to {@linkcode marketExecutions}. */
export interface MarketExecutionsResult extends HistoryPage<MarketExecutionEvent> {}

/**
 * All public trades of a contract since 27 May 2021 with the orders behind them, page by page.
 *
 * Public, free of rate cost. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/get-public-execution-events}
 */
export const marketExecutions: Endpoint<MarketExecutionsParams, MarketExecutionsResult> = open(
  "/api/history/v3/market/{tradeable}/executions",
  { params: { tradeable: required(text), ...historyQuery } },
);
