/** What is seen of accounts and keys from outside. */

import type { Decimal } from "../../core/decimal.ts";
import type { Permission } from "./permissions.ts";
import type { PaperTier } from "./tiers.ts";

/** An account of the exchange. */
export interface PaperAccount {
  /** What calls take as `account_id`. */
  readonly id: string;
  /** Public id, by which AccountTransfer names it. */
  readonly iban: string;
  /** Its name. */
  readonly name: string;
  /** Verification tier; may be changed at any time. */
  tier: PaperTier;
  /** Balance of an asset by its id (`XXBT`, `ZUSD`), as of the last private call. */
  balanceText(asset: string): Decimal;
}

/** An API key of the exchange. Its secret is not shown by `console.log`. */
export interface PaperApiKey {
  /** Public part, the header `API-Key`. */
  readonly key: string;
  /** Secret, base64. */
  readonly secret: string;
  /** Label. */
  readonly name: string;
  /** The account it opens. */
  readonly account: PaperAccount;
  /** What it may do; may be changed at any time. */
  readonly permissions: Set<Permission>;
  /** Highest nonce so far. */
  readonly highestNonce: bigint;
  /** Whether it was revoked. */
  readonly revoked: boolean;
}
