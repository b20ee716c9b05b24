import { isoTime } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode fills}. */
export interface FillsParams {
  /** The 100 fills before this time; the newest ones when left out. Raises the cost from 2 to 25. */
  lastFillTime?: Date | string;
}

/** One fill. Kraken sends no fee here: the account log has it. */
export interface Fill {
  /** Id of the fill, the `execution` of the account log. */
  fill_id: string;
  /** The order. */
  order_id: string;
  /** The order's client id. */
  cliOrdId?: string | null;
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Side of the order. */
  side: "buy" | "sell" | (string & Record<never, never>);
  /** Base units (linear) or contracts of 1 USD (inverse). */
  size: number;
  /** In quote currency. */
  price: number;
  /** ISO 8601. */
  fillTime: string;
  /** How it came about. */
  fillType:
    | "maker"
    | "taker"
    | "liquidation"
    | "partialLiquidation"
    | "assignor"
    | "assignee"
    | "takerAfterEdit"
    | "unwindBankrupt"
    | "unwindCounterparty"
    | (string & Record<never, never>);
  /** Profit or loss it realised, before fees; `null` on old fills and with `lastFillTime`. */
  realized_pnl?: number | null;
  /** Running number. */
  sequence_id?: string;
}

/** Answer to {@linkcode fills}. */
export interface FillsResult extends FuturesAnswer {
  /** At most 100, newest first. */
  fills: Fill[];
}

/**
 * The latest 100 fills, or the 100 before a time. To walk far back the history group's `executions` costs less.
 *
 * Needs `General API - Read Only`; costs 2, with `lastFillTime` 25. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-fills}
 */
export const fills: Endpoint<FillsParams, FillsResult> = derivatives("GET", "/derivatives/api/v3/fills", {
  costOf: (params) => params.lastFillTime === undefined ? 2 : 25,
  params: { lastFillTime: isoTime },
});
