import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { history } from "../_endpoint.ts";
import { accountHistoryQuery } from "./_codecs.ts";
import type { AccountHistoryPage, AccountHistoryQuery, HistoryOrder } from "./_types.ts";

/** Query of {@linkcode executions}. */
export interface ExecutionsParams extends AccountHistoryQuery {}

/** How a fee was reckoned. */
export interface FeeCalculationInfo {
  /** Fee in percent. */
  percentageFee?: Decimal | number | null;
  /** Discount of the account. */
  userFeeDiscountApplied?: Decimal | number | null;
  /** Rebate for market share. */
  marketShareRebateCredited?: Decimal | number | null;
}

/** What a fill did to the account. */
export interface ExecutionOrderData {
  /** Fee, in the contract's profit currency. */
  fee: Decimal;
  /** Position after the fill; negative when short. */
  positionSize: Decimal;
  /** How the fee was reckoned: an object or an array of them, as Kraken documents both. */
  feeCalculationInfo?: FeeCalculationInfo | FeeCalculationInfo[] | null;
  /** Profit or loss it realised, before fees. */
  realizedPnl?: Decimal | null;
}

/** One fill of the account. */
export interface HistoryExecution {
  /** Id of the fill, the `fill_id` of `fills`. */
  uid: string;
  /** The account's order. */
  order?: HistoryOrder;
  /** The maker's order; older answers. */
  makerOrder?: HistoryOrder;
  /** The taker's order; older answers. */
  takerOrder?: HistoryOrder;
  /** Unix milliseconds. */
  timestamp: number;
  /** Filled size. */
  quantity: Decimal;
  /** In quote currency. */
  price: Decimal;
  /** Mark price at that time. */
  markPrice: Decimal;
  /** Whether the account's order rested or took. */
  executionType?: "maker" | "taker" | (string & Record<never, never>);
  /** Whether the resting order was filled whole. */
  limitFilled: boolean;
  /** The taker's order before an edit. */
  oldTakerOrder?: HistoryOrder;
  /** Value in USD. */
  usdValue: Decimal;
  /** What it did to the account. */
  orderData?: ExecutionOrderData;
  /** The same for the maker; older answers. */
  makerOrderData?: ExecutionOrderData;
  /** The same for the taker; older answers. */
  takerOrderData?: ExecutionOrderData;
  /** Id at a partner. */
  partnerTradeId?: string | null;
  /** Data for the regulator. */
  regulatoryData?: {
    /** Venue code. */
    venue?: string;
    /** Counterparty code. */
    counterparty?: string;
    /** Id at the regulator. */
    externalUid?: string;
  } | null;
}

/** A fill, and what was trimmed from a reduce-only taker. */
export interface ExecutionRecord {
  /** The fill. */
  execution: HistoryExecution;
  /** What was trimmed, decimal text; empty when nothing. */
  takerReducedQuantity: string;
}

/** The key is written both ways in Kraken's documentation: read whichever is there. */
export type ExecutionHistoryEvent = {
  /** The fill. */
  execution: ExecutionRecord;
} | {
  /** The fill. */
  Execution: ExecutionRecord;
};

/** Answer to {@linkcode executions}. */
export interface ExecutionsResult extends AccountHistoryPage<ExecutionHistoryEvent> {}

/**
 * The account's fills with fee and profit, page by page, over all time.
 *
 * Needs `General API - Read Only`; costs 1 of the history pool (100 points, refilled in 10 minutes).
 * Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/get-execution-events}
 */
export const executions: Endpoint<ExecutionsParams, ExecutionsResult> = history("/api/history/v3/executions", {
  params: accountHistoryQuery,
});
