import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { NextCursor } from "../_params.ts";

/** One wallet account. */
export interface WalletAccount {
  /** What other calls take as `account_id`. */
  account_id: string;
  /** Its name. */
  name: string;
  /** State. */
  status: "active" | "disabled" | "closed" | "unknown" | (string & Record<never, never>);
  /** Kind. */
  type: "main" | "spot" | "pay" | "prop_paper" | "prop_real" | "unknown" | (string & Record<never, never>);
  /** Marks. */
  flags: {
    /** Whether the user made it. */
    user_defined?: boolean;
    /** Whether it is in use. */
    active?: boolean;
  };
}

/** The wallet accounts of the user. */
export interface ListWalletAccountsResult {
  /** Accounts. */
  accounts: WalletAccount[];
  /** Kraken does not say how a further page is asked for. */
  cursor?: NextCursor;
}

/**
 * Wallet accounts, whose ids other calls take as `account_id`. Since the second half of 2026.
 *
 * Permission: Query funds is enough; Kraken's page says that none is needed.
 *
 * @see {@link https://docs.kraken.com/api-reference/account-data/list-wallet-accounts}
 */
export const listWalletAccounts: Endpoint<Record<never, never>, ListWalletAccountsResult> = privatePost(
  "ListWalletAccounts",
  { permission: "Query funds (assumed)" },
);
