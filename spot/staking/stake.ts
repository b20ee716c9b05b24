import { positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { REMOVED, type StakingReference } from "./_types.ts";

/** Body of {@linkcode stake}. */
export interface StakeParams {
  /** Asset, e.g. `"DOT"`. */
  asset: string;
  /** Amount in the asset. */
  amount: Decimal | number;
  /** Staking method, from `Staking/Assets`. */
  method: string;
}

/**
 * Staked an asset. May answer `EGeneral:Unknown method`; kept for those who come from KrakenEx.
 *
 * Permission: Withdraw funds. Moves funds: never sent twice by us.
 *
 * @deprecated Removed from Kraken's documentation on 1 March 2024: use `earn.allocate` with a `strategy_id`.
 * @see {@link https://docs.kraken.com/api/docs/rest-api/allocate-strategy}
 */
export const stake: Endpoint<StakeParams, StakingReference> = privatePost("Stake", {
  params: { asset: required(text), amount: required(positiveDecimal), method: required(text) },
  permission: "Withdraw funds (historical)",
  idempotent: false,
  deprecated: `${REMOVED} Earn/Allocate with a strategy_id`,
});
