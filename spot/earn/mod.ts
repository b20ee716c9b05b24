/** Earn: putting funds to work, and what they earn. All private. @module */

export { allocate, type AllocateParams, type AllocateResult } from "./allocate.ts";
export { allocateStatus, type AllocateStatusParams, type AllocateStatusResult } from "./allocate_status.ts";
export {
  allocations,
  type AllocationsParams,
  type AllocationsResult,
  type AllocationStage,
  type AmountAllocated,
  type EarnAllocation,
  type EarnPayout,
} from "./allocations.ts";
export { deallocate, type DeallocateParams, type DeallocateResult } from "./deallocate.ts";
export { deallocateStatus, type DeallocateStatusParams, type DeallocateStatusResult } from "./deallocate_status.ts";
export {
  type EarnStrategy,
  strategies,
  type StrategiesParams,
  type StrategiesResult,
  type StrategyLock,
} from "./strategies.ts";
export type { EarnAmount, EarnMoveParams, EarnStatus, EarnStatusParams } from "./_types.ts";
