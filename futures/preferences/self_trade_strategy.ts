import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/**
 * What happens when an order would meet one of the same owner: `REJECT_TAKER` refuses the incoming order,
 * `CANCEL_MAKER_SELF` cancels the resting one of the same account, `CANCEL_MAKER_CHILD` lets the master account cancel
 * its own and its subaccounts' resting orders, `CANCEL_MAKER_ANY` lets master and subaccounts do so.
 */
export type SelfTradeStrategy = "REJECT_TAKER" | "CANCEL_MAKER_SELF" | "CANCEL_MAKER_CHILD" | "CANCEL_MAKER_ANY";

/** Answer to {@linkcode selfTradeStrategy}. */
export interface SelfTradeStrategyResult extends FuturesAnswer {
  /** The strategy in force; `REJECT_TAKER` unless it was set. */
  strategy: SelfTradeStrategy | (string & Record<never, never>);
}

/**
 * What happens when an order would meet one of the same owner.
 *
 * Needs `General API - Read Only`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-self-trade-strategy}
 */
export const selfTradeStrategy: Endpoint<Record<never, never>, SelfTradeStrategyResult> = derivatives(
  "GET",
  "/derivatives/api/v3/self-trade-strategy",
);
