/** Staking as it was before Earn; kept for those who come from KrakenEx. All private. @module */

export { stake, type StakeParams } from "./stake.ts";
export { type StakingAsset, stakingAssets, type StakingAssetsResult } from "./staking_assets.ts";
export { stakingPending } from "./staking_pending.ts";
export { stakingTransactions } from "./staking_transactions.ts";
export { unstake, type UnstakeParams } from "./unstake.ts";
export type { StakingReference, StakingTransaction } from "./_types.ts";
