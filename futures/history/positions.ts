import { boolean } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { history } from "../_endpoint.ts";
import { accountHistoryQuery } from "./_codecs.ts";
import type { AccountHistoryPage, AccountHistoryQuery } from "./_types.ts";

/** Query of {@linkcode positions}. Filters of one group are joined by "or", the two groups by "and". */
export interface PositionsParams extends AccountHistoryQuery {
  /** Change filter: positions opened. */
  opened?: boolean;
  /** Change filter: positions closed. */
  closed?: boolean;
  /** Change filter: positions increased. */
  increased?: boolean;
  /** Change filter: positions decreased. */
  decreased?: boolean;
  /** Change filter: positions turned to the other side. */
  reversed?: boolean;
  /** Change filter: positions that stayed. */
  no_change?: boolean;
  /** Reason filter: trades. */
  trades?: boolean;
  /** Reason filter: booked funding. */
  funding_realization?: boolean;
  /** Reason filter: settlements. */
  settlement?: boolean;
}

/** One change of a position. */
export interface PositionUpdate {
  /** Id of the account. */
  accountUid: string;
  /** Contract, `PF_XBTUSD`. */
  tradeable: string;
  /** Size before; negative when short. */
  oldPosition: Decimal;
  /** Average entry price before. */
  oldAverageEntryPrice?: Decimal;
  /** Size after; negative when short. */
  newPosition: Decimal;
  /** Average entry price after. */
  newAverageEntryPrice?: Decimal;
  /** Time of the fill, Unix milliseconds. */
  fillTime?: number;
  /** Fee of the fill. */
  fee?: Decimal;
  /** Its currency. */
  feeCurrency?: string;
  /** Profit or loss it realised, before fees; mind the capital `L`. */
  realizedPnL?: Decimal;
  /** What changed. */
  positionChange:
    | "open"
    | "close"
    | "increase"
    | "decrease"
    | "reverse"
    | "noChange"
    | "unknown"
    | (string & Record<never, never>);
  /** Id of the fill. */
  executionUid?: string;
  /** Price of the fill. */
  executionPrice?: Decimal;
  /** Size of the fill. */
  executionSize?: Decimal;
  /** How the fill came about. */
  tradeType?:
    | "userExecution"
    | "liquidation"
    | "partialLiquidation"
    | "assignment"
    | "unwind"
    | "unknown"
    | (string & Record<never, never>);
  /** When funding was booked, Unix milliseconds. */
  fundingRealizationTime?: number;
  /** Booked funding; negative when paid. */
  realizedFunding?: Decimal;
  /** Price of a settlement. */
  settlementPrice?: Decimal;
  /** Unix milliseconds. */
  timestamp: number;
  /** Why it changed. */
  updateReason: "trade" | "fundingRealisation" | "settlement" | "unknown" | (string & Record<never, never>);
}

/** The change under the key that names it. */
export interface PositionHistoryEvent {
  /** The change. One example of Kraken's shows its fields without this key. */
  PositionUpdate: PositionUpdate;
}

/** Answer to {@linkcode positions}. */
export interface PositionsResult extends AccountHistoryPage<PositionHistoryEvent> {}

/**
 * Every change of the account's positions with fee, funding and profit, page by page, over all time.
 *
 * Needs `General API - Read Only`; cost not published (1 of the history pool assumed).
 * Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/get-position-events}
 */
export const positions: Endpoint<PositionsParams, PositionsResult> = history("/api/history/v3/positions", {
  params: {
    ...accountHistoryQuery,
    opened: boolean,
    closed: boolean,
    increased: boolean,
    decreased: boolean,
    reversed: boolean,
    no_change: boolean,
    trades: boolean,
    funding_realization: boolean,
    settlement: boolean,
  },
});
