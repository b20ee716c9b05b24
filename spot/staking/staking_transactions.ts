import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { REMOVED, type StakingTransaction } from "./_types.ts";

/**
 * Listed the last staking transactions. May answer `EGeneral:Unknown method`.
 *
 * Permission: Query ledger entries.
 *
 * @deprecated Removed from Kraken's documentation on 1 March 2024: use `account.ledgers` with `type: "staking"`.
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-ledgers}
 */
export const stakingTransactions: Endpoint<Record<never, never>, StakingTransaction[]> = privatePost(
  "Staking/Transactions",
  { permission: "Query ledger entries (historical)", deprecated: `${REMOVED} Ledgers with type "staking"` },
);
