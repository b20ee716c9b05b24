import { boolean, isoTime, required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode history}. */
export interface HistoryParams {
  /** `"PF_XBTUSD"`; case is free. */
  symbol: string;
  /** The 100 trades before this time; the newest ones when left out. */
  lastTime?: Date | string;
  /** Whether to add the fields that regulated venues must publish. @default {true} */
  includeMTFData?: boolean;
}

/** One public trade. */
export interface HistoryTrade {
  /** ISO 8601. */
  time: string;
  /** In quote currency. */
  price: number;
  /** Base units (linear) or contracts of 1 USD (inverse); a number live, text in Kraken's specification. */
  size?: number | string;
  /** Side of the taker. */
  side?: "buy" | "sell" | (string & Record<never, never>);
  /** How it came about. */
  type?: "fill" | "liquidation" | "assignment" | "termination" | "block" | (string & Record<never, never>);
  /** Running number. */
  trade_id?: number;
  /** Id of the trade. */
  uid?: string;
  /** Regulatory: what kind of identification {@linkcode isin} is. */
  instrument_identification_type?: string;
  /** Regulatory: security number. */
  isin?: string;
  /** Regulatory: venue code. */
  execution_venue?: string;
  /** Regulatory: how the price is noted. */
  price_notation?: string;
  /** Regulatory: currency of the price. */
  price_currency?: string;
  /** Regulatory: notional amount. */
  notional_amount?: number;
  /** Regulatory: its currency. */
  notional_currency?: string;
  /** Regulatory: time of publication, ISO 8601. */
  publication_time?: string;
  /** Regulatory: venue of publication. */
  publication_venue?: string;
  /** Regulatory: code of the transaction. */
  transaction_identification_code?: string;
  /** Regulatory: whether it is to be cleared. */
  to_be_cleared?: boolean;
}

/** Answer to {@linkcode history}. */
export interface HistoryResult extends FuturesAnswer {
  /** At most 100, newest first. */
  history: HistoryTrade[];
}

/**
 * The latest 100 public trades of a contract, or the 100 before a time; older ones by passing the oldest `time` again.
 *
 * Reaches back 7 days or to the last restart of the matching engine; for more see the history group's
 * `marketExecutions`. Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-history}
 */
export const history: Endpoint<HistoryParams, HistoryResult> = open("/derivatives/api/v3/history", {
  params: { symbol: required(text), lastTime: isoTime, includeMTFData: boolean },
});
