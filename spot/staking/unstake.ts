import { positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { REMOVED, type StakingReference } from "./_types.ts";

/** Body of {@linkcode unstake}. */
export interface UnstakeParams {
  /** Asset, e.g. `"DOT.S"`. */
  asset: string;
  /** Amount in the asset. */
  amount: Decimal | number;
  /** Staking method. */
  method?: string;
}

/**
 * Took an asset out of staking. May answer `EGeneral:Unknown method`; kept for those who come from KrakenEx.
 *
 * Permission: Withdraw funds. Moves funds: never sent twice by us.
 *
 * @deprecated Removed from Kraken's documentation on 1 March 2024: use `earn.deallocate` with a `strategy_id`.
 * @see {@link https://docs.kraken.com/api/docs/rest-api/deallocate-strategy}
 */
export const unstake: Endpoint<UnstakeParams, StakingReference> = privatePost("Unstake", {
  params: { asset: required(text), amount: required(positiveDecimal), method: text },
  permission: "Withdraw funds (historical)",
  idempotent: false,
  deprecated: `${REMOVED} Earn/Deallocate with a strategy_id`,
});
