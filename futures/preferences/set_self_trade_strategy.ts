import { oneOf, required } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { SelfTradeStrategy } from "./self_trade_strategy.ts";

/** Parameters of {@linkcode setSelfTradeStrategy}. */
export interface SetSelfTradeStrategyParams {
  /** The strategy to follow from now on. */
  strategy: SelfTradeStrategy;
}

/** Answer to {@linkcode setSelfTradeStrategy}. */
export interface SetSelfTradeStrategyResult extends FuturesAnswer {
  /** The strategy now in force; missing in older answers. */
  strategy?: SelfTradeStrategy | (string & Record<never, never>);
}

/**
 * Sets what happens when an order would meet one of the same owner.
 *
 * Needs `General API - Full Access`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/set-self-trade-strategy}
 */
export const setSelfTradeStrategy: Endpoint<SetSelfTradeStrategyParams, SetSelfTradeStrategyResult> = derivatives(
  "PUT",
  "/derivatives/api/v3/self-trade-strategy",
  {
    permission: FULL,
    idempotent: true,
    params: {
      strategy: required(oneOf(["REJECT_TAKER", "CANCEL_MAKER_SELF", "CANCEL_MAKER_CHILD", "CANCEL_MAKER_ANY"])),
    },
  },
);
