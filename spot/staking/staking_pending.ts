import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { REMOVED, type StakingTransaction } from "./_types.ts";

/**
 * Listed staking transactions under way. May answer `EGeneral:Unknown method`.
 *
 * Permission: Query funds.
 *
 * @deprecated Removed from Kraken's documentation on 1 March 2024: use `earn.allocations` and `earn.allocateStatus`.
 * @see {@link https://docs.kraken.com/api/docs/rest-api/list-allocations}
 */
export const stakingPending: Endpoint<Record<never, never>, StakingTransaction[]> = privatePost("Staking/Pending", {
  permission: "Query funds (historical)",
  deprecated: `${REMOVED} Earn/Allocations, Earn/AllocateStatus and Earn/DeallocateStatus`,
});
