import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { REMOVED } from "./_types.ts";

/** One asset that could be staked. */
export interface StakingAsset {
  /** Asset, e.g. `"DOT"`. */
  asset: string;
  /** Asset while staked, e.g. `"DOT.S"`. */
  staking_asset: string;
  /** Staking method. */
  method: string;
  /** Whether it is done on the chain. */
  on_chain: boolean;
  /** Whether it can be staked. */
  can_stake: boolean;
  /** Whether it can be taken out. */
  can_unstake: boolean;
  /** Least amounts, in the asset. */
  minimum_amount?: { staking: Decimal; unstaking: Decimal };
  /** What it earns; percent a year for type `"percentage"`. */
  rewards: { type: string; reward: Decimal };
  /** Lock-up periods; the shape was never documented in full. */
  lock?: unknown;
  /** Whether this user may. */
  enabled_for_user?: boolean;
  /** Whether nobody may for now. */
  disabled?: boolean;
}

/** Assets that could be staked. */
export type StakingAssetsResult = StakingAsset[];

/**
 * Listed the assets that could be staked. May answer `EGeneral:Unknown method`.
 *
 * Permission: Query funds.
 *
 * @deprecated Removed from Kraken's documentation on 1 March 2024: use `earn.strategies`.
 * @see {@link https://docs.kraken.com/api/docs/rest-api/list-strategies}
 */
export const stakingAssets: Endpoint<Record<never, never>, StakingAssetsResult> = privatePost("Staking/Assets", {
  permission: "Query funds (historical)",
  deprecated: `${REMOVED} Earn/Strategies`,
});
